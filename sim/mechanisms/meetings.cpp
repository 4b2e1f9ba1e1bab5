#include "sim/mechanisms/meetings.hpp"

#include "sim/mechanisms/meeting_share.hpp"

namespace plimsoll {

bool Meetings::is_in_force(const Operation& operation) {
    return std::any_of(operation.teams.begin(), operation.teams.end(),
                       [&](const Team& team) { return meetings_of(operation, team).has_value(); });
}

std::shared_ptr<const PlanMechanism> Meetings::compile(const Operation& operation, Plan& plan,
                                                       Clocks&) {
    auto compiled = std::make_shared<PlanMeetings>();
    for (const Team& team : operation.teams) {
        const auto meetings = meetings_of(operation, team);
        compiled->share_of_team.push_back(meetings ? meeting_share(*meetings) : 0);
    }
    for (std::size_t team = operation.teams.size(); team < plan.teams.size(); ++team) {
        const auto of = static_cast<std::size_t>(plan.teams[team].reserved_of);
        compiled->share_of_team.push_back(compiled->share_of_team[of]);
    }
    plan.lines.add(WorkCategory::coordination);
    return compiled;
}

} // namespace plimsoll
