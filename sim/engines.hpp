// The full engine, compiled for what is asked of it: which one runs is decided by what the plan
// says, and shows in no figure.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"

#include <atomic>

namespace plimsoll {

/// Each as `simulate` of sim/simulate.hpp. The first two run what their names say
/// (sim/plan/features.hpp); the last runs everything, and alone keeps a log.
Replication simulate_basic(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);
Replication simulate_joint(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);
Replication simulate_full(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);

} // namespace plimsoll
