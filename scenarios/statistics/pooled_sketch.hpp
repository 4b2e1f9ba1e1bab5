// A duration over the replications of a volume: its quantiles, and how sure they are.
//
// What a replication saw is kept in outline, its distribution function at some levels. Of those it
// is known how many of its cases lie beyond the quantile of all together. That count is a sum like
// any other, so it has an interval as any ratio has, and the quantiles at the ends of that interval
// are the interval of the quantile (Woodruff 1952, Confidence intervals for medians and other
// position measures). Quantiles of single replications would not do: where queues are remembered
// for long, most replications have no share in the tail, and theirs lie too close together.
#pragma once

#include "scenarios/result/estimate.hpp"
#include "scenarios/statistics/control.hpp"
#include "sim/record/sketch.hpp"

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace plimsoll {

/// The quantiles that are said.
inline constexpr std::array<double, 4> quantile_levels{0.5, 0.9, 0.95, 0.99};
inline constexpr std::size_t level_p50 = 0;
inline constexpr std::size_t level_p95 = 2;

/// A distribution at some levels, straight between them.
template <class Value>
class Outline {
public:
    Outline() = default;
    explicit Outline(const Sketch& sketch);

    double count() const { return count_; }
    /// The share of it above `value`.
    double beyond(double value) const;
    /// The value that this share lies above; the greatest and the least for 0 and 1.
    double value_with_beyond(double share) const;

private:
    /// Shares above, falling. Dense where quantiles are said.
    static constexpr std::array<double, 34> beyond_{
        1,     0.95,  0.9,   0.8,   0.7,  0.6,    0.55,  0.5,    0.45,  0.4,  0.35,  0.3,
        0.25,  0.2,   0.17,  0.14,  0.12, 0.1,    0.085, 0.07,   0.06,  0.05, 0.042, 0.035,
        0.028, 0.022, 0.017, 0.013, 0.01, 0.0075, 0.005, 0.0025, 0.001, 0};

    double count_ = 0;
    std::array<Value, beyond_.size()> values_{};
};

/// A duration's sketch over all replications, folded in one by one.
class PooledSketch {
public:
    /// What the next replication saw, be it nothing.
    void add(const Sketch& sketch);
    /// Nothing more is added: what takes memory, for each step of each volume, is let go.
    void finish();

    /// A quantile over all replications so far, in microseconds; of the levels above.
    double quantile(std::size_t level) const;
    /// All of the levels above, each with its 95% interval, in hours, corrected by `control`; `why`
    /// where nothing was counted.
    std::array<Figure, 4> figures(const Control& control, const std::string& why) const;
    /// One of them.
    Figure figure(std::size_t level, const Control& control, const std::string& why) const;

private:
    struct Pooled {
        std::array<double, 4> quantiles{};
        Outline<double> outline;
    };
    Pooled together() const;
    Figure figure_of(const Pooled& all, std::size_t level, const Control& control,
                     const std::string& why) const;

    Sketch sum_;
    std::optional<Pooled> finished_;
    std::vector<Outline<float>> by_replication_;
};

} // namespace plimsoll
