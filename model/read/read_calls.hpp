// Steps that run another workflow and wait for it.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// `calls: credit-check`.
void read_calls(const Entry& entry, Step& step, Reading& reading);

/// Workflows that call each other in a ring never end.
void check_calls(const Node& workflows, Reading& reading);

} // namespace plimsoll
