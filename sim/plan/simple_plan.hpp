// Which operations are plain: what sim/fast/fast_simulation.hpp can run.
#pragma once

#include "sim/plan/plan.hpp"

#include <vector>

namespace plimsoll {

/// Whether one visit follows the other, each by anybody of one team, first come, first served, on
/// one calendar: no joins, kinds, limits, patience, batches, appointments, several people at once.
bool is_simple(const Plan& plan);

/// By step of a plain workflow: the share of its cases that do it, reworks aside.
std::vector<double> shares_by_step(const Plan& plan, const PlanWorkflow& workflow);

} // namespace plimsoll
