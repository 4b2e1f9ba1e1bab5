// Mechanisms that have values and lack what they need (`check`).
#pragma once

#include "model/operation.hpp"
#include "scenarios/result/result.hpp"

#include <optional>

namespace plimsoll {

/// "Not in force: hand-offs, because no work passes from one team to another."
std::optional<Finding> not_in_force(const Operation& operation);

} // namespace plimsoll
