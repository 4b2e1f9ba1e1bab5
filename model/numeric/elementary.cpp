#include "model/numeric/elementary.hpp"

#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// A sum carried in two doubles: high is the rounded value, low what rounding lost.
struct TwoPiece {
    double high;
    double low;
};

/// The leading 26 bits, so that the product of two such numbers is exact.
double leading_half(double x) {
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) & 0xFFFFFFFFF8000000U);
}

/// a * b without rounding error (Dekker 1971), away from overflow and underflow.
TwoPiece product(double a, double b) {
    const double high = a * b;
    const double a1 = leading_half(a);
    const double a2 = a - a1;
    const double b1 = leading_half(b);
    const double b2 = b - b1;
    return {high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2};
}

/// a + b without rounding error (Knuth).
TwoPiece sum(double a, double b) {
    const double high = a + b;
    const double second = high - a;
    return {high, (a - (high - second)) + (b - second)};
}

/// Logarithm of a normal x > 0 to about 65 bits.
TwoPiece logarithm_in_two(double x) {
    constexpr std::uint64_t root_of_half = 0x3FE6A09E667F3BCDU;
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    const std::uint64_t above = bits - root_of_half;
    const double k = static_cast<double>(static_cast<std::int64_t>(above) >> 52);
    const double f = std::bit_cast<double>(bits - (above & 0xFFF0000000000000U)) - 1.0;
    const TwoPiece divisor = sum(2.0, f);
    const double s = f / divisor.high;
    const TwoPiece back = product(s, divisor.high);
    const double s_low = ((f - back.high) - back.low - s * divisor.low) / divisor.high;
    const double z = s * s;
    const double rest = s * z * elementary::logarithm_series(z) + 2.0 * s_low;
    // k * log_two_high is exact; the two large terms are added exactly.
    const TwoPiece large = sum(k * elementary::log_two_high, 2.0 * s);
    const TwoPiece all = sum(large.high, large.low + (k * elementary::log_two_low + rest));
    return all;
}

/// (1 - P(Z <= z)) / density(z) for z >= 0: (1 + z) times it is a polynomial in (z - 5) / (z + 5),
/// a Chebyshev fit with relative error 1e-18. The mapping is Shepherd and Laframboise's, "Chebyshev
/// approximation of (1 + 2x) exp(x^2) erfc x", Mathematics of Computation 36 (1981) 249-253.
double mills_ratio(double z) {
    constexpr std::array<double, 26> coefficients = {
        1.1568486282918946,      -0.22948753825211288,   0.07778159886873552,
        0.025072179301610688,    -0.06617760077899286,   0.0615050458410521,
        -0.03802659218777217,    0.016348231268666205,   -0.00420129031056989,
        1.953073725879132e-05,   0.0004570438176714634,  -0.0001343747675277247,
        -2.4805456554638954e-05, 2.271119224486774e-05,  -1.7723884564065698e-07,
        -3.2807170653007994e-06, 3.2197834378116904e-07, 4.97038966607778e-07,
        -6.739054656964697e-08,  -8.253898077011689e-08, 1.0087722389528636e-08,
        1.414559798869595e-08,   -1.086523647354811e-09, -2.088583295159397e-09,
        6.31878093096821e-11,    1.8112260953462833e-10};
    const double t = (z - 5.0) / (z + 5.0);
    double value = 0;
    for (std::size_t i = coefficients.size(); i-- > 0;) {
        value = value * t + coefficients[i];
    }
    return value / (1.0 + z);
}

/// P(Z > z) for z >= 0.
double upper_normal(double z) {
    if (z > 38.6) {
        return 0.0;
    }
    // z^2 / 2 in two pieces: squaring a z of few bits is exact, and the rest is small.
    const double coarse = std::floor(z * 16.0) / 16.0;
    const double rest = (z - coarse) * (z + coarse) * 0.5;
    constexpr double one_over_root_two_pi = 0.39894228040143267794;
    return one_over_root_two_pi * mills_ratio(z) * exponential(-rest) *
           exponential(-0.5 * coarse * coarse);
}

} // namespace

double elementary::exponential_at_the_edge(double x) {
    if (x != x) {
        return x;
    }
    if (x >= 709.782712893384) {
        return infinity;
    }
    if (x <= -745.1332191019412) {
        return 0.0;
    }
    // 2^(whole / 64) may not be a normal number: multiply by it in two halves.
    const auto [whole, growth] = reduce_exponential(x);
    const double scale = two_to_the_sixty_fourths[whole & 63U];
    const double half = x > 0 ? 0x1p511 : 0x1p-511;
    const double value = (scale + scale * growth) * half;
    const std::int64_t octave = static_cast<std::int64_t>(whole << 46U) >> 52;
    const std::int64_t left = x > 0 ? octave - 511 : octave + 511;
    return value * std::bit_cast<double>(static_cast<std::uint64_t>(left + 1023) << 52U);
}

double elementary::logarithm_at_the_edge(double x) {
    if (x == 0) {
        return -infinity;
    }
    if (!(x > 0)) {
        return not_a_number;
    }
    if (x == infinity) {
        return infinity;
    }
    const double scaled = logarithm(x * 0x1p54);
    return (scaled - 54.0 * log_two_high) - 54.0 * log_two_low;
}

// Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics
// 37 (1988) 477-484, PPND16; his outer two of three ranges.
double elementary::inverse_normal_tail(double p) {
    const bool lower = p < 0.5;
    const double tail = lower ? p : 1.0 - p;
    if (!(tail > 0)) {
        return tail == 0 ? (lower ? -infinity : infinity) : not_a_number;
    }
    double r = std::sqrt(-logarithm(tail));
    double z = 0;
    if (r <= 5.0) {
        r -= 1.6;
        z = (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r +
                  2.41780725177450611770e-1) *
                     r +
                 1.27045825245236838258e0) *
                    r +
                3.64784832476320460504e0) *
                   r +
               5.76949722146069140550e0) *
                  r +
              4.63033784615654529590e0) *
                 r +
             1.42343711074968357734e0) /
            (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r +
                  1.51986665636164571966e-2) *
                     r +
                 1.48103976427480074590e-1) *
                    r +
                6.89767334985100004550e-1) *
                   r +
               1.67638483018380384940e0) *
                  r +
              2.05319162663775882187e0) *
                 r +
             1.0);
    } else {
        r -= 5.0;
        z = (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r +
                  1.24266094738807843860e-3) *
                     r +
                 2.65321895265761230930e-2) *
                    r +
                2.96560571828504891230e-1) *
                   r +
               1.78482653991729133580e0) *
                  r +
              5.46378491116411436990e0) *
                 r +
             6.65790464350110377720e0) /
            (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r +
                  1.84631831751005468180e-5) *
                     r +
                 7.86869131145613259100e-4) *
                    r +
                1.48753612908506148525e-2) *
                   r +
               1.36929880922735805310e-1) *
                  r +
              5.99832206555887937690e-1) *
                 r +
             1.0);
    }
    return lower ? -z : z;
}

double power(double x, double y) {
    if (y == 0 || x == 1) {
        return 1.0;
    }
    if (x == 0) {
        return y > 0 ? 0.0 : infinity;
    }
    if (!(x > 0) || y != y) {
        return not_a_number;
    }
    if (x == infinity) {
        return y > 0 ? infinity : 0.0;
    }
    const bool subnormal = x < 0x1p-1022;
    TwoPiece log_x = logarithm_in_two(subnormal ? x * 0x1p54 : x);
    if (subnormal) {
        const TwoPiece large = sum(log_x.high, -54.0 * elementary::log_two_high);
        log_x = sum(large.high, large.low + (log_x.low - 54.0 * elementary::log_two_low));
    }
    const double rough = y * log_x.high;
    if (!(rough > -746.0 && rough < 710.0)) {
        return rough > 0 ? infinity : 0.0;
    }
    const TwoPiece exponent = product(y, log_x.high);
    const double value = exponential(exponent.high);
    return value + value * (exponent.low + y * log_x.low);
}

double normal_distribution(double z) {
    return z <= 0 ? upper_normal(-z) : 1.0 - upper_normal(z);
}

} // namespace plimsoll
