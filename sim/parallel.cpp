#include "sim/parallel.hpp"
#include "sim/simulate.hpp"

#include <optional>
#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace plimsoll {

struct Workers::Arena {
    explicit Arena(int threads) : arena(threads > 0 ? threads : tbb::task_arena::automatic) {
        // An arena alone is cut to the machine's processors; who asks for more threads gets them.
        if (threads > 0) {
            enough.emplace(tbb::global_control::max_allowed_parallelism,
                           static_cast<std::size_t>(threads));
        }
    }
    std::optional<tbb::global_control> enough;
    tbb::task_arena arena;
};

Workers::Workers(int threads) : arena_(threads == 1 ? nullptr : new Arena(threads)) {}

Workers::~Workers() = default;

void Workers::run(std::size_t count, const std::function<void(std::size_t)>& one) const {
    if (!arena_ || count == 1) {
        for (std::size_t i = 0; i < count; ++i) {
            one(i);
        }
        return;
    }
    arena_->arena.execute([&] {
        tbb::parallel_for(std::size_t{0}, count, std::size_t{1}, one, tbb::simple_partitioner());
    });
}

std::vector<Replication> simulate_all(const Plan& plan, std::span<const WorkUnit> units,
                                      const Workers& workers, const std::atomic<bool>& stop,
                                      const std::function<void()>& done) {
    std::vector<Replication> records(units.size());
    workers.run(units.size(), [&](std::size_t i) {
        if (stop.load(std::memory_order_relaxed)) {
            records[i].interrupted = true;
            return;
        }
        records[i] = simulate(plan, units[i], stop);
        done();
    });
    return records;
}

} // namespace plimsoll
