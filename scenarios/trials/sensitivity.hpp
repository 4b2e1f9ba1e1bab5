// What relieving a team would do: the capacity sensitivity of delay, and which team's is largest
// (SCIENCE.md 2.1, 2.2).
//
//     J   = delay hours per case that arrives: open and not being touched, `external` left out
//     E_j = (ln J - ln J with more of team j) / ln(capacity of j then / now)
//
// J is a ratio of totals over replications; what an interval or a test needs of it comes from the
// jackknife, in pairs that share their luck.
#pragma once

#include "scenarios/result/estimate.hpp"
#include "sim/record/replication.hpp"

#include <optional>
#include <span>
#include <vector>

namespace plimsoll {

/// Of one replication: hours in which cases were open and nobody touched them, and cases.
struct Delayed {
    double hours = 0;
    double cases = 0;
};

/// Where there is a steady state the delay of the cases that left; otherwise that of the cases that
/// arrived, those still open included, which grows with the time that is measured.
Delayed delay_of(const Replication& record, bool is_steady);

/// Hours a case is touched, of one replication.
Delayed touch_of(const Replication& record);

/// The pooled ratio; 0 without cases.
double mean_delay(std::span<const Delayed> delays);

/// What was run with more of one team: by replication, on the luck of the base.
struct Relieved {
    int team = 0;
    double log_growth = 0; ///< ln(capacity then / now)
    std::vector<Delayed> delays;
    bool is_settled = false; ///< surely not the largest: not run any further
};

/// E of a team over the replications that both have.
double sensitivity(std::span<const Delayed> base, const Relieved& relieved);

/// The same, by the jackknife: a value a replication, whose mean is E and whose spread its error.
std::vector<double> sensitivity_values(std::span<const Delayed> base, const Relieved& relieved);

/// The mean of values and its 95% interval.
Estimate estimate_of(std::span<const double> values);

/// A two-sided t test of whether the mean of values is 0.
struct Test {
    double mean = 0;
    double half_width = 0; ///< of the 95% interval
    double p = 1;
};
Test test_of(std::span<const double> values);

/// The test of the difference of two teams' sensitivities, in pairs.
Test difference(std::span<const Delayed> base, const Relieved& one, const Relieved& other);

/// Weights of replications, the same for every volume, as in scenarios/statistics/resample.hpp, so
/// many times.
class Reweighting {
public:
    static constexpr std::size_t count = 2000;
    explicit Reweighting(std::size_t replications);
    /// E with the weights of a resample.
    double sensitivity(std::span<const Delayed> base, const Relieved& relieved,
                       std::size_t resample) const;

private:
    std::size_t replications_;
    std::vector<double> weights_;
};

/// By team of `relieved` the share of resamples in which it leads: reported, never decided by.
std::vector<double> shares_of_leading(std::span<const Delayed> base,
                                      std::span<const Relieved> relieved);

} // namespace plimsoll
