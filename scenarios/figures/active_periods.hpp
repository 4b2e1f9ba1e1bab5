// Which team the work waits for at each instant: the active period method (Roser, Nakano and Tanaka
// 2001-2003; SCIENCE.md 2.1), and what lies on the way that a case's end hung on.
//
// A team is active while it has nobody idle who is on shift. At each instant the bottleneck is the
// team with the longest active period that is under way, taken whole. Time in which nobody of a
// team is on shift is cut out of its periods.
#pragma once

#include "scenarios/statistics/ratio.hpp"
#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"

#include <span>
#include <vector>

namespace plimsoll {

/// A stretch of time, [from, to).
struct Stretch {
    Microseconds from = 0;
    Microseconds to = 0;
};

/// An active period: the stretches in which the team was on shift, with nobody idle in between.
struct ActivePeriod {
    std::vector<Stretch> parts;

    Microseconds length() const;
};

/// How long each team was the momentary bottleneck: alone, or while one bottleneck passed to
/// another.
struct MomentaryBottlenecks {
    std::vector<Microseconds> sole;     ///< by team
    std::vector<Microseconds> involved; ///< by team: alone or in a shift
    Microseconds shifting = 0;          ///< altogether
};

/// By team its active periods, ascending. Ties go to the team that comes first.
MomentaryBottlenecks momentary_bottlenecks(std::span<const std::vector<ActivePeriod>> active);

/// What a replication with an event log says of its teams.
struct TeamShares {
    Ratio active;   ///< time as the momentary bottleneck / measured time
    Ratio critical; ///< of cases' flow times, what the last-arriving branch spent waiting for the
                    ///< team and being worked on by it
};

/// By team, from a replication that kept its log: one part of each ratio; `plan` runs on the wall
/// clock. Times are the operation's open time from `warm_up` on, for `length`.
std::vector<TeamShares> team_shares(const Plan& plan, const Replication& logged,
                                    Microseconds warm_up, Microseconds length);

} // namespace plimsoll
