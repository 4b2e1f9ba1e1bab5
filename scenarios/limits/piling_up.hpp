// Where work piles up (MODEL.md ruling 14b).
#pragma once

#include "scenarios/limits/limit_curve.hpp"

namespace plimsoll {

/// Work piles up: the fullest team's offered load reaches 1.
FoundLimit stability_limit(const Operation& operation, const Plan& plan,
                           const std::vector<Volume>& volumes, const Resamples& resamples);

} // namespace plimsoll
