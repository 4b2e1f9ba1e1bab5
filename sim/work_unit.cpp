#include "sim/work_unit.hpp"

#include "sim/engines.hpp"
#include "sim/features.hpp"
#include "sim/plain_plan.hpp"

namespace plimsoll {

Replication simulate(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    if (unit.keep_log) {
        return simulate_with_log(plan, unit, stop);
    }
    if (is_plain(plan)) {
        return simulate_plain(plan, unit, stop);
    }
    return has_only_usual_work(plan) ? simulate_usual_work(plan, unit, stop)
                                     : simulate_any_work(plan, unit, stop);
}

} // namespace plimsoll
