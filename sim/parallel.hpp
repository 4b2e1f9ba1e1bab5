// Many things at once, with the same outcome as one after the other.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"

#include <atomic>
#include <functional>
#include <memory>
#include <span>
#include <vector>

namespace plimsoll {

/// Threads that share work. One thread works in the order given, without any library.
class Workers {
public:
    /// threads: how many at once, 0 for all cores.
    explicit Workers(int threads);
    ~Workers();

    /// Calls one(0) .. one(count - 1), several at once, and returns when all have. What is called
    /// may call it again: whoever is free helps with either.
    void run(std::size_t count, const std::function<void(std::size_t)>& one) const;

private:
    struct Arena;
    std::unique_ptr<Arena> arena_; ///< none: one thread
};

/// Simulates the units and gives their records in the same order, whatever order they finish in.
/// `done` is told after each unit, from any thread.
std::vector<Replication> simulate_all(const Plan& plan, std::span<const WorkUnit> units,
                                      const Workers& workers, const std::atomic<bool>& stop,
                                      const std::function<void()>& done);

} // namespace plimsoll
