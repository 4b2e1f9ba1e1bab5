// Where a changed operation first breaks a promise, on the luck of the operation as it is.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/limits/promise_limits.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "scenarios/trials/trial.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll {

inline constexpr double step_up = 1.12; ///< from volume to volume while promises are kept

/// What was promised at a volume, in pairs: by promise, a ratio with a part a replication.
struct InTime {
    double clients = 0;
    std::vector<Ratio> promises;
    std::vector<double> halves; ///< of the intervals
};

/// Of the first `most` records.
InTime kept_of(double clients, std::size_t promises, std::span<const Replication> records,
               std::size_t most);

/// A value for each point, with the weights of a resample or without.
using Value = std::function<double(const Ratio&)>;

double pooled_value(const Ratio& ratio);

/// The promises that count, and where the first of them is broken.
class Deadlines {
public:
    /// Those that are kept somewhere: the others are late whatever one adds.
    Deadlines(const Plan& plan, const Limits& limits);

    /// Numbers of those that are not kept there.
    std::vector<std::size_t> broken_at(const InTime& point) const;

    /// How far it is from breaking one, in logarithms of the share that is late; below 0 where one
    /// is broken.
    double margin_at(const InTime& point) const;

    /// Nothing where they are kept at all points; the first point where they are broken there.
    std::optional<double> first_broken(const std::vector<const InTime*>& points,
                                       const Value& value) const;

private:
    const Plan& plan_;
    std::vector<std::size_t> counted_;
};

/// The operation as it is, at the volumes of the sweep.
struct Base {
    const std::vector<Volume>& volumes;
    std::vector<InTime> kept; ///< beside volumes
    std::size_t pairs = usual_pairs;

    /// A longer replication says as much as several.
    std::size_t pairs_at(const Measurement& measurement) const;

    static constexpr std::size_t usual_pairs = 20;
};

/// Looks for the place where the changed operation first breaks a promise.
class Search {
public:
    Search(const Base& base, const Deadlines& deadlines, const Trials& trials, const Plan& changed)
        : base_(base), deadlines_(deadlines), trials_(trials), changed_(changed) {}

    /// The points around its limit, where the operation as it is breaks at `limit`; empty where
    /// that is too far away. Nothing is looked for beyond `end`.
    std::vector<const InTime*> around(double limit, double end);

    /// The largest volume that was tried; 0 before any.
    double tried_to() const { return points_.empty() ? 0 : points_.rbegin()->first; }

    /// Whether what was tried differs at all from the operation as it is.
    bool differs() const;

private:
    const InTime& at(double clients);
    double between(double low, double high) const;
    bool hardly_differs_at(double clients, double kept_at);

    const Base& base_;
    const Deadlines& deadlines_;
    const Trials& trials_;
    const Plan& changed_;
    std::map<double, InTime> points_;
};

} // namespace plimsoll
