// Which workflows pile up where some do: the others have their times as ever.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

#include <vector>

namespace plimsoll {

/// By workflow, at a volume where work piles up: whether its own open cases grow without end. A
/// workflow that never comes to a full team does not, unless it is seen to.
std::vector<Stable> growth_by_workflow(const Plan& plan, const Volume& volume);

} // namespace plimsoll
