#include "sim/engine/simulation.hpp"
#include "sim/engines.hpp"

namespace plimsoll {

Replication simulate_basic(const Plan& plan, const WorkUnit& unit, const std::atomic<bool>& stop) {
    return plan.one_clock ? Simulation<Features<true, Work::usual>>(plan, unit, stop).run()
                          : Simulation<Features<false, Work::usual>>(plan, unit, stop).run();
}

} // namespace plimsoll
