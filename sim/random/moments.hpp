// The mean and the variation of a distribution as it will be drawn: truncated and shifted.
#pragma once

#include "model/distribution.hpp"

namespace plimsoll {

/// mean in microseconds; squared_variation = variance / mean^2, 0 for a constant.
struct Moments {
    double mean = 0;
    double squared_variation = 0;
};

/// In closed form where nothing is cut off; otherwise by the trapezoidal rule over the normal
/// score, which converges faster than any power for these smooth integrands, or for the piecewise
/// linear densities by Gauss's rule, which is exact. Relative error of the mean below 1e-12.
Moments moments_of(const Distribution& distribution);

} // namespace plimsoll
