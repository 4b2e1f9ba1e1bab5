// The operation read back in plain words, so that its author sees what was understood.
#pragma once

#include "model/operation.hpp"

#include <string>

namespace plimsoll {

/// Teams with their people and hours, then each workflow step by step. Lines end with a line feed.
std::string describe(const Operation& operation);

} // namespace plimsoll
