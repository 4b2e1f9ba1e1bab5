// The page of `check`: the model read back in plain words, then every assumption with its basis.
#pragma once

#include "model/operation.hpp"
#include "reports/terminal_look.hpp"

#include <string>

namespace plimsoll {

std::string check_page(const Operation& operation, const TerminalLook& look);

} // namespace plimsoll
