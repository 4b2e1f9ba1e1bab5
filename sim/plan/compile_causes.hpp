// Cases that other cases bring about, compiled.
#pragma once

#include "sim/plan/clock_numbers.hpp"

namespace plimsoll {

/// What each workflow's cases bring about in others; once all workflows are compiled.
void compile_causes(const Operation& operation, Plan& plan, Clocks& clocks);

} // namespace plimsoll
