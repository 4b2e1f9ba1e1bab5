#include "scenarios/load_line.hpp"

#include "scenarios/figures/fluid.hpp"
#include "scenarios/figures/unhindered.hpp"
#include "scenarios/grid.hpp"
#include "scenarios/limits/limits.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/limits/stability.hpp"

#include <algorithm>

namespace plimsoll {

LoadLine draw_line(const Operation& operation, const Plan& plan, const KnownWork& known,
                   const LineRange& range, const StudySettings& settings, const Workers& workers,
                   ProgressOfSweep* progress, const std::atomic<bool>& interrupted) {
    LoadLine line;
    std::vector<Volume>& volumes = line.volumes;
    line.lowest = range.clients.front();
    const auto simulate_more = [&](const std::vector<std::int64_t>& wanted) {
        std::vector<Volume> more(wanted.size());
        workers.run(wanted.size(), [&](std::size_t i) {
            more[i].interrupted = true;
            if (!interrupted.load()) {
                const std::size_t place = progress != nullptr ? progress->begin() : 0;
                more[i] = simulate_volume(
                    plan, wanted[i], settings, workers, interrupted,
                    [&](double share) {
                        if (progress != nullptr) {
                            progress->tell(place, share);
                        }
                    },
                    known);
                if (progress != nullptr) {
                    progress->end(place);
                }
            }
        });
        for (Volume& volume : more) {
            line.interrupted = line.interrupted || volume.interrupted;
            if (!volume.interrupted) {
                volumes.push_back(std::move(volume));
            }
        }
        std::sort(volumes.begin(), volumes.end(),
                  [](const Volume& a, const Volume& b) { return a.clients < b.clients; });
    };
    std::vector<std::int64_t>& waiting = line.beyond;
    waiting = range.clients;
    if (!range.search) {
        simulate_more(waiting);
        waiting.clear();
    }
    const std::optional<double> full = full_by_formula(operation, plan);
    while (!line.interrupted && !waiting.empty()) {
        const std::size_t next = still_to_simulate(waiting, volumes, operation, plan, full);
        if (next == 0) {
            break;
        }
        const auto end = waiting.begin() + static_cast<std::ptrdiff_t>(next);
        simulate_more({waiting.begin(), end});
        waiting.erase(waiting.begin(), end);
    }
    if (line.interrupted) {
        waiting.clear(); // nobody has looked whether these lie beyond a limit
    }
    WorkAlone alone;
    std::optional<GrowthBracket> bracket;
    const auto limits_now = [&] {
        Limits limits = limits_of(operation, plan, volumes, alone, known.limit(), bracket);
        if (!alone.known() && never_kept(limits.promises) && !line.interrupted) {
            alone = WorkAlone(operation, {volumes.front().clients, volumes.back().clients},
                              settings, workers, interrupted);
            line.interrupted = interrupted.load();
            limits = limits_of(operation, plan, volumes, alone, known.limit(), bracket);
        }
        return limits;
    };
    if (range.search) {
        constexpr int steps_down = 2; // then the bottom: nothing need lie between
        for (int step = 0; !line.interrupted && volumes.front().clients > 1; ++step) {
            const std::int64_t lowest = volumes.front().clients;
            const Limits limits = limits_now();
            if (!lies_lower(limits) || (!range.with_knee && !lies_lower_but_for_knee(limits))) {
                break;
            }
            if (step < steps_down) {
                simulate_more(lower_volumes(lowest));
                continue;
            }
            simulate_more({1});
            if (!line.interrupted && !lies_lower(limits_now())) {
                simulate_more(volumes_down_to(2, lowest));
            }
        }
        if (!volumes.empty()) {
            line.lowest = std::min(line.lowest, volumes.front().clients);
        }
    }
    if (progress != nullptr && range.search && !line.interrupted) {
        progress->tell_found(limits_now(), volumes);
    }
    if (!line.interrupted && !volumes.empty()) {
        bracket = find_growth_limit(plan, known.limit(), volumes, settings, workers, interrupted);
        line.interrupted = interrupted.load();
    }
    if (bracket && range.search && !line.interrupted &&
        known.limit().is_steady(bracket->growing) != std::optional(false)) {
        // What holds work up is seen where it just grows, before hours run out, too.
        simulate_more({bracket->growing});
    }
    if (range.search) {
        constexpr int rounds = 3; // the first reading, between volumes far apart, may be far off
        for (int round = 0; round < rounds && !line.interrupted; ++round) {
            simulate_more(refinements(limits_now(), volumes));
        }
    }
    if (!volumes.empty()) {
        // What is read from steady volumes is to know which these are.
        const Limits found = limits_now();
        for (Volume& volume : volumes) {
            settle(found, volume);
        }
        line.limits = limits_now();
    }
    return line;
}

} // namespace plimsoll
