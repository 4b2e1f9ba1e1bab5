#include "scenarios/formulas/brought_about.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

/// How often the step is left for good, by this exit or, at -1, by any: a completion that is sent
/// back brings about nothing.
double times_left(const CaseClass& cases, const Visits& visits, std::size_t step, int exit) {
    double stays = 1;
    for (const int rework : cases.steps[step].reworks) {
        stays -= lasting_chance(declared(cases, static_cast<std::size_t>(rework)));
    }
    const double share =
        exit < 0 ? 1 : cases.source->steps[step].exits[static_cast<std::size_t>(exit)].share;
    return visits.done[step] * std::max(0.0, stays) * share;
}

/// The chance that a case ends by this outcome; -1: by any exit.
double chance_to_end(const CaseClass& cases, const Visits& visits, const PlanWorkflow& workflow,
                     int outcome) {
    double chance = 0;
    for (std::size_t step = 0; step < cases.steps.size(); ++step) {
        const std::vector<int>& outcomes = workflow.outcome_of_exit[step];
        for (std::size_t exit = 0; exit < outcomes.size(); ++exit) {
            if (outcomes[exit] >= 0 && (outcome < 0 || outcomes[exit] == outcome)) {
                chance += times_left(cases, visits, step, static_cast<int>(exit));
            }
        }
    }
    return std::min(1.0, chance);
}

/// Whether cases end so whatever the way they go.
bool depends_on_waiting(const PlanWorkflow& workflow, int outcome) {
    if (outcome <= 0) {
        return false; // `done`, or any
    }
    return std::none_of(workflow.outcome_of_exit.begin(), workflow.outcome_of_exit.end(),
                        [&](const std::vector<int>& of_step) {
                            return std::find(of_step.begin(), of_step.end(), outcome) !=
                                   of_step.end();
                        });
}

} // namespace

std::optional<std::vector<double>> brought_about(const CaseClass& cases, const Visits& visits,
                                                 const Plan& plan) {
    const PlanWorkflow& workflow = plan.workflows[cases.workflow];
    const std::size_t first = static_cast<std::size_t>(cases.steps.data() - plan.steps.data());
    const auto variant =
        (static_cast<int>(first) - workflow.first_step) / std::max(1, workflow.steps);
    const int client_kind = variant / workflow.case_kinds;
    std::vector<double> follow(plan.workflows.size(), 0);
    for (const PlanCause& cause : workflow.causes) {
        if (cause.client_kind >= 0 && cause.client_kind != client_kind) {
            continue;
        }
        if (cause.step < 0 && depends_on_waiting(workflow, cause.outcome)) {
            return std::nullopt;
        }
        const double events =
            cause.step >= 0
                ? times_left(cases, visits, static_cast<std::size_t>(cause.step), cause.exit)
            : cause.outcome < 0  ? 1
            : cause.outcome == 0 ? 1 - chance_to_end(cases, visits, workflow, -1)
                                 : chance_to_end(cases, visits, workflow, cause.outcome);
        follow[static_cast<std::size_t>(cause.workflow)] += events * cause.times;
    }
    for (std::size_t step = 0; step < cases.steps.size(); ++step) {
        const PlanStep& source = cases.steps[step];
        if (source.calls >= 0) {
            follow[static_cast<std::size_t>(source.calls)] +=
                visits.done[step] * (source.has_times ? std::max(0.0, source.times.mean()) : 1);
        }
    }
    return follow;
}

} // namespace plimsoll
