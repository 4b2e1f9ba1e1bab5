// What a single year may bring, beside what the long run does.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// A sentence under the table of a run; nothing where no years were simulated.
Lines year_lines(const VolumeFigures& volume, const Operation& operation, const TerminalLook& look);

} // namespace plimsoll
