// The elementary functions against the platform's own in long double, over a million points; the
// bounds are those that model/numeric/elementary.hpp promises.
#include "catch.hpp"

#include "model/numeric/elementary.hpp"
#include "sim/random/philox.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace elementary_test {

using namespace plimsoll;

namespace {

constexpr std::uint32_t points = 250000;
constexpr double infinity = std::numeric_limits<double>::infinity();

double point(std::uint32_t index, std::uint32_t slot = 0) {
    const RandomWords words = philox({index, slot, 0, 0}, {7, 11});
    return uniform(words[0], words[1]);
}

double relative_error(double value, long double truth) {
    return static_cast<double>(std::abs((static_cast<long double>(value) - truth) / truth));
}

/// P(Z > z), without cancellation.
long double upper_tail(long double z) {
    return std::erfc(z / std::sqrt(2.0L)) / 2;
}

/// The distance from z to the true inverse normal of p, by one Newton step.
double inverse_normal_error(double p, double z) {
    const long double score = z;
    const long double difference = z > 0 ? (1.0L - p) - upper_tail(score) : upper_tail(-score) - p;
    const long double density = std::exp(-score * score / 2) / std::sqrt(2 * std::acos(-1.0L));
    return static_cast<double>(std::abs(difference / density));
}

} // namespace

TEST_CASE("exponential is within 2.3e-16 of e^x", "[elementary]") {
    double worst = 0;
    for (std::uint32_t i = 0; i < points; ++i) {
        const double x = i % 2 == 0 ? 1416.0 * point(i) - 707.0 : 8.0 * point(i) - 4.0;
        worst =
            std::max(worst, relative_error(exponential(x), std::exp(static_cast<long double>(x))));
    }
    CHECK(worst < 2.3e-16);
    CHECK(exponential(0) == 1.0);
    CHECK(exponential(-0.0) == 1.0);
    CHECK(exponential(1000) == infinity);
    CHECK(exponential(infinity) == infinity);
    CHECK(exponential(-infinity) == 0.0);
    CHECK(exponential(-1000) == 0.0);
    CHECK(relative_error(exponential(709.7), std::exp(static_cast<long double>(709.7))) < 5e-16);
    CHECK(exponential(-745.1) == std::numeric_limits<double>::denorm_min());
    CHECK(std::isnan(exponential(std::numeric_limits<double>::quiet_NaN())));
}

TEST_CASE("logarithm is within 2.3e-16 of log x", "[elementary]") {
    double worst = 0;
    for (std::uint32_t i = 0; i < points; ++i) {
        const double x = i % 2 == 0 ? std::exp(1400.0 * point(i) - 700.0) : 2.0 * point(i);
        worst =
            std::max(worst, relative_error(logarithm(x), std::log(static_cast<long double>(x))));
    }
    CHECK(worst < 2.3e-16);
    CHECK(logarithm(1) == 0.0);
    CHECK(logarithm(0) == -infinity);
    CHECK(logarithm(infinity) == infinity);
    CHECK(std::isnan(logarithm(-1)));
    CHECK(relative_error(logarithm(5e-324), std::log(static_cast<long double>(5e-324))) < 3e-16);
}

TEST_CASE("power is within 1e-14, and within 4e-16 of moderate results", "[elementary]") {
    double worst = 0;
    double worst_moderate = 0;
    for (std::uint32_t i = 0; i < points; ++i) {
        const double x = i % 2 == 0 ? std::exp(40.0 * point(i) - 20.0) : 0.9 + 0.2 * point(i);
        const double wanted = i % 4 < 2 ? 1400.0 * point(i, 1) - 700.0 : 20.0 * point(i, 1) - 10.0;
        const double y = wanted / std::log(x);
        const double error = relative_error(
            power(x, y), std::pow(static_cast<long double>(x), static_cast<long double>(y)));
        (i % 4 < 2 ? worst : worst_moderate) = std::max(i % 4 < 2 ? worst : worst_moderate, error);
    }
    CHECK(worst < 1e-14);
    CHECK(worst_moderate < 4e-16);
    CHECK(power(10, 2) == 100.0);
    CHECK(power(2, 0.5) == std::sqrt(2.0));
    CHECK(power(0, 3) == 0.0);
    CHECK(power(0, 0) == 1.0);
    CHECK(power(1, 1e300) == 1.0);
    CHECK(power(2, 1e300) == infinity);
    CHECK(power(2, -1e300) == 0.0);
    CHECK(relative_error(power(5e-324, 0.5), std::sqrt(static_cast<long double>(5e-324))) < 1e-14);
}

TEST_CASE("inverse_normal inverts the normal distribution", "[elementary]") {
    double worst = 0;
    double worst_tail = 0;
    for (std::uint32_t i = 0; i < points; ++i) {
        const double p = i % 2 == 0 ? point(i) : std::exp(-700.0 * point(i));
        const double z = inverse_normal(p);
        const double error = inverse_normal_error(p, z) / std::max(std::abs(z), 0.125);
        double& bound = p > 0.0078125 && p < 1 - 0.0078125 ? worst : worst_tail;
        bound = std::max(bound, error);
    }
    CHECK(worst < 2.4e-16);
    CHECK(worst_tail < 2e-15);
    CHECK(inverse_normal(0.5) == 0.0);
    CHECK(inverse_normal(0) == -infinity);
    CHECK(inverse_normal(1) == infinity);
    CHECK(inverse_normal(0.975) == Approx(1.959963984540054).epsilon(1e-15));
    CHECK(inverse_normal(0.9) == Approx(1.2815515655446004).epsilon(1e-15));
}

TEST_CASE("inverse_normal rises at every step of uniform", "[elementary]") {
    // Neighbours everywhere, and around every border between two polynomials.
    constexpr double step = 0x1p-52;
    std::uint32_t falls = 0;
    const auto check_around = [&](double p) {
        const double start = (std::floor(p / step) - 8.0) * step + step / 2;
        double before = -infinity;
        for (int i = 0; i < 17; ++i) {
            const double at = start + i * step;
            if (at > 0 && at < 1) {
                const double z = inverse_normal(at);
                falls += z > before ? 0U : 1U;
                before = z;
            }
        }
    };
    for (std::uint32_t i = 0; i < 20000; ++i) {
        check_around(point(i));
        check_around(std::exp(-36.0 * point(i, 1)));
    }
    for (double octave = 0x1p-8; octave < 1; octave *= 2) {
        for (int row = 0; row < 16; ++row) {
            check_around(octave * (1 + row / 16.0));
            check_around(1 - octave * (1 + row / 16.0));
        }
    }
    check_around(std::exp(-25.0)); // between the two tails of AS 241
    check_around(1 - std::exp(-25.0));
    CHECK(falls == 0);
}

TEST_CASE("normal_distribution is within 2e-15", "[elementary]") {
    double worst = 0;
    for (std::uint32_t i = 0; i < points; ++i) {
        const double z = i % 2 == 0 ? 16.0 * point(i) - 8.0 : -37.0 * point(i);
        worst = std::max(worst, relative_error(normal_distribution(z),
                                               upper_tail(-static_cast<long double>(z))));
    }
    CHECK(worst < 2e-15);
    CHECK(normal_distribution(0) == Approx(0.5).epsilon(1e-15));
    CHECK(normal_distribution(-50) == 0.0);
    CHECK(normal_distribution(50) == 1.0);
}

} // namespace elementary_test
