#include "scenarios/known_work.hpp"

#include "scenarios/arrival_rates.hpp"
#include "scenarios/beyond_formulas.hpp"
#include "scenarios/case_class.hpp"
#include "scenarios/case_moments.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

bool is_known(const PlanNeed& need) {
    return need.options.empty() && need.helps < 0 && need.helpers.empty() && !need.has_shares &&
           need.speed == 1;
}

/// Whether a visit is made, and takes what its effort says, whatever else goes on.
bool is_known(const PlanStep& step, const Plan& plan) {
    return !step.has_patience && step.batch < 0 && !step.has_times && step.slot < 0 &&
           step.calls < 0 && step.keeps < 0 && step.kept_need < 0 && step.effort_of.empty() &&
           (!step.takes_work || is_known(plan.needs[static_cast<std::size_t>(step.need)]));
}

/// Reworks are known as routing: each draw as the first, each visit as long as the first, one step
/// after the other. Whatever depends on what the case has done before is not.
bool are_known(const CaseClass& cases) {
    if (cases.reworks.empty()) {
        return true;
    }
    for (std::size_t i = 0; i < cases.reworks.size(); ++i) {
        const Rework& rework = declared(cases, i);
        if (rework.at_most >= 0 || rework.effort_share != 1) {
            return false;
        }
    }
    return !runs_side_by_side(cases) &&
           std::none_of(cases.steps.begin(), cases.steps.end(),
                        [](const PlanStep& step) { return step.chance < 1; });
}

/// What a visit asks of a team on average.
double work_at(const PlanStep& step, std::size_t team, const Plan& plan) {
    double people = 0;
    if (step.takes_work) {
        for (const Need& need : plan.needs[static_cast<std::size_t>(step.need)].teams) {
            people +=
                static_cast<std::size_t>(need.team) == team ? static_cast<double>(need.people) : 0;
        }
    }
    return people > 0 ? step.mean_work() * people : 0;
}

/// The mean square of what a case of this class asks of a team, whose visits ask independently of
/// each other and of the way it goes.
std::optional<double> square_of_work(const CaseClass& cases, std::size_t team, const Plan& plan) {
    std::vector<Moments> visits;
    bool any = false;
    for (const PlanStep& step : cases.steps) {
        const double mean = work_at(step, team, plan);
        visits.push_back({mean, mean * mean * (1 + step.effort.squared_variation())});
        any = any || mean > 0;
    }
    return any ? square_of_sum(cases, visits) : std::optional(0.0);
}

/// The speed that all people of a team have; nothing where they differ.
std::optional<double> speed_of_all(const PlanTeam& team, const Plan& plan) {
    std::optional<double> speed;
    for (const Shift& shift : team.shifts) {
        for (const int person : shift.people) {
            const double own = plan.people[static_cast<std::size_t>(person)].speed;
            if (speed && *speed != own) {
                return std::nullopt;
            }
            speed = own;
        }
    }
    return team.unlimited ? std::nullopt : speed;
}

/// Adds what a case of this class asks for; false where that is not known.
bool add_work(const CaseClass& cases, const Plan& plan, double share, std::vector<double>& work) {
    const bool steps_known =
        std::all_of(cases.steps.begin(), cases.steps.end(),
                    [&](const PlanStep& step) { return is_known(step, plan); });
    if (!steps_known || !are_known(cases) || !knows_ways(cases)) {
        return false;
    }
    const std::optional<Visits> visits = visits_of(cases);
    if (!visits) {
        return false;
    }
    for (std::size_t i = 0; i < cases.steps.size(); ++i) {
        for (std::size_t team = 0; team < work.size(); ++team) {
            work[team] += share * visits->done[i] * work_at(cases.steps[i], team, plan);
        }
    }
    return true;
}

/// Whether no work needs this team together with others, whose speed it could take.
bool works_alone(const Plan& plan, std::size_t team) {
    return std::all_of(plan.needs.begin(), plan.needs.end(), [&](const PlanNeed& need) {
        return need.teams.size() == 1 ||
               std::none_of(need.teams.begin(), need.teams.end(), [&](const Need& part) {
                   return static_cast<std::size_t>(part.team) == team;
               });
    });
}

} // namespace

KnownWork known_work(const Operation& operation, const Plan& plan) {
    KnownWork known;
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const PlanWorkflow& workflow = plan.workflows[i];
        known.of_case.emplace_back(plan.teams.size());
        known.square_of_case.emplace_back(plan.teams.size());
        const std::vector<double>& thresholds = workflow.case_kind_thresholds;
        const std::size_t variants =
            std::max<std::size_t>(1, operation.workflows[i].variants.size());
        // Cases that are turned away somewhere ask for less elsewhere.
        if (!plan.limits.empty() || !plan.client_kind_thresholds.empty() || workflow.keeps ||
            variants != std::max<std::size_t>(1, thresholds.size())) {
            continue;
        }
        std::vector<double> work(plan.teams.size(), 0);
        std::vector<std::optional<double>> squares(plan.teams.size(), 0.0);
        bool all = true;
        for (std::size_t kind = 0; kind < variants; ++kind) {
            const double share =
                thresholds.empty() ? 1 : thresholds[kind] - (kind > 0 ? thresholds[kind - 1] : 0);
            const CaseClass cases = case_class(workflow, i, kind, operation, plan);
            all = all && add_work(cases, plan, share, work);
            for (std::size_t team = 0; all && team < plan.teams.size(); ++team) {
                const std::optional<double> square =
                    squares[team] ? square_of_work(cases, team, plan) : std::nullopt;
                squares[team] =
                    square ? std::optional(*squares[team] + share * *square) : std::nullopt;
            }
        }
        for (std::size_t team = 0; all && team < plan.teams.size(); ++team) {
            const std::optional<double> speed = speed_of_all(plan.teams[team], plan);
            if (speed && works_alone(plan, team)) {
                known.of_case[i][team] = work[team] / *speed;
                if (squares[team]) {
                    known.square_of_case[i][team] = *squares[team] / (*speed * *speed);
                }
            }
        }
    }
    return known;
}

std::optional<double> constant_rate(const Plan& plan, std::size_t workflow, std::int64_t clients) {
    for (const PlanDemand& demand : plan.workflows[workflow].demands) {
        const bool same_hours =
            plan.one_clock ||
            plan.clocks[static_cast<std::size_t>(demand.clock)] == plan.clocks.front();
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
