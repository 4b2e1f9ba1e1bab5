// One queue, case by case instead of event by event.
//
// Where every case is one visit to one team, first come, first served, nothing that comes later
// changes when a case starts: when it has come and the first of the team is free. So all its times
// are known when it comes, and no list of events is kept:
//
//     start = max(arrival, min of free_at)        Lindley (1952) for one server, Kiefer and
//     free_at of that person = start + work       Wolfowitz (1955) for several
//
// Only what happens at one instant may depend on more: two cases that come, two that leave, work
// that takes no time. That is left to sim/fast/fast_simulation.hpp, as are queues without a limit.
#pragma once

#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"
#include "sim/record/unit.hpp"

#include <atomic>
#include <optional>

namespace plimsoll {

/// Whether all cases of a plain plan (sim/plan/simple_plan.hpp) are one visit each, to one team.
bool is_single_queue(const Plan& plan);

/// Simulates such a plan without a log, as `simulate` of sim/simulate.hpp; nothing where something
/// happened at one instant that has to be told apart.
std::optional<Replication> simulate_single_queue(const Plan& plan, const WorkUnit& unit,
                                                 const std::atomic<bool>& stop);

} // namespace plimsoll
