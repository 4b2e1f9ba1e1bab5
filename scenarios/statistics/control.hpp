// Control variates: what is known of the luck of replications, taken out of their figures.
//
// Figures that rise with a variate C whose mean is known are read off a regression over the
// replications where C is at its mean,
//
//     theta = mean(Y) - b (mean(C) - E C),   b = the slope of Y on C
//
// Y a sum of a replication (Lavenberg and Welch 1981, A perspective on the use of control variables
// to increase the efficiency of Monte Carlo simulations; SCIENCE.md 6.6). What each replication
// says of it is n theta - (n - 1) theta without that replication: their mean is free of most of the
// bias that comes of taking both from the same replications, and their spread knows that the slope
// is not sure, much less so where long tails make it hang on a few (jackknifing: Nelson 1990,
// Control variate remedies; Efron 1982, The jackknife, the bootstrap and other resampling plans,
// chapter 2). All figures of a volume are corrected by the same variates, and linearly, so the
// lines of a ledger still add up. The variates themselves:
// scenarios/experiment/control_variates.hpp.
#pragma once

#include "scenarios/statistics/ratio.hpp"

#include <array>
#include <cstddef>
#include <vector>

namespace plimsoll {

/// Fewer replications than this are left as they are: the regression would cost more than it gives.
inline constexpr std::size_t fewest_for_control = 20;

/// Control variates over replications; where none differs, figures stay as they are.
struct Control {
    /// By replication: each less its known mean, so zero on average. All zero: not known.
    std::vector<std::array<double, 2>> deviations;

    /// Whether it may be used for so many replications: there is one for each, and they differ.
    bool is_used(std::size_t n) const;
    /// What of it makes the interval of a ratio narrower: both where that is much, else the first,
    /// or nothing.
    Control that_helps(const Ratio& ratio) const;
    /// Sums corrected; unchanged where it is not used for so many.
    void correct(Ratio& ratio) const;
    /// Whether the reference queue surely lies below its known mean: nearly full queues have not
    /// yet become as long as they will be.
    bool has_not_settled() const;

private:
    bool is_plausible() const;
    double half_width_of(Ratio ratio) const;
    /// About their means: of the first, of the second, and their products.
    struct Squares {
        double first = 0;
        double second = 0;
        double both = 0;
    };
    std::array<double, 2> means() const;
    Squares squares() const;
    /// The same without one replication.
    Squares without(std::size_t one, const Squares& all, const std::array<double, 2>& centre) const;
    struct Uses {
        bool first = false;
        bool second = false;
    };
    Uses uses(const Squares& all, const std::array<double, 2>& centre) const;
    static std::array<double, 2> slopes(Uses uses, const Squares& squares,
                                        const std::array<double, 2>& products);
    void take_out_of(std::vector<double>& values) const;
    double widening() const; ///< a degree of freedom less for each
};

} // namespace plimsoll
