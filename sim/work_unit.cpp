#include "sim/work_unit.hpp"

#include "sim/event_log.hpp"
#include "sim/plain_plan.hpp"
#include "sim/plain_simulation.hpp"
#include "sim/simulation.hpp"

namespace plimsoll {

namespace {

template <bool one_clock>
Replication simulate_on(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    if (!unit.keep_log) {
        return Simulation<one_clock>(plan, unit, stop).run();
    }
    Simulation<one_clock, EventLog> simulation(plan, unit, stop, EventLog{});
    Replication record = simulation.run();
    simulation.template mechanism<EventLog>().hand_over(record);
    return record;
}

} // namespace

Replication simulate(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    if (!unit.keep_log && is_plain(plan)) {
        return simulate_plain(plan, unit, stop);
    }
    return plan.one_clock ? simulate_on<true>(plan, unit, stop)
                          : simulate_on<false>(plan, unit, stop);
}

} // namespace plimsoll
