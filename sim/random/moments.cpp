#include "sim/random/moments.hpp"

#include "model/numeric/elementary.hpp"
#include "sim/random/conditional_law.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>
#include <vector>

namespace plimsoll {

namespace {

using Weighted = std::vector<std::pair<double, double>>; // value, weight

/// Two passes, so that a small spread about a large mean keeps its digits.
Moments moments_of_points(const Weighted& points, double shift) {
    double weights = 0;
    double sum = 0;
    for (const auto& [value, weight] : points) {
        weights += weight;
        sum += weight * value;
    }
    const double mean = sum / weights;
    double squares = 0;
    for (const auto& [value, weight] : points) {
        squares += weight * (value - mean) * (value - mean);
    }
    const double shifted = mean + shift;
    return {shifted, shifted == 0 ? 0.0 : squares / weights / (shifted * shifted)};
}

/// A density that is linear between its corners, integrated over minimum..maximum.
Moments moments_of_pieces(const Distribution& law, double minimum, double maximum) {
    const bool triangular = law.law == Law::triangular;
    const std::array<double, 3> corners = {law.a, triangular ? law.c : law.a, law.b};
    const auto density = [&](double x) {
        if (!triangular) {
            return 1.0;
        }
        return x < law.c ? (x - law.a) / (law.c - law.a) : (law.b - x) / (law.b - law.c);
    };
    Weighted points;
    for (std::size_t piece = 0; piece < 2; ++piece) {
        const double from = std::max(corners[piece], minimum);
        const double to = std::min(corners[piece + 1], maximum);
        if (!(from < to)) {
            continue;
        }
        const double middle = 0.5 * (from + to);
        const double half = 0.5 * (to - from);
        const double node = half * std::sqrt(0.6);
        points.emplace_back(middle - node, 5.0 * half * density(middle - node));
        points.emplace_back(middle, 8.0 * half * density(middle));
        points.emplace_back(middle + node, 5.0 * half * density(middle + node));
    }
    return points.empty() ? Moments{std::clamp(law.b, minimum, maximum) + law.shift, 0.0}
                          : moments_of_points(points, law.shift);
}

Moments moments_by_score(const ConditionalLaw& law, double shift) {
    constexpr double step = 1.0 / 32.0;
    Weighted points;
    double squares = 0;
    for (int i = -9 * 32; i < 38 * 32; ++i) {
        const double z = i * step;
        const double weight = exponential(-0.5 * z * z);
        const double x = law.quantile({normal_distribution(z), normal_distribution(-z)});
        points.emplace_back(x, weight);
        squares += weight * x * x;
        if (z > 9.0 && weight * x * x < 1e-18 * squares) {
            break;
        }
    }
    return moments_of_points(points, shift);
}

/// Mean and squared variation of the law as written, before truncation and shift.
Moments moments_as_written(const Distribution& law) {
    switch (law.law) {
    case Law::exponential:
        return {law.a, 1.0};
    case Law::lognormal:
    case Law::gamma:
    case Law::hyperexponential:
        return {law.a, law.b * law.b};
    case Law::weibull: {
        const double first = log_gamma(1.0 + 1.0 / law.b);
        const double second = log_gamma(1.0 + 2.0 / law.b);
        return {law.a * exponential(first), exponential_minus_one(second - 2.0 * first)};
    }
    case Law::pert: {
        const double mean = (law.a + 4.0 * law.c + law.b) / 6.0;
        return {mean, (mean - law.a) * (law.b - mean) / 7.0 / (mean * mean)};
    }
    default:
        return {law.a, 0.0};
    }
}

} // namespace

Moments moments_of(const Distribution& distribution) {
    const ConditionalLaw law(distribution);
    const Law family = distribution.law;
    if (family == Law::uniform || family == Law::triangular) {
        return moments_of_pieces(distribution, law.minimum(), law.maximum());
    }
    if (law.cuts() || family == Law::normal) {
        return moments_by_score(law, distribution.shift);
    }
    const Moments written = moments_as_written(distribution);
    const double mean = written.mean + distribution.shift;
    const double ratio = mean == 0 ? 0.0 : written.mean / mean;
    return {mean, written.squared_variation * ratio * ratio};
}

} // namespace plimsoll
