#include "scenarios/figures/steadiness_figures.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/experiment/growing_flows.hpp"
#include "scenarios/experiment/instability_reason.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/figures/stalls.hpp"

namespace plimsoll {

namespace {

std::string why_not(const Operation& operation, const Plan& plan, const Volume& volume) {
    const Measurement& measurement = volume.measurement;
    const std::string fullest =
        measurement.fullest_team >= 0
            ? shown_name(operation.teams[static_cast<std::size_t>(measurement.fullest_team)].label,
                         operation.teams[static_cast<std::size_t>(measurement.fullest_team)].name)
            : std::string();
    if (measurement.grows) {
        return why_it_grows(operation, plan, volume);
    }
    if (!measurement.full.empty()) {
        return "work piles up without end: " + measurement.full;
    }
    return fullest.empty()
               ? "more cases are open than can be kept"
               : "more work comes than " + fullest + " can do, and piles up without end";
}

void forget(Figure& figure) {
    if (figure.value) {
        figure.value->low.reset();
        figure.value->high.reset();
    }
}

void forget(Times& times) {
    for (Figure* figure : {&times.mean, &times.p50, &times.p90, &times.p95, &times.p99}) {
        forget(*figure);
    }
}

void forget(WorkflowFigures& figures) {
    forget(figures.in_progress);
    forget(figures.flow_time);
    forget(figures.flow_time_wall);
    forget(figures.attainment);
    for (OutcomeFigures& outcome : figures.by_outcome) {
        forget(outcome.flow_time);
    }
    for (WorkflowFigures& kind : figures.kinds) {
        forget(kind);
    }
}

/// What of a volume without a steady state has one all the same.
void settle_the_rest(const Plan& plan, const Volume& volume, VolumeFigures& figures) {
    std::vector<Stable> growth(plan.workflows.size(), figures.stable);
    if (figures.stable == Stable::no && !figures.stalled && !volume.replications.empty()) {
        growth = growth_by_workflow(plan, volume);
    }
    for (std::size_t workflow = 0; workflow < growth.size(); ++workflow) {
        const bool settles = growth[workflow] == Stable::yes;
        figures.workflows[workflow].stable = growth[workflow];
        for (std::size_t team = 0; team < figures.teams.size(); ++team) {
            if (!settles && comes_to(volume, workflow, team)) {
                figures.teams[team].settles = false;
            }
        }
    }
}

} // namespace

void steadiness_figures(const Operation& operation, const Plan& plan, const Volume& volume,
                        VolumeFigures& figures) {
    const Measurement& measurement = volume.measurement;
    figures.stable = measurement.overloaded ? Stable::no
                     : measurement.in_doubt ? Stable::in_doubt
                                            : Stable::yes;
    figures.grows = measurement.overloaded && measurement.grows;
    figures.settled = measurement.overloaded || !measurement.unsettled;
    if (figures.stable == Stable::no) {
        figures.unstable_why = why_not(operation, plan, volume);
    }
    figures.stalled = stalled_cases(operation, plan, volume);
    if (figures.stalled && figures.horizon == Horizon::steady) {
        figures.stable = Stable::no;
        figures.grows = true;
        figures.unstable_why = "cases get stuck for good";
    }
    settle_the_rest(plan, volume, figures);
    if (figures.stable == Stable::no || (figures.stable == Stable::yes && figures.settled)) {
        return;
    }
    if (figures.stable == Stable::in_doubt) {
        figures.unstable_why = "it is in doubt whether work piles up: open cases may grow in "
                               "number without end, too slowly to be sure";
    }
    if (figures.horizon != Horizon::steady) {
        return; // a stretch of time is what it is
    }
    forget(figures.in_progress);
    forget(figures.flow_time);
    forget(figures.flow_time_wall);
    forget(figures.attainment);
    for (TeamFigures& team : figures.teams) {
        forget(team.queue_length);
        forget(team.in_system);
        forget(team.wait);
    }
    for (WorkflowFigures& workflow : figures.workflows) {
        forget(workflow);
    }
    for (StepFigures& step : figures.steps) {
        forget(step.wait);
        forget(step.join_wait);
        forget(step.attainment);
    }
    for (Named& line : figures.elapsed) {
        forget(line.figure);
    }
}

} // namespace plimsoll
