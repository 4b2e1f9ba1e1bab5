#include "sim/mechanisms/switching.hpp"

#include "model/read/mechanisms.hpp"
#include "sim/random/moments.hpp"

namespace plimsoll {

namespace {

/// What a team pays; nothing of machines, and of those who are unlimited nobody is anybody's last.
const MechanismValue* switching_of(const Operation& operation, const Team& team) {
    if (team.units || team.unlimited) {
        return nullptr;
    }
    const MechanismValue* value =
        mechanism_value(operation, "switching", {MechanismPlace::Level::team, {}, team.name});
    return value != nullptr && value->law && moments_of(*value->law).mean > 0 ? value : nullptr;
}

} // namespace

bool Switching::is_in_force(const Operation& operation) {
    return std::any_of(operation.teams.begin(), operation.teams.end(),
                       [&](const Team& team) { return switching_of(operation, team) != nullptr; });
}

std::shared_ptr<const PlanMechanism> Switching::compile(const Operation& operation, Plan& plan,
                                                        Clocks&) {
    auto compiled = std::make_shared<PlanSwitching>();
    for (const Team& team : operation.teams) {
        const MechanismValue* value = switching_of(operation, team);
        compiled->pays.push_back(value != nullptr ? 1 : 0);
        compiled->of_team.push_back(value != nullptr ? Sampler(*value->law) : Sampler());
    }
    for (std::size_t team = operation.teams.size(); team < plan.teams.size(); ++team) {
        const auto of = static_cast<std::size_t>(plan.teams[team].reserved_of);
        compiled->pays.push_back(compiled->pays[of]);
        compiled->of_team.push_back(compiled->of_team[of]);
    }
    plan.lines.add(WorkCategory::switching);
    return compiled;
}

} // namespace plimsoll
