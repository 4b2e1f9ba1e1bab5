#include "scenarios/statistics/resample.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "sim/random/philox.hpp"

#include <cmath>

namespace plimsoll {

namespace {

constexpr double normal_975 = 1.959963984540054;

/// Weights of n replications have the variance s^2 (n-1) / (n (n+1)) for the mean; Student's
/// interval wants s^2 / n and its own quantile.
double widening(std::size_t replications) {
    const auto n = static_cast<double>(replications);
    return replications < 2
               ? 0
               : std::sqrt((n + 1) / (n - 1)) * student_quantile_975(replications) / normal_975;
}

} // namespace

std::vector<double> resampling_weights(std::size_t resamples, std::size_t replications) {
    std::vector<double> weights;
    weights.reserve(resamples * replications);
    for (std::size_t resample = 0; resample < resamples; ++resample) {
        const std::uint64_t key = mix(resample + 1);
        for (std::size_t i = 0; i < replications; ++i) {
            const double uniform =
                (static_cast<double>(mix(key + i * 0x9E3779B97F4A7C15U) >> 12U) + 0.5) *
                (1.0 / 4503599627370496.0);
            weights.push_back(-logarithm(uniform));
        }
    }
    return weights;
}

Resamples::Resamples(std::size_t replications)
    : replications_(replications), weights_(resampling_weights(count, replications)) {}

double Resamples::value(const Ratio& ratio, std::size_t resample) const {
    const std::size_t n = ratio.numerators.size();
    const double* weights = weights_.data() + resample * replications_;
    double numerator = 0;
    double denominator = 0;
    for (std::size_t i = 0; i < n; ++i) {
        numerator += weights[i] * ratio.numerators[i];
        denominator += weights[i] * ratio.denominators[i];
    }
    const double centre = pooled(ratio, n);
    return denominator > 0
               ? centre + ratio.widening * widening(n) * (numerator / denominator - centre)
               : centre;
}

} // namespace plimsoll
