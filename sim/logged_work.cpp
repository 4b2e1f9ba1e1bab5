#include "sim/engine/event_log.hpp"
#include "sim/engine/simulation.hpp"
#include "sim/engines.hpp"

namespace plimsoll {

namespace {

template <bool one_clock>
Replication simulate_on(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    Simulation<Features<one_clock, Work::any>, EventLog> engine(plan, unit, stop, EventLog{});
    Replication record = run(engine);
    std::get<EventLog>(engine.mechanisms).hand_over(record);
    return record;
}

} // namespace

Replication simulate_with_log(const Plan& plan, const WorkUnit& unit,
                              const std::atomic<bool>& stop) {
    return plan.one_clock ? simulate_on<true>(plan, unit, stop)
                          : simulate_on<false>(plan, unit, stop);
}

} // namespace plimsoll
