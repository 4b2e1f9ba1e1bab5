// The mechanisms that are simulated: one line each.
#pragma once

#include "sim/mechanisms/handoffs.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/mechanisms/meetings.hpp"
#include "sim/mechanisms/odd_cases.hpp"
#include "sim/mechanisms/switching.hpp"

namespace plimsoll {

/// In the order in which each is asked at a point of a visit.
using Mechanisms = MechanismList<Handoffs, OddCases, Switching, Meetings>;

} // namespace plimsoll
