// At each volume: on time, how long, how many open, who holds work back, what a client costs.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// The section, head included. The cost column goes when the page is too narrow for it or nothing
/// has a price.
Lines volume_table(const Result& result, const TerminalLook& look);

} // namespace plimsoll
