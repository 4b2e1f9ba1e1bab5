// How many cases come: asked before a study, of the operation alone.
#pragma once

#include "model/operation.hpp"

#include <cstdint>

namespace plimsoll {

/// More cases in an hour than this come too close together to be told apart by whole microseconds.
inline constexpr double most_cases_an_hour = 1e8;

/// Cases that come in an open hour of their demand, all workflows together.
double cases_an_hour(const Operation& operation, std::int64_t clients);

} // namespace plimsoll
