// Estimates from replications, in index order.
#pragma once

#include "scenarios/result/estimate.hpp"

#include <string>
#include <vector>

namespace plimsoll {

/// A quantity as each replication saw it: what was summed, and over what.
struct Ratio {
    std::vector<double> numerators;
    std::vector<double> denominators;
    double widening = 1; ///< of the interval, where the values were corrected before

    void add(double numerator, double denominator) {
        numerators.push_back(numerator);
        denominators.push_back(denominator);
    }
    /// What later replications saw.
    void add(const Ratio& later) {
        numerators.insert(numerators.end(), later.numerators.begin(), later.numerators.end());
        denominators.insert(denominators.end(), later.denominators.begin(),
                            later.denominators.end());
    }
};

/// Bounds that an interval may not leave, because the quantity cannot.
struct Bounds {
    double least = 0;
    double most = 1e300;
};

/// The pooled ratio sum(numerators) / sum(denominators) with its 95% interval, by the linearised
/// variance of a ratio (Law, Simulation Modeling and Analysis, section 9.4), `widening` times as
/// wide, and as skewness and long tails of the replications ask for (ratio.cpp). No interval with
/// one replication; `why` where nothing was counted.
Figure ratio_figure(const Ratio& ratio, const std::string& why, Bounds bounds = {});

/// Half of a figure's interval; infinite where it has none.
double half_of(const Figure& figure);

/// Half of the interval of a ratio over its first n replications by Student's t alone; infinite for
/// n < 2.
double half_width(const Ratio& ratio, std::size_t n);

/// The pooled ratio of the first n replications; 0 where nothing was counted.
double pooled(const Ratio& ratio, std::size_t n);

/// Student's 97.5% point for the mean of n values, n - 1 degrees of freedom; 0 below two values.
/// Looked up: every look at the precision asks for it.
double student_quantile_975(std::size_t n);

/// Half of the 95% Student interval of a mean with this standard deviation.
double student_half_width(double standard_deviation, std::size_t n);

} // namespace plimsoll
