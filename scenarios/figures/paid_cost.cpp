#include "scenarios/figures/paid_cost.hpp"

#include "scenarios/figures/sums.hpp"

namespace plimsoll {

namespace {

/// The workflow's part of hours asked for; of no hours, its part of the completed cases.
double part_of(const std::vector<double>& hours_by_workflow, const Replication& record,
               std::size_t workflow) {
    double all = 0;
    for (const double one : hours_by_workflow) {
        all += one;
    }
    if (all > 0) {
        return hours_by_workflow[workflow] / all;
    }
    const double completed = cases_completed(record);
    return completed > 0 ? static_cast<double>(record.workflows[workflow].completed) / completed
                         : 0;
}

double paid_for(const Plan& plan, const Replication& record, std::size_t workflow) {
    std::vector<double> of_all_teams(plan.workflows.size(), 0);
    for (const TeamSums& team : record.teams) {
        for (std::size_t i = 0; i < of_all_teams.size(); ++i) {
            of_all_teams[i] += hours(team.demanded[i]);
        }
    }
    return over_teams(plan, [&](std::size_t team) {
        std::vector<double> of_team;
        double asked = 0;
        for (const int128 part : record.teams[team].demanded) {
            of_team.push_back(hours(part));
            asked += of_team.back();
        }
        return paid(plan, record, team) *
               part_of(asked > 0 ? of_team : of_all_teams, record, workflow);
    });
}

/// Kinds of clients stand before kinds of cases; each sort by itself makes up the workflow.
double part_of_kind(const Plan& plan, const Replication& record, std::size_t workflow,
                    std::size_t kind) {
    const std::vector<WorkflowSums>& kinds = record.kinds[workflow];
    const std::size_t of_clients = plan.client_kind_thresholds.size();
    const std::size_t from = kind < of_clients ? 0 : of_clients;
    const std::size_t to = kind < of_clients ? of_clients : kinds.size();
    double cost = 0;
    double completed = 0;
    for (std::size_t i = from; i < to; ++i) {
        cost += kinds[i].cost;
        completed += static_cast<double>(kinds[i].completed);
    }
    if (cost > 0) {
        return kinds[kind].cost / cost;
    }
    return completed > 0 ? static_cast<double>(kinds[kind].completed) / completed : 0;
}

} // namespace

double paid_in_all(const Plan& plan, const Replication& record) {
    return over_teams(plan, [&](std::size_t team) { return paid(plan, record, team); });
}

Figure paid_cost_per_case(const Plan& plan, const Volume& volume) {
    return ratio_figure(
        over(
            volume, [&](const Replication& r) { return paid_in_all(plan, r); }, cases_completed),
        nothing_completed);
}

Figure paid_cost_per_case(const Plan& plan, const Volume& volume, std::size_t workflow) {
    return ratio_figure(over(
                            volume,
                            [&](const Replication& r) { return paid_for(plan, r, workflow); },
                            [workflow](const Replication& r) {
                                return static_cast<double>(r.workflows[workflow].completed);
                            }),
                        nothing_completed);
}

Figure paid_cost_per_case(const Plan& plan, const Volume& volume, std::size_t workflow,
                          std::size_t kind) {
    return ratio_figure(over(
                            volume,
                            [&](const Replication& r) {
                                return paid_for(plan, r, workflow) *
                                       part_of_kind(plan, r, workflow, kind);
                            },
                            [workflow, kind](const Replication& r) {
                                return static_cast<double>(r.kinds[workflow][kind].completed);
                            }),
                        nothing_completed);
}

} // namespace plimsoll
