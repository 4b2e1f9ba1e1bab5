// What moves the line: the best few changes, one at a time.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// The best three changes of a sweep at the limit that its first sentence names, with what each
/// gains; empty where nothing was tried.
Lines moves_block(const Result& result, const TerminalLook& look);

} // namespace plimsoll
