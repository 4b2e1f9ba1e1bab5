// What this version does not count, in one sentence.
#pragma once

#include "scenarios/result/result.hpp"

#include <optional>

namespace plimsoll {

/// "Not counted in this version: errors and owner, which the model states, sickness, meetings and 3
/// more; real capacity is lower." What the model states comes first, then what costs most firms
/// most. Nothing where everything is counted.
std::optional<Finding> not_simulated(const Operation& operation);

} // namespace plimsoll
