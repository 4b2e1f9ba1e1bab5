#include "scenarios/grid.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/figures/due_figures.hpp"
#include "scenarios/limits/knee.hpp"
#include "scenarios/limits/long_run.hpp"
#include "scenarios/limits/piling_up.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace plimsoll {

namespace {

constexpr double steep_fall = 0.15; ///< a share that falls by so much between two volumes

/// Where work piles up even without clients, fewer of them are no answer.
bool piles_up_at_any_volume(const Limits& limits) {
    return limits.grows_from && *limits.grows_from <= 0;
}

double share_in_time(const Volume& volume, std::size_t promise) {
    const Ratio share = kept(volume, promise);
    return pooled(share, share.numerators.size());
}

} // namespace

std::vector<std::int64_t> grid(const Operation& operation, const SweepRange& range) {
    if (!range.volumes.empty()) {
        std::vector<std::int64_t> volumes = range.volumes;
        std::sort(volumes.begin(), volumes.end());
        volumes.erase(std::unique(volumes.begin(), volumes.end()), volumes.end());
        return volumes;
    }
    const std::int64_t today = operation.clients_today;
    const std::int64_t low = std::max<std::int64_t>(1, range.low.value_or(today));
    const std::int64_t far =
        std::max<std::int64_t>({1000, 3 * operation.clients_target.value_or(0), 5 * today});
    const std::int64_t high = std::max(low, range.high.value_or(far));
    const double span = logarithm(static_cast<double>(high) / static_cast<double>(low));
    int steps = static_cast<int>(std::ceil(span / logarithm(1.3)));
    if (range.points) {
        steps = std::max(1, *range.points - 1);
    }
    std::vector<std::int64_t> volumes{low, high};
    for (int k = 1; k < steps; ++k) {
        const double at = static_cast<double>(low) * exponential(span * k / steps);
        volumes.push_back(static_cast<std::int64_t>(std::floor(at + 0.5)));
    }
    for (const std::int64_t named : {today, operation.clients_target.value_or(today)}) {
        if (named >= low && named <= high) {
            volumes.push_back(named);
        }
    }
    std::sort(volumes.begin(), volumes.end());
    volumes.erase(std::unique(volumes.begin(), volumes.end()), volumes.end());
    return volumes;
}

bool lies_lower(const Limits& limits) {
    return lies_lower_but_for_knee(limits) ||
           (!piles_up_at_any_volume(limits) && knee_lies_lower(limits.knee));
}

bool lies_lower_but_for_knee(const Limits& limits) {
    return !piles_up_at_any_volume(limits) && (limits.slips_already() || limits.piles_up_already());
}

std::vector<std::int64_t> lower_volumes(std::int64_t clients) {
    std::vector<std::int64_t> volumes;
    for (const double ratio : {1.69, 1.3}) {
        const auto volume =
            static_cast<std::int64_t>(std::floor(static_cast<double>(clients) / ratio));
        if (volume >= 1 && (volumes.empty() || volume > volumes.back())) {
            volumes.push_back(volume);
        }
    }
    return volumes.empty() ? std::vector<std::int64_t>{1} : volumes;
}

std::vector<std::int64_t> volumes_down_to(std::int64_t lowest, std::int64_t clients) {
    std::vector<std::int64_t> volumes;
    for (std::int64_t at = clients; at > lowest;) {
        const std::vector<std::int64_t> next = lower_volumes(at);
        at = next.front();
        std::copy_if(next.rbegin(), next.rend(), std::back_inserter(volumes),
                     [lowest](std::int64_t volume) { return volume >= lowest; });
    }
    return volumes;
}

std::vector<std::int64_t> refinements(const Limits& limits, const std::vector<Volume>& volumes) {
    std::vector<std::int64_t> more;
    constexpr double for_another = 0.02; // what is looked at for one promise serves another
    // Nearer ones than `near`, of the volume, say the same.
    const auto add = [&](double at, double near) {
        const auto volume = static_cast<std::int64_t>(std::floor(at + 0.5));
        const auto is_near = [&](std::int64_t other, double part) {
            return std::abs(static_cast<double>(other - volume)) <=
                   part * static_cast<double>(volume);
        };
        const bool known =
            std::any_of(volumes.begin(), volumes.end(),
                        [&](const Volume& other) { return is_near(other.clients, near); }) ||
            std::any_of(more.begin(), more.end(),
                        [&](std::int64_t other) { return is_near(other, for_another); });
        if (!known && volume > volumes.front().clients && volume < volumes.back().clients) {
            more.push_back(volume);
        }
    };
    constexpr double beside = 0.012;
    constexpr double close_to_the_end = 0.1;
    constexpr double just_below = 0.01;
    constexpr double hardly_fallen = 0.9; ///< of what a share is above what is promised
    // Where work piles up is known, or was bisected; a promise's limit is read from its share.
    for (std::size_t number = 0; number < limits.promises.size(); ++number) {
        const Figure& limit = limits.promises[number].limit;
        if (limit.value && limits.ends_where_work_piles_up(limit)) {
            // Kept that far only if it is just below, where queues are longest.
            const double end = limits.stability.value->mean;
            const auto beyond =
                std::find_if(volumes.begin(), volumes.end(), [end](const Volume& volume) {
                    return static_cast<double>(volume.clients) >= end;
                });
            if (beyond != volumes.begin() &&
                static_cast<double>(std::prev(beyond)->clients) < (1 - 2 * just_below) * end) {
                add(std::min((1 - just_below) * end, std::ceil(end) - 1), just_below / 2);
            }
            continue;
        }
        if (!limit.value) {
            continue;
        }
        const double at = limit.value->mean;
        const auto above = std::find_if(volumes.begin(), volumes.end(), [&](const Volume& volume) {
            return static_cast<double>(volume.clients) > at;
        });
        if (above == volumes.begin() || above == volumes.end()) {
            continue;
        }
        const double ratio =
            static_cast<double>(above->clients) / static_cast<double>(std::prev(above)->clients);
        const double falls =
            share_in_time(*std::prev(above), number) - share_in_time(*above, number);
        if (limits.stability.value) {
            // Nothing is in time where work piles up: a share that has hardly fallen before is not
            // read between a volume before and one behind, but where work just does not pile up.
            const double end = limits.stability.value->mean;
            const auto before = static_cast<double>(std::prev(above)->clients);
            const double promised = limits.promises[number].promised;
            if (at < end && static_cast<double>(above->clients) >= end &&
                before > (1 - close_to_the_end) * end && before < (1 - 2 * just_below) * end &&
                share_in_time(*std::prev(above), number) >
                    promised +
                        hardly_fallen * (share_in_time(volumes.front(), number) - promised)) {
                add((1 - just_below) * end, just_below / 2);
            }
        }
        if (ratio > 1 + 3 * distance_to_limit) {
            const std::size_t before = more.size();
            add(at * (1 - distance_to_limit), beside);
            add(at * (1 + distance_to_limit), beside);
            if (more.size() == before && above->clients - std::prev(above)->clients > 1) {
                // Among few clients the next one may be another step of the line.
                add(static_cast<double>(above->clients + std::prev(above)->clients) / 2, 0);
            }
        } else if (ratio > 1 + distance_to_limit / 2 && falls > steep_fall) {
            add(at, distance_to_limit / 8);
        }
    }
    if (limits.stability.value) {
        const double end = limits.stability.value->mean;
        const bool none_is_close =
            std::none_of(volumes.begin(), volumes.end(), [end](const Volume& volume) {
                return static_cast<double>(volume.clients) >= close_below_a_limit * end &&
                       static_cast<double>(volume.clients) < end;
            });
        const bool some_are_kept = std::any_of(
            limits.promises.begin(), limits.promises.end(), [](const PromiseLimit& promise) {
                return promise.state == PromiseState::kept && !promise.limit.value;
            });
        if (none_is_close && some_are_kept) {
            constexpr double close = 0.95;
            add(close * end, beside); // whether they are kept up to there
        }
        if (!limits.knee.value || limits.knee.value->mean > 0.7 * end) {
            for (const double part : {0.8, 0.88}) {
                add(part * end, beside);
            }
            constexpr double few = 40;
            if (!limits.knee.value && end < few) {
                add(std::ceil(end) - 1, 0); // the last at which work does not pile up
            }
        }
    }
    std::sort(more.begin(), more.end());
    more.erase(std::unique(more.begin(), more.end()), more.end());
    return more;
}

} // namespace plimsoll
