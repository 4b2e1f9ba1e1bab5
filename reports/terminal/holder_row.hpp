// Which team holds work back on which stretch of the axis:
//
//     holds it back   no one yet ─┤ Founder ──────┤ Delivery or Founder ┤ Account ────────
//
// A stretch too short for a name is joined with its neighbour, and named where it is a quarter of
// both and has room: near the volume at which one team takes over from another the two change
// places from one volume to the next.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/sweep_layout.hpp"

namespace plimsoll {

/// The row, and a note where no trial confirmed it.
Lines holder_row(const Result& result, const SweepLayout& layout, const TerminalLook& look);

} // namespace plimsoll
