#include "model/numeric/special_functions.hpp"

#include "model/numeric/elementary.hpp"

#include <cmath>

namespace plimsoll {

namespace {

constexpr double log_root_two_pi = 0.91893853320467274178;
constexpr double two_pi = 6.28318530717958647693;
constexpr double negligible = 1e-17;
constexpr double nearly_nothing = 1e-300;
constexpr int most_terms = 1000000;

/// log Gamma(x) - ((x - 1/2) log x - x + log sqrt(2 pi)) for x >= 10; Stirling's series.
double stirling_rest(double x) {
    const double w = 1.0 / (x * x);
    return (1.0 / 12 +
            w * (-1.0 / 360 +
                 w * (1.0 / 1260 + w * (-1.0 / 1680 + w * (1.0 / 1188 + w * (-691.0 / 360360 +
                                                                             w * (1.0 / 156))))))) /
           x;
}

/// The continued fraction of the incomplete beta function, by Lentz's method as modified by
/// Thompson and Barnett. Converges quickly for x < (a + 1) / (a + b + 2).
double beta_fraction(double a, double b, double x) {
    const auto kept_off_zero = [](double value) {
        return value < nearly_nothing && value > -nearly_nothing ? nearly_nothing : value;
    };
    double c = 1.0;
    double d = 1.0 / kept_off_zero(1.0 - (a + b) * x / (a + 1.0));
    double fraction = d;
    for (int m = 1; m < most_terms; ++m) {
        const double k = m;
        const double even = k * (b - k) * x / ((a + 2 * k - 1) * (a + 2 * k));
        d = 1.0 / kept_off_zero(1.0 + even * d);
        c = kept_off_zero(1.0 + even / c);
        fraction *= d * c;
        const double odd = -(a + k) * (a + b + k) * x / ((a + 2 * k) * (a + 2 * k + 1));
        d = 1.0 / kept_off_zero(1.0 + odd * d);
        c = kept_off_zero(1.0 + odd / c);
        const double change = d * c;
        fraction *= change;
        if (change > 1.0 - 3e-16 && change < 1.0 + 3e-16) {
            break;
        }
    }
    return fraction;
}

double gamma_fraction(double shape, double x) {
    double b = x + 1.0 - shape;
    double c = 1.0 / nearly_nothing;
    double d = 1.0 / b;
    double fraction = d;
    for (int i = 1; i < most_terms; ++i) {
        const double k = i;
        const double a = -k * (k - shape);
        b += 2.0;
        d = a * d + b;
        d = 1.0 / (d < nearly_nothing && d > -nearly_nothing ? nearly_nothing : d);
        c = b + a / c;
        c = c < nearly_nothing && c > -nearly_nothing ? nearly_nothing : c;
        const double change = d * c;
        fraction *= change;
        if (change > 1.0 - 3e-16 && change < 1.0 + 3e-16) {
            break;
        }
    }
    return fraction;
}

} // namespace

double logarithm_of_one_plus(double x) {
    // The rounding of 1 + x is undone by the ratio (Kahan).
    const double sum = 1.0 + x;
    return sum == 1.0 ? x : logarithm(sum) * (x / (sum - 1.0));
}

double exponential_minus_one(double x) {
    const double power = exponential(x);
    if (power == 1.0) {
        return x;
    }
    return power < 0.5 || power > 2.0 ? power - 1.0 : (power - 1.0) * (x / logarithm(power));
}

double log_gamma(double x) {
    double product = 1.0;
    for (; x < 10.0; x += 1.0) {
        product *= x;
    }
    return (x - 0.5) * logarithm(x) - x + log_root_two_pi + stirling_rest(x) - logarithm(product);
}

double log_beta(double a, double b) {
    const double p = a < b ? a : b;
    const double q = a < b ? b : a;
    if (q < 10.0) {
        return log_gamma(p) + log_gamma(q) - log_gamma(p + q);
    }
    // Stirling's formula for both large ones, its leading terms cancelled by hand.
    const double shared = q * -logarithm_of_one_plus(p / q);
    const double rest = stirling_rest(q) - stirling_rest(p + q);
    if (p < 10.0) {
        return log_gamma(p) + rest + shared + p - (p - 0.5) * logarithm(p + q) - 0.5 * logarithm(q);
    }
    return stirling_rest(p) + rest + log_root_two_pi - 0.5 * logarithm(q) + shared +
           (p - 0.5) * (logarithm(p) - logarithm(p + q));
}

double gamma_factor(double shape, double x) {
    if (shape < 10.0) {
        return exponential(shape * logarithm(x) - x - log_gamma(shape + 1.0));
    }
    const double d = (x - shape) / shape;
    const double log_ratio = d > -0.5 && d < 1.0 ? logarithm_of_one_plus(d) : logarithm(x / shape);
    const double exponent = shape * (log_ratio - d);
    return exponential(exponent - stirling_rest(shape)) / std::sqrt(two_pi * shape);
}

Shares gamma_shares(double shape, double x) {
    if (!(x > 0)) {
        return {0.0, 1.0};
    }
    const double factor = gamma_factor(shape, x);
    if (x < shape + 1.0) {
        double term = 1.0;
        double sum = 1.0;
        for (int n = 1; n < most_terms && term > sum * negligible; ++n) {
            term *= x / (shape + n);
            sum += term;
        }
        const double below = factor * sum;
        return {below, 1.0 - below};
    }
    const double above = factor == 0 ? 0.0 : factor * shape * gamma_fraction(shape, x);
    return {1.0 - above, above};
}

Shares beta_shares(double a, double b, double x, double rest) {
    if (!(x > 0)) {
        return {0.0, 1.0};
    }
    if (!(rest > 0)) {
        return {1.0, 0.0};
    }
    const double log_x = x < 0.5 ? logarithm(x) : logarithm_of_one_plus(-rest);
    const double log_rest = rest < 0.5 ? logarithm(rest) : logarithm_of_one_plus(-x);
    const double factor = exponential(a * log_x + b * log_rest - log_beta(a, b));
    if (x < (a + 1.0) / (a + b + 2.0)) {
        const double below = factor * beta_fraction(a, b, x) / a;
        return {below, 1.0 - below};
    }
    const double above = factor * beta_fraction(b, a, rest) / b;
    return {1.0 - above, above};
}

Shares student_shares(double t, double degrees) {
    const double square = t * t;
    const double whole = degrees + square;
    const Shares outside = beta_shares(0.5 * degrees, 0.5, degrees / whole, square / whole);
    const double tail = 0.5 * outside.below;
    return t < 0 ? Shares{tail, 0.5 + 0.5 * outside.above}
                 : Shares{0.5 + 0.5 * outside.above, tail};
}

double student_quantile(double level, double degrees) {
    if (level == 0.5) {
        return 0.0;
    }
    const double sign = level < 0.5 ? -1.0 : 1.0;
    const double tail = level < 0.5 ? level : 1.0 - level;
    const double z = -inverse_normal(tail);
    if (degrees > 1e5) {
        // Cornish and Fisher's expansion, Abramowitz and Stegun 26.7.5.
        const double s = z * z;
        const double first = (s + 1.0) / 4.0;
        const double second = ((5.0 * s + 16.0) * s + 3.0) / 96.0;
        const double third = (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0;
        return sign * z * (1.0 + (first + (second + third / degrees) / degrees) / degrees);
    }
    // Newton's method for log t. Both the log of the tail and the log of the mass between 0 and t
    // are concave in log t, so that after the first step the iterates approach from one side.
    const bool by_tail = tail < 0.25;
    const double half_more = 0.5 * (degrees + 1.0);
    const double log_scale = -log_beta(0.5 * degrees, 0.5) - 0.5 * logarithm(degrees);
    const double wanted = logarithm(by_tail ? tail : 0.5 - tail);
    double log_t = logarithm(z);
    for (int i = 0; i < 200; ++i) {
        const double t = exponential(log_t);
        const double square = t * t;
        const double whole = degrees + square;
        const Shares outside = beta_shares(0.5 * degrees, 0.5, degrees / whole, square / whole);
        const double mass = 0.5 * (by_tail ? outside.below : outside.above);
        const double density =
            exponential(log_scale - half_more * logarithm_of_one_plus(square / degrees));
        const double slope = (by_tail ? -1.0 : 1.0) * t * density / mass;
        const double step = (wanted - logarithm(mass)) / slope;
        log_t += step;
        if (step < 1e-13 && step > -1e-13) {
            break;
        }
    }
    return sign * exponential(log_t);
}

double binomial_at_most(int successes, int trials, double chance) {
    if (successes < 0) {
        return 0.0;
    }
    if (successes >= trials) {
        return 1.0;
    }
    return beta_shares(trials - successes, successes + 1.0, 1.0 - chance, chance).below;
}

} // namespace plimsoll
