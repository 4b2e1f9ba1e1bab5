// Control variates: what is known of the luck of replications, taken out of their figures.
//
// How much work the cases of a replication asked of the fullest team is luck, whose mean is known
// exactly where the model says all about a case (scenarios/known_work.hpp). Figures that rise with
// it are corrected by regression over the replications,
//
//     Y_i - b_i (C_i - E C),   b_i = cov(Y, C) / var(C) over all replications but i,
//
// Y a sum of a replication, C the work (Lavenberg and Welch 1981, A perspective on the use of
// control variables to increase the efficiency of Monte Carlo simulations; SCIENCE.md 6.6). As b_i
// knows nothing of C_i the correction is zero on average, which one slope for all would not be
// (splitting: Nelson 1990, Control variate remedies). All figures of a volume are corrected by the
// same C, and linearly, so the lines of a ledger still add up.
#pragma once

#include "scenarios/known_work.hpp"
#include "scenarios/ratio.hpp"
#include "sim/replication.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plimsoll {

/// Fewer replications than this are left as they are: the regression would cost more than it gives.
inline constexpr std::size_t fewest_for_control = 20;

/// The work that a replication's cases asked of a team, less what is known of its mean, in
/// microseconds: zero on average. All zero where nothing is known.
double deviation_of(const Replication& record, const Plan& plan, const KnownWork& known,
                    std::int64_t clients, std::size_t team);

/// One control variate over replications; empty: figures stay as they are.
struct Control {
    std::vector<double> deviations; ///< by replication, zero on average

    /// Whether it may be used for so many replications: there is one for each, and they differ.
    bool is_used(std::size_t n) const;
    /// Whether its mean is what it should be, and the interval of a ratio narrower with it.
    bool helps(const Ratio& ratio) const;
    /// Sums corrected; unchanged where it is not used for so many.
    void correct(Ratio& ratio) const;
    /// The same for a quantile and those of each replication, and by how much its interval widens.
    double correct(double& pooled_quantile, std::vector<double>& by_replication) const;

private:
    double squares() const; ///< about their mean
    void take_out_of(std::vector<double>& values) const;
    double widening() const; ///< one degree of freedom less
};

} // namespace plimsoll
