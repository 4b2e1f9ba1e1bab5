#include "scenarios/formulas/known_work.hpp"

#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/formulas/preview_validity.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

bool is_known(const PlanQueue& need) {
    return need.alternatives.empty() && need.helps < 0 && need.helpers.empty() &&
           !need.has_shares && need.speed == 1;
}

/// Whether a visit is made, and takes what its effort says, whatever else goes on.
bool is_known(const PlanStep& step, const Plan& plan) {
    return !step.has_patience && step.batch < 0 && !step.has_times && step.appointment < 0 &&
           step.calls < 0 && step.keeps < 0 && step.kept_need < 0 && step.effort_of.empty() &&
           (!step.takes_work || is_known(plan.queue(step.need)));
}

/// What a visit asks of a team on average.
double work_at(const PlanStep& step, std::size_t team, const Plan& plan) {
    double people = 0;
    if (step.takes_work) {
        for (const Need& need : plan.queue(step.need).teams) {
            people +=
                static_cast<std::size_t>(need.team) == team ? static_cast<double>(need.people) : 0;
        }
    }
    return people > 0 ? step.mean_work() * people : 0;
}

/// What a case of this class asks of a team, whose visits ask independently of each other and of
/// the way it goes; nothing where that is not known.
std::optional<WorkMoments> work_of(const CaseClass& cases, std::size_t team, const Plan& plan) {
    std::vector<WorkMoments> visits;
    bool any = false;
    for (const PlanStep& step : cases.steps) {
        const double mean = work_at(step, team, plan);
        visits.push_back({mean, mean * mean * (1 + step.effort.squared_variation())});
        any = any || mean > 0;
    }
    return any ? moments_of_sum(cases, visits) : std::optional(WorkMoments());
}

/// The speed that all people of a team have; nothing where they differ.
std::optional<double> speed_of_all(const PlanTeam& team, const Plan& plan) {
    std::optional<double> speed;
    for (const Shift& shift : team.shifts) {
        for (const int person : shift.people) {
            const double own = plan.person(person).speed;
            if (speed && *speed != own) {
                return std::nullopt;
            }
            speed = own;
        }
    }
    return team.unlimited ? std::nullopt : speed;
}

/// Whether every case of this class does what its steps say, whatever happens to others.
bool is_known(const CaseClass& cases, const Plan& plan) {
    return knows_ways(cases) &&
           std::all_of(cases.steps.begin(), cases.steps.end(),
                       [&](const PlanStep& step) { return is_known(step, plan); });
}

/// Whether no work needs this team together with others, whose speed it could take.
bool works_alone(const Plan& plan, std::size_t team) {
    return std::all_of(plan.needs.begin(), plan.needs.end(), [&](const PlanQueue& need) {
        return need.teams.size() == 1 ||
               std::none_of(need.teams.begin(), need.teams.end(), [&](const Need& part) {
                   return static_cast<std::size_t>(part.team) == team;
               });
    });
}

} // namespace

KnownWork::KnownWork(const Operation& operation, const Plan& plan)
    : plan_(&plan), limit_(operation, plan), classes_(plan.workflows.size()) {
    // Cases that are turned away somewhere ask for less elsewhere.
    // With mechanisms work is more than steps.
    if (plan.has_mechanisms() || !plan.limits.empty() || !plan.client_kind_thresholds.empty()) {
        return;
    }
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const PlanWorkflow& workflow = plan.workflows[i];
        const std::size_t variants =
            std::max<std::size_t>(1, operation.workflows[i].variants.size());
        if (workflow.keeps ||
            variants != std::max<std::size_t>(1, workflow.case_kind_thresholds.size())) {
            continue;
        }
        for (std::size_t kind = 0; kind < variants; ++kind) {
            classes_[i].push_back(case_class(workflow, i, kind, operation, plan));
        }
        if (!std::all_of(classes_[i].begin(), classes_[i].end(),
                         [&](const CaseClass& cases) { return is_known(cases, plan); })) {
            classes_[i].clear();
        }
    }
}

std::optional<WorkMoments> KnownWork::of_case(std::size_t workflow, std::size_t team) const {
    if (empty() || classes_[workflow].empty() || !works_alone(*plan_, team)) {
        return std::nullopt;
    }
    const std::optional<double> speed = speed_of_all(plan_->teams[team], *plan_);
    if (!speed) {
        return std::nullopt;
    }
    const std::vector<double>& thresholds = plan_->workflows[workflow].case_kind_thresholds;
    WorkMoments work;
    for (std::size_t kind = 0; kind < classes_[workflow].size(); ++kind) {
        const double share =
            thresholds.empty() ? 1 : thresholds[kind] - (kind > 0 ? thresholds[kind - 1] : 0);
        const std::optional<WorkMoments> own = work_of(classes_[workflow][kind], team, *plan_);
        if (!own) {
            return std::nullopt;
        }
        work.mean += share * own->mean / *speed;
        work.square += share * own->square / (*speed * *speed);
    }
    return work;
}

std::optional<double> constant_rate(const Plan& plan, std::size_t workflow, std::int64_t clients) {
    for (const PlanDemand& demand : plan.workflows[workflow].demands) {
        const bool same_hours = plan.one_clock || plan.clock(demand.clock) == plan.clocks.front();
        const bool constant =
            (demand.kind == Demand::Kind::rate || demand.kind == Demand::Kind::per_client) &&
            demand.poisson && demand.pieces.empty() && !demand.dated && !demand.turnover &&
            demand.opening_clock < 0 && same_hours;
        if (!constant && demand.kind != Demand::Kind::none) {
            return std::nullopt;
        }
    }
    return known_arrivals_per_hour(plan, workflow, clients);
}

} // namespace plimsoll
