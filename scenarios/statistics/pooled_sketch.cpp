#include "scenarios/statistics/pooled_sketch.hpp"

#include "model/numeric/microseconds.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>

namespace plimsoll {

template <class Value>
Outline<Value>::Outline(const Sketch& sketch) : count_(static_cast<double>(sketch.count())) {
    if (count_ == 0) {
        return;
    }
    std::array<double, beyond_.size()> levels{};
    std::array<double, beyond_.size()> values{};
    std::transform(beyond_.begin(), beyond_.end(), levels.begin(),
                   [](double share) { return 1 - share; });
    sketch.quantiles(levels, values);
    values.front() = static_cast<double>(sketch.least());
    std::transform(values.begin(), values.end(), values_.begin(),
                   [](double value) { return static_cast<Value>(value); });
}

template <class Value>
double Outline<Value>::beyond(double value) const {
    const auto next = static_cast<std::size_t>(
        std::upper_bound(values_.begin(), values_.end(), static_cast<Value>(value)) -
        values_.begin());
    if (next == 0) {
        return 1;
    }
    if (next == values_.size()) {
        return 0;
    }
    const auto low = static_cast<double>(values_[next - 1]);
    const auto high = static_cast<double>(values_[next]);
    return beyond_[next - 1] + (beyond_[next] - beyond_[next - 1]) * ((value - low) / (high - low));
}

template <class Value>
double Outline<Value>::value_with_beyond(double share) const {
    const double wanted = std::clamp(share, 0.0, 1.0);
    std::size_t next = 1;
    while (next + 1 < beyond_.size() && beyond_[next] > wanted) {
        ++next;
    }
    const auto low = static_cast<double>(values_[next - 1]);
    const auto high = static_cast<double>(values_[next]);
    return high + (low - high) * ((wanted - beyond_[next]) / (beyond_[next - 1] - beyond_[next]));
}

template class Outline<float>;
template class Outline<double>;

void PooledSketch::add(const Sketch& sketch) {
    sum_.merge(sketch);
    by_replication_.emplace_back(sketch);
}

PooledSketch::Pooled PooledSketch::together() const {
    if (finished_) {
        return *finished_;
    }
    Pooled all;
    all.outline = Outline<double>(sum_);
    if (all.outline.count() > 0) {
        sum_.quantiles(quantile_levels, all.quantiles);
    }
    return all;
}

void PooledSketch::finish() {
    finished_ = together();
    sum_ = Sketch();
}

double PooledSketch::quantile(std::size_t level) const {
    return together().quantiles[level];
}

Figure PooledSketch::figure_of(const Pooled& all, std::size_t level, const Control& control,
                               const std::string& why) const {
    constexpr auto an_hour = static_cast<double>(hour);
    if (all.outline.count() <= 0) {
        return {std::nullopt, why};
    }
    const double quantile = all.quantiles[level];
    Ratio beyond;
    for (const Outline<float>& own : by_replication_) {
        beyond.add(own.count() * own.beyond(quantile), own.count());
    }
    const double as_seen = pooled(beyond, by_replication_.size());
    control.correct(beyond);
    const Estimate share = *ratio_figure(beyond, why, {-1e300, 1e300}).value;
    // Of what lies that far out too few have been seen, of all together, to say how far.
    constexpr double fewest_beyond = 10;
    const bool seen = (1 - quantile_levels[level]) * all.outline.count() >= fewest_beyond;
    // So much more of it beyond than was seen: the quantile lies where that leaves its own share.
    // A third of that share at least: what lies further out nobody has seen.
    const double own_share = 1 - quantile_levels[level];
    const auto moved_by = [&](double share_beyond) {
        const double more = share_beyond - as_seen;
        return more == 0 ? quantile
                         : all.outline.value_with_beyond(std::max(own_share / 3, own_share - more));
    };
    Estimate found;
    found.mean = moved_by(share.mean) / an_hour;
    if (share.low && seen) {
        found.low = std::min(found.mean, moved_by(*share.low) / an_hour);
        found.high = std::max(found.mean, moved_by(*share.high) / an_hour);
    }
    return {found, {}};
}

Figure PooledSketch::figure(std::size_t level, const Control& control,
                            const std::string& why) const {
    return figure_of(together(), level, control, why);
}

std::array<Figure, 4> PooledSketch::figures(const Control& control, const std::string& why) const {
    const Pooled all = together();
    std::array<Figure, 4> found;
    // A correction must not put a higher point below a lower one, nor its interval.
    double least = 0;
    double least_low = 0;
    for (std::size_t level = 0; level < found.size(); ++level) {
        found[level] = figure_of(all, level, control, why);
        if (found[level].value) {
            Estimate& one = *found[level].value;
            one.mean = std::max(least, one.mean);
            least = one.mean;
            if (one.low) {
                least_low = std::max(least_low, *one.low);
                one.low = least_low;
                one.high = std::max(*one.high, one.mean);
            }
        }
    }
    return found;
}

} // namespace plimsoll
