// The gamma and beta functions and the distributions that rest on them, from in-tree exp and log.
// Error bounds are held by tests/model/special_functions_test.cpp.
#pragma once

namespace plimsoll {

/// P(X <= x) and P(X > x), each accurate where it is the smaller one.
struct Shares {
    double below = 0;
    double above = 1;
};

/// log(1 + x) for x > -1. Relative error below 1e-15.
double logarithm_of_one_plus(double x);

/// e^x - 1. Relative error below 1e-15.
double exponential_minus_one(double x);

/// log of the gamma function for x > 0. Error below 1e-14 times max(1, |value|). Stirling's series
/// from 10 on, the recurrence below it (DLMF 5.11.1, 5.5.1).
double log_gamma(double x);

/// log of the beta function, a > 0 and b > 0. Error below 1e-14 absolute, also where the gamma
/// functions nearly cancel.
double log_beta(double a, double b);

/// x^shape e^-x / Gamma(shape + 1), the factor common to the incomplete gamma functions; x > 0.
double gamma_factor(double shape, double x);

/// The gamma distribution of this shape and scale 1 at x. The smaller share has a relative error
/// below 1e-13 up to shape 100 and below 1e-11 up to 1,000,000. Series below shape + 1, continued
/// fraction above (DLMF 8.7.1, 8.9.2).
Shares gamma_shares(double shape, double x);

/// The beta distribution at x; `rest` is 1 - x, given apart so that x may lie close to 1. Relative
/// error of the smaller share below 1e-12 for a and b up to 100,000. Continued fraction
/// DLMF 8.17.22.
Shares beta_shares(double a, double b, double x, double rest);

/// Student's t with `degrees` >= 1 of freedom, any real number: the t with P(T <= t) = level,
/// 0 < level < 1. Relative error below 1e-10.
double student_quantile(double level, double degrees);

/// Student's t: P(T <= t) and P(T > t).
Shares student_shares(double t, double degrees);

/// P(X <= successes) of `trials` independent trials that succeed with `chance` each.
double binomial_at_most(int successes, int trials, double chance);

} // namespace plimsoll
