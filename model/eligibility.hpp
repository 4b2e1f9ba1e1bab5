// Who may do a step: of which teams, with which skill.
#pragma once

#include "model/operation.hpp"

#include <vector>

namespace plimsoll {

/// Some members of a team, by their places.
struct Worker {
    int team = 0;
    int member = 0;

    bool operator==(const Worker&) const = default;
};

/// The teams one of which does the step, the preferred one first; empty: nobody's time.
std::vector<int> teams_of(const Step& step);

/// The step as its patience leaves it: done by the team to which it is escalated, which brings as
/// many people as were needed of the step's own team and, where it takes part already, of itself.
Step escalated(const Step& step);

bool has_skill(const Members& members, const Step& step);

/// How many people, or units, a team has.
std::int64_t everyone_in(const Team& team);

/// Everybody who may do the step's own part: members of its teams who have its skill.
std::vector<Worker> who_may_do(const Step& step, const std::vector<Team>& teams);

/// How many different visits of a step there are at most before it is done, told apart by who may
/// do them: with `times` many, or one where all are done by the same. `number`: of the step.
std::int64_t most_visits(const Step& step, int number);

/// Whether these are one person: the same place, or the same name for one person in two teams.
bool are_one_person(const Worker& one, const Worker& other, const std::vector<Team>& teams);

} // namespace plimsoll
