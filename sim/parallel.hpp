// Many work units at once.
#pragma once

#include "sim/work_unit.hpp"

#include <functional>
#include <span>
#include <vector>

namespace plimsoll {

/// Simulates the units and gives their records in the same order, whatever order they finish in.
/// threads: how many at once, 0 for all cores. `done` is told after each unit, from any thread.
std::vector<Replication> simulate_all(const Plan& plan, std::span<const WorkUnit> units,
                                      int threads, const std::atomic<bool>& stop,
                                      const std::function<void()>& done);

} // namespace plimsoll
