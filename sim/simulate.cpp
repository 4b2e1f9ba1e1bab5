#include "sim/simulate.hpp"

#include "sim/engines.hpp"
#include "sim/fast/fast_engine.hpp"
#include "sim/plan/features.hpp"
#include "sim/plan/simple_plan.hpp"

namespace plimsoll {

Replication simulate(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    if (unit.keep_log) {
        return simulate_full(plan, unit, stop);
    }
    if (is_simple(plan)) {
        return simulate_fast(plan, unit, stop);
    }
    switch (work_asked_for(plan)) {
    case Work::usual:
        return simulate_basic(plan, unit, stop);
    case Work::joint:
        return simulate_joint(plan, unit, stop);
    case Work::any:
        break;
    }
    return simulate_full(plan, unit, stop);
}

} // namespace plimsoll
