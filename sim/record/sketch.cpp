#include "sim/record/sketch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace plimsoll {

void Sketch::widen(std::size_t least_bucket, std::size_t greatest_bucket) {
    const std::size_t from = least_bucket / buckets_an_octave * buckets_an_octave;
    const std::size_t to = (greatest_bucket / buckets_an_octave + 1) * buckets_an_octave;
    if (counts_.empty()) {
        first_ = from;
        counts_.assign(to - from, 0);
        return;
    }
    if (from < first_) {
        counts_.insert(counts_.begin(), first_ - from, 0);
        first_ = from;
    }
    if (to > first_ + counts_.size()) {
        counts_.resize(to - first_, 0);
    }
}

template <typename Look>
void Sketch::for_each_bucket(const Look& look) const {
    for (const Taken& taken : few_) {
        if (!look(std::size_t{taken.bucket}, with_carried(taken.bucket, taken.count))) {
            return;
        }
    }
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        const std::uint64_t count = with_carried(first_ + i, counts_[i]);
        if (count > 0 && !look(first_ + i, count)) {
            return;
        }
    }
}

void Sketch::take_in(std::size_t bucket, std::uint64_t times) {
    if (times == 0) {
        return;
    }
    if (counts_.empty()) {
        const auto place = std::lower_bound(
            few_.begin(), few_.end(), bucket,
            [](const Taken& taken, std::size_t wanted) { return taken.bucket < wanted; });
        const bool is_there = place != few_.end() && place->bucket == bucket;
        if (is_there || few_.size() < most_taken) {
            const auto low = static_cast<std::uint32_t>(times);
            std::uint64_t carry = times >> 32U;
            if (is_there) {
                place->count += low;
                carry += place->count < low ? 1 : 0;
            } else {
                few_.insert(place, {static_cast<std::uint32_t>(bucket), low});
            }
            if (carry > 0) {
                carry_over(bucket, carry);
            }
            return;
        }
        spread_out();
    }
    widen(bucket, bucket);
    raise(bucket, times);
}

/// From a list of buckets to whole octaves; the carried counts stay where they are.
void Sketch::spread_out() {
    if (few_.empty()) {
        return;
    }
    widen(few_.front().bucket, few_.back().bucket);
    for (const Taken& taken : few_) {
        counts_[taken.bucket - first_] = taken.count;
    }
    few_ = {};
}

void Sketch::merge(const Sketch& other) {
    zeros_ += other.zeros_;
    if (other.greatest_ == 0) {
        return;
    }
    if (!other.counts_.empty()) {
        spread_out();
        widen(bucket_of(other.least_), bucket_of(other.greatest_));
    }
    other.for_each_bucket([&](std::size_t bucket, std::uint64_t count) {
        if (bucket - first_ < counts_.size()) {
            raise(bucket, count);
        } else {
            take_in(bucket, count);
        }
        return true;
    });
    least_ = std::min(least_, other.least_);
    greatest_ = std::max(greatest_, other.greatest_);
}

void Sketch::clear() {
    std::fill(counts_.begin(), counts_.end(), 0);
    few_.clear();
    carried_.clear();
    zeros_ = 0;
    least_ = std::numeric_limits<std::int64_t>::max();
    greatest_ = 0;
}

std::uint64_t Sketch::count() const {
    std::uint64_t all =
        std::accumulate(few_.begin(), few_.end(), zeros_,
                        [](std::uint64_t sum, const Taken& taken) { return sum + taken.count; });
    if (greatest_ > 0 && !counts_.empty()) {
        const auto from = static_cast<std::ptrdiff_t>(bucket_of(least_) - first_);
        const auto to = static_cast<std::ptrdiff_t>(bucket_of(greatest_) - first_);
        all = std::accumulate(counts_.begin() + from, counts_.begin() + to + 1, all);
    }
    for (const auto& [bucket, carried] : carried_) {
        all += carried << 32U;
    }
    return all;
}

void Sketch::carry_over(std::size_t bucket, std::uint64_t carry) {
    carried_[bucket] += carry;
}

std::uint64_t Sketch::carried_at(std::size_t bucket) const {
    const auto found = carried_.find(bucket);
    return found == carried_.end() ? 0 : found->second << 32U;
}

double Sketch::middle_of(std::size_t bucket) {
    if (bucket < 2 * buckets_an_octave) {
        return static_cast<double>(bucket);
    }
    const std::size_t shift = bucket / buckets_an_octave - 1;
    const auto width = static_cast<double>(std::uint64_t{1} << shift);
    const auto leading = static_cast<double>(bucket - shift * buckets_an_octave);
    return leading * width + 0.5 * (width - 1.0);
}

double Sketch::quantile(double p) const {
    double value = 0;
    quantiles(std::span(&p, 1), std::span(&value, 1));
    return value;
}

void Sketch::quantiles(std::span<const double> levels, std::span<double> values) const {
    const std::uint64_t all = count();
    std::vector<std::uint64_t> ranks;
    for (const double level : levels) {
        // 0.07 * 100 is a little more than 7 in doubles, and the seventh value is meant.
        const double wanted = std::ceil(level * static_cast<double>(all) * (1.0 - 0x1p-50));
        ranks.push_back(wanted >= static_cast<double>(all)
                            ? all
                            : static_cast<std::uint64_t>(std::max(wanted, 1.0)));
    }
    std::size_t level = 0;
    for (; level < levels.size() && ranks[level] <= zeros_; ++level) {
        values[level] = 0.0;
    }
    std::uint64_t below = zeros_;
    for_each_bucket([&](std::size_t bucket, std::uint64_t count) {
        below += count;
        for (; level < levels.size() && ranks[level] <= below; ++level) {
            const std::uint64_t rank = ranks[level];
            values[level] = rank == all ? static_cast<double>(greatest_)
                            : rank == zeros_ + 1
                                ? static_cast<double>(least_)
                                : std::clamp(middle_of(bucket), static_cast<double>(least_),
                                             static_cast<double>(greatest_));
        }
        return level < levels.size();
    });
}

double Sketch::age_quantile(double p) const {
    std::vector<std::pair<double, double>> gaps; // length, how many; ascending
    double whole = 0;
    for_each_bucket([&](std::size_t bucket, std::uint64_t count) {
        gaps.emplace_back(middle_of(bucket), static_cast<double>(count));
        whole += gaps.back().first * gaps.back().second;
        return true;
    });
    // From the longest on: what is left of gaps beyond x is (1 - p) of the whole.
    const double wanted = (1 - p) * whole;
    double longer = 0;
    double count = 0;
    for (std::size_t i = gaps.size(); i-- > 0;) {
        longer += gaps[i].first * gaps[i].second;
        count += gaps[i].second;
        const double next = i > 0 ? gaps[i - 1].first : 0;
        if (longer - count * next >= wanted) {
            return (longer - wanted) / count;
        }
    }
    return 0;
}

std::int64_t Sketch::least() const {
    return zeros_ > 0 || greatest_ == 0 ? 0 : least_;
}

std::int64_t Sketch::greatest() const {
    return greatest_;
}

bool operator==(const Sketch& left, const Sketch& right) {
    if (left.zeros_ != right.zeros_ || left.least_ != right.least_ ||
        left.greatest_ != right.greatest_) {
        return false;
    }
    std::vector<std::pair<std::size_t, std::uint64_t>> buckets;
    left.for_each_bucket([&](std::size_t bucket, std::uint64_t count) {
        buckets.emplace_back(bucket, count);
        return true;
    });
    std::size_t next = 0;
    bool same = true;
    right.for_each_bucket([&](std::size_t bucket, std::uint64_t count) {
        same = next < buckets.size() && buckets[next] == std::pair(bucket, count);
        ++next;
        return same;
    });
    return same && next == buckets.size();
}

} // namespace plimsoll
