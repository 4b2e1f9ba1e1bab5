// Where open cases begin to grow without end, found by trying volumes: for operations in which more
// than the hours of people decides that.
#pragma once

#include "scenarios/result/result.hpp"

#include <cstdint>
#include <functional>

namespace plimsoll {

/// What a trial of one volume says.
struct GrowthTrial {
    Stable stable = Stable::yes;
    double staying = 0; ///< where it grows: the share of arriving cases that stay for good
};

/// The largest volume tried at which open cases surely do not grow without end and the smallest at
/// which they surely do; between them it is in doubt.
struct GrowthBracket {
    std::int64_t steady = 0;
    std::int64_t growing = 0;
    double at = 0; ///< the estimate

    bool operator==(const GrowthBracket&) const = default;
};

/// Narrows a bracket until it is one client wide, or 3% of the volume. Where so many stay at
/// `growing` as `staying` says, the others are what can be done: so many clients less is the guess
/// from which it goes on.
GrowthBracket bisect_growth(std::int64_t steady, std::int64_t growing, double staying,
                            const std::function<GrowthTrial(std::int64_t)>& try_volume);

} // namespace plimsoll
