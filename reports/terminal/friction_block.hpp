// The gap between paper and practice, one cause at a time.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// Nothing where no mechanism acts.
Lines friction_block(const Result& result, const TerminalLook& look);

} // namespace plimsoll
