#include "scenarios/limits/stability.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/experiment/instability_reason.hpp"
#include "scenarios/experiment/measurement.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/experiment/pilots.hpp"
#include "scenarios/limits/piling_up.hpp"
#include "scenarios/result/teams_in_words.hpp"
#include "scenarios/result/whole_number.hpp"
#include "scenarios/statistics/drift.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

Stable own_verdict(const Volume& volume) {
    return volume.measurement.overloaded ? Stable::no
           : volume.measurement.in_doubt ? Stable::in_doubt
                                         : Stable::yes;
}

/// The first volume at which work surely piles up; the number of volumes: none.
std::size_t first_growing(const std::vector<Volume>& volumes) {
    const auto found = std::find_if(volumes.begin(), volumes.end(), [](const Volume& volume) {
        return own_verdict(volume) == Stable::no;
    });
    return static_cast<std::size_t>(found - volumes.begin());
}

/// The last volume before `end` that is surely steady; `end`: none.
std::size_t last_steady(const std::vector<Volume>& volumes, std::size_t end) {
    for (std::size_t i = end; i > 0; --i) {
        if (own_verdict(volumes[i - 1]) == Stable::yes) {
            return i - 1;
        }
    }
    return end;
}

LimitCause team_cause(const Operation& operation, const std::string& name) {
    for (const Team& team : operation.teams) {
        if (team.name == name) {
            return {name, teams_are({shown_name(team.label, team.name)}) + " full"};
        }
    }
    return {};
}

/// What gives at `at` clients, by a volume at which work piles up: there the team that is full may
/// not yet be so.
LimitCause cause_at(const Operation& operation, const Plan& plan, const KnownLimit& known,
                    const Volume& volume, double at) {
    constexpr double nearly = 0.97;
    if (!volume.measurement.grows && known.is_steady(volume.clients) == false) {
        return known.cause();
    }
    if (!volume.measurement.grows && volume.measurement.fullest_team >= 0) {
        const auto team = static_cast<std::size_t>(volume.measurement.fullest_team);
        const Ratio load = offered_load(plan, volume, team);
        if (pooled(load, load.numerators.size()) * at >=
            nearly * static_cast<double>(volume.clients)) {
            return team_cause(operation, operation.teams[team].name);
        }
    }
    return growth_cause(operation, plan, volume);
}

Stability known_exactly(const KnownLimit& known, const std::vector<Volume>& volumes) {
    Stability found;
    if (!known.at_most()) {
        found.limit.why = "no team is full up to " + clients_in_words(volumes.back().clients);
        found.steady_to = volumes.back().clients;
        return found;
    }
    const double at = known.at_most()->clients;
    found.cause = known.cause();
    found.grows_from = static_cast<std::int64_t>(std::ceil(std::min(at, 1e15) * (1 - 1e-9)));
    found.steady_to = *found.grows_from - 1;
    if (at > 0) {
        found.limit.value = Estimate{at, at, at, 0.95};
    } else {
        found.limit.why = std::string(piles_already) + " at any number of clients";
    }
    return found;
}

Stability from_bracket(const Operation& operation, const Plan& plan, const KnownLimit& known,
                       const std::vector<Volume>& volumes, const GrowthBracket& bracket) {
    Stability found;
    found.steady_to = static_cast<std::int64_t>(
        std::floor((1 - least_share_that_stays) * static_cast<double>(bracket.steady)));
    found.grows_from = bracket.growing;
    found.limit.value = Estimate{bracket.at, static_cast<double>(*found.steady_to),
                                 static_cast<double>(bracket.growing), 0.95};
    const bool by_hours = known.at_most() &&
                          static_cast<double>(bracket.growing) >= known.at_most()->clients &&
                          static_cast<double>(bracket.steady) < known.at_most()->clients;
    found.cause =
        by_hours ? known.cause()
                 : cause_at(operation, plan, known, volumes[first_growing(volumes)], bracket.at);
    return found;
}

} // namespace

Stable Limits::stable_at(std::int64_t clients) const {
    if (grows_from && clients >= *grows_from) {
        return Stable::no;
    }
    return steady_to && clients <= *steady_to ? Stable::yes : Stable::in_doubt;
}

Stability stability_of(const Operation& operation, const Plan& plan, const KnownLimit& known,
                       const std::vector<Volume>& volumes, const Figure& by_load,
                       const std::string& full_team, const std::optional<GrowthBracket>& bracket) {
    if (known.is_exact()) {
        return known_exactly(known, volumes);
    }
    if (bracket) {
        return from_bracket(operation, plan, known, volumes, *bracket);
    }
    Stability found;
    const std::size_t growing = first_growing(volumes);
    const bool nothing_grows_before =
        by_load.value && (growing == volumes.size() || growing > 0) &&
        std::none_of(volumes.begin(), volumes.end(), [&](const Volume& volume) {
            return volume.measurement.grows && static_cast<double>(volume.clients) <
                                                   by_load.value->low.value_or(by_load.value->mean);
        });
    if (nothing_grows_before) {
        found.limit = by_load;
        found.cause = team_cause(operation, full_team);
        const double low = by_load.value->low.value_or(by_load.value->mean);
        const double high = by_load.value->high.value_or(by_load.value->mean);
        found.steady_to = static_cast<std::int64_t>(std::ceil(low)) - 1;
        found.grows_from = static_cast<std::int64_t>(std::floor(high)) + 1;
        return found;
    }
    if (growing == volumes.size()) {
        const std::size_t steady = last_steady(volumes, volumes.size());
        found.limit.why = by_load.why.empty()
                              ? "no team is full up to " + clients_in_words(volumes.back().clients)
                              : by_load.why;
        if (steady + 1 < volumes.size() || steady == volumes.size()) {
            found.limit.why = "it is in doubt whether work piles up at " +
                              clients_in_words(volumes.back().clients);
        }
        if (steady < volumes.size()) {
            found.steady_to = volumes[steady].clients;
        }
        return found;
    }
    const std::size_t steady = last_steady(volumes, growing);
    found.grows_from = volumes[growing].clients;
    found.cause = cause_at(operation, plan, known, volumes[growing],
                           static_cast<double>(volumes[growing].clients));
    if (steady == growing) {
        found.limit.why =
            std::string(piles_already) + " at " + clients_in_words(volumes.front().clients);
        return found;
    }
    const GrowthBracket coarse =
        bisect_growth(volumes[steady].clients, volumes[growing].clients,
                      volumes[growing].measurement.staying, [](std::int64_t) {
                          return GrowthTrial{Stable::in_doubt, 0};
                      });
    found.steady_to = coarse.steady;
    found.limit.value = Estimate{coarse.at, static_cast<double>(coarse.steady),
                                 static_cast<double>(coarse.growing), 0.95};
    return found;
}

std::optional<GrowthBracket> find_growth_limit(const Plan& plan, const KnownLimit& known,
                                               const std::vector<Volume>& volumes,
                                               const StudySettings& settings,
                                               const Workers& workers,
                                               const std::atomic<bool>& interrupted) {
    const std::size_t growing = first_growing(volumes);
    const std::size_t steady = last_steady(volumes, growing);
    const bool load_decides =
        known.is_exact() || (only_load_holds_up(plan) &&
                             std::none_of(volumes.begin(), volumes.end(), [](const Volume& volume) {
                                 return volume.measurement.grows;
                             }));
    if (load_decides || growing == volumes.size() || steady == growing) {
        return std::nullopt;
    }
    const auto try_volume = [&](std::int64_t clients) {
        return try_growth(plan, clients, settings, workers, interrupted, known.is_steady(clients));
    };
    std::int64_t low = volumes[steady].clients;
    std::int64_t high = volumes[growing].clients;
    // Mostly work piles up where hours run out: a look close below that is often enough.
    if (known.at_most()) {
        constexpr double close_below = 0.972;
        const double full = known.at_most()->clients;
        const auto below = static_cast<std::int64_t>(std::floor(close_below * full));
        if (below > low && below < high && try_volume(below).stable == Stable::yes) {
            low = below;
        }
        if (full > static_cast<double>(low)) {
            high = std::min(high, static_cast<std::int64_t>(std::ceil(full)));
        }
    }
    GrowthBracket bracket =
        bisect_growth(low, high, volumes[growing].measurement.staying, try_volume);
    // Many more arrivals where it surely grows say more closely how many of them can be served.
    const double served =
        1 - staying_share_at(plan, bracket.growing, settings, workers, interrupted);
    bracket.at =
        std::clamp(static_cast<double>(bracket.growing) * served,
                   static_cast<double>(bracket.steady), static_cast<double>(bracket.growing));
    return interrupted.load() ? std::nullopt : std::optional(bracket);
}

void settle(const Limits& limits, Volume& volume) {
    const Stable stable = limits.stable_at(volume.clients);
    Measurement& measurement = volume.measurement;
    if (stable == Stable::no && !measurement.overloaded) {
        measurement.full = limits.stability_words;
    }
    measurement.grows = measurement.grows && stable == Stable::no;
    measurement.overloaded = stable == Stable::no;
    measurement.in_doubt = stable == Stable::in_doubt;
}

} // namespace plimsoll
