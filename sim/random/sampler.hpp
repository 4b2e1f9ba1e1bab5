// A distribution made ready for drawing: one uniform number in, one duration out, monotone.
//
// Inversion only: a larger uniform never gives a shorter duration, so that two scenarios fed with
// the same uniforms stay comparable (SCIENCE.md 6.5).
#pragma once

#include "model/distribution.hpp"
#include "model/numeric/elementary.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace plimsoll {

class Sampler {
public:
    /// Always 0.
    Sampler() = default;

    /// Prepares `law`; a truncated law is conditional on minimum <= X <= maximum. Exponential,
    /// lognormal, Weibull, normal, uniform, triangular and empirical are inverted in closed form,
    /// truncated or not. Gamma and PERT by a table: the log of the quantile as a quintic in the
    /// normal score, 256 pieces over -8.25..8.25, exact value, slope and curvature where pieces
    /// meet; relative error below 1e-9. Hyperexponential by such a table in the exponential score
    /// -log(1 - u) and Newton's method from there. The tables cover every number that `uniform` of
    /// sim/random/philox.hpp gives. All laws are monotone to the last bits of a double. A law
    /// without spread, or that lies wholly outside its bounds, is a constant: its value, or the
    /// bound next to it.
    explicit Sampler(const Distribution& law);

    /// The duration in whole microseconds, at least 0 and at most 2^60 (36,000 years), rounded
    /// once; `uniform` in (0, 1).
    std::int64_t draw(double uniform) const { return rounded(quantile(uniform)); }

    /// A quantile in whole microseconds, as `draw` gives it.
    static std::int64_t rounded(double quantile) {
        const double rounded = quantile + 0.5;
        if (!(rounded >= 1.0)) {
            return 0;
        }
        return static_cast<std::int64_t>(rounded < 0x1p60 ? rounded : 0x1p60);
    }

    /// The quantile before rounding, in microseconds.
    double quantile(double uniform) const {
        if (form_ == Form::lognormal) {
            return offset_ + exponential(a_ + b_ * inverse_normal(uniform));
        }
        if (form_ == Form::exponential) {
            return offset_ - a_ * logarithm(1.0 - uniform);
        }
        return form_ == Form::constant ? offset_ : quantile_of_rarer(uniform);
    }

    /// The quantiles of several uniforms in (0, 1), in place.
    template <std::size_t count>
    void quantiles(std::array<double, count>& values) const {
        if (form_ == Form::exponential) {
            const double offset = offset_;
            const double mean = a_;
            for (double& value : values) {
                value = offset - mean * logarithm_of_normal(1.0 - value);
            }
        } else {
            for (double& value : values) {
                value = quantile(value);
            }
        }
    }

    /// Mean, in microseconds, after truncation and shift.
    double mean() const { return mean_; }

    /// Squared coefficient of variation after truncation and shift; 0 for a constant.
    double squared_variation() const { return squared_variation_; }

private:
    /// What a_, b_ and c_ mean; start_ + uniform * mass_ is the share in the law before truncation.
    enum class Form : std::uint8_t {
        constant,            // offset_
        exponential,         // a_ mean
        lognormal,           // a_ log of the median, b_ standard deviation of the log
        truncated_lognormal, // the same; b_ negative where p counts from above
        normal,              // a_ mean, b_ standard deviation; negative where p counts from above
        weibull,    // a_ log of the scale, b_ 1 / shape, start_ unit exponential at minimum
        uniform,    // a_ least, b_ width
        triangular, // a_ least, b_ most, c_ likeliest
        empirical,  // table_ the sorted values
        log_table,  // a_ log of the unit, table_ six coefficients a piece of the quantile's log
        hyperexponential, // a_ mean, b_ and c_ chances, start_ share above the maximum, table_
    };
    Form form_ = Form::constant;
    double offset_ = 0; ///< added to everything: the shift, and where PERT begins
    double a_ = 0;
    double b_ = 0;
    double c_ = 0;
    double start_ = 0;
    double mass_ = 1;
    double least_ = 0; ///< of the quantile without offset_, against the last bit's rounding
    double most_ = 0;
    double mean_ = 0;
    double squared_variation_ = 0;
    std::vector<double> table_;

    double quantile_of_rarer(double uniform) const;
    void prepare_constant(double value);
    void prepare_empirical(const Distribution& law);
    void prepare_continuous(const Distribution& law);
};

} // namespace plimsoll
