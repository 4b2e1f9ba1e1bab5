#include "scenarios/experiment/growing_flows.hpp"

#include "scenarios/experiment/instability_reason.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// Of the cases that arrived in the measured time, as many as are open more at its end.
Ratio staying_of(const Volume& volume, std::size_t workflow) {
    Ratio staying;
    for (const Replication& record : volume.replications) {
        const WorkflowSums& sums = record.workflows[workflow];
        std::int64_t gone = 0;
        for (const std::int64_t count : sums.outcomes) {
            gone += count;
        }
        staying.add(static_cast<double>(sums.arrived - gone), static_cast<double>(sums.arrived));
    }
    return staying;
}

std::vector<std::size_t> full_teams(const Plan& plan, const Volume& volume) {
    std::vector<std::size_t> full;
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        const Ratio load = staying_load(plan, volume, team);
        if (!plan.teams[team].unlimited && !absorbs_overload(plan, team) &&
            pooled(load, load.numerators.size()) >= 1) {
            full.push_back(team);
        }
    }
    return full;
}

} // namespace

std::vector<Stable> growth_by_workflow(const Plan& plan, const Volume& volume) {
    constexpr double hardly_any = 0.01;
    constexpr double surely = 2; // half widths above nothing
    constexpr double far_less = 0.2;
    std::vector<Ratio> staying;
    Ratio all;
    for (std::size_t workflow = 0; workflow < plan.workflows.size(); ++workflow) {
        staying.push_back(staying_of(volume, workflow));
        all.add(staying.back());
    }
    const double of_all = pooled(all, all.numerators.size());
    const std::vector<std::size_t> full = full_teams(plan, volume);
    // Where no team is full something else gives, and any workflow may come to it.
    const bool teams_decide = !full.empty() && !volume.measurement.grows;
    std::vector<Stable> growth;
    for (std::size_t workflow = 0; workflow < plan.workflows.size(); ++workflow) {
        const Ratio& own = staying[workflow];
        const std::size_t n = own.numerators.size();
        const double mean = pooled(own, n);
        const double half = n > 1 ? half_width(own, n) : std::abs(mean);
        const bool grows_for_sure = mean > hardly_any && mean - surely * half > 0;
        const bool may_grow =
            !teams_decide || std::any_of(full.begin(), full.end(), [&](std::size_t team) {
                return comes_to(volume, workflow, team);
            });
        if (grows_for_sure || (may_grow && plan.workflows.size() == 1)) {
            growth.push_back(Stable::no);
        } else if (!may_grow || mean + half < far_less * of_all) {
            growth.push_back(Stable::yes);
        } else {
            growth.push_back(mean - half > 0 ? Stable::no : Stable::in_doubt);
        }
    }
    return growth;
}

} // namespace plimsoll
