// Which volumes a sweep looks at.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/study.hpp"

#include <cstdint>
#include <vector>

namespace plimsoll {

/// DESIGN's default grid: V_lo r^k, ends included, each step at most 30%; today's and the target
/// too. Left open it ends at 1,000, three times the target or five times today's, the largest.
std::vector<std::int64_t> grid(const Operation& operation, const SweepRange& range);

/// Whether a limit lies below all volumes that were looked at.
bool lies_lower(const Limits& limits);
bool lies_lower_but_for_knee(const Limits& limits);

/// The next volumes to look at below this one, ascending; none below 1.
std::vector<std::int64_t> lower_volumes(std::int64_t clients);

/// All that these steps come to between this one and `lowest`.
std::vector<std::int64_t> volumes_down_to(std::int64_t lowest, std::int64_t clients);

/// More volumes, so that each promise's limit lies between two that are at most three such
/// distances apart; and some in which waits start to lengthen.
inline constexpr double distance_to_limit = 0.03;
std::vector<std::int64_t> refinements(const Limits& limits, const std::vector<Volume>& volumes);

} // namespace plimsoll
