#include "scenarios/findings/not_in_force.hpp"

#include "model/read/mechanisms.hpp"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

namespace {

bool works_for_two_teams(const Workflow& workflow) {
    if (!workflow.variants.empty()) {
        return std::any_of(workflow.variants.begin(), workflow.variants.end(), works_for_two_teams);
    }
    std::set<int> teams;
    for (const Step& step : workflow.steps) {
        if (!step.needs.empty()) {
            teams.insert(step.needs.front().team);
        }
    }
    return teams.size() > 1;
}

bool works_in_a_tool(const Workflow& workflow) {
    return std::any_of(workflow.variants.begin(), workflow.variants.end(), works_in_a_tool) ||
           std::any_of(workflow.steps.begin(), workflow.steps.end(),
                       [](const Step& step) { return !step.tool.empty(); });
}

std::int64_t people_of(const Team& team) {
    std::int64_t people = 0;
    for (const Members& members : team.members) {
        people += team.units ? 0 : members.count;
    }
    return people;
}

bool has_colleagues(const Team& team) {
    return !team.outside && people_of(team) > 1;
}

bool has_people(const Team& team) {
    return people_of(team) > 0;
}

struct Wanted {
    int mechanism;
    std::string_view name;
    std::string_view lacks;
    bool is_there;
};

std::vector<Wanted> wanted_of(const Operation& operation) {
    const std::vector<Team>& teams = operation.teams;
    return {
        {5, "hand-offs", "no work passes from one team to another",
         std::any_of(operation.workflows.begin(), operation.workflows.end(), works_for_two_teams)},
        {6, "meetings", "nobody has a colleague in the team",
         std::any_of(teams.begin(), teams.end(), has_colleagues)},
        {8, "decisions", "nobody decides",
         std::any_of(operation.mechanisms.begin(), operation.mechanisms.end(),
                     [](const MechanismValue& value) { return value.key == "decides"; })},
        {10, "tools", "no step is worked on in one",
         std::any_of(operation.workflows.begin(), operation.workflows.end(), works_in_a_tool)},
        {7, "switching tasks", "there is nobody who would",
         std::any_of(teams.begin(), teams.end(), has_people)}};
}

} // namespace

std::optional<Finding> not_in_force(const Operation& operation) {
    std::string text;
    for (const auto& [mechanism, name, lacks, is_there] : wanted_of(operation)) {
        if (!is_there && is_simulated(mechanism) && has_mechanism(operation, mechanism)) {
            text += text.empty() ? "Not in force: " : "; ";
            text += std::string(name) + ", because " + std::string(lacks);
        }
    }
    if (text.empty()) {
        return std::nullopt;
    }
    return Finding{"not_in_force", text + ".", {"assumptions"}, {}};
}

} // namespace plimsoll
