// The mechanisms that are simulated: one line each.
#pragma once

#include "sim/mechanisms/decisions.hpp"
#include "sim/mechanisms/handoffs.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/mechanisms/meetings.hpp"
#include "sim/mechanisms/odd_cases.hpp"
#include "sim/mechanisms/switching.hpp"
#include "sim/mechanisms/tools.hpp"

namespace plimsoll {

/// In the order in which each is asked at a point of a visit, and compiled: switching and meetings
/// hold for those who decide, too, and meetings stretch what all others add.
using Mechanisms = MechanismList<Handoffs, OddCases, Decisions, Tools, Switching, Meetings>;

} // namespace plimsoll
