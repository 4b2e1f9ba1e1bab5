#include "sim/engine/simulation.hpp"
#include "sim/engines.hpp"

namespace plimsoll {

namespace {

template <bool one_clock>
Replication simulate_on(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    Simulation<Features<one_clock, Work::joint>> engine(plan, unit, stop);
    return run(engine);
}

} // namespace

Replication simulate_joint(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    return plan.one_clock ? simulate_on<true>(plan, unit, stop)
                          : simulate_on<false>(plan, unit, stop);
}

} // namespace plimsoll
