// The pages of the terminal: the answer first, then the chain of limits, then the figures.
#pragma once

#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

#include <string>

namespace plimsoll {

/// The page of `sweep`; of one that was interrupted, the volumes that were finished.
std::string sweep_page(const Result& result, const TerminalLook& look);

/// The page of `run`: one volume, its teams, steps and ledgers.
std::string run_page(const Result& result, const TerminalLook& look);

} // namespace plimsoll
