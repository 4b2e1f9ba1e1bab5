// A distribution made ready for drawing: one uniform number in, one duration out, monotone.
//
// Inversion only: a larger uniform never gives a shorter duration, so that two scenarios fed with
// the same uniforms stay comparable (SCIENCE.md 6.5).
#pragma once

#include "model/distribution.hpp"

#include <cstdint>
#include <vector>

namespace plimsoll {

class Sampler {
public:
    Sampler() = default;

    /// Prepares `law`. Exponential, lognormal, Weibull, uniform, triangular, exact in closed form;
    /// hyperexponential and empirical by splitting the uniform; gamma, PERT and whatever is
    /// truncated by a monotone table of log quantiles with Newton beyond it.
    explicit Sampler(const Distribution& law);

    /// The duration in whole microseconds, at least 0, rounded once; `uniform` in (0, 1).
    std::int64_t draw(double uniform) const;

    /// The quantile before rounding, in microseconds.
    double quantile(double uniform) const;

    /// Mean, in microseconds, after truncation and shift.
    double mean() const { return mean_; }

    /// Squared coefficient of variation after truncation and shift; 0 for a constant.
    double squared_variation() const { return squared_variation_; }

private:
    enum class Form : std::uint8_t {
        constant,
        exponential,
        lognormal,
        weibull,
        normal,
        uniform,
        triangular,
        empirical,
        table
    };
    double untruncated(double uniform) const;

    Form form_ = Form::constant;
    bool cuts_ = false;
    double a_ = 0;         ///< by form: value; mean; median; scale; mean; least; offset
    double b_ = 0;         ///< by form: sigma; 1 / shape; standard deviation; most; unit
    double c_ = 0;         ///< by form: likeliest
    double cut_below_ = 0; ///< probability that the bounds cut off below
    double mass_ = 1;      ///< and that they leave
    double minimum_ = 0;
    double maximum_ = 0;
    double shift_ = 0;
    double mean_ = 0;
    double squared_variation_ = 0;
    std::vector<double> table_; ///< empirical values; or log quantile and slope at each node
};

} // namespace plimsoll
