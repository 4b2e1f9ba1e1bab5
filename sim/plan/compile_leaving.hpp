// Work that need not be done by those it waits for.
#pragma once

#include "sim/plan/plan.hpp"

namespace plimsoll {

/// Marks steps whose waiting work goes away, or to others, when too much of it comes: it loses
/// patience, is turned away, or may as well be done by a team without end.
void compile_leaving(Plan& plan);

} // namespace plimsoll
