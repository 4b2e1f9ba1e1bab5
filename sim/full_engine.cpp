#include "sim/engine/simulation.hpp"
#include "sim/engines.hpp"

namespace plimsoll {

Replication simulate_full(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    return plan.one_clock ? Simulation<Features<true, Work::any>>(plan, unit, stop).run()
                          : Simulation<Features<false, Work::any>>(plan, unit, stop).run();
}

} // namespace plimsoll
