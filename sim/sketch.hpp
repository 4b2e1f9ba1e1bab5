// Quantiles of many durations in little memory: counts in buckets that grow with the value.
//
// A bucket holds the integers that share their exponent and their top 9 bits, so a quantile is
// known within 0.1% (DDSketch's design, Masson et al. 2019, with integer buckets instead of
// logarithms). Counts are integers: merging sketches in any order gives the same sketch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace plimsoll {

class Sketch {
public:
    /// Counts a duration in microseconds, >= 0.
    void add(std::int64_t value) {
        const std::size_t bucket = bucket_of(static_cast<std::uint64_t>(value));
        if (bucket < first_ || bucket >= first_ + counts_.size()) {
            make_room(bucket, bucket);
        }
        ++counts_[bucket - first_];
        ++count_;
    }
    void merge(const Sketch& other);
    std::int64_t count() const { return count_; }

    /// The ceil(level * count)-th smallest, as the middle of its bucket; count must be positive.
    double quantile(double level) const;

    bool operator==(const Sketch& other) const;

private:
    static constexpr unsigned top_bits = 9;
    static std::size_t bucket_of(std::uint64_t value) {
        if (value < (std::uint64_t{1} << top_bits)) {
            return static_cast<std::size_t>(value);
        }
        const auto exponent = static_cast<unsigned>(63 - __builtin_clzll(value)) - top_bits + 1;
        return (std::size_t{exponent} << (top_bits - 1)) +
               static_cast<std::size_t>(value >> exponent);
    }
    void make_room(std::size_t low, std::size_t high);

    std::size_t first_ = 0;
    std::vector<std::int64_t> counts_;
    std::int64_t count_ = 0;
};

} // namespace plimsoll
