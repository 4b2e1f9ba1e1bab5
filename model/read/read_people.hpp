// Who of a team does a step: `team: [a, b]`, `skill`, `person`, effort by named person.
#pragma once

#include "model/check/reading.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// One team by its name, or nothing after saying that there is none.
std::optional<int> read_team_name(const Entry& entry, Reading& reading);

/// `team: tier1` or `team: [tier1, tier2]`, the preferred one first; empty after a fault.
std::vector<int> read_own_teams(const Entry& entry, Reading& reading);

/// `skill: german`; the step's teams are known.
void read_skill(const Entry& entry, Step& step, Reading& reading);

/// Whether `effort` is a map from members to efforts.
bool is_effort_by_person(const Entry& effort);

/// `effort: {anna: 1h, otherwise: 2h}`: reads each value by `read_one`, keeps those of members in
/// the step, and gives the value of `otherwise`, or of the first.
std::optional<Distribution>
read_effort_by_person(const Entry& effort, Step& step, Reading& reading,
                      const std::function<std::optional<Distribution>(const Entry&)>& read_one);

/// `person:` of every step of a workflow whose graph is sound.
void read_person_rules(const Node& steps, const std::map<std::string, int, std::less<>>& names,
                       Workflow& workflow, Reading& reading);

} // namespace plimsoll
