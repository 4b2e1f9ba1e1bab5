// The last lines of a page: what to type next, and what the answer rests on.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// Commands that can be copied as they stand.
Lines next_commands(const Result& result, const TerminalLook& look);

/// Volumes, replications, time, seed, assumptions in force; then what is declared but not
/// simulated.
Lines closing(const Result& result, const TerminalLook& look);

/// An argument as a shell takes it: in quotes where it needs them.
std::string shell_word(const std::string& text);

} // namespace plimsoll
