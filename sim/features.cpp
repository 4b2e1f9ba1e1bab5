#include "sim/features.hpp"

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
bool is_usual(const PlanNeed& need) {
    return !need.options.empty() || need.people == 1;
}

template <class Parts>
bool all_usual(const Parts& parts) {
    return std::all_of(parts.begin(), parts.end(), [](const auto& part) { return is_usual(part); });
}

} // namespace

bool has_only_usual_work(const Plan& plan) {
    return !plan.stops_work && !plan.has_precedence && plan.limits.empty() &&
           plan.batches.empty() && all_usual(plan.steps) && all_usual(plan.needs) &&
           all_usual(plan.teams);
}

} // namespace plimsoll
