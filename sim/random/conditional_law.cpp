#include "sim/random/conditional_law.hpp"

#include "model/numeric/elementary.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

constexpr double one_over_root_two_pi = 0.39894228040143267794;

/// Finds t with the log of a share equal to log(wanted), by Newton's method inside a bracket that
/// every step narrows. `share_and_slope(t)` gives the share and its derivative by t, of one sign.
template <typename ShareAndSlope>
double solve(ShareAndSlope share_and_slope, double wanted, double guess, bool rising) {
    double low = -800.0;
    double high = 800.0;
    double t = std::clamp(guess, low, high);
    const double log_wanted = logarithm(wanted);
    for (int i = 0; i < 200; ++i) {
        const auto [share, slope] = share_and_slope(t);
        const double excess = logarithm(share) - log_wanted;
        ((excess > 0) == rising ? high : low) = t;
        double next = t - excess * share / slope;
        if (!(next > low && next < high)) {
            next = 0.5 * (low + high);
        }
        const double step = next - t;
        t = next;
        if (std::abs(step) <= 2e-16 * std::max(1.0, std::abs(t))) {
            break;
        }
    }
    return t;
}

struct ShareAndSlope {
    double share;
    double slope;
};

struct BetaShapes {
    double a;
    double b;
};

/// PERT's beta law on least..most: shape 4, so that the mean is (least + 4 likeliest + most) / 6.
BetaShapes pert_shapes(double least, double most, double likeliest) {
    return {1.0 + 4.0 * (likeliest - least) / (most - least),
            1.0 + 4.0 * (most - likeliest) / (most - least)};
}

/// log y with P(Y <= y) = share for a beta law, share at most about 1/2.
double log_beta_quantile(BetaShapes shapes, double share) {
    // Near 0 the share is y^a / (a B): the guess lies to the left of the quantile or close to it.
    const double log_scale = logarithm(shapes.a) + log_beta(shapes.a, shapes.b);
    const double guess = std::min((logarithm(share) + log_scale) / shapes.a, -1e-3);
    return solve(
        [&](double t) {
            const double y = std::min(exponential(t), 1.0);
            const double rest = -exponential_minus_one(t);
            const double density =
                rest > 0 ? exponential(shapes.a * t + (shapes.b - 1.0) * logarithm(rest) -
                                       log_beta(shapes.a, shapes.b))
                         : 0.0;
            return ShareAndSlope{beta_shares(shapes.a, shapes.b, y, rest).below, density};
        },
        share, guess, true);
}

/// Below this log, a gamma law's share is y^shape / Gamma(shape + 1) to the last bit.
constexpr double power_law_below = -40.0;

double log_gamma_quantile(double shape, Shares shares) {
    const double power_law = (logarithm(shares.below) + log_gamma(shape + 1.0)) / shape;
    if (power_law < power_law_below) {
        return power_law;
    }
    // Wilson and Hilferty: the cube root is nearly normal, the better the larger the shape.
    const double root = 1.0 - 1.0 / (9.0 * shape) + normal_score(shares) / (3.0 * std::sqrt(shape));
    const double cube_law = root > 0.1 ? logarithm(shape) + 3.0 * logarithm(root) : power_law;
    if (shape > 1e6) {
        return cube_law; // within 1e-9 there, and the series would be long
    }
    const bool lower = shares.below < shares.above;
    return solve(
        [&](double t) {
            const double y = exponential(t);
            const Shares at = gamma_shares(shape, y);
            const double slope = shape * gamma_factor(shape, y);
            return ShareAndSlope{lower ? at.below : at.above, lower ? slope : -slope};
        },
        lower ? shares.below : shares.above, std::max(cube_law, power_law), lower);
}

double log_hyperexponential_quantile(double variation, Shares shares) {
    const Branches branches(variation);
    const bool lower = shares.below < shares.above;
    const double guess = lower ? logarithm(shares.below / branches.moment(0.0, 1))
                               : logarithm(-logarithm(shares.above));
    return solve(
        [&](double t) {
            const double y = exponential(t);
            const Shares at = branches.shares(y);
            const double slope = y * branches.moment(y, 1);
            return ShareAndSlope{lower ? at.below : at.above, lower ? slope : -slope};
        },
        lower ? shares.below : shares.above, guess, lower);
}

/// The unit exponential's quantile.
double unit_exponential(Shares shares) {
    return shares.below < 0.5 ? -logarithm_of_one_plus(-shares.below) : -logarithm(shares.above);
}

struct LognormalParameters {
    double mu;
    double sigma;
};

LognormalParameters lognormal_parameters(double mean, double variation) {
    const double square = logarithm_of_one_plus(variation * variation);
    return {logarithm(mean) - 0.5 * square, std::sqrt(square)};
}

} // namespace

double normal_score(Shares shares) {
    return shares.below < shares.above ? inverse_normal(shares.below)
                                       : -inverse_normal(shares.above);
}

Branches::Branches(double variation) {
    const double square = variation * variation;
    const double root = std::sqrt((square - 1.0) / (square + 1.0));
    chance[0] = 0.5 * (1.0 + root);
    chance[1] = 1.0 / ((square + 1.0) * (1.0 + root)); // (1 - root) / 2 without cancellation
    rate[0] = 2.0 * chance[0];
    rate[1] = 2.0 * chance[1];
}

double Branches::moment(double y, int power) const {
    double sum = 0;
    for (int i = 0; i < 2; ++i) {
        double term = chance[i] * exponential(-rate[i] * y);
        for (int k = 0; k < power; ++k) {
            term *= rate[i];
        }
        sum += term;
    }
    return sum;
}

Shares Branches::shares(double y) const {
    return {-(chance[0] * exponential_minus_one(-rate[0] * y) +
              chance[1] * exponential_minus_one(-rate[1] * y)),
            moment(y, 0)};
}

ConditionalLaw::ConditionalLaw(const Distribution& distribution)
    : law_(distribution.law), a_(distribution.a), b_(distribution.b), c_(distribution.c),
      minimum_(std::max(distribution.minimum, 0.0)), maximum_(distribution.maximum) {
    if (law_ == Law::gamma) {
        unit_ = a_ * b_ * b_;
    } else if (law_ == Law::hyperexponential) {
        unit_ = a_;
    } else if (law_ == Law::pert) {
        offset_ = a_;
        unit_ = b_ - a_;
    }
    if (minimum_ > 0 || law_ == Law::normal) {
        at_minimum_ = shares_at(minimum_);
    }
    if (maximum_ < std::numeric_limits<double>::infinity()) {
        at_maximum_ = shares_at(maximum_);
    }
    mass_ = at_minimum_.below < 0.5 ? at_maximum_.below - at_minimum_.below
                                    : at_minimum_.above - at_maximum_.above;
}

Shares ConditionalLaw::shares_at(double x) const {
    switch (law_) {
    case Law::exponential:
    case Law::weibull: {
        const double unit = law_ == Law::exponential ? x / a_ : power(x / a_, b_);
        return {-exponential_minus_one(-unit), exponential(-unit)};
    }
    case Law::lognormal: {
        const auto [mu, sigma] = lognormal_parameters(a_, b_);
        const double z = (logarithm(x) - mu) / sigma;
        return {normal_distribution(z), normal_distribution(-z)};
    }
    case Law::normal: {
        const double z = (x - a_) / b_;
        return {normal_distribution(z), normal_distribution(-z)};
    }
    case Law::uniform: {
        const double inside = std::clamp(x, a_, b_);
        return {(inside - a_) / (b_ - a_), (b_ - inside) / (b_ - a_)};
    }
    case Law::triangular: {
        const double inside = std::clamp(x, a_, b_);
        const double width = b_ - a_;
        if (inside < c_) {
            const double below = (inside - a_) * (inside - a_) / (width * (c_ - a_));
            return {below, 1.0 - below};
        }
        const double above =
            inside < b_ ? (b_ - inside) * (b_ - inside) / (width * (b_ - c_)) : 0.0;
        return {1.0 - above, above};
    }
    case Law::gamma:
        return gamma_shares(1.0 / (b_ * b_), x / unit_);
    case Law::hyperexponential:
        return Branches(b_).shares(x / unit_);
    case Law::pert: {
        const BetaShapes shapes = pert_shapes(a_, b_, c_);
        return beta_shares(shapes.a, shapes.b, (x - a_) / unit_, (b_ - x) / unit_);
    }
    case Law::exact:
    case Law::empirical:
        break;
    }
    return {0.0, 1.0};
}

Shares ConditionalLaw::before_truncation(Shares shares) const {
    return {at_minimum_.below + shares.below * mass_, at_maximum_.above + shares.above * mass_};
}

double ConditionalLaw::quantile(Shares shares) const {
    return std::clamp(quantile_before_truncation(before_truncation(shares)), minimum_, maximum_);
}

double ConditionalLaw::quantile_before_truncation(Shares shares) const {
    switch (law_) {
    case Law::exponential:
        return a_ * unit_exponential(shares);
    case Law::weibull:
        return a_ * power(unit_exponential(shares), 1.0 / b_);
    case Law::lognormal: {
        const auto [mu, sigma] = lognormal_parameters(a_, b_);
        return exponential(mu + sigma * normal_score(shares));
    }
    case Law::normal:
        return a_ + b_ * normal_score(shares);
    case Law::uniform:
        return shares.below < 0.5 ? a_ + (b_ - a_) * shares.below : b_ - (b_ - a_) * shares.above;
    case Law::triangular:
        return shares.below * (b_ - a_) < c_ - a_
                   ? a_ + std::sqrt(shares.below * (b_ - a_) * (c_ - a_))
                   : b_ - std::sqrt(shares.above * (b_ - a_) * (b_ - c_));
    default:
        return offset_ + unit_ * standard_quantile(shares).value;
    }
}

ConditionalLaw::Standard ConditionalLaw::standard_quantile(Shares shares) const {
    if (law_ == Law::pert) {
        const BetaShapes shapes = pert_shapes(a_, b_, c_);
        if (shares.below < shares.above) {
            const double t = log_beta_quantile(shapes, shares.below);
            return {t, exponential(t), -exponential_minus_one(t)};
        }
        const double t = log_beta_quantile({shapes.b, shapes.a}, shares.above);
        const double rest = exponential(t);
        return {logarithm_of_one_plus(-rest), -exponential_minus_one(t), rest};
    }
    const double t = law_ == Law::gamma ? log_gamma_quantile(1.0 / (b_ * b_), shares)
                                        : log_hyperexponential_quantile(b_, shares);
    return {t, exponential(t), 1.0};
}

CurvePoint ConditionalLaw::log_quantile(double z) const {
    const Shares shares = before_truncation({normal_distribution(z), normal_distribution(-z)});
    const auto [t, y, rest] = standard_quantile(shares);
    double density = 0;  // of t
    double relative = 0; // derivative of log density by t
    if (law_ == Law::gamma) {
        const double shape = 1.0 / (b_ * b_);
        density = shape * (t < power_law_below ? shares.below : gamma_factor(shape, y));
        relative = shape - y;
    } else {
        const BetaShapes shapes = pert_shapes(a_, b_, c_);
        density = exponential(shapes.a * t + (shapes.b - 1.0) * logarithm(rest) -
                              log_beta(shapes.a, shapes.b));
        relative = shapes.a - (shapes.b - 1.0) * y / rest;
    }
    const double slope = one_over_root_two_pi * exponential(-0.5 * z * z) * mass_ / density;
    return {t, slope, slope * (-z - relative * slope)};
}

CurvePoint ConditionalLaw::quantile_by_exponential_score(double score) const {
    const double above = exponential(-score);
    const Shares shares = before_truncation({-exponential_minus_one(-score), above});
    const double y = shares.below > 0 ? standard_quantile(shares).value : 0.0;
    const Branches branches(b_);
    const double density = branches.moment(y, 1);
    const double slope = above * mass_ / density;
    return {y, slope, slope * (slope * branches.moment(y, 2) / density - 1.0)};
}

} // namespace plimsoll
