// What a model declares and this version does not simulate, in one sentence.
#pragma once

#include "scenarios/result.hpp"

#include <optional>

namespace plimsoll {

/// "Declared but not simulated in this version: errors, owner and 3 more words of the model, and 49
/// defaults." Nothing where everything is simulated.
std::optional<Finding> not_simulated(const Operation& operation);

} // namespace plimsoll
