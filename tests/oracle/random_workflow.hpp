// Workflows and luck out of thin air, valid by construction, to see whether two programs agree.
#pragma once

#include "model/operation.hpp"
#include "oracle/flow_oracle.hpp"

#include <cstdint>

namespace plimsoll {

/// A valid workflow of 2 to 12 steps: arcs plain and by exit, ends part-way, optional steps,
/// reworks (to itself or above, several, limited or not, with shares of the effort), delays,
/// milestones. Every law is `exact`: whole minutes that tie often in half of the workflows, odd
/// seconds in the others. Steps with effort need one of team 0; calendars are round the clock.
/// Demand is left to the caller.
Workflow random_workflow(std::uint64_t seed);

/// CaseLuck hashed from the seed: durations as declared for an even seed; for an odd one a few
/// whole minutes at random, so that ties abound.
CaseLuck random_luck(const Workflow& workflow, std::uint64_t seed);

} // namespace plimsoll
