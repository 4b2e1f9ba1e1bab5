// The load line: the bar from what is carried to where work piles up, and the limits under it.
//
//                today 20              ⊖ ready to 84      ▼ target 300
//                ██████████████████████▓▓▓▒▒▒▒▒░░░░░░░░░░░░░░░░░░░░░░░
//                carried               strained late piling up
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/sweep_layout.hpp"

namespace plimsoll {

/// The section, head included. The result must have limits.
Lines load_line(const Result& result, const SweepLayout& layout, const TerminalLook& look);

} // namespace plimsoll
