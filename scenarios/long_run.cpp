#include "scenarios/long_run.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

bool takes_only(const Plan& plan, int step_number, int team) {
    bool takes = false;
    for (const PlanStep& step : plan.steps) {
        if (step.number != step_number) {
            continue;
        }
        if (step.need < 0 || step.person_rule >= 0) {
            return false;
        }
        const PlanNeed& need = plan.needs[static_cast<std::size_t>(step.need)];
        const bool here = need.options.empty() && need.helps < 0 &&
                          std::any_of(need.teams.begin(), need.teams.end(),
                                      [team](const Need& part) { return part.team == team; });
        if (!here) {
            return false;
        }
        takes = true;
    }
    return takes;
}

/// At least so large a share of what is promised comes to this team; measured where nothing piles
/// up.
double share_that_comes(const Plan& plan, const Volume& volume, const Promise& promise, int team) {
    const PlanWorkflow& workflow = plan.workflows[static_cast<std::size_t>(promise.workflow)];
    if (promise.step >= 0) {
        return takes_only(plan, workflow.first_number + promise.step, team) ? 1 : 0;
    }
    double left = 0;
    std::vector<double> visits(static_cast<std::size_t>(plan.step_numbers), 0);
    for (const Replication& record : volume.replications) {
        left +=
            static_cast<double>(record.workflows[static_cast<std::size_t>(promise.workflow)].left);
        for (std::size_t cell = 0; cell < plan.cells.size(); ++cell) {
            visits[static_cast<std::size_t>(plan.cells[cell].step)] +=
                static_cast<double>(record.cells[cell].visits);
        }
    }
    double most = 0;
    for (int step = 0; step < workflow.steps; ++step) {
        const int number = workflow.first_number + step;
        if (left > 0 && takes_only(plan, number, team)) {
            most = std::max(most, visits[static_cast<std::size_t>(number)] / left);
        }
    }
    const bool of_a_kind = promise.client_kind >= 0 || promise.case_kind >= 0;
    constexpr double all = 0.999;
    return of_a_kind && most < all ? 0 : std::min(most, 1.);
}

} // namespace

void break_where_work_piles_up(const Operation& operation, const Plan& plan,
                               const std::vector<Volume>& volumes, Limits& limits) {
    const auto full =
        std::find_if(operation.teams.begin(), operation.teams.end(),
                     [&](const Team& team) { return team.name == limits.stability_cause; });
    if (!limits.stability.value || full == operation.teams.end()) {
        return;
    }
    const int team = static_cast<int>(full - operation.teams.begin());
    const Order order = plan.teams[static_cast<std::size_t>(team)].order;
    const auto steady = std::find_if(volumes.rbegin(), volumes.rend(), [](const Volume& volume) {
        return !volume.measurement.overloaded && volume.clients > 0;
    });
    if ((order != Order::fifo && order != Order::due) || plan.has_precedence ||
        steady == volumes.rend()) {
        return;
    }
    for (std::size_t number = 0; number < limits.promises.size(); ++number) {
        PromiseLimit& promise = limits.promises[number];
        const bool holds = promise.limit.value
                               ? promise.limit.value->mean > limits.stability.value->mean
                               : promise.state == PromiseState::kept;
        if (holds &&
            share_that_comes(plan, *steady, plan.promises[number], team) > 1 - promise.promised) {
            promise.limit = limits.stability;
            promise.state =
                promise.state == PromiseState::kept ? PromiseState::breaks : promise.state;
        }
    }
}

bool ends_where_work_piles_up(const Figure& limit, const Limits& limits) {
    return limit.value && limits.stability.value &&
           limit.value->mean == limits.stability.value->mean;
}

} // namespace plimsoll
