#include "sim/simulate.hpp"

#include "sim/engines.hpp"
#include "sim/fast/plain_engine.hpp"
#include "sim/plan/features.hpp"
#include "sim/plan/plain_plan.hpp"

namespace plimsoll {

Replication simulate(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    if (unit.keep_log) {
        return simulate_with_log(plan, unit, stop);
    }
    if (is_plain(plan)) {
        return simulate_plain(plan, unit, stop);
    }
    switch (work_asked_for(plan)) {
    case Work::usual:
        return simulate_usual_work(plan, unit, stop);
    case Work::joint:
        return simulate_joint_work(plan, unit, stop);
    case Work::any:
        break;
    }
    return simulate_any_work(plan, unit, stop);
}

} // namespace plimsoll
