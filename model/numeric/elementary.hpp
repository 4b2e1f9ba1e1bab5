// exp, log, pow and the inverse normal, written out so that every machine and compiler computes the
// same bits: only + - * / sqrt and integer operations are used.
//
// The paths a simulation takes millions of times a second are inline; the rare ones (overflow,
// subnormal numbers, far tails) are calls. Error bounds below were measured against binary128
// arithmetic and are held by tests/model/elementary_test.cpp.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

namespace plimsoll {

namespace elementary {

/// 2^(j/64), correctly rounded.
inline constexpr std::array<double, 64> two_to_the_sixty_fourths = {
    0x1.0000000000000p+0, 0x1.02c9a3e778061p+0, 0x1.059b0d3158574p+0, 0x1.0874518759bc8p+0,
    0x1.0b5586cf9890fp+0, 0x1.0e3ec32d3d1a2p+0, 0x1.11301d0125b51p+0, 0x1.1429aaea92de0p+0,
    0x1.172b83c7d517bp+0, 0x1.1a35beb6fcb75p+0, 0x1.1d4873168b9aap+0, 0x1.2063b88628cd6p+0,
    0x1.2387a6e756238p+0, 0x1.26b4565e27cddp+0, 0x1.29e9df51fdee1p+0, 0x1.2d285a6e4030bp+0,
    0x1.306fe0a31b715p+0, 0x1.33c08b26416ffp+0, 0x1.371a7373aa9cbp+0, 0x1.3a7db34e59ff7p+0,
    0x1.3dea64c123422p+0, 0x1.4160a21f72e2ap+0, 0x1.44e086061892dp+0, 0x1.486a2b5c13cd0p+0,
    0x1.4bfdad5362a27p+0, 0x1.4f9b2769d2ca7p+0, 0x1.5342b569d4f82p+0, 0x1.56f4736b527dap+0,
    0x1.5ab07dd485429p+0, 0x1.5e76f15ad2148p+0, 0x1.6247eb03a5585p+0, 0x1.6623882552225p+0,
    0x1.6a09e667f3bcdp+0, 0x1.6dfb23c651a2fp+0, 0x1.71f75e8ec5f74p+0, 0x1.75feb564267c9p+0,
    0x1.7a11473eb0187p+0, 0x1.7e2f336cf4e62p+0, 0x1.82589994cce13p+0, 0x1.868d99b4492edp+0,
    0x1.8ace5422aa0dbp+0, 0x1.8f1ae99157736p+0, 0x1.93737b0cdc5e5p+0, 0x1.97d829fde4e50p+0,
    0x1.9c49182a3f090p+0, 0x1.a0c667b5de565p+0, 0x1.a5503b23e255dp+0, 0x1.a9e6b5579fdbfp+0,
    0x1.ae89f995ad3adp+0, 0x1.b33a2b84f15fbp+0, 0x1.b7f76f2fb5e47p+0, 0x1.bcc1e904bc1d2p+0,
    0x1.c199bdd85529cp+0, 0x1.c67f12e57d14bp+0, 0x1.cb720dcef9069p+0, 0x1.d072d4a07897cp+0,
    0x1.d5818dcfba487p+0, 0x1.da9e603db3285p+0, 0x1.dfc97337b9b5fp+0, 0x1.e502ee78b3ff6p+0,
    0x1.ea4afa2a490dap+0, 0x1.efa1bee615a27p+0, 0x1.f50765b6e4540p+0, 0x1.fa7c1819e90d8p+0,
};

/// ln 2 in two pieces; the first has 32 significant bits, so small integers times it are exact.
inline constexpr double log_two_high = 6.93147180369123816490e-01;
inline constexpr double log_two_low = 1.90821492927058770002e-10;

/// (log((1+s)/(1-s)) - 2s) / s^3 as a polynomial in z = s^2, for |s| <= 3 - 2 sqrt 2; relative
/// error of the whole logarithm 1e-17. Chebyshev fit.
constexpr double logarithm_series(double z) {
    const double square = z * z;
    const double low = 0.666666666666667 + z * 0.39999999999899505;
    const double middle = 0.28571428625975487 + z * 0.2222221113479508;
    const double high =
        0.18182889125261723 + z * 0.15331721600556042 + square * 0.14616449685043406;
    return low + square * (middle + square * high);
}

/// A piece of the inverse normal: the normal score as a polynomial in (tail probability - centre).
struct InverseNormalRow {
    double centre;
    std::array<double, 9> coefficients;
};

/// Sixteen rows an octave of the tail probability, from 2^-7 to 1/2, and one for 1/2 itself.
extern const std::array<InverseNormalRow, 97> inverse_normal_rows;
inline constexpr std::uint64_t first_row = std::bit_cast<std::uint64_t>(0x1p-7) >> 48U;

/// e^x = 2^(whole / 64) (1 + growth), growth within 0.0055; `whole` modulo 2^18 is meant.
struct ReducedExponential {
    std::uint64_t whole;
    double growth;
};

/// For |x| < 1000. |r| <= ln 2 / 128; the polynomial's error is 1e-17.
constexpr ReducedExponential reduce_exponential(double x) {
    // Adding 1.5 * 2^52 leaves the rounded integer in the low bits.
    constexpr double shifter = 6755399441055744.0;
    const double shifted = x * 92.33248261689366 + shifter;
    const std::uint64_t whole = std::bit_cast<std::uint64_t>(shifted);
    const double k = shifted - shifter;
    const double r = (x - k * 0x1.62e42fee00000p-7) - k * 0x1.a39ef35793c76p-39;
    const double square = r * r;
    const double growth = r + square * ((0.49999999999985073 + r * 0.16666666666664534) +
                                        square * (0.04166670739519196 + r * 0.008333339151693497));
    return {whole, growth};
}

double exponential_at_the_edge(double x);
double logarithm_at_the_edge(double x);
double inverse_normal_tail(double p);

} // namespace elementary

/// e^x. Relative error below 2.3e-16 wherever the result is a normal number; overflow gives
/// infinity, underflow 0. x = (k/64) ln 2 + r; a table for 2^(k/64), a polynomial for e^r.
constexpr double exponential(double x) {
    if (!(x > -708.0 && x < 709.0)) {
        return elementary::exponential_at_the_edge(x);
    }
    const auto [whole, growth] = elementary::reduce_exponential(x);
    const double scale = std::bit_cast<double>(
        std::bit_cast<std::uint64_t>(elementary::two_to_the_sixty_fourths[whole & 63U]) +
        ((whole >> 6U) << 52U));
    return scale + scale * growth;
}

/// The logarithm below, of a positive normal number: without a branch, so that compilers can take
/// several at a time.
constexpr double logarithm_of_normal(double x) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    constexpr std::uint64_t root_of_half = 0x3FE6A09E667F3BCDU;
    const std::uint64_t above = bits - root_of_half;
    // k + 2048 in the low bits of 2^52: with no conversion, which few machines do two at a time.
    constexpr std::uint64_t two_to_the_52 = 0x4330000000000000U;
    const std::uint64_t shifted = ((above + (std::uint64_t{1} << 63U)) >> 52U) | two_to_the_52;
    const double k = std::bit_cast<double>(shifted) - 4503599627372544.0;
    const double f = std::bit_cast<double>(bits - (above & 0xFFF0000000000000U)) - 1.0;
    const double s = f / (2.0 + f);
    const double z = s * s;
    const double correction = s * (f - z * elementary::logarithm_series(z));
    return k * elementary::log_two_high - ((correction - k * elementary::log_two_low) - f);
}

/// Natural logarithm of x > 0. Relative error below 2.3e-16; log of 0 is -infinity, of a negative
/// number not a number. x = 2^k (1 + f), s = f / (2 + f), log(1 + f) = f - s (f - s^2 R(s^2)).
inline double logarithm(double x) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(x);
    constexpr std::uint64_t smallest_normal = 0x0010000000000000U;
    constexpr std::uint64_t infinite = 0x7FF0000000000000U;
    if (bits - smallest_normal >= infinite - smallest_normal) {
        return elementary::logarithm_at_the_edge(x);
    }
    return logarithm_of_normal(x);
}

/// x^y for x >= 0; 1 where y is 0 or x is 1. Relative error below 1e-14 wherever the result is a
/// normal number, below 4e-16 where |y log x| <= 10: the logarithm is carried in two pieces.
double power(double x, double y);

/// The z with P(Z <= z) = p for a standard normal Z, 0 < p < 1; infinite at 0 and 1, 0 at 1/2.
/// Error below 0.6 units in the last place for 2^-7 < p < 1 - 2^-7 and below 2e-15 in the tails,
/// far less than the steps of z between the values that `uniform` of sim/random/philox.hpp gives
/// (they lie 2^-52 apart and the slope is at least 2.5): over those it is strictly monotone.
inline double inverse_normal(double p) {
    const double other = 1.0 - p;
    const double q = p < other ? p : other; // one instruction, no branch
    const std::uint64_t row = (std::bit_cast<std::uint64_t>(q) >> 48U) - elementary::first_row;
    if (row >= elementary::inverse_normal_rows.size()) {
        return elementary::inverse_normal_tail(p);
    }
    const auto& [centre, c] = elementary::inverse_normal_rows[row];
    const double d = q - centre;
    const double d2 = d * d;
    const double low = c[1] + d * c[2] + d2 * (c[3] + d * c[4]);
    const double high = c[5] + d * c[6] + d2 * (c[7] + d * c[8]);
    const double score = c[0] + d * (low + d2 * d2 * high);
    const std::uint64_t sign = std::bit_cast<std::uint64_t>(p - 0.5) & 0x8000000000000000U;
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(score) ^ sign);
}

/// P(Z <= z) for a standard normal Z. Relative error below 2e-15 down to z = -37, where the result
/// leaves the normal numbers.
double normal_distribution(double z);

} // namespace plimsoll
