#include "sim/plan/compile_leaving.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

/// What is escalated to those whom it waits for goes on waiting for them.
bool loses_patience(const Plan& plan, const PlanStep& step, const std::vector<Need>& waits_for) {
    if (!step.has_patience || step.patience_need < 0) {
        return step.has_patience;
    }
    const std::vector<Need>& then = plan.queue(step.patience_need).teams;
    return std::none_of(then.begin(), then.end(), [&](const Need& part) {
        return std::any_of(waits_for.begin(), waits_for.end(),
                           [&](const Need& own) { return own.team == part.team; });
    });
}

bool may_be_done_without_end(const Plan& plan, const PlanQueue& need) {
    return std::any_of(need.alternatives.begin(), need.alternatives.end(), [&](int option) {
        const std::vector<Need>& parts = plan.queue(option).teams;
        return std::all_of(parts.begin(), parts.end(),
                           [&](const Need& part) { return plan.team(part.team).unlimited; });
    });
}

} // namespace

void compile_leaving(Plan& plan) {
    const auto turns_away = [&](int limit) {
        return limit >= 0 && plan.limit(limit).full == Limit::Full::turn_away;
    };
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const PlanWorkflow& workflow = plan.workflows[i];
        const std::size_t end = i + 1 < plan.workflows.size()
                                    ? static_cast<std::size_t>(plan.workflows[i + 1].first_step)
                                    : plan.steps.size();
        for (auto number = static_cast<std::size_t>(workflow.first_step); number < end; ++number) {
            PlanStep& step = plan.steps[number];
            if (!step.takes_work) {
                continue;
            }
            const PlanQueue& need = plan.queue(step.need);
            step.may_leave =
                loses_patience(plan, step, need.teams) || turns_away(step.limit) ||
                turns_away(workflow.limit) || may_be_done_without_end(plan, need) ||
                std::any_of(need.teams.begin(), need.teams.end(), [&](const Need& part) {
                    return turns_away(plan.team(part.team).limit);
                });
        }
    }
}

} // namespace plimsoll
