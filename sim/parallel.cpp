#include "sim/parallel.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace plimsoll {

std::vector<Replication> simulate_all(const Plan& plan, std::span<const WorkUnit> units,
                                      int threads, const std::atomic<bool>& stop,
                                      const std::function<void()>& done) {
    std::vector<Replication> records(units.size());
    const auto one = [&](std::size_t i) {
        if (stop.load(std::memory_order_relaxed)) {
            records[i].interrupted = true;
            return;
        }
        records[i] = simulate(plan, units[i], stop);
        done();
    };
    if (threads == 1 || units.size() == 1) {
        for (std::size_t i = 0; i < units.size(); ++i) {
            one(i);
        }
        return records;
    }
    tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, units.size(), std::size_t{1}, one,
                          tbb::simple_partitioner());
    });
    return records;
}

} // namespace plimsoll
