// One replication as a pure function of the plan and the unit of work.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"

#include <atomic>

namespace plimsoll {

/// Simulates. The same arguments give the same record anywhere. `stop` may be raised from outside;
/// the record then says that it was interrupted and means nothing else.
Replication simulate(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);

} // namespace plimsoll
