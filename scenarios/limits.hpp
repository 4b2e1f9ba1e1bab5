// Where it gives: the limits of an operation, from its volumes (SCIENCE.md 2.4).
#pragma once

#include "scenarios/result.hpp"
#include "scenarios/volume.hpp"

#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll {

inline constexpr double promised_share = 0.95; ///< of cases within due

/// Values that fall (or stay) along the line, pooled where they do not: the weighted least-squares
/// fit among non-increasing sequences (pool adjacent violators; Barlow et al. 1972).
std::vector<double> non_increasing_fit(std::span<const double> values,
                                       std::span<const double> weights);

/// Where values that were fitted as non-increasing over these volumes fall to `level`, interpolated
/// in the logarithm of the volume; nothing when they start below it or never reach it.
std::optional<double> falls_to(std::span<const double> clients, std::span<const double> fitted,
                               double level);

/// Where values first rise to `level`, interpolated in the logarithm of the volume.
std::optional<double> rises_to(std::span<const double> clients, std::span<const double> values,
                               double level);

/// The limits over these volumes, ascending in clients, with intervals from resampling replications
/// jointly across volumes.
Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes);

} // namespace plimsoll
