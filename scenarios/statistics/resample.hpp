// Intervals of figures that no formula gives one for: what they would be with other replications.
#pragma once

#include "scenarios/statistics/ratio.hpp"

#include <span>
#include <vector>

namespace plimsoll {

/// Exponential weights of mean 1, the same wherever they are asked for: those of the replications
/// of one resample after the other.
std::vector<double> resampling_weights(std::size_t resamples, std::size_t replications);

/// Resamples of replications, the same for every volume: replication i of all volumes shares its
/// luck, so it must come and go in all of them together. A resample gives every replication an
/// exponential weight instead of a whole number of copies (the Bayesian bootstrap; Rubin 1981), so
/// that volumes with different numbers of replications stay paired in those they share.
class Resamples {
public:
    static constexpr std::size_t count = 1000;

    /// Weights for up to `replications` of them.
    explicit Resamples(std::size_t replications);

    /// The pooled value of a resample. The spread round the pooled value is that of Student's
    /// interval over n replications, which the plain bootstrap undershoots when n is small.
    double value(const Ratio& ratio, std::size_t resample) const;

private:
    std::size_t replications_;
    std::vector<double> weights_;
};

} // namespace plimsoll
