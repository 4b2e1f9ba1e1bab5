#include "sim/plan/features.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

bool is_usual(const PlanStep& step) {
    return step.effort_of.empty() && !step.has_times && step.calls < 0;
}

/// Who works by rules, is kept or has skills is told apart.
bool is_usual(const PlanTeam& team) {
    return !team.by_name;
}

/// Where one of several needs will do, each of those is looked at by itself.
bool is_of_one(const PlanQueue& need) {
    return !need.alternatives.empty() || need.people == 1;
}

bool is_of_anybody(const PlanQueue& need) {
    return !need.one_person && !need.by_name && !need.has_shares && need.candidates.empty();
}

template <class Parts>
bool all_usual(const Parts& parts) {
    return std::all_of(parts.begin(), parts.end(), [](const auto& part) { return is_usual(part); });
}

} // namespace

Work work_asked_for(const Plan& plan) {
    if (plan.has_mechanisms() || plan.stops_work || plan.has_precedence || !plan.limits.empty() ||
        !plan.batches.empty() || !all_usual(plan.steps) || !all_usual(plan.teams)) {
        return Work::any;
    }
    if (std::all_of(plan.needs.begin(), plan.needs.end(), is_of_one)) {
        return Work::usual;
    }
    // Who leaves for good may leave joint work behind that never begins.
    return !plan.keeps && !plan.dates &&
                   std::all_of(plan.needs.begin(), plan.needs.end(), is_of_anybody)
               ? Work::joint
               : Work::any;
}

} // namespace plimsoll
