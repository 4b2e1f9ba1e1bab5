// Whether a case may be sent back for ever (MODEL.md ruling 3).
#pragma once

#include "model/operation.hpp"

#include <vector>

namespace plimsoll {

/// The steps, in file order, between which some case would go round for ever; empty if every case
/// ends. Arcs and reworks must be sound, and the arcs without a cycle.
std::vector<int> endless_loop(const Workflow& workflow);

} // namespace plimsoll
