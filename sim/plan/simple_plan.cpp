#include "sim/plan/simple_plan.hpp"

#include <algorithm>
#include <span>

namespace plimsoll {

namespace {

bool is_simple(const PlanStep& step, const Plan& plan) {
    if (step.takes_work) {
        const PlanQueue& need = plan.queue(step.need);
        if (!need.takes_anybody() || need.one_person || need.has_shares || need.helps >= 0 ||
            !need.helpers.empty() || need.teams.front().share != 1) {
            return false;
        }
    }
    return step.effort_of.empty() && step.person_rule < 0 && step.keeps < 0 && step.kept_need < 0 &&
           !step.has_patience && step.limit < 0 && step.batch < 0 && !step.has_times &&
           !step.pauses_due && !step.meets_due && step.response < 0 && step.calls < 0 &&
           step.precedence == plain && step.pace == 0 && step.appointment < 0;
}

/// By each exit, or by none, at most one step follows.
bool goes_one_way(const PlanStep& step) {
    for (int exit = -1; exit < static_cast<int>(step.exit_thresholds.size()); ++exit) {
        if (std::count_if(step.followers.begin(), step.followers.end(),
                          [exit](const Follower& follower) {
                              return follower.exit < 0 || follower.exit == exit;
                          }) > 1) {
            return false;
        }
    }
    return true;
}

bool is_simple(const PlanWorkflow& workflow, const Plan& plan) {
    const auto comes_by_itself = [](const PlanDemand& demand) {
        return demand.kind == Demand::Kind::rate || demand.kind == Demand::Kind::every ||
               demand.kind == Demand::Kind::per_client || demand.kind == Demand::Kind::none;
    };
    const std::span steps = std::span(plan.steps)
                                .subspan(static_cast<std::size_t>(workflow.first_step),
                                         static_cast<std::size_t>(workflow.steps));
    return !workflow.remembers && !workflow.keeps && !workflow.follows_people &&
           workflow.limit < 0 && workflow.causes.empty() && workflow.starts.size() == 1 &&
           workflow.case_kind_thresholds.empty() && workflow.due.size() == 1 &&
           (!workflow.due.front().exists ||
            (workflow.due.front().by < 0 && !workflow.due.front().date)) &&
           std::all_of(workflow.demands.begin(), workflow.demands.end(), comes_by_itself) &&
           std::all_of(steps.begin(), steps.end(), [&](const PlanStep& step) {
               return is_simple(step, plan) && goes_one_way(step);
           });
}

bool is_simple(const PlanTeam& team) {
    return !team.unlimited && !team.by_name && !team.is_interrupted && team.helped.empty() &&
           team.order == Order::fifo && team.limit < 0 && team.shifts.size() == 1 &&
           team.needs.size() <= 1;
}

} // namespace

bool is_simple(const Plan& plan) {
    return plan.one_clock && !plan.has_mechanisms() && !plan.stops_work && !plan.keeps &&
           !plan.has_precedence && !plan.has_money && plan.limits.empty() && plan.batches.empty() &&
           plan.appointments.empty() && plan.client_kind_thresholds.empty() &&
           std::all_of(plan.teams.begin(), plan.teams.end(),
                       [](const PlanTeam& team) { return is_simple(team); }) &&
           std::all_of(plan.workflows.begin(), plan.workflows.end(),
                       [&](const PlanWorkflow& workflow) { return is_simple(workflow, plan); });
}

std::vector<double> shares_by_step(const Plan& plan, const PlanWorkflow& workflow) {
    const std::span steps = std::span(plan.steps)
                                .subspan(static_cast<std::size_t>(workflow.first_step),
                                         static_cast<std::size_t>(workflow.steps));
    std::vector<double> shares(steps.size(), 0);
    std::vector<std::size_t> open; // arcs that lead to the step and have not been looked at
    std::vector<std::size_t> next;
    for (std::size_t step = 0; step < steps.size(); ++step) {
        open.push_back(steps[step].arcs.size());
        if (open.back() == 0) {
            shares[step] = 1;
            next.push_back(step);
        }
    }
    while (!next.empty()) {
        const std::size_t from = next.back();
        next.pop_back();
        const PlanStep& step = steps[from];
        for (const Follower& follower : step.followers) {
            double share = 1;
            if (follower.exit >= 0) {
                const auto exit = static_cast<std::size_t>(follower.exit);
                share =
                    step.exit_thresholds[exit] - (exit > 0 ? step.exit_thresholds[exit - 1] : 0);
                share = (step.chance < 1 ? step.chance : 1) * share +
                        (step.chance < 1 && step.skip_exit == follower.exit ? 1 - step.chance : 0);
            }
            const auto to = static_cast<std::size_t>(follower.step);
            shares[to] += shares[from] * share;
            if (--open[to] == 0) {
                next.push_back(to);
            }
        }
    }
    for (std::size_t step = 0; step < steps.size(); ++step) {
        shares[step] *= std::min(1.0, steps[step].chance);
    }
    return shares;
}

} // namespace plimsoll
