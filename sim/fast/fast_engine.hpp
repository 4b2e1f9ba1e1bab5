// The engine for plain plans (sim/plan/simple_plan.hpp): no other does them faster.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"

#include <atomic>

namespace plimsoll {

/// As `simulate` of sim/simulate.hpp, of a plain plan without a log.
Replication simulate_fast(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop);

} // namespace plimsoll
