// The engines: which of them runs is decided by what the plan says, and shows in no figure.
#pragma once

#include "sim/plan.hpp"
#include "sim/replication.hpp"
#include "sim/work_unit.hpp"

#include <atomic>

namespace plimsoll {

/// Each as `simulate` of sim/work_unit.hpp. The last alone keeps a log. The first runs plain
/// plans only (sim/plain_plan.hpp), the next two what their names say (sim/features.hpp).
Replication simulate_plain(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);
Replication simulate_usual_work(const Plan& plan, const WorkUnit& unit,
                                const std::atomic<bool>& stop);
Replication simulate_joint_work(const Plan& plan, const WorkUnit& unit,
                                const std::atomic<bool>& stop);
Replication simulate_any_work(const Plan& plan, const WorkUnit& unit,
                              const std::atomic<bool>& stop);
Replication simulate_with_log(const Plan& plan, const WorkUnit& unit,
                              const std::atomic<bool>& stop);

} // namespace plimsoll
