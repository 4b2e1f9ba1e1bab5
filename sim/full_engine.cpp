#include "sim/engine/simulation.hpp"
#include "sim/engines.hpp"
#include "sim/mechanisms/list.hpp"
#include "sim/mechanisms/simulate_with.hpp"

#include <type_traits>

namespace plimsoll {

namespace {

template <bool one_clock>
Replication simulate_on(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    Simulation<Features<one_clock, Work::any>> engine(plan, unit, stop);
    return run(engine);
}

} // namespace

Replication simulate_full(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    if constexpr (!std::is_same_v<Mechanisms, MechanismList<>>) {
        if (plan.has_mechanisms()) {
            return simulate_with(Mechanisms{}, plan, unit, stop);
        }
    }
    return plan.one_clock ? simulate_on<true>(plan, unit, stop)
                          : simulate_on<false>(plan, unit, stop);
}

} // namespace plimsoll
