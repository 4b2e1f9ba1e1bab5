#include "scenarios/limits/limits.hpp"

#include "scenarios/limits/knee.hpp"
#include "scenarios/limits/long_run.hpp"
#include "scenarios/limits/piling_up.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/limits/stability.hpp"
#include "scenarios/limits/visibility.hpp"

#include <algorithm>

namespace plimsoll {

Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                 const WorkAlone& alone) {
    return limits_of(operation, plan, volumes, alone, KnownLimit(operation, plan));
}

Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                 const WorkAlone& alone, const KnownLimit& known,
                 const std::optional<GrowthBracket>& bracket) {
    Limits limits;
    limits.visibility = {std::nullopt, "nobody is asked for the state of the work"};
    limits.ready = {std::nullopt, "not computed in this version"};
    limits.nine_in_ten = {std::nullopt, "not computed in this version"};
    std::size_t most = 0;
    for (const Volume& volume : volumes) {
        most = std::max(most, volume.replications.size());
    }
    const Resamples resamples(most);
    const FoundLimit by_load =
        volumes.size() < 2 || known.is_exact()
            ? FoundLimit{{std::nullopt, "one volume is not enough to tell"}, {}}
            : stability_limit(operation, plan, volumes, resamples);
    Stability stability =
        stability_of(operation, plan, known, volumes, by_load.limit, by_load.team, bracket);
    limits.stability = std::move(stability.limit);
    limits.stability_cause = std::move(stability.cause.name);
    limits.stability_words = std::move(stability.cause.words);
    limits.steady_to = stability.steady_to;
    limits.grows_from = stability.grows_from;
    if (volumes.size() < 2) {
        limits.knee = limits.sla = {std::nullopt, "one volume is not enough to tell"};
        return limits;
    }
    limits.promises = promise_limits(operation, plan, volumes, resamples, alone);
    break_where_work_piles_up(operation, plan, volumes, known, limits);
    const FirstBroken first = first_broken(limits.promises, volumes);
    limits.sla = first.limit;
    limits.sla_promise = first.promise;
    limits.visibility = visibility_limit(volumes, resamples);
    FoundLimit waits = knee(operation, plan, volumes, resamples);
    limits.knee = std::move(waits.limit);
    limits.knee_cause = std::move(waits.team);
    return limits;
}

} // namespace plimsoll
