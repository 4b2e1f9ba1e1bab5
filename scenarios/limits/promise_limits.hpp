// Where promises are broken, one by one (MODEL.md ruling 14a).
#pragma once

#include "scenarios/figures/unhindered.hpp"
#include "scenarios/limits/limit_curve.hpp"

#include <span>
#include <vector>

namespace plimsoll {

/// Shares in time along the line, made monotone only where that is luck: neighbours of which the
/// later is higher are pooled (as non_increasing_fit does) while their intervals, value -+ half,
/// overlap. What surely rises stays, so that what is late at small volumes alone is seen.
std::vector<double> fitted_shares(std::span<const double> values, std::span<const double> halves,
                                  std::span<const double> weights);

/// Where fitted shares reach what is promised, and where they then fall below it; both in clients,
/// interpolated in the logarithm of the volume.
struct KeptRange {
    bool at_some_volume = false;
    std::optional<double> from;  ///< set where the first volumes are late
    std::optional<double> up_to; ///< set where later volumes are late again
};
KeptRange where_kept(std::span<const double> clients, std::span<const double> fitted,
                     double promised);

/// Every promise along these volumes, ascending in clients. `alone` tells those that no team's
/// waiting breaks; where it is not known, a promise that is never kept counts as broken.
std::vector<PromiseLimit> promise_limits(const Operation& operation, const Plan& plan,
                                         const std::vector<Volume>& volumes,
                                         const Resamples& resamples, const WorkAlone& alone);

/// The first of them that is broken, of those that can be kept at all.
struct FirstBroken {
    Figure limit;
    std::string promise; ///< its key; empty where none is
};
FirstBroken first_broken(const std::vector<PromiseLimit>& promises,
                         const std::vector<Volume>& volumes);

/// Whether a promise is late at all of these volumes, though perhaps not at any.
bool never_kept(const std::vector<PromiseLimit>& promises);

} // namespace plimsoll
