// M6's formula: the share of their time that people of a team spend keeping each other informed.
#pragma once

#include "model/operation.hpp"

#include <optional>

namespace plimsoll {

/// What a team's standing coordination is made of. Times in hours a week.
struct TeamMeetings {
    double people = 0;  ///< heads: a half-time one of `4.5` counts half
    double week = 40;   ///< hours of one full head
    double each = 0;    ///< with each colleague
    double split = 0;   ///< people in a sub-team; 0: not split
    double liaison = 0; ///< of each linked pair of sub-teams, on either side
    double at_most = 1; ///< share
};

/// min(at_most, m (g - 1) / H + l k (k - 1) / (n H)), with k = ceil(n / split) sub-teams of g = n /
/// k people, l = 0 for one; 0 for up to one person. The form is Brooks' (1975) channels, n (n - 1)
/// / 2 of them, so that each person's share grows with the team; Abdel-Hamid and Madnick (1991)
/// have one that grows faster.
double meeting_share(const TeamMeetings& team);

/// A team's, of an operation's values; nothing where it meets nobody: machines, those outside, the
/// unlimited, and where the mechanism is off.
std::optional<TeamMeetings> meetings_of(const Operation& operation, const Team& team);

/// People beyond whom a team that is not split does less, not more: (1 + m / H) / (2 m / H).
double most_productive_people(const TeamMeetings& team);

} // namespace plimsoll
