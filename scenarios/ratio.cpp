#include "scenarios/ratio.hpp"

#include "model/special_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

Estimate with_interval(double mean, double half, Bounds bounds) {
    Estimate estimate;
    estimate.mean = std::clamp(mean, bounds.least, bounds.most);
    if (half < std::numeric_limits<double>::infinity()) {
        estimate.low = std::clamp(mean - half, bounds.least, bounds.most);
        estimate.high = std::clamp(mean + half, bounds.least, bounds.most);
    }
    return estimate;
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
    return {with_interval(pooled(ratio, n), half_width(ratio, n), bounds), {}};
}

Figure quantile_figure(double pooled_quantile, std::span<const double> by_replication,
                       const std::string& why, double widening) {
    const std::size_t n = by_replication.size();
    if (n == 0) {
        return {std::nullopt, why};
    }
    double squares = 0;
    for (const double quantile : by_replication) {
        squares += (quantile - pooled_quantile) * (quantile - pooled_quantile);
    }
    const double standard_deviation = n > 1 ? std::sqrt(squares / static_cast<double>(n - 1)) : 0;
    return {
        with_interval(pooled_quantile, widening * student_half_width(standard_deviation, n), {}),
        {}};
}

} // namespace plimsoll
