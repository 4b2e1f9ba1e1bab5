// Hours that are reserved for decisions (MODEL.md ruling 9, M8): the first of each day.
//
//     there      09:00================================17:00
//     decides    09:00====11:00
//     does steps           11:00======================17:00
//
// A person with `decides` is two, never there at once. Where nobody asks for a decision, or nobody
// of a team is asked, nothing is reserved.
#pragma once

#include "model/check/reading.hpp"
#include "model/mechanism.hpp"
#include "model/operation.hpp"

namespace plimsoll {

/// The team that decides what this step, or workflow, asks: `decisions.by`, otherwise the first
/// with `decides`; -1: nobody does.
int deciding_team(const Operation& operation, const MechanismPlace& at);

/// The share of a step's executions that need a decision: none where nobody decides, or its team
/// does so itself.
double share_escalated(const Operation& operation, const MechanismPlace& at, const Step& step);

/// By team: some step asks it for decisions.
std::vector<bool> teams_asked_to_decide(const Operation& operation);

/// What is reserved of each one's hours among these, whose team is asked; no span: nothing.
Calendar reserved_hours(const Operation& operation, const Team& team, const Members& members);

/// The operation as its steps see it: without the reserved hours of anybody.
Operation without_reserved_hours(const Operation& operation);

/// Reports where a day is too short for what is reserved of it, and where steps are left without
/// the people they need.
void check_reserved_hours(const Node& root, Reading& reading);

} // namespace plimsoll
