// A figure along the line, and where it crosses a level, with the interval of that place.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "scenarios/statistics/resample.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
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

/// One figure at every volume that a limit is read from, ascending in clients.
struct Curve {
    std::vector<double> clients;
    std::vector<Ratio> shares;
};

Curve curve_of(const std::vector<Volume>& volumes,
               const std::function<Ratio(const Volume&)>& share);

/// The pooled value at every volume.
std::vector<double> values_of(const Curve& curve);

/// The pooled value at the first volume.
double first_value(const Curve& curve);

using Locate = std::function<Crossing(std::span<const double>)>;

/// The estimate, and the 2.5% and 97.5% points of the resamples; one in which the limit was not
/// found counts at the end of the range that it lies beyond.
Figure located(const Curve& curve, const Resamples& resamples, const Locate& locate);

/// A limit and what causes it: the name of a team, or nothing.
struct FoundLimit {
    Figure limit;
    std::string team;
};

} // namespace plimsoll
