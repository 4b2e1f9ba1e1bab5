#include "scenarios/figures/figures.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/figures/client_cost.hpp"
#include "scenarios/figures/due_figures.hpp"
#include "scenarios/figures/ledger_figures.hpp"
#include "scenarios/figures/money.hpp"
#include "scenarios/figures/outcome_figures.hpp"
#include "scenarios/figures/paid_cost.hpp"
#include "scenarios/figures/steadiness_figures.hpp"
#include "scenarios/figures/sums.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "sim/plan/flow_structure.hpp"

#include <algorithm>
#include <functional>

namespace plimsoll {

namespace {

TeamFigures team_figures(const Operation& operation, const Plan& plan, const Volume& volume,
                         std::size_t team) {
    const Team& source = operation.teams[team];
    const bool unlimited = plan.teams[team].unlimited;
    const auto here = [team](const VisitCounter& counter) {
        return counter.team == static_cast<int>(team);
    };
    const auto averaged = [&](const std::function<double(const TeamSums&)>& value) {
        return ratio_figure(
            over(
                volume, [&](const Replication& r) { return value(r.teams[team]); }, open_hours),
            "no open time was measured");
    };
    const std::string no_visits = "nobody came to this team in the measured time";
    TeamFigures figures;
    figures.name = source.name;
    const std::string without_capacity = "an unlimited team has no utilisation";
    const auto available = [team](const Replication& r) { return hours(r.teams[team].available); };
    figures.utilisation =
        unlimited
            ? Figure{std::nullopt, without_capacity}
            : ratio_figure(over(
                               volume,
                               [team](const Replication& r) { return worked_hours(r.teams[team]); },
                               available),
                           "nobody was available in the measured time", share);
    if (unlimited) {
        figures.offered = {std::nullopt, without_capacity};
    } else if (volume.measurement.horizon == Horizon::steady) {
        Ratio load = offered_load(plan, volume, team);
        figures.offered = ratio_figure(load, "nobody was available in the measured time");
    } else {
        figures.offered = ratio_figure(over(
                                           volume,
                                           [team](const Replication& r) {
                                               double demanded = 0;
                                               for (const int128 part : r.teams[team].demanded) {
                                                   demanded += hours(part);
                                               }
                                               return demanded;
                                           },
                                           available),
                                       "nobody was available in the measured time");
    }
    figures.queue_length = averaged([](const TeamSums& sums) { return hours(sums.queue_length); });
    figures.in_system =
        averaged([](const TeamSums& sums) { return hours(sums.queue_length + sums.in_service); });
    figures.busy = averaged([](const TeamSums& sums) { return hours(sums.busy); });
    // All that its people took part in: of joint work the wait belongs to who came free last.
    const auto team_visits = [&](const Replication& r) {
        return over_counters(plan, r, here, waits_together);
    };
    figures.wait = times_of(volume,
                            ratio_figure(over(
                                             volume,
                                             [&](const Replication& r) {
                                                 return over_counters(plan, r, here, wait_hours);
                                             },
                                             team_visits),
                                         no_visits),
                            volume.team_wait[team], no_visits);
    figures.wait_any =
        ratio_figure(over(
                         volume,
                         [&](const Replication& r) {
                             return over_counters(plan, r, here, [](const VisitSums& sums) {
                                 return static_cast<double>(sums.waited);
                             });
                         },
                         team_visits),
                     no_visits, share);
    figures.wait_share = ratio_figure(wait_share(plan, volume, team), "nobody waits", share);
    figures.cost_per_hour = ratio_figure(
        over(
            volume, [&](const Replication& r) { return paid_altogether(plan, r, team); },
            open_hours),
        "no open time was measured");
    figures.turned_away_per_hour = ratio_figure(
        over(
            volume,
            [team](const Replication& r) { return static_cast<double>(r.teams[team].turned_away); },
            open_hours),
        "no open time was measured");
    std::size_t person = 0;
    while (person < plan.people.size() && plan.people[person].team != static_cast<int>(team)) {
        ++person;
    }
    for (const Members& members : source.members) {
        const std::size_t first = person;
        person += static_cast<std::size_t>(members.count);
        if (members.name.empty()) {
            continue;
        }
        const auto sum_of = [first, person](const Replication& r, bool worked) {
            double sum = 0;
            for (std::size_t i = first; i < person; ++i) {
                sum +=
                    worked ? hours(time_worked(r.people_worked[i])) : hours(r.people_available[i]);
            }
            return sum;
        };
        const auto worked = [&](const Replication& r) { return sum_of(r, true); };
        const auto there = [&](const Replication& r) { return sum_of(r, false); };
        const auto one = [](const Replication&) { return 1.0; };
        figures.members.push_back({members.name,
                                   ratio_figure(over(volume, worked, there),
                                                "never on shift in the measured time", share),
                                   ratio_figure(over(volume, worked, one), ""),
                                   ratio_figure(over(volume, there, one), "")});
    }
    return figures;
}

/// Where the cases of a workflow, or of one kind of it, were counted.
struct CaseGroup {
    std::string name;
    std::function<const WorkflowSums&(const Replication&)> sums;
    const PooledSketch* flow_time = nullptr;
    const PooledSketch* flow_time_wall = nullptr;
    bool has_due = false;
};

WorkflowFigures group_figures(const Volume& volume, const CaseGroup& group,
                              const std::vector<std::string>& outcomes,
                              const Figure& paid_per_case) {
    const auto& sums = group.sums;
    const auto left = [&](const Replication& r) { return static_cast<double>(sums(r).left); };
    const auto per_left = [&](const std::function<double(const WorkflowSums&)>& value,
                              Bounds bounds = {}) {
        return ratio_figure(over(
                                volume, [&](const Replication& r) { return value(sums(r)); }, left),
                            nothing_left, bounds);
    };
    const auto per_hour = [&](const std::function<double(const WorkflowSums&)>& value) {
        return ratio_figure(
            over(
                volume, [&](const Replication& r) { return value(sums(r)); }, open_hours),
            "no open time was measured");
    };
    WorkflowFigures figures;
    figures.name = group.name;
    figures.arrived_per_hour =
        per_hour([](const WorkflowSums& s) { return static_cast<double>(s.arrived); });
    figures.completed_per_hour =
        per_hour([](const WorkflowSums& s) { return static_cast<double>(s.completed); });
    figures.in_progress = per_hour([](const WorkflowSums& s) { return hours(s.in_progress); });
    figures.flow_time =
        times_of(volume, per_left([](const WorkflowSums& s) { return hours(s.flow_time); }),
                 *group.flow_time, nothing_left);
    figures.flow_time_wall =
        times_of(volume, per_left([](const WorkflowSums& s) { return hours(s.flow_time_wall); }),
                 *group.flow_time_wall, nothing_left);
    figures.attainment = ratio_figure(
        over(
            volume, [&](const Replication& r) { return static_cast<double>(sums(r).met); },
            [&](const Replication& r) { return static_cast<double>(sums(r).due); }),
        group.has_due ? "no case arrived and fell due in the measured time"
                      : "this workflow has no due time",
        share);
    figures.cost_per_case = per_left([](const WorkflowSums& s) { return s.cost; });
    figures.paid_cost_per_case = paid_per_case;
    const auto all = [&](const Replication& r) {
        double count = 0;
        for (const std::int64_t of_one : sums(r).outcomes) {
            count += static_cast<double>(of_one);
        }
        return count;
    };
    for (std::size_t outcome = 0; outcome < outcomes.size(); ++outcome) {
        const auto of_this = [&](const Replication& r) {
            const std::vector<std::int64_t>& counts = sums(r).outcomes;
            return outcome < counts.size() ? static_cast<double>(counts[outcome]) : 0;
        };
        figures.outcomes.push_back(
            {outcomes[outcome], ratio_figure(over(volume, of_this, all), nothing_left, share)});
    }
    return figures;
}

WorkflowFigures workflow_figures(const Operation& operation, const Plan& plan, const Volume& volume,
                                 std::size_t workflow) {
    const Workflow& source = operation.workflows[workflow];
    const std::vector<std::string> outcomes = outcome_names(source, operation);
    const auto& due = plan.workflows[workflow].due;
    const bool has_due =
        std::any_of(due.begin(), due.end(), [](const PlanDue& one) { return one.exists; });
    WorkflowFigures figures = group_figures(
        volume,
        {source.name,
         [workflow](const Replication& r) -> const WorkflowSums& { return r.workflows[workflow]; },
         &volume.workflow_flow_time[workflow], &volume.workflow_flow_time_wall[workflow], has_due},
        outcomes, paid_cost_per_case(plan, volume, workflow));
    figures.by_outcome = outcome_figures(volume, workflow, outcomes);
    std::vector<Kind> kinds = operation.client_kinds;
    kinds.insert(kinds.end(), source.kinds.begin(), source.kinds.end());
    for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
        figures.kinds.push_back(
            group_figures(volume,
                          {kinds[kind].name,
                           [workflow, kind](const Replication& r) -> const WorkflowSums& {
                               return r.kinds[workflow][kind];
                           },
                           &volume.kind_flow_time[workflow][kind],
                           &volume.kind_flow_time_wall[workflow][kind], has_due},
                          outcomes, paid_cost_per_case(plan, volume, workflow, kind)));
    }
    return figures;
}

StepFigures step_figures(const Operation& operation, const Plan& plan, const Volume& volume,
                         std::size_t workflow, std::size_t step) {
    const auto place = static_cast<std::size_t>(plan.workflows[workflow].first_number) + step;
    const bool works =
        plan.steps[static_cast<std::size_t>(plan.workflows[workflow].first_step) + step].takes_work;
    const auto here = [place](const VisitCounter& counter) {
        return counter.step == static_cast<int>(place);
    };
    const auto sum = [&](const Replication& r,
                         const std::function<double(const VisitSums&)>& value) {
        return over_counters(plan, r, here, value);
    };
    const auto left = [workflow](const Replication& r) {
        return static_cast<double>(r.workflows[workflow].left);
    };
    const auto step_visits = [&](const Replication& r) { return sum(r, visits); };
    const std::string no_visits =
        works ? "no case came here in the measured time" : "nobody works at this step";
    const auto per_visit = [&](const std::function<double(const VisitSums&)>& value) {
        return ratio_figure(
            over(
                volume, [&](const Replication& r) { return sum(r, value); }, step_visits),
            "no case came here in the measured time");
    };
    const auto per_case = [&](const std::function<double(const VisitSums&)>& value) {
        return ratio_figure(over(
                                volume, [&](const Replication& r) { return sum(r, value); }, left),
                            nothing_left);
    };
    StepFigures figures;
    figures.workflow = static_cast<int>(workflow);
    figures.name =
        operation.workflows[workflow].name + "." + operation.workflows[workflow].steps[step].name;
    figures.visits_per_case = per_case(visits);
    figures.in_progress = ratio_figure(
        over(
            volume, [place](const Replication& r) { return hours(r.at_step[place]); }, open_hours),
        "no open time was measured");
    bool first = true;
    for (const Replication& record : volume.replications) {
        for (std::size_t counter = 0; counter < plan.counters.size(); ++counter) {
            const VisitSums& sums = record.counters[counter];
            if (!here(plan.counters[counter]) || sums.visits == 0) {
                continue;
            }
            figures.count += sums.visits;
            if (works) {
                const double least = hours(sums.effort_min);
                const double most = hours(sums.effort_max);
                figures.effort_min = first ? least : std::min(*figures.effort_min, least);
                figures.effort_max = first ? most : std::max(*figures.effort_max, most);
                first = false;
            }
        }
    }
    if (works) {
        const auto waited = [&](const Replication& r) { return sum(r, waits); };
        const auto wait = [&](const Replication& r) { return sum(r, wait_hours); };
        figures.wait = times_of(volume, ratio_figure(over(volume, wait, waited), no_visits),
                                volume.step_wait[place], no_visits);
        figures.effort = per_visit([](const VisitSums& s) { return hours(s.effort); });
    } else {
        const Figure none{std::nullopt, no_visits};
        figures.wait = {none, none, none, none, none};
        figures.effort = none;
    }
    figures.cost_per_case = per_case([](const VisitSums& s) { return s.cost; });
    figures.attainment = started_in_time(plan, volume, place);
    figures.join_wait = per_visit([](const VisitSums& s) { return hours(s.join_wait); });
    return figures;
}

/// The team with the largest share of the waiting; not confirmed by what relieving it would do.
BottleneckFinding bottleneck(const Plan& plan, const VolumeFigures& figures) {
    double touch = 0;
    double delay = 0; // what a client takes is nobody's bottleneck (SCIENCE.md 2.1)
    for (const Named& line : figures.elapsed) {
        if (line.figure.value && line.key != "external") {
            (line.key == "touch" ? touch : delay) += line.figure.value->mean;
        }
    }
    BottleneckFinding finding;
    finding.why = "nobody waits";
    // SCIENCE.md 2.1: under one hundredth of the touch time there is no bottleneck.
    if (delay < 0.01 * touch || delay <= 0) {
        return finding;
    }
    double largest = 0;
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        const Figure& share_of_waiting = figures.teams[team].wait_share;
        if (share_of_waiting.value && share_of_waiting.value->mean > largest) {
            largest = share_of_waiting.value->mean;
            finding.team = static_cast<int>(team);
        }
    }
    return finding;
}

} // namespace

Ratio mean_flow_time(const Volume& volume) {
    return over(
        volume,
        [](const Replication& r) {
            double sum = 0;
            for (const WorkflowSums& sums : r.workflows) {
                sum += hours(sums.flow_time);
            }
            return sum;
        },
        cases_left);
}

Ratio attainment(const Volume& volume) {
    const auto count = [&](bool met) {
        return [met](const Replication& r) {
            double sum = 0;
            for (const WorkflowSums& sums : r.workflows) {
                sum += static_cast<double>(met ? sums.met : sums.due);
            }
            return sum;
        };
    };
    return over(volume, count(true), count(false));
}

Ratio wait_share(const Plan& plan, const Volume& volume, std::size_t team) {
    return over(
        volume,
        [&](const Replication& r) {
            return over_counters(
                plan, r,
                [team](const VisitCounter& counter) {
                    return counter.team == static_cast<int>(team);
                },
                held_hours);
        },
        [&](const Replication& r) {
            return over_counters(
                plan, r, [](const VisitCounter& counter) { return counter.team >= 0; }, held_hours);
        });
}

VolumeFigures figures_of(const Operation& operation, const Plan& plan, const Volume& volume) {
    VolumeFigures figures;
    figures.clients = volume.clients;
    figures.replications = static_cast<std::int64_t>(volume.replications.size());
    figures.horizon = volume.measurement.horizon;
    figures.precision_reached = volume.precision_reached;
    figures.warm_up_hours = hours(volume.measurement.warm_up);
    double measured = 0;
    double all_open = 0;
    std::vector<double> in_progress;
    for (const Replication& record : volume.replications) {
        measured += hours(record.open_time);
        for (std::size_t i = 0; i < record.in_progress_for.size(); ++i) {
            if (in_progress.size() <= i) {
                in_progress.push_back(0);
            }
            in_progress[i] += hours(record.in_progress_for[i]);
            all_open += hours(record.in_progress_for[i]);
        }
    }
    figures.hours = volume.replications.empty()
                        ? 0
                        : measured / static_cast<double>(volume.replications.size());
    if (!in_progress.empty() && in_progress.back() > 0) {
        figures.in_progress_shares_why =
            "the last share is of " + std::to_string(in_progress.size() - 1) + " or more";
    }
    while (!in_progress.empty() && in_progress.back() <= 0) {
        in_progress.pop_back();
    }
    for (const double part : in_progress) {
        figures.in_progress_shares.push_back(part / all_open);
    }

    const auto all = [](const Replication& r,
                        const std::function<double(const WorkflowSums&)>& value) {
        double sum = 0;
        for (const WorkflowSums& sums : r.workflows) {
            sum += value(sums);
        }
        return sum;
    };
    const auto per_hour = [&](const std::function<double(const WorkflowSums&)>& value) {
        return ratio_figure(
            over(
                volume, [&](const Replication& r) { return all(r, value); }, open_hours),
            "no open time was measured");
    };
    figures.arrived_per_hour =
        per_hour([](const WorkflowSums& s) { return static_cast<double>(s.arrived); });
    figures.completed_per_hour =
        per_hour([](const WorkflowSums& s) { return static_cast<double>(s.completed); });
    figures.in_progress = per_hour([](const WorkflowSums& s) { return hours(s.in_progress); });
    figures.flow_time = times_of(volume, ratio_figure(mean_flow_time(volume), nothing_left),
                                 volume.flow_time, nothing_left);
    figures.flow_time_wall = times_of(volume,
                                      ratio_figure(over(
                                                       volume,
                                                       [&](const Replication& r) {
                                                           return all(r, [](const WorkflowSums& s) {
                                                               return hours(s.flow_time_wall);
                                                           });
                                                       },
                                                       cases_left),
                                                   nothing_left),
                                      volume.flow_time_wall, nothing_left);
    const bool any_due =
        std::any_of(plan.workflows.begin(), plan.workflows.end(), [](const PlanWorkflow& workflow) {
            return std::any_of(workflow.due.begin(), workflow.due.end(),
                               [](const PlanDue& one) { return one.exists; });
        });
    figures.attainment = ratio_figure(attainment(volume),
                                      any_due ? "no case arrived and fell due in the measured time"
                                              : "no workflow has a due time",
                                      share);
    figures.promises = promise_figures(operation, plan, volume);
    figures.nearest_to_late = nearest_to_late(figures.promises);
    figures.cost_per_case =
        ratio_figure(over(
                         volume,
                         [&](const Replication& r) {
                             return all(r, [](const WorkflowSums& s) { return s.cost; });
                         },
                         cases_left),
                     nothing_left);
    const auto everything_paid = [&](const Replication& r) { return paid_in_all(plan, r); };
    figures.paid_cost_per_case = paid_cost_per_case(plan, volume);
    figures.paid_per_hour =
        ratio_figure(over(volume, everything_paid, open_hours), "no open time was measured");
    figures.cost_per_client = monthly_cost_of_a_client(figures, operation);
    figures.breaks_a_promise = breaks_a_promise(plan, volume);
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        figures.teams.push_back(team_figures(operation, plan, volume, team));
    }
    for (std::size_t workflow = 0; workflow < plan.workflows.size(); ++workflow) {
        figures.workflows.push_back(workflow_figures(operation, plan, volume, workflow));
        for (std::size_t step = 0; step < operation.workflows[workflow].steps.size(); ++step) {
            figures.steps.push_back(step_figures(operation, plan, volume, workflow, step));
        }
    }
    ledger_figures(plan, volume, figures);
    coordination_figures(plan, volume, figures);
    own_figures(volume, figures);
    figures.money = money_figures(operation, plan, volume);
    figures.bottleneck = bottleneck(plan, figures);
    steadiness_figures(operation, plan, volume, figures);
    return figures;
}

} // namespace plimsoll
