#include "sim/mechanisms/handoffs.hpp"

#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "sim/plan/clock_numbers.hpp"
#include "sim/plan/compile_needs.hpp"
#include "sim/random/moments.hpp"

namespace plimsoll {

namespace {

using Level = MechanismPlace::Level;

/// A value where it is stated, or the typical one, for which something else of the step may stand.
double share_of(const Operation& operation, std::string_view key, const MechanismPlace& at,
                std::string_view team, bool is_better, double better) {
    const MechanismValue* value = mechanism_value(operation, key, at, team);
    if (value == nullptr) {
        return 0;
    }
    return !value->stated && is_better ? better : value->number;
}

PlanHandoffs::Receiving receiving_of(const Operation& operation, const MechanismPlace& at,
                                     const Step& step) {
    PlanHandoffs::Receiving receiving;
    if (step.needs.empty()) {
        return receiving;
    }
    receiving.team = step.needs.front().team;
    const std::string& team = operation.teams[static_cast<std::size_t>(receiving.team)].name;
    const MechanismValue* wait = mechanism_value(operation, "handoff.wait", at, team);
    receiving.wait = wait != nullptr && wait->law ? Sampler(*wait->law) : Sampler();
    receiving.has_wait = wait != nullptr && wait->law && moments_of(*wait->law).mean > 0;
    const MechanismValue* question = mechanism_value(operation, "handoff.question", at, team);
    receiving.question = question != nullptr && question->law ? Sampler(*question->law) : Sampler();
    const MechanismValue* contract = mechanism_value(operation, "handoff.contract", at, team);
    receiving.unclear = share_of(operation, "handoff.unclear", at, team,
                                 contract != nullptr && contract->number > 0, 0.10);
    receiving.misrouted = share_of(operation, "handoff.misrouted", at, team,
                                   mechanism_value(operation, "owner", at) != nullptr, 0.02);
    return receiving;
}

bool changes_hands(const Workflow& workflow) {
    if (!workflow.variants.empty()) {
        return std::any_of(workflow.variants.begin(), workflow.variants.end(), changes_hands);
    }
    int first = -1;
    for (const Step& step : workflow.steps) {
        if (step.needs.empty()) {
            continue;
        }
        const int team = step.needs.front().team;
        if (first >= 0 && team != first) {
            return true;
        }
        first = team;
    }
    return false;
}

} // namespace

bool Handoffs::is_in_force(const Operation& operation) {
    if (std::none_of(operation.workflows.begin(), operation.workflows.end(), changes_hands)) {
        return false;
    }
    bool acts = false;
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        const PlanHandoffs::Receiving receiving = receiving_of(operation, at, step);
        acts = acts || receiving.has_wait || receiving.unclear > 0 || receiving.misrouted > 0;
    });
    return acts;
}

std::shared_ptr<const PlanMechanism> Handoffs::compile(const Operation& operation, Plan& plan,
                                                       Clocks& clocks) {
    auto compiled = std::make_shared<PlanHandoffs>();
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        compiled->steps.push_back(receiving_of(operation, at, step));
    });
    for (std::size_t number = 0; number < operation.teams.size(); ++number) {
        const Team& team = operation.teams[number];
        const auto place = static_cast<int>(number);
        const bool are_people = !team.units && (team.unlimited || !team.members.empty());
        compiled->asked_at.push_back(
            are_people ? add_side_step(place, ahead, operation, plan, clocks) : -1);
        compiled->answers.push_back(are_people && !team.outside ? 1 : 0);
    }
    plan.lines.add(ElapsedCategory::handoff);
    plan.lines.add(ElapsedCategory::clarification);
    plan.lines.add(WorkCategory::clarification);
    return compiled;
}

} // namespace plimsoll
