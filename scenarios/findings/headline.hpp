// The first sentences of a sweep: how many clients the operation carries, and what gives in which
// order (MODEL.md rulings 14a and 14b).
#pragma once

#include "scenarios/result/result.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

/// What carries, from the first promise that is broken and the volume at which work piles up,
/// whichever comes first.
Finding headline(const Result& result);

/// What gives in which order along the line: waits, promises, work that piles up.
std::optional<Finding> chain(const Result& result);

/// A sentence for every promise that no team can keep, and for those that only small volumes break.
std::vector<Finding> promises_never_kept(const Limits& limits);

/// The promise broken first, as it stands at a volume: "Outages break their promise first, already
/// today: 91% in time, 95% promised."
std::optional<Finding> broken_today(const Result& result);

} // namespace plimsoll
