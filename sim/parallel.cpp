#include "sim/parallel.hpp"

#include <optional>
#include <tbb/global_control.h>
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
    // An arena alone is cut to the machine's processors; who asks for more threads gets them.
    std::optional<tbb::global_control> enough;
    if (threads > 0) {
        enough.emplace(tbb::global_control::max_allowed_parallelism,
                       static_cast<std::size_t>(threads));
    }
    tbb::task_arena arena(threads > 0 ? threads : tbb::task_arena::automatic);
    arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, units.size(), std::size_t{1}, one,
                          tbb::simple_partitioner());
    });
    return records;
}

} // namespace plimsoll
