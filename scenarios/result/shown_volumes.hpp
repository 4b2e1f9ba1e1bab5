// Which volumes are shown: the few that tell the story.
#pragma once

#include "scenarios/result/result.hpp"

#include <cstddef>
#include <vector>

namespace plimsoll {

/// Indices of at most `most` volumes, ascending: today's, the target's, those around each limit,
/// then whichever fills the widest gap. Nothing above the target is chosen to fill a gap.
std::vector<std::size_t> shown_volumes(const Result& result, std::size_t most = 8);

/// Those of them that were simulated.
std::vector<std::size_t> shown_and_simulated(const Result& result);

} // namespace plimsoll
