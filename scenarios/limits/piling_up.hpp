// Where work piles up (MODEL.md ruling 14b).
#pragma once

#include "scenarios/limits/limit_curve.hpp"

namespace plimsoll {

/// How the reason begins where there is no limit because work piles up from the first volume on.
inline constexpr const char* piles_already = "work piles up already";

/// Work piles up: the fullest team's offered load reaches 1.
FoundLimit stability_limit(const Operation& operation, const Plan& plan,
                           const std::vector<Volume>& volumes, const Resamples& resamples);

/// Whether there is no limit because work piles up at the first volume already.
bool piles_up_already(const Figure& stability);

} // namespace plimsoll
