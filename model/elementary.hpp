// exp, log, pow and the inverse normal, written out so that every machine and compiler computes the
// same bits: only + - * / sqrt and integer operations are used.
#pragma once

namespace plimsoll {

/// e^x. Relative error below 1e-15 over the whole range; overflow gives infinity, underflow 0.
double exponential(double x);

/// Natural logarithm of x > 0. Relative error below 1e-15; log of 0 is -infinity.
double logarithm(double x);

/// x^y for x >= 0.
double power(double x, double y);

/// The z with P(Z <= z) = p for a standard normal Z, 0 < p < 1; monotone in p.
double inverse_normal(double p);

/// P(Z <= z) for a standard normal Z.
double normal_distribution(double z);

} // namespace plimsoll
