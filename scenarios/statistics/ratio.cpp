#include "scenarios/statistics/ratio.hpp"

#include "model/numeric/elementary.hpp"
#include "model/numeric/special_functions.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

/// How far an interval reaches to both sides of its estimate.
struct Margins {
    double below = std::numeric_limits<double>::infinity();
    double above = std::numeric_limits<double>::infinity();
};

/// What n replications differ from what all together say: powers summed.
struct Residuals {
    double squares = 0;
    double cubes = 0;
    double fourths = 0;

    void add(double residual) {
        const double square = residual * residual;
        squares += square;
        cubes += square * residual;
        fourths += square * square;
    }
};

/// Student's 97.5% point with degrees of freedom that need not be whole, between those that are.
double student_point(double degrees) {
    const double whole = std::floor(degrees);
    const auto n = static_cast<std::size_t>(whole) + 1;
    const double of_whole = student_quantile_975(n);
    if (degrees == whole) {
        return of_whole;
    }
    const double from = 1 / whole;
    const double to = 1 / (whole + 1);
    return of_whole + (student_quantile_975(n + 1) - of_whole) * (1 / degrees - from) / (to - from);
}

/// The degrees of freedom of a variance from n values: fewer than n - 1 where their tails are long
/// (Satterthwaite 1946: 2 s^4 over its variance), by the excess of their kurtosis, unbiased for
/// the normal law; of few values it says little and counts for less, half at fifty.
double degrees_of(const Residuals& sums, double variance, std::size_t n) {
    constexpr double half_known = 50;
    const auto count = static_cast<double>(n);
    const double kurtosis = sums.fourths / count / (variance * variance);
    const double excess =
        (count - 1) / ((count - 2) * (count - 3)) * ((count + 1) * (kurtosis - 3) + 6);
    const double known = std::max(0.0, excess) * count / (count + half_known);
    return std::max(1.0, 2 * (count - 1) / (2 + known));
}

double cube_root(double value) {
    if (value == 0) {
        return 0;
    }
    const double root = exponential(logarithm(std::abs(value)) / 3);
    return value < 0 ? -root : root;
}

/// The 95% interval of a mean of n values, as multiples of one of them. Replications of a queue
/// that is nearly full are skewed with long tails: a mean of few of them mostly lies below the
/// truth, with a spread that is too small as well. So it reaches further to one side,
///
///     mean - s ((1 + g (q - g / 6n))^(1/3) - 1) 3 / g,   q = +-t / sqrt(n), g their skewness
///
/// (Hall 1992, On the removal of skewness by transformation, the cubic one), with Student's t of as
/// many degrees of freedom as their tails leave.
Margins margins_of_mean(const Residuals& sums, std::size_t n) {
    constexpr std::size_t fewest = 6; // of fewer neither skewness nor tails say anything
    constexpr double symmetric = 1e-6;
    if (n < 2) {
        return {};
    }
    const auto count = static_cast<double>(n);
    const double variance = sums.squares / (count - 1);
    const double deviation = std::sqrt(variance);
    if (n < fewest || !(variance > 0)) {
        const double half = student_half_width(deviation, n);
        return {half, half};
    }
    const double q = student_point(degrees_of(sums, variance, n)) / std::sqrt(count);
    const double skewness = sums.cubes / count / (variance * deviation);
    if (std::abs(skewness) < symmetric) {
        return {q * deviation, q * deviation};
    }
    const auto from_mean = [&](double to) {
        return deviation * 3 / skewness *
               (cube_root(1 + skewness * (to - skewness / (6 * count))) - 1);
    };
    return {from_mean(q), -from_mean(-q)};
}

Estimate with_interval(double mean, Margins margins, Bounds bounds) {
    Estimate estimate;
    estimate.mean = std::clamp(mean, bounds.least, bounds.most);
    if (margins.below < std::numeric_limits<double>::infinity()) {
        estimate.low = std::clamp(mean - margins.below, bounds.least, bounds.most);
        estimate.high = std::clamp(mean + margins.above, bounds.least, bounds.most);
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
    const double mean = pooled(ratio, n);
    Residuals residuals;
    for (std::size_t i = 0; i < n; ++i) {
        residuals.add(ratio.numerators[i] - mean * ratio.denominators[i]);
    }
    const double one = ratio.widening * static_cast<double>(n) / denominator;
    const Margins of_residual = margins_of_mean(residuals, n);
    return {with_interval(mean, {one * of_residual.below, one * of_residual.above}, bounds), {}};
}

double half_of(const Figure& figure) {
    return figure.value && figure.value->high ? (*figure.value->high - *figure.value->low) / 2
                                              : std::numeric_limits<double>::infinity();
}

} // namespace plimsoll
