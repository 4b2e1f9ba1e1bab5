// Whether open cases grow without end: what tells a volume without a steady state from one whose
// runs were not long enough.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace plimsoll {

/// What a replication says of growth: the slope of its open cases over the second half of its time,
/// as the share of arriving cases that stay for good, by least squares. `series`: open cases, mean
/// of each equal stretch of time; `arrivals`: cases that arrive in such a stretch.
double staying_share(std::span<const double> series, double arrivals);

/// Growth of a smaller share of what comes is not told from none.
inline constexpr double least_share_that_stays = 0.03;

/// Whether so large a share stays that no luck explains it: on average at least three cases in a
/// hundred, and so alike in all replications that chance alone would do it less than once in 2,000
/// times (Student's t, one-sided). SCIENCE.md 2.4: it says whether a volume is stable, never where
/// the limit is.
bool grows_without_end(std::span<const double> staying_shares);

/// Whether these shares leave it in doubt: they could well be of three cases in a hundred (the end
/// of the 95% interval), or are of more than none by more than chance (once in 1,000 times) allows.
bool may_grow(std::span<const double> staying_shares);

} // namespace plimsoll
