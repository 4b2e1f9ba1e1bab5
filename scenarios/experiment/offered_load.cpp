#include "scenarios/experiment/offered_load.hpp"

#include "scenarios/experiment/instability_reason.hpp"
#include "scenarios/formulas/arrival_rates.hpp"

#include <algorithm>

namespace plimsoll {

std::vector<double> demanded_at_exact_rates(const Plan& plan, const Volume& volume,
                                            const DemandOf& demand_of) {
    const auto replications = static_cast<double>(volume.replications.size());
    std::vector<double> demanded(volume.replications.size(), 0);
    for (std::size_t workflow = 0; workflow < plan.workflows.size(); ++workflow) {
        double all_demanded = 0;
        double all_arrived = 0;
        double open_hours = 0;
        for (const Replication& record : volume.replications) {
            all_demanded += demand_of(record, workflow);
            all_arrived += static_cast<double>(record.workflows[workflow].arrived);
            open_hours += static_cast<double>(record.open_time) / static_cast<double>(hour);
        }
        if (all_arrived <= 0) {
            continue;
        }
        // Where the arrival rate is known, what varies is what a case asks for. So each replication
        // counts with the mean demand, corrected by how much its own cases asked more or less.
        const std::optional<double> rate = known_arrivals_per_hour(plan, workflow, volume.clients);
        if (!rate) {
            for (std::size_t i = 0; i < demanded.size(); ++i) {
                demanded[i] += demand_of(volume.replications[i], workflow);
            }
            continue;
        }
        const double expected = *rate * open_hours;
        const double per_case = all_demanded / all_arrived;
        for (std::size_t i = 0; i < demanded.size(); ++i) {
            const Replication& record = volume.replications[i];
            const double own = demand_of(record, workflow);
            const double arrived = static_cast<double>(record.workflows[workflow].arrived);
            demanded[i] +=
                expected * (per_case / replications + (own - per_case * arrived) / all_arrived);
        }
    }
    return demanded;
}

Ratio offered_load(const Plan& plan, const Volume& volume, std::size_t team) {
    const std::vector<double> demanded = demanded_at_exact_rates(
        plan, volume, [team](const Replication& record, std::size_t workflow) {
            return static_cast<double>(record.teams[team].demanded[workflow]);
        });
    Ratio load;
    for (std::size_t i = 0; i < demanded.size(); ++i) {
        load.add(demanded[i], static_cast<double>(volume.replications[i].teams[team].available));
    }
    return load;
}

Ratio staying_load(const Plan& plan, const Volume& volume, std::size_t team) {
    return load_beside(plan, volume, team, {});
}

bool comes_to(const Volume& volume, std::size_t workflow, std::size_t team) {
    return std::any_of(
        volume.replications.begin(), volume.replications.end(),
        [&](const Replication& record) { return record.teams[team].demanded[workflow] > 0; });
}

namespace {

/// Of work that stays, so much of each workflow's as `weights` say.
Ratio weighed_load(const Plan& plan, const Volume& volume, std::size_t team,
                   const std::vector<double>& weights) {
    const std::vector<double> demanded =
        demanded_at_exact_rates(plan, volume, [&](const Replication& record, std::size_t workflow) {
            const TeamSums& sums = record.teams[team];
            const int128 leaving = sums.leaving.empty() ? 0 : sums.leaving[workflow];
            const bool counts = weights[workflow] > 0 && !is_closed(plan.workflows[workflow]);
            return counts
                       ? weights[workflow] * static_cast<double>(sums.demanded[workflow] - leaving)
                       : 0;
        });
    Ratio load;
    for (std::size_t i = 0; i < demanded.size(); ++i) {
        load.add(demanded[i], static_cast<double>(volume.replications[i].teams[team].available));
    }
    return load;
}

} // namespace

Ratio load_beside(const Plan& plan, const Volume& volume, std::size_t team,
                  const std::set<std::size_t>& full) {
    std::vector<double> weights;
    for (std::size_t workflow = 0; workflow < plan.workflows.size(); ++workflow) {
        const bool is_held_up = std::any_of(full.begin(), full.end(), [&](std::size_t other) {
            return comes_to(volume, workflow, other);
        });
        weights.push_back(is_held_up ? 0 : 1);
    }
    return weighed_load(plan, volume, team, weights);
}

Ratio load_behind(const Plan& plan, const Volume& volume, std::size_t team,
                  const std::set<std::size_t>& full) {
    std::vector<double> weights(plan.workflows.size(), 1);
    for (const std::size_t other : full) {
        const Ratio load = staying_load(plan, volume, other);
        const double passes = 1 / std::max(1.0, pooled(load, load.numerators.size()));
        for (std::size_t workflow = 0; workflow < weights.size(); ++workflow) {
            if (comes_to(volume, workflow, other)) {
                weights[workflow] = std::min(weights[workflow], passes);
            }
        }
    }
    return weighed_load(plan, volume, team, weights);
}

Fullest fullest(const Plan& plan, const Volume& volume) {
    Fullest found;
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        if (absorbs_overload(plan, team)) {
            continue;
        }
        const Ratio load = staying_load(plan, volume, team);
        const std::size_t n = load.numerators.size();
        const double mean = pooled(load, n);
        if (mean > found.load) {
            found = {static_cast<int>(team), mean, half_width(load, n)};
        }
    }
    return found;
}

} // namespace plimsoll
