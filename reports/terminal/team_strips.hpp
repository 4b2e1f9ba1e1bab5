// What holds it back: how full each team is along the load line's axis, where it is full, and which
// team most of the waiting is for.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/sweep_layout.hpp"

namespace plimsoll {

/// The section, head included. Teams stand in the order in which they become full.
Lines team_strips(const Result& result, const SweepLayout& layout, const TerminalLook& look);

} // namespace plimsoll
