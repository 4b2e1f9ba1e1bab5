// Where what is known of the state of the work gets too old (M15.34).
#pragma once

#include "scenarios/limits/limit_curve.hpp"

namespace plimsoll {

/// The smallest volume at which the age of what is known of open cases, which one in twenty exceeds
/// over time, is more than its workflow tolerates.
Figure visibility_limit(const std::vector<Volume>& volumes, const Resamples& resamples);

} // namespace plimsoll
