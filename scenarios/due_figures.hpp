// What was promised, and what was kept of it.
#pragma once

#include "scenarios/result.hpp"
#include "scenarios/volume.hpp"

namespace plimsoll {

/// The share in time of what is promised alike: one of Plan::promises.
Ratio kept(const Volume& volume, std::size_t promise);

/// The share of a step's visits that started within its own due.
Figure started_in_time(const Plan& plan, const Volume& volume, std::size_t step_number);

} // namespace plimsoll
