// The mechanisms that are simulated: one line each.
#pragma once

#include "sim/mechanisms/absence.hpp"
#include "sim/mechanisms/decisions.hpp"
#include "sim/mechanisms/defects.hpp"
#include "sim/mechanisms/handoffs.hpp"
#include "sim/mechanisms/manual_share.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/mechanisms/meetings.hpp"
#include "sim/mechanisms/odd_cases.hpp"
#include "sim/mechanisms/status.hpp"
#include "sim/mechanisms/switching.hpp"
#include "sim/mechanisms/tools.hpp"

namespace plimsoll {

/// In the order in which each is asked at a point of a visit, and compiled: absence, switching and
/// meetings hold for those who decide, too, and meetings stretch what all others add and take their
/// part of the hours of who is there.
using Mechanisms = MechanismList<Handoffs, Tools, ManualShare, AutomationFails, Crashes, OddCases,
                                 Decisions, Defects, Status, Absence, Switching, Meetings>;

} // namespace plimsoll
