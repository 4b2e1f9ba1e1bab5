// What the formulas say beside what was simulated.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// "Mean by formula 7.1 h, simulated 7.3 h.", and why the formula is not to be trusted, if so.
/// Empty where neither has a mean time.
Lines preview_lines(const Result& result, const TerminalLook& look);

} // namespace plimsoll
