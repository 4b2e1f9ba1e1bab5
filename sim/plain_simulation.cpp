#include "sim/plain_simulation.hpp"

#include <bit>
#include <functional>

namespace plimsoll {

namespace {

template <template <class> class Events>
Replication simulated_with(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    return PlainSimulation<Events>(plan, unit, stop).run();
}

} // namespace

Replication simulate_plain(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    const bool has_delays = std::any_of(plan.steps.begin(), plan.steps.end(),
                                        [](const PlanStep& step) { return step.has_delay; });
    std::size_t places = plan.people.size();
    for (const PlanWorkflow& workflow : plan.workflows) {
        for (const PlanDemand& demand : workflow.demands) {
            const bool has_blocks = demand.kind == Demand::Kind::per_client && demand.poisson;
            places += has_blocks ? std::bit_width(static_cast<std::uint64_t>(unit.clients)) : 1;
        }
    }
    return has_delays || places > FewEvents<std::less<>>::most_places
               ? simulated_with<ManyEvents>(plan, unit, stop)
               : simulated_with<FewEvents>(plan, unit, stop);
}

} // namespace plimsoll
