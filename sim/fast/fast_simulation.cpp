#include "sim/fast/fast_simulation.hpp"

#include "sim/fast/fast_engine.hpp"
#include "sim/fast/single_queue.hpp"

#include <bit>
#include <functional>

namespace plimsoll {

Replication simulate_fast(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    if (is_single_queue(plan)) {
        std::optional<Replication> record = simulate_single_queue(plan, unit, stop);
        if (record) {
            return std::move(*record);
        }
    }
    const bool has_delays = std::any_of(plan.steps.begin(), plan.steps.end(),
                                        [](const PlanStep& step) { return step.has_delay; });
    std::size_t places = plan.people.size();
    for (const PlanWorkflow& workflow : plan.workflows) {
        for (const PlanDemand& demand : workflow.demands) {
            const bool has_blocks = demand.kind == Demand::Kind::per_client && demand.poisson;
            places += has_blocks ? std::bit_width(static_cast<std::uint64_t>(unit.clients)) : 1;
        }
    }
    const Microseconds end = unit.cases > 0 ? 0 : unit.warm_up + unit.length;
    if (!has_delays && places <= ScanEventList<std::less<>>::most_places &&
        end < ScanEventList<std::less<>>::latest) {
        FastSimulation<ScanEventList> simulation(plan, unit, stop);
        Replication record = simulation.run();
        if (!simulation.is_incomplete()) {
            return record;
        }
    }
    return FastSimulation<ManyEvents>(plan, unit, stop).run();
}

} // namespace plimsoll
