// A distribution made ready for drawing: one uniform number in, one duration out, monotone.
//
// Inversion only: a larger uniform never gives a shorter duration, so that two scenarios fed with the
// same uniforms stay comparable (SCIENCE.md 6.5).
#pragma once

#include "model/distribution.hpp"

#include <cstdint>
#include <vector>

namespace plimsoll {

class Sampler {
  public:
    Sampler() = default;

    /// Prepares `law`. Exponential, lognormal, Weibull, uniform, triangular, exact in closed form;
    /// hyperexponential and empirical by splitting the uniform; gamma, PERT and whatever is truncated
    /// by a monotone table of log quantiles with Newton beyond it.
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
        constant, exponential, lognormal, weibull, uniform, triangular, hyperexponential, empirical, table
    };
    Form form_ = Form::constant;
    double a_ = 0;
    double b_ = 0;
    double c_ = 0;
    double d_ = 0;
    double shift_ = 0;
    double mean_ = 0;
    double squared_variation_ = 0;
    std::vector<double> table_;
};

} // namespace plimsoll
