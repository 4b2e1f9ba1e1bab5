#include "scenarios/figures/fluid.hpp"

#include "scenarios/figures/due_figures.hpp"
#include "scenarios/figures/sums.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/formulas/preview_network.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::size_t fewest_in_a_round = 4;
constexpr double well_beyond = 1.7;  ///< times where a team is full: two steps of the grid
constexpr double far_beyond_all = 4; ///< times where work piles up: no promise is waited for longer

/// Whether what falls due at this volume is late by more than luck, every promise for itself.
bool all_are_broken(const Operation& operation, const Plan& plan, const Volume& volume) {
    const std::vector<PromiseFigures> promises = promise_figures(operation, plan, volume);
    return std::all_of(promises.begin(), promises.end(), [](const PromiseFigures& promise) {
        const std::optional<Estimate>& share = promise.attainment.value;
        return !share || share->high.value_or(share->mean) < promise.promised;
    });
}

void leave_out(Figure& figure, const std::string& why) {
    figure = {std::nullopt, why};
}

void leave_out(Times& times, const std::string& why) {
    for (Figure* figure : {&times.mean, &times.p50, &times.p90, &times.p95, &times.p99}) {
        leave_out(*figure, why);
    }
}

void leave_out(std::vector<Named>& figures, const std::string& why) {
    for (Named& named : figures) {
        leave_out(named.figure, why);
    }
}

void leave_out(TeamFigures& team, const std::string& why) {
    for (Figure* figure : {&team.utilisation, &team.offered, &team.queue_length, &team.in_system,
                           &team.busy, &team.wait_any, &team.wait_share, &team.active_share,
                           &team.critical_share, &team.turned_away_per_hour}) {
        leave_out(*figure, why);
    }
    leave_out(team.wait, why);
    for (MemberFigures& member : team.members) {
        for (Figure* figure :
             {&member.utilisation, &member.worked_hours, &member.available_hours}) {
            leave_out(*figure, why);
        }
    }
}

void leave_out(WorkflowFigures& workflow, const std::string& why) {
    workflow.stable = Stable::in_doubt;
    for (Figure* figure :
         {&workflow.arrived_per_hour, &workflow.completed_per_hour, &workflow.in_progress,
          &workflow.attainment, &workflow.cost_per_case, &workflow.paid_cost_per_case}) {
        leave_out(*figure, why);
    }
    leave_out(workflow.flow_time, why);
    leave_out(workflow.flow_time_wall, why);
    workflow.year.reset();
    workflow.year_why = why;
    leave_out(workflow.outcomes, why);
    for (OutcomeFigures& outcome : workflow.by_outcome) {
        leave_out(outcome.flow_time, why);
    }
    for (WorkflowFigures& kind : workflow.kinds) {
        leave_out(kind, why);
    }
}

void leave_out(StepFigures& step, const std::string& why) {
    for (Figure* figure : {&step.visits_per_case, &step.in_progress, &step.effort,
                           &step.cost_per_case, &step.join_wait, &step.attainment}) {
        leave_out(*figure, why);
    }
    leave_out(step.wait, why);
    step.count = 0;
    step.effort_min = step.effort_max = std::nullopt;
}

/// By workflow: so many times the cases of the nearest volume; nothing where that follows from how
/// other cases fare.
std::vector<std::optional<double>> growth_of_cases(const Plan& plan, std::int64_t from,
                                                   std::int64_t to) {
    std::vector<std::optional<double>> growth;
    for (std::size_t workflow = 0; workflow < plan.workflows.size(); ++workflow) {
        const auto before = steady_arrivals_per_hour(plan, workflow, from);
        const auto after = steady_arrivals_per_hour(plan, workflow, to);
        growth.push_back(before && after && *before > 0 ? std::optional(*after / *before)
                         : before && after              ? std::optional(1.0)
                                                        : std::nullopt);
    }
    return growth;
}

/// Demanded / available hours with so many more cases of each workflow.
Figure load_of(const Volume& nearest, std::size_t team,
               const std::vector<std::optional<double>>& growth) {
    Ratio load;
    for (const Replication& record : nearest.replications) {
        double demanded = 0;
        for (std::size_t workflow = 0; workflow < growth.size(); ++workflow) {
            const auto part = static_cast<double>(record.teams[team].demanded[workflow]);
            if (part > 0 && !growth[workflow]) {
                return {std::nullopt, "how much work comes to it follows from work that piles up "
                                      "elsewhere"};
            }
            demanded += part * growth[workflow].value_or(1);
        }
        load.add(demanded, static_cast<double>(record.teams[team].available));
    }
    return ratio_figure(load, "nobody was available in the measured time");
}

} // namespace

std::optional<double> full_by_formula(const Operation& operation, const Plan& plan) {
    std::optional<std::vector<ClassTraffic>> traffic = traffic_of(operation, plan);
    const std::optional<Followers> followers =
        traffic ? followers_of(*traffic, plan) : std::optional<Followers>{};
    if (!followers) {
        return std::nullopt;
    }
    constexpr std::int64_t many = 1000;
    arrive(*traffic, plan, 0, *followers);
    const std::vector<double> without = offered_by_formula(*traffic, plan);
    arrive(*traffic, plan, many, *followers);
    const std::vector<double> with = offered_by_formula(*traffic, plan);
    std::optional<double> full;
    for (std::size_t team = 0; team < with.size(); ++team) {
        const double each = (with[team] - without[team]) / static_cast<double>(many);
        if (!plan.teams[team].unlimited && !work_of(plan, team).leaves && each > 0) {
            const double at = std::max(0.0, 1 - without[team]) / each;
            full = std::min(at, full.value_or(at));
        }
    }
    return full;
}

std::size_t still_to_simulate(const std::vector<std::int64_t>& waiting,
                              const std::vector<Volume>& simulated, const Operation& operation,
                              const Plan& plan, const std::optional<double>& full) {
    if (simulated.empty()) {
        const auto beyond = std::find_if(waiting.begin(), waiting.end(), [&](std::int64_t clients) {
            return full && static_cast<double>(clients) > well_beyond * *full;
        });
        const auto wanted = static_cast<std::size_t>(beyond - waiting.begin());
        return std::min(waiting.size(),
                        full ? std::max(fewest_in_a_round, wanted) : fewest_in_a_round);
    }
    const auto first = std::find_if(simulated.begin(), simulated.end(), [](const Volume& volume) {
        return volume.measurement.overloaded;
    });
    const bool piles_up = simulated.end() - first >= 2 &&
                          std::all_of(first, simulated.end(), [](const Volume& volume) {
                              return volume.measurement.overloaded;
                          });
    const Volume& last = simulated.back();
    const bool far = piles_up && static_cast<double>(last.clients) >=
                                     far_beyond_all * static_cast<double>(first->clients);
    const bool done = far || (piles_up && all_are_broken(operation, plan, last));
    return done ? 0 : std::min<std::size_t>(waiting.size(), full ? 2 : fewest_in_a_round);
}

VolumeFigures fluid_figures(const Plan& plan, const Volume& nearest, const VolumeFigures& measured,
                            std::int64_t clients) {
    VolumeFigures figures = measured;
    const std::string why = "not simulated: so far beyond the last limit work piles up without end";
    figures.clients = clients;
    figures.replications = 0;
    figures.horizon = Horizon::fluid;
    figures.warm_up_hours = 0;
    figures.hours = 0;
    figures.in_progress_shares.clear();
    figures.in_progress_shares_why = why;
    for (Figure* figure : {&figures.arrived_per_hour, &figures.completed_per_hour,
                           &figures.in_progress, &figures.attainment, &figures.cost_per_case,
                           &figures.paid_cost_per_case, &figures.paid_hours}) {
        leave_out(*figure, why);
    }
    leave_out(figures.flow_time, why);
    leave_out(figures.flow_time_wall, why);
    leave_out(figures.work_hours, why);
    leave_out(figures.elapsed, why);
    figures.money.reset();
    for (PromiseFigures& promise : figures.promises) {
        leave_out(promise.attainment, why);
    }
    figures.nearest_to_late.reset();
    figures.bottleneck = {};
    figures.bottleneck.why = why;
    figures.year.reset();
    figures.year_why = why;
    figures.stalled.reset();
    for (WorkflowFigures& workflow : figures.workflows) {
        leave_out(workflow, why);
    }
    for (StepFigures& step : figures.steps) {
        leave_out(step, why);
    }
    const auto growth = growth_of_cases(plan, nearest.clients, clients);
    double most = 0;
    for (std::size_t team = 0; team < figures.teams.size(); ++team) {
        leave_out(figures.teams[team], why);
        if (plan.teams[team].unlimited) {
            figures.teams[team].offered.why = measured.teams[team].offered.why;
        } else {
            figures.teams[team].offered = load_of(nearest, team, growth);
        }
        const Figure& offered = figures.teams[team].offered;
        if (offered.value && offered.value->mean > most) {
            most = offered.value->mean;
            figures.fullest = static_cast<int>(team);
        }
        // Whoever is paid for being there costs the same; the others' hours are not known.
        if (plan.teams[team].paid_when_working && plan.teams[team].cost_per_hour > 0) {
            leave_out(figures.teams[team].cost_per_hour, why);
            leave_out(figures.paid_per_hour, why);
        }
    }
    return figures;
}

} // namespace plimsoll
