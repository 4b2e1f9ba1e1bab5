// A sweep written by hand, for the tests of the renderers: an agency whose figures are invented so
// that every case of a page appears. Nothing here comes from a simulation.
#pragma once

#include "scenarios/formulas/utilisation_curve.hpp"
#include "scenarios/result/not_simulated.hpp"
#include "scenarios/result/result.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace plimsoll::example {

inline Figure figure(double mean, double half_width = 0) {
    return {Estimate{mean, mean - half_width, mean + half_width, 0.95}, ""};
}

inline Figure between(double mean, double low, double high) {
    return {Estimate{mean, low, high, 0.95}, ""};
}

inline Figure none(std::string why) {
    return {std::nullopt, std::move(why)};
}

inline Calendar office_hours() {
    Calendar calendar;
    for (int weekday = 0; weekday < 5; ++weekday)
        calendar.spans.push_back({weekday * day + 9 * hour, weekday * day + 17 * hour, weekday});
    return calendar;
}

inline Team team(std::string name, std::int64_t people) {
    Team team;
    team.name = std::move(name);
    team.calendar = office_hours();
    Members members;
    members.count = people;
    members.calendar = team.calendar;
    team.members.push_back(members);
    return team;
}

inline Step step(std::string name, int team) {
    Step step;
    step.name = std::move(name);
    step.needs.push_back({team, 1});
    return step;
}

inline Operation agency() {
    Operation operation;
    operation.name = "Brightside Agency";
    operation.calendar = office_hours();
    operation.clients_today = 20;
    operation.clients_target = 300;
    operation.teams = {team("account", 2), team("delivery", 6), team("finance", 1),
                       team("founder", 1)};
    Workflow onboarding;
    onboarding.name = "onboarding";
    onboarding.steps = {step("kickoff", 0), step("review", 3)};
    Workflow support;
    support.name = "support";
    support.label = "Client support";
    support.steps = {step("triage", 0), step("fix", 1)};
    onboarding.demand.kind = support.demand.kind = Demand::Kind::per_client;
    operation.workflows = {onboarding, support};
    operation.assumptions = {
        {"teams.delivery.order", "fifo", "D", "", true},
        {"workflows.support.steps.fix.effort", "SCV 1", "R", "textbook", true},
        {"teams.delivery.hiring", "lead 45d", "D", stated_in_the_model, false}};
    return operation;
}

inline Times times(double mean, double p50, double p95, double half_width) {
    return {figure(mean, half_width / 2), figure(p50, half_width / 2),
            figure(p95 * 0.8, half_width), figure(p95, half_width),
            figure(p95 * 1.4, 2 * half_width)};
}

inline Times no_times(const std::string& why) {
    return {none(why), none(why), none(why), none(why), none(why)};
}

struct Row {
    std::int64_t clients;
    double on_time, on_time_half; ///< percent
    double typical, slow, open;   ///< days, days, cases; 0: grows without end
    int holder;                   ///< team, or -1
};

/// Where each team is full, in the file's order.
inline const std::vector<double> saturation_volume{200, 145, 320, 128};

inline VolumeFigures volume(const Row& row, const Operation& operation) {
    const std::string overload = "work piles up without end";
    VolumeFigures figures;
    figures.clients = row.clients;
    figures.replications = 20;
    figures.stable = row.typical > 0 ? Stable::yes : Stable::no;
    if (!figures.has_times())
        figures.unstable_why = overload;
    figures.warm_up_hours = 480;
    figures.hours = 4160;
    const auto clients = static_cast<double>(row.clients);
    figures.arrived_per_hour = figure(clients * 0.01, 0.001);
    figures.completed_per_hour = figure(clients * 0.01, 0.001);
    figures.in_progress = figure(row.open, 0.2);
    figures.in_progress_shares = {0.25, 0.5, 0.25};
    figures.flow_time = figures.has_times() ? times(8 * row.typical * 1.2, 8 * row.typical,
                                                    8 * row.slow, row.slow > 2.5 ? 1.6 : 0.8)
                                            : no_times(overload);
    figures.flow_time_wall = figures.flow_time;
    figures.attainment = figure(row.on_time / 100, row.on_time_half / 100);
    if (figures.has_times())
        figures.year = YearFigures{{YearRange{(row.on_time - 5 * row.on_time_half) / 100,
                                              std::min(1.0, row.on_time / 100 + 0.006)},
                                    ""},
                                   {YearRange{8 * row.slow * 0.8, 8 * row.slow * 1.3}, ""}};
    else
        figures.year_why = overload;
    figures.cost_per_case = figure(92.5, 1.5);
    figures.paid_cost_per_case = figure(90280 / (1.58 * clients), 1.5);
    figures.paid_per_hour = figure(90280.0 / 160);
    figures.cost_per_client = figure(90280 / clients);
    figures.breaks_a_promise = row.on_time < 95;
    for (std::size_t i = 0; i < operation.teams.size(); ++i) {
        TeamFigures team;
        team.name = operation.teams[i].name;
        const double offered = clients / saturation_volume[i];
        team.offered = figure(offered, 0.01);
        team.utilisation = figure(offered < 1 ? offered : 1, 0.01);
        team.queue_length = figure(offered, 0.05);
        team.in_system = figure(2 * offered, 0.05);
        team.busy = figure(offered, 0.01);
        team.wait = figures.has_times() ? times(offered, 0, 4 * offered, 0.1) : no_times(overload);
        team.wait_any = figure(offered / 2, 0.01);
        team.wait_share = figure(0.25, 0.02);
        team.active_share = figure(0.25, 0.05);
        team.critical_share = figure(0.25, 0.05);
        team.cost_per_hour = figure(60);
        team.turned_away_per_hour = figure(0);
        team.settles = figures.has_times();
        figures.teams.push_back(team);
    }
    for (const Workflow& each : operation.workflows) {
        WorkflowFigures workflow;
        workflow.name = each.name;
        workflow.arrived_per_hour = figures.arrived_per_hour;
        workflow.completed_per_hour = figures.completed_per_hour;
        workflow.in_progress = figures.in_progress;
        workflow.flow_time = figures.flow_time;
        workflow.flow_time_wall = figures.flow_time_wall;
        workflow.attainment = figures.attainment;
        workflow.cost_per_case = figures.cost_per_case;
        workflow.paid_cost_per_case = figures.paid_cost_per_case;
        workflow.outcomes = {{"done", figure(1)}};
        workflow.stable = figures.stable;
        figures.workflows.push_back(workflow);
        for (const Step& step : each.steps) {
            StepFigures visits;
            visits.name = each.name + "." + step.name;
            visits.visits_per_case = figure(1.15, 0.01);
            visits.count = 12345;
            visits.in_progress = figure(row.open / 4, 0.1);
            visits.wait = figures.has_times() ? times(0.4, 0, 2.5, 0.1) : no_times(overload);
            visits.effort = figure(0.75, 0.01);
            visits.effort_min = 0.05;
            visits.effort_max = 6.5;
            visits.cost_per_case = figure(46.25, 0.5);
            visits.join_wait = figure(0);
            figures.steps.push_back(visits);
        }
    }
    figures.work_hours = {{"direct", figure(2.1, 0.1)},
                          {"rework", figure(0.3, 0.02)},
                          {"coordination", figure(0)},
                          {"idle", figure(3.6, 0.1)}};
    figures.paid_hours = figure(6, 0.1);
    const double total = 8 * row.typical * 1.2;
    figures.elapsed = {{"touch", figure(total * 0.3)},
                       {"queue", figure(total * 0.5)},
                       {"off_duty", figure(total * 0.2)},
                       {"handoff", figure(0)}};
    if (row.holder >= 0) {
        figures.bottleneck = {row.holder, "", true};
        figures.bottleneck.probability = 0.98;
        figures.bottleneck.sensitivity = {{1, *figure(0.75, 0.25).value},
                                          {3, *figure(1.5, 0.25).value}};
    } else {
        figures.bottleneck.why = "nobody waits";
    }
    figures.bottleneck.tried = true;
    return figures;
}

inline Result sweep() {
    Result result;
    result.command = "sweep";
    result.operation = agency();
    const std::vector<Row> rows{{20, 99.4, 0.2, 0.4, 1.2, 1, -1}, {26, 99.3, 0.2, 0.4, 1.2, 1, -1},
                                {34, 99.2, 0.2, 0.4, 1.3, 2, -1}, {44, 99.0, 0.2, 0.5, 1.4, 2, -1},
                                {57, 98.5, 0.2, 0.5, 1.5, 3, 3},  {74, 97.8, 0.3, 0.6, 1.7, 5, 3},
                                {97, 95.8, 0.4, 0.7, 1.9, 8, 3},  {125, 88.4, 1.1, 1.0, 2.7, 15, 3},
                                {163, 31, 6, 0, 0, 0, 1},         {212, 11, 4, 0, 0, 0, 1},
                                {300, 4, 2, 0, 0, 0, 1},          {400, 2, 1.5, 0, 0, 0, 1},
                                {1000, 1, 0.5, 0, 0, 0, 1}};
    for (const Row& row : rows)
        result.volumes.push_back(volume(row, result.operation));
    Limits limits;
    limits.knee = between(61, 57, 66);
    limits.visibility = none("not computed in this version");
    limits.sla = between(104, 97, 111);
    limits.stability = between(145, 141, 149);
    limits.ready = between(97, 92, 101);
    limits.nine_in_ten = between(90, 86, 93);
    limits.sla_cause = "founder";
    limits.sla_promise = "support";
    PromiseLimit support;
    support.key = "support";
    support.words = "Support";
    support.promised = 0.95;
    support.limit = limits.sla;
    support.state = PromiseState::breaks;
    limits.promises = {support};
    limits.stability_cause = "delivery";
    result.limits = limits;
    result.volumes[5].bottleneck = {std::nullopt, "contested: Founder or Delivery (54% : 46%)"};
    result.volumes[5].bottleneck.tried = true;
    result.volumes[5].bottleneck.contested = {3, 1};
    result.volumes[5].bottleneck.probability = 0.54;
    result.tried = true;
    Estimate place = *between(138, 131, 146).value;
    place.level = 0.9;
    result.shifts = {{3, 1, place, "pool size", true}};
    const auto move = [](Change::Of of, int team, const std::string& setting, double before,
                         double after, const std::string& name, Figure clients) {
        Move one;
        one.change.of = of;
        one.change.team = team;
        one.change.setting = setting;
        one.change.before = before;
        one.change.after = after;
        one.limit = "sla";
        one.name = name;
        one.clients = std::move(clients);
        return one;
    };
    result.moves = {
        move(Change::Of::hours, 3, "teams.founder.available=+5h per week", 5, 10, "Founder",
             between(15, 12, 18)),
        move(Change::Of::people, 1, "teams.delivery.people=+1", 6, 7, "Delivery", between(3, 1, 5)),
        move(Change::Of::people, 0, "teams.account.people=+1", 2, 3, "Account", between(1, -1, 3)),
        move(Change::Of::people, 2, "teams.finance.people=+1", 1, 2, "Finance",
             none("moves nothing"))};
    result.findings = {
        {"headline",
         "Brightside Agency can carry 97 clients as it works today; the target is 300.",
         {"limits.ready"},
         {}},
        {"chain",
         "Deadlines slip first, from about 104 clients, because work waits for Founder. From 145 "
         "work "
         "piles up without end: Delivery is full.",
         {"limits.sla", "limits.stability"},
         {"assumptions.basis"}},
        {"nine_in_ten",
         "In nine years out of ten all promises are kept up to 90 clients.",
         {"limits.nine_in_ten"},
         {}},
        *not_simulated(result.operation)};
    add_utilisation_curves(result);
    return result;
}

inline Result run() {
    Result result = sweep();
    result.command = "run";
    result.limits.reset();
    result.volumes = {result.volumes[6]};
    result.findings = {{"headline",
                        "At 97 clients Brightside Agency has 95.8% of its cases on time.",
                        {"volumes.attainment"},
                        {}},
                       *not_simulated(result.operation)};
    add_utilisation_curves(result);
    return result;
}

} // namespace plimsoll::example
