// The engines: which of them runs is decided by what the plan says, and shows in no figure.
#pragma once

#include "sim/plan.hpp"
#include "sim/replication.hpp"
#include "sim/work_unit.hpp"

#include <atomic>

namespace plimsoll {

/// Each as `simulate` of sim/work_unit.hpp. The first two keep no log, and run plain plans
/// (sim/plain_plan.hpp) and plans of usual work (sim/features.hpp) only.
Replication simulate_plain(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);
Replication simulate_usual_work(const Plan& plan, const WorkUnit& unit,
                                const std::atomic<bool>& stop);
Replication simulate_any_work(const Plan& plan, const WorkUnit& unit,
                              const std::atomic<bool>& stop);
Replication simulate_with_log(const Plan& plan, const WorkUnit& unit,
                              const std::atomic<bool>& stop);

} // namespace plimsoll
