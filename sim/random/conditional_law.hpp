// A continuous law of durations given that minimum <= X <= maximum, inverted as exactly as doubles
// allow. Slow: for making tables and moments when a plan is compiled, never for drawing.
#pragma once

#include "model/distribution.hpp"
#include "model/numeric/special_functions.hpp"

namespace plimsoll {

/// A point of a curve with its first two derivatives.
struct CurvePoint {
    double value = 0;
    double slope = 0;
    double curvature = 0;
};

/// A hyperexponential of mean 1 with balanced means: two exponential branches, each of which brings
/// half of the mean, the quick one first.
struct Branches {
    double chance[2];
    double rate[2];

    /// variation: coefficient of variation, above 1.
    explicit Branches(double variation);

    /// Sum of chance * rate^power * e^(-rate y).
    double moment(double y, int power) const;

    Shares shares(double y) const;
};

class ConditionalLaw {
public:
    /// Any law but exact and empirical, of positive spread. A normal law is cut at 0 by itself.
    explicit ConditionalLaw(const Distribution& distribution);

    /// P(minimum <= X <= maximum) of the law before truncation; 0 where that is below every double.
    double mass() const { return mass_; }

    /// True when the bounds cut anything off.
    bool cuts() const { return at_minimum_.below > 0 || at_maximum_.above > 0; }

    double minimum() const { return minimum_; }
    double maximum() const { return maximum_; }

    /// P(X < minimum) and P(X > maximum) of the law before truncation, each with its complement.
    Shares at_minimum() const { return at_minimum_; }
    Shares at_maximum() const { return at_maximum_; }

    /// The x below which this share of the conditional law lies, in microseconds before the shift.
    double quantile(Shares shares) const;

    /// Gamma and PERT only: log((x - offset) / unit) as a function of the normal score z.
    CurvePoint log_quantile(double z) const;

    /// Hyperexponential only: x / unit as a function of the exponential score -log(1 - share).
    CurvePoint quantile_by_exponential_score(double score) const;

    double offset() const { return offset_; }
    double unit() const { return unit_; }

private:
    /// A standardised value, its log, and 1 - value where the law ends at 1.
    struct Standard {
        double log_value;
        double value;
        double rest;
    };

    Law law_;
    double a_;
    double b_;
    double c_;
    double offset_ = 0;
    double unit_ = 1;
    double minimum_;
    double maximum_;
    Shares at_minimum_{0.0, 1.0};
    Shares at_maximum_{1.0, 0.0};
    double mass_ = 1;

    Shares shares_at(double x) const;
    Shares before_truncation(Shares shares) const;
    double quantile_before_truncation(Shares shares) const;
    Standard standard_quantile(Shares shares) const;
};

/// The score z of a standard normal with these shares below and above it.
double normal_score(Shares shares);

} // namespace plimsoll
