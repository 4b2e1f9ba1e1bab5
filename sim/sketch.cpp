#include "sim/sketch.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

void Sketch::make_room(std::size_t low, std::size_t high) {
    constexpr std::size_t octave = std::size_t{1} << (top_bits - 1);
    const std::size_t from = std::min(counts_.empty() ? low : first_, low) / octave * octave;
    const std::size_t to =
        (std::max(first_ + counts_.size(), high + 1) + octave - 1) / octave * octave;
    std::vector<std::int64_t> larger(to - from, 0);
    std::copy(counts_.begin(), counts_.end(),
              larger.begin() + static_cast<std::ptrdiff_t>(counts_.empty() ? 0 : first_ - from));
    counts_ = std::move(larger);
    first_ = from;
}

void Sketch::merge(const Sketch& other) {
    if (other.counts_.empty()) {
        return;
    }
    const std::size_t high = other.first_ + other.counts_.size() - 1;
    if (counts_.empty() || other.first_ < first_ || high >= first_ + counts_.size()) {
        make_room(other.first_, high);
    }
    for (std::size_t i = 0; i < other.counts_.size(); ++i) {
        counts_[other.first_ - first_ + i] += other.counts_[i];
    }
    count_ += other.count_;
}

double Sketch::quantile(double level) const {
    const double rank = std::max(1.0, std::ceil(level * static_cast<double>(count_)));
    std::int64_t passed = 0;
    std::size_t bucket = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        passed += counts_[i];
        if (static_cast<double>(passed) >= rank) {
            bucket = first_ + i;
            break;
        }
    }
    if (bucket < (std::size_t{1} << top_bits)) {
        return static_cast<double>(bucket);
    }
    const std::size_t exponent = (bucket >> (top_bits - 1)) - 1;
    const std::size_t lowest = (bucket - (exponent << (top_bits - 1))) << exponent;
    const std::size_t width = std::size_t{1} << exponent;
    return static_cast<double>(lowest) + static_cast<double>(width - 1) / 2;
}

bool Sketch::operator==(const Sketch& other) const {
    if (count_ != other.count_) {
        return false;
    }
    const std::size_t end = std::max(first_ + counts_.size(), other.first_ + other.counts_.size());
    const auto at = [](const Sketch& sketch, std::size_t bucket) {
        return bucket < sketch.first_ || bucket - sketch.first_ >= sketch.counts_.size()
                   ? 0
                   : sketch.counts_[bucket - sketch.first_];
    };
    for (std::size_t bucket = std::min(first_, other.first_); bucket < end; ++bucket) {
        if (at(*this, bucket) != at(other, bucket)) {
            return false;
        }
    }
    return true;
}

} // namespace plimsoll
