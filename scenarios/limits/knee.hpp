// Where waits begin to lengthen faster than clients are added (SCIENCE.md 2.4).
#pragma once

#include "scenarios/limits/limit_curve.hpp"

namespace plimsoll {

/// The knee: where the elasticity of the flow time to the volume first reaches 1, which is where
/// Kleinrock's power (volume / flow time) is largest. Arc elasticities between neighbouring volumes
/// stand at their geometric means. A short arc divides noise by little, so neighbours closer than
/// `long_arc` are passed over, unless the elasticity leaps by more than `steep` in one step.
Crossing elasticity_reaches_one(std::span<const double> clients,
                                std::span<const double> flow_times);
inline constexpr double long_arc = 0.17; ///< in the logarithm of the volume
inline constexpr double short_arc = 0.05;
inline constexpr double steep = 2;

/// Waits lengthen: one per cent more clients cost one per cent more time (Kleinrock's power).
FoundLimit knee(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                const Resamples& resamples);

/// Whether there is no knee because waits lengthen at the first volumes already, or because too few
/// of them have a steady state.
bool knee_lies_lower(const Figure& knee);

} // namespace plimsoll
