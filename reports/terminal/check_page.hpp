// The page of `check`: the model read back in plain words, then what is assumed, with its basis.
#pragma once

#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

#include <string>
#include <vector>

namespace plimsoll {

/// Of the assumptions the five that matter most, or all (look.all_assumptions); then `findings`.
std::string check_page(const Operation& operation, const std::vector<Finding>& findings,
                       const TerminalLook& look);

} // namespace plimsoll
