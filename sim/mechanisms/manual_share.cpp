#include "sim/mechanisms/manual_share.hpp"

#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "sim/plan/compile_needs.hpp"

#include <algorithm>
#include <string>

namespace plimsoll {

namespace {

using AtStep = PlanManualShare::AtStep;

AtStep share_at(const Operation& operation, const MechanismPlace& at, const Step& step) {
    AtStep found;
    if (step.needs.empty()) {
        return found;
    }
    const MechanismValue* automated = mechanism_value(operation, "automated", at);
    found.manual = mechanism_number(operation, "manual", at, 1);
    found.has_duration = automated != nullptr && automated->law.has_value();
    found.automated = found.has_duration ? Sampler(*automated->law) : Sampler();
    found.workaround = mechanism_number(operation, "workaround", at, 0);
    if (found.manual >= 1) {
        return found;
    }
    found.fails = mechanism_number(operation, "automation.fails", at, 0);
    found.cannot = mechanism_number(operation, "automation.cannot", at, 0);
    found.retries =
        static_cast<std::int64_t>(mechanism_number(operation, "automation.retries", at, 0));
    found.idempotent = mechanism_number(operation, "automation.idempotent", at, 1) > 0;
    found.alert = mechanism_number(operation, "automation.alert", at, 1) > 0;
    const double year = open_hours_of_a_year(operation.calendar);
    const MechanismValue* found_after = mechanism_value(operation, "automation.found_after", at);
    if (found_after != nullptr && found_after->law) {
        found.episodes = mechanism_number(operation, "automation.episodes", at, 0) / year;
        found.found_after = Sampler(*found_after->law);
    }
    found.crashes = mechanism_number(operation, "crashes", at, 0) / year;
    found.restart_safe = mechanism_number(operation, "restart_safe", at, 1) > 0;
    return found;
}

std::vector<AtStep> shares_of(const Operation& operation) {
    std::vector<AtStep> all;
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        all.push_back(share_at(operation, at, step));
    });
    return all;
}

bool fails(const AtStep& step) {
    return step.fails > 0 || step.cannot > 0 || step.episodes > 0;
}

template <class Test>
bool any_step(const Operation& operation, Test test) {
    const std::vector<AtStep> all = shares_of(operation);
    return std::any_of(all.begin(), all.end(), test);
}

/// The team that does what a program cannot; -1: that of the step.
int fallback_team(const Operation& operation, const MechanismPlace& at) {
    const MechanismValue* team = mechanism_value(operation, "automation.fallback", at);
    return team != nullptr && !team->names.empty() ? find_team(operation, team->names.front()) : -1;
}

} // namespace

bool ManualShare::is_in_force(const Operation& operation) {
    return any_step(operation,
                    [](const AtStep& one) { return one.manual < 1 || one.workaround > 0; });
}

bool AutomationFails::is_in_force(const Operation& operation) {
    return any_step(operation, fails);
}

bool Crashes::is_in_force(const Operation& operation) {
    return any_step(operation, [](const AtStep& one) { return one.crashes > 0; });
}

std::shared_ptr<const PlanMechanism> ManualShare::compile(const Operation& operation, Plan& plan,
                                                          Clocks& clocks) {
    auto compiled = std::make_shared<PlanManualShare>();
    compiled->steps = shares_of(operation);
    std::size_t number = 0;
    for_each_step(operation, [&](const MechanismPlace& place, const Step& step) {
        AtStep& at = compiled->steps[number];
        const int need = plan.steps[number].need;
        ++number;
        compiled->may_fail = compiled->may_fail || fails(at) || at.crashes > 0;
        if (!fails(at) && at.crashes == 0) {
            return;
        }
        const int team = fallback_team(operation, place);
        at.fallback_need =
            team < 0 ? need : plan.step(add_side_step(team, plain, operation, plan, clocks)).need;
        const int cleans = team < 0 ? step.needs.front().team : team;
        const Team& cleaning = operation.teams[static_cast<std::size_t>(cleans)];
        if (!at.idempotent && !cleaning.units && !cleaning.outside) {
            at.clean_up_step = add_side_step(cleans, ahead, operation, plan, clocks);
        }
    });
    plan.lines.add(ElapsedCategory::automated);
    plan.lines.add(WorkCategory::compensating);
    if (compiled->may_fail) {
        plan.lines.add(ElapsedCategory::retry);
        plan.lines.add(ElapsedCategory::fallback);
        plan.lines.add(WorkCategory::automation);
        plan.lines.add(WorkCategory::duplicate);
    }
    return compiled;
}

} // namespace plimsoll
