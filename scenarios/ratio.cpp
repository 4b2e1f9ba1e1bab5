#include "scenarios/ratio.hpp"

#include "model/special_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

/// Half of an interval, and by how much its middle lies beside the estimate.
struct Margin {
    double half = std::numeric_limits<double>::infinity();
    double shift = 0;
};

Estimate with_interval(double mean, Margin margin, Bounds bounds) {
    Estimate estimate;
    estimate.mean = std::clamp(mean, bounds.least, bounds.most);
    if (margin.half < std::numeric_limits<double>::infinity()) {
        const double middle = mean + margin.shift;
        estimate.low = std::clamp(middle - margin.half, bounds.least, bounds.most);
        estimate.high = std::clamp(middle + margin.half, bounds.least, bounds.most);
    }
    return estimate;
}

/// Replications of a queue that is nearly full are skewed, and a mean of few of them mostly lies
/// below the truth with an interval that is too narrow: mean and spread are small together. The
/// middle of the interval is moved by
///
///     g s (1 + 2 t^2) / (6 n),   g their skewness, s their standard deviation
///
/// (Johnson 1978, Modified t tests and confidence intervals for asymmetrical populations: the
/// modified t with its square at the ends), by half of its half width at most. `cubes` is the sum
/// of the residuals'.
double shift_of(double cubes, double standard_deviation, double half, std::size_t n) {
    constexpr std::size_t fewest = 10; // of fewer the skewness says nothing
    constexpr double most = 0.5;
    if (n < fewest || !(standard_deviation > 0)) {
        return 0;
    }
    const auto count = static_cast<double>(n);
    const double third = cubes / count / (standard_deviation * standard_deviation);
    const double t = student_quantile_975(n);
    return std::clamp(third * (1 + 2 * t * t) / (6 * count), -most * half, most * half);
}

} // namespace

double student_quantile_975(std::size_t n) {
    thread_local std::vector<double> known;
    if (known.size() <= n) {
        known.resize(n + 1, 0);
    }
    if (known[n] == 0 && n > 1) {
        known[n] = student_quantile(0.975, static_cast<double>(n - 1));
    }
    return known[n];
}

double student_half_width(double standard_deviation, std::size_t n) {
    if (n < 2) {
        return std::numeric_limits<double>::infinity();
    }
    return student_quantile_975(n) * standard_deviation / std::sqrt(static_cast<double>(n));
}

double pooled(const Ratio& ratio, std::size_t n) {
    double numerator = 0;
    double denominator = 0;
    for (std::size_t i = 0; i < n; ++i) {
        numerator += ratio.numerators[i];
        denominator += ratio.denominators[i];
    }
    return denominator > 0 ? numerator / denominator : 0;
}

double half_width(const Ratio& ratio, std::size_t n) {
    if (n < 2) {
        return std::numeric_limits<double>::infinity();
    }
    const double mean = pooled(ratio, n);
    double denominator = 0;
    double squares = 0;
    for (std::size_t i = 0; i < n; ++i) {
        denominator += ratio.denominators[i];
        const double residual = ratio.numerators[i] - mean * ratio.denominators[i];
        squares += residual * residual;
    }
    if (denominator <= 0) {
        return std::numeric_limits<double>::infinity();
    }
    const double standard_deviation = std::sqrt(squares / static_cast<double>(n - 1));
    return ratio.widening * student_half_width(standard_deviation, n) * static_cast<double>(n) /
           denominator;
}

Figure ratio_figure(const Ratio& ratio, const std::string& why, Bounds bounds) {
    const std::size_t n = ratio.numerators.size();
    double denominator = 0;
    for (const double part : ratio.denominators) {
        denominator += part;
    }
    if (denominator <= 0) {
        return {std::nullopt, why};
    }
    const double mean = pooled(ratio, n);
    Margin margin{half_width(ratio, n), 0};
    double squares = 0;
    double cubes = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double residual = ratio.numerators[i] - mean * ratio.denominators[i];
        squares += residual * residual;
        cubes += residual * residual * residual;
    }
    if (n > 1) {
        const double one =
            static_cast<double>(n) / denominator; // of the ratio, for one of a residual
        const double deviation = std::sqrt(squares / static_cast<double>(n - 1));
        margin.shift = one * shift_of(cubes, deviation, margin.half / one, n);
    }
    return {with_interval(mean, margin, bounds), {}};
}

Figure quantile_figure(double pooled_quantile, std::span<const double> by_replication,
                       const std::string& why, double widening) {
    const std::size_t n = by_replication.size();
    if (n == 0) {
        return {std::nullopt, why};
    }
    double squares = 0;
    double sum = 0;
    for (const double quantile : by_replication) {
        squares += (quantile - pooled_quantile) * (quantile - pooled_quantile);
        sum += quantile;
    }
    double cubes = 0;
    for (const double quantile : by_replication) {
        const double residual = quantile - sum / static_cast<double>(n);
        cubes += residual * residual * residual;
    }
    const double deviation = n > 1 ? std::sqrt(squares / static_cast<double>(n - 1)) : 0;
    Margin margin{widening * student_half_width(deviation, n), 0};
    margin.shift = shift_of(cubes, deviation, margin.half, n);
    return {with_interval(pooled_quantile, margin, {}), {}};
}

} // namespace plimsoll
