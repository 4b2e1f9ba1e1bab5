#include "scenarios/limits/piling_up.hpp"

#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/result/whole_number.hpp"

namespace plimsoll {

FoundLimit stability_limit(const Operation& operation, const Plan& plan,
                           const std::vector<Volume>& volumes, const Resamples& resamples) {
    FoundLimit first;
    first.limit.why = "no team has a limited number of people";
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        if (plan.teams[team].unlimited) {
            continue;
        }
        if (absorbs_overload(plan, team)) {
            if (!first.limit.value) {
                first.limit.why = "nothing grows without end: work goes away, or is not asked for "
                                  "before the last is done";
            }
            continue;
        }
        const Curve load = curve_of(
            volumes, [&](const Volume& volume) { return staying_load(plan, volume, team); });
        if (first_value(load) > 1) {
            return {{std::nullopt, std::string(piles_already) + " at " +
                                       clients_in_words(volumes.front().clients)},
                    operation.teams[team].name};
        }
        Figure full = located(load, resamples, [&](std::span<const double> values) {
            return rises_to(load.clients, values, 1);
        });
        if (full.value && (!first.limit.value || full.value->mean < first.limit.value->mean)) {
            first = {std::move(full), operation.teams[team].name};
        } else if (!first.limit.value) {
            first.limit.why = "no team is full up to " + clients_in_words(volumes.back().clients);
        }
    }
    return first;
}

} // namespace plimsoll
