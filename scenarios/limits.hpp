// Where it gives: the limits of an operation, from its volumes (SCIENCE.md 2.4).
#pragma once

#include "scenarios/result.hpp"
#include "scenarios/volume.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll {

/// Values that fall (or stay) along the line, pooled where they do not: the weighted least-squares
/// fit among non-increasing sequences (pool adjacent violators; Barlow et al. 1972).
std::vector<double> non_increasing_fit(std::span<const double> values,
                                       std::span<const double> weights);

/// Where a figure crosses a level, in clients; nothing when it never does or starts beyond it.
struct Crossing {
    std::optional<double> at;
    bool starts_above = false; ///< it is beyond the level at the first volume already
};

/// Where values that were fitted as non-increasing over these volumes first fall below `level`,
/// interpolated in the logarithm of the volume.
Crossing falls_to(std::span<const double> clients, std::span<const double> fitted, double level);

/// Where values first rise above `level`, interpolated in the logarithm of the volume.
Crossing rises_to(std::span<const double> clients, std::span<const double> values, double level);

/// The knee: where the elasticity of the flow time to the volume first reaches 1, which is where
/// Kleinrock's power (volume / flow time) is largest. Arc elasticities between neighbouring volumes
/// stand at their geometric means. A short arc divides noise by little, so neighbours closer than
/// `long_arc` are passed over, unless the elasticity leaps by more than `steep` in one step.
Crossing elasticity_reaches_one(std::span<const double> clients,
                                std::span<const double> flow_times);
inline constexpr double long_arc = 0.17; ///< in the logarithm of the volume
inline constexpr double short_arc = 0.05;
inline constexpr double steep = 2;

/// Whether there is no limit `sla` because a promise is broken at the first volume already.
bool slips_already(const Figure& sla);

/// The limits over these volumes, ascending in clients, with intervals from resampling replications
/// jointly across volumes.
Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes);

} // namespace plimsoll
