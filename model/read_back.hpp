// The operation read back in plain words, so that its author sees what was understood.
#pragma once

#include "model/operation.hpp"

#include <string>

namespace plimsoll {

/// Teams, then each workflow step by step, then the assumptions in force. Ends with a line end.
std::string read_back(const Operation& operation);

} // namespace plimsoll
