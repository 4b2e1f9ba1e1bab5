// Which volumes a sweep looks at.
#pragma once

#include "scenarios/result.hpp"
#include "scenarios/study.hpp"
#include "scenarios/volume.hpp"

#include <cstdint>
#include <vector>

namespace plimsoll {

/// DESIGN's default grid: V_lo r^k, ends included, each step at most 30%; today's and the target
/// too. Left open it ends at 1,000, three times the target or five times today's, the largest.
std::vector<std::int64_t> grid(const Operation& operation, const SweepRange& range);

/// Whether a limit lies below all volumes that were looked at.
bool lies_lower(const Limits& limits);

/// The next volumes to look at below this one, ascending; none below 1.
std::vector<std::int64_t> lower_volumes(std::int64_t clients);

inline constexpr double first_distance = 0.04; ///< at which every promise's limit counts
inline constexpr double second_distance = 0.02;

/// Two more volumes around each limit whose neighbours stand wider apart than these would. The knee
/// is read from long arcs and needs none, unless it lies close below the volume at which work piles
/// up, where those would step over it.
std::vector<std::int64_t> refinements(const Limits& limits, const std::vector<Volume>& volumes,
                                      double distance);

} // namespace plimsoll
