// The engine with mechanisms: one more variant of it.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/mechanisms/mechanism.hpp"

#include <atomic>

namespace plimsoll {

/// Simulates a plan on the wall's clock with these mechanisms, in force or not, by the engine that
/// does everything.
template <class... All>
Replication simulate_with(MechanismList<All...>, const Plan& plan, const WorkUnit& unit,
                          const std::atomic<bool>& stop) {
    Simulation<Features<false, Work::any>, All...> engine(plan, unit, stop, All(plan)...);
    return run(engine);
}

} // namespace plimsoll
