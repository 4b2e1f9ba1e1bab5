#include "scenarios/limits.hpp"

#include "scenarios/knee.hpp"
#include "scenarios/piling_up.hpp"
#include "scenarios/promise_limits.hpp"

#include <algorithm>

namespace plimsoll {

Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                 const WorkAlone& alone) {
    Limits limits;
    limits.visibility = {std::nullopt, "not computed in this version"};
    limits.ready = {std::nullopt, "not computed in this version"};
    limits.nine_in_ten = {std::nullopt, "not computed in this version"};
    if (volumes.size() < 2) {
        limits.knee = limits.sla =
            limits.stability = {std::nullopt, "one volume is not enough to tell"};
        return limits;
    }
    std::size_t most = 0;
    for (const Volume& volume : volumes) {
        most = std::max(most, volume.replications.size());
    }
    const Resamples resamples(most);
    const auto set = [](Figure& limit, std::string& cause, FoundLimit found) {
        limit = std::move(found.limit);
        cause = std::move(found.team);
    };
    set(limits.stability, limits.stability_cause,
        stability_limit(operation, plan, volumes, resamples));
    limits.promises = promise_limits(operation, plan, volumes, resamples, alone);
    const FirstBroken first = first_broken(limits.promises, volumes);
    limits.sla = first.limit;
    limits.sla_promise = first.promise;
    set(limits.knee, limits.knee_cause, knee(operation, plan, volumes, resamples));
    return limits;
}

} // namespace plimsoll
