#include "sim/sketch.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

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

void Sketch::merge(const Sketch& other) {
    zeros_ += other.zeros_;
    if (other.greatest_ == 0) {
        return;
    }
    const std::size_t from = bucket_of(other.least_);
    const std::size_t to = bucket_of(other.greatest_);
    widen(from, to);
    for (std::size_t bucket = from; bucket <= to; ++bucket) {
        raise(bucket, other.count_at(bucket));
    }
    least_ = std::min(least_, other.least_);
    greatest_ = std::max(greatest_, other.greatest_);
}

void Sketch::clear() {
    std::fill(counts_.begin(), counts_.end(), 0);
    carried_.clear();
    zeros_ = 0;
    least_ = std::numeric_limits<std::int64_t>::max();
    greatest_ = 0;
}

std::uint64_t Sketch::count() const {
    if (greatest_ == 0) {
        return zeros_;
    }
    const auto from = static_cast<std::ptrdiff_t>(bucket_of(least_) - first_);
    const auto to = static_cast<std::ptrdiff_t>(bucket_of(greatest_) - first_);
    std::uint64_t all = std::accumulate(counts_.begin() + from, counts_.begin() + to + 1, zeros_);
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
    std::uint64_t below = zeros_;
    std::size_t bucket = greatest_ > 0 ? bucket_of(least_) : 0;
    for (std::size_t level = 0; level < levels.size(); ++level) {
        // 0.07 * 100 is a little more than 7 in doubles, and the seventh value is meant.
        const double wanted = std::ceil(levels[level] * static_cast<double>(all) * (1.0 - 0x1p-50));
        const auto rank = wanted >= static_cast<double>(all)
                              ? all
                              : static_cast<std::uint64_t>(std::max(wanted, 1.0));
        double& value = values[level];
        if (rank <= zeros_) {
            value = 0.0;
        } else if (rank == all) {
            value = static_cast<double>(greatest_);
        } else if (rank == zeros_ + 1) {
            value = static_cast<double>(least_);
        } else {
            while (below + count_at(bucket) < rank) {
                below += count_at(bucket);
                ++bucket;
            }
            value = std::clamp(middle_of(bucket), static_cast<double>(least_),
                               static_cast<double>(greatest_));
        }
    }
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
    if (left.greatest_ == 0) {
        return true;
    }
    const std::size_t to = Sketch::bucket_of(left.greatest_);
    for (std::size_t bucket = Sketch::bucket_of(left.least_); bucket <= to; ++bucket) {
        if (left.count_at(bucket) != right.count_at(bucket)) {
            return false;
        }
    }
    return true;
}

} // namespace plimsoll
