// How long an empty start is felt.
#pragma once

#include <cstddef>
#include <span>

namespace plimsoll {

/// MSER-5 (White 1997; Spratt 1998; SCIENCE.md 6.1): how many raw points to drop from the start of
/// a series that was averaged over replications. Batches of five; the cut d*, at most half the
/// batches, that minimises sum over j > d of (Z_j - mean_d)^2 / (n - d)^2.
struct WarmUp {
    std::size_t points = 0;
    bool at_bound = false; ///< the minimum lies at half the series: it is too short to tell
};
WarmUp mser5(std::span<const double> series);

} // namespace plimsoll
