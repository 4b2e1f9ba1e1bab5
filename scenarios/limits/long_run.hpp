// What a promise comes to in the long run where work piles up (MODEL.md ruling 14a).
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/formulas/known_limit.hpp"

#include <vector>

namespace plimsoll {

/// What was measured at so large a part of a limit speaks for what lies between.
inline constexpr double close_below_a_limit = 0.85;

/// Where work piles up for a team, or for its appointments, whoever comes to it waits longer and
/// longer. What is still in time there is so because of how long one looks. So a promise to cases
/// of which more come to that team than may be late is broken from there on, and has this limit
/// unless it is broken before. Not where the team's order puts some of its work before other work:
/// that may go on in time. Where nothing was measured close below, it is not known.
void break_where_work_piles_up(const Operation& operation, const Plan& plan,
                               const std::vector<Volume>& volumes, const KnownLimit& known,
                               Limits& limits);

} // namespace plimsoll
