// Quantiles of durations from counts: a histogram whose buckets grow with the value.
//
// A value's bucket is its exponent and the nine bits behind its leading one:
//
//     value      0    1 .. 1023    1024 .. 2047    2048 .. 4095   ...
//     buckets    1    1 each       512 of 2        512 of 4       ...
//
// so that a bucket's middle lies within 0.1% of every value in it, with no logarithm. Counts are
// whole numbers: sketches merge in any order to the same sketch. SCIENCE.md 6.3; DDSketch (Masson,
// Rim and Lee, VLDB 2019) has the same promise with logarithmic buckets.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <vector>

namespace plimsoll {

/// Counts of non-negative whole numbers (microseconds). Memory: a list of buckets while few are
/// taken, then 2 KiB for each doubling between the least and the greatest value seen, 0 apart; two
/// sketches of the same values are equal however they came about.
class Sketch {
public:
    /// Counts `value` once. A negative value counts as 0.
    void add(std::int64_t value) { add(value, 1); }

    /// Counts `value` so many times.
    void add(std::int64_t value, std::uint64_t times) {
        if (value <= 0) {
            zeros_ += times;
            return;
        }
        const std::size_t bucket = bucket_of(value);
        if (bucket - first_ < counts_.size()) { // below first_ the difference wraps round
            raise(bucket, times);
        } else {
            take_in(bucket, times);
        }
        if (times > 0) {
            least_ = value < least_ ? value : least_;
            greatest_ = value > greatest_ ? value : greatest_;
        }
    }

    /// Adds all that `other` has counted.
    void merge(const Sketch& other);

    /// Forgets everything and keeps the memory for more values of the same size.
    void clear();

    /// How many values were counted.
    std::uint64_t count() const;

    /// The value whose rank is ceil(p * count), in microseconds, within 0.1%: the middle of its
    /// bucket; exact below 1,024, and for the least and the greatest. p in 0..1; 0 when empty.
    double quantile(double p) const;

    /// The same for several levels, ascending.
    void quantiles(std::span<const double> levels, std::span<double> values) const;

    /// Of values that are lengths of gaps between looks: how old what was seen last is not for more
    /// than 1 - p of the time, P(age > x) = E(gap - x)+ / E gap (Cox, Renewal Theory, 1962, 5.1).
    /// p in 0..1; 0 when empty.
    double age_quantile(double p) const;

    /// The least and the greatest value counted; 0 when empty.
    std::int64_t least() const;
    std::int64_t greatest() const;

    /// Equal counts, whatever memory either holds.
    friend bool operator==(const Sketch& left, const Sketch& right);

private:
    static constexpr std::size_t buckets_an_octave = 512;

    /// A bucket that was taken, and the low 32 bits of its count.
    struct Taken {
        std::uint32_t bucket;
        std::uint32_t count;
    };
    static constexpr std::size_t most_taken = 192; ///< they take less than an octave does

    std::vector<Taken> few_;            ///< ascending; empty once there are more
    std::vector<std::uint32_t> counts_; ///< whole octaves, from bucket first_ on; the low 32 bits
    std::map<std::size_t, std::uint64_t> carried_; ///< by bucket: the others, where there are any
    std::size_t first_ = 0;
    std::uint64_t zeros_ = 0;
    std::int64_t least_ = std::numeric_limits<std::int64_t>::max(); ///< of the values above 0
    std::int64_t greatest_ = 0;

    /// The bucket of a value above 0; the value itself below 1,024, then 512 for each doubling.
    static std::size_t bucket_of(std::int64_t value) {
        const auto bits = static_cast<std::uint64_t>(value);
        // With | 512 the smaller values are not shifted either.
        const auto shift = static_cast<unsigned>(54 - std::countl_zero(bits | buckets_an_octave));
        return buckets_an_octave * shift + static_cast<std::size_t>(bits >> shift);
    }
    static double middle_of(std::size_t bucket);

    std::uint64_t with_carried(std::size_t bucket, std::uint64_t low) const {
        return carried_.empty() ? low : low + carried_at(bucket);
    }
    /// Calls `look` with each bucket that was taken and its count, ascending, until it says no.
    template <typename Look>
    void for_each_bucket(const Look& look) const;
    /// Counts in a bucket that there is.
    void raise(std::size_t bucket, std::uint64_t times) {
        std::uint32_t& count = counts_[bucket - first_];
        const auto low = static_cast<std::uint32_t>(times);
        count += low;
        const std::uint64_t carry = (times >> 32U) + (count < low ? 1 : 0);
        if (carry > 0) [[unlikely]] {
            carry_over(bucket, carry);
        }
    }
    /// Counts in a bucket outside the octaves.
    void take_in(std::size_t bucket, std::uint64_t times);
    void spread_out();
    void carry_over(std::size_t bucket, std::uint64_t carry);
    std::uint64_t carried_at(std::size_t bucket) const;
    void widen(std::size_t least_bucket, std::size_t greatest_bucket);
};

} // namespace plimsoll
