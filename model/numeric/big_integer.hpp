// Whole numbers of up to 4,096 bits: what exact reading and printing of doubles needs, and no more.
#pragma once

#include <array>
#include <bit>
#include <cassert>
#include <cstddef>
#include <cstdint>

namespace plimsoll {

/// A non-negative whole number in limbs of 32 bits, least first, without leading zero limbs.
class BigInteger {
public:
    explicit BigInteger(std::uint64_t value) {
        for (; value != 0; value >>= 32U) {
            push(static_cast<std::uint32_t>(value));
        }
    }

    bool is_zero() const { return size_ == 0; }

    /// The number of bits without leading zeros; 0 for 0.
    int bits() const {
        return size_ == 0 ? 0 : static_cast<int>(32 * size_) - std::countl_zero(limbs_[size_ - 1]);
    }

    /// This times `factor` plus `addend`.
    void multiply_add(std::uint32_t factor, std::uint32_t addend) {
        std::uint64_t carry = addend;
        for (std::size_t i = 0; i < size_; ++i) {
            carry += std::uint64_t{limbs_[i]} * factor;
            limbs_[i] = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
        if (carry != 0) {
            push(static_cast<std::uint32_t>(carry));
        }
    }

    void multiply_by_power_of_five(int exponent) {
        constexpr std::uint32_t five_to_thirteen = 1220703125;
        for (; exponent >= 13; exponent -= 13) {
            multiply_add(five_to_thirteen, 0);
        }
        for (; exponent > 0; --exponent) {
            multiply_add(5, 0);
        }
    }

    void shift_left(int count) {
        if (size_ == 0) {
            return;
        }
        const auto limbs = static_cast<std::size_t>(count) / 32;
        const auto rest = static_cast<unsigned>(count) % 32U;
        if (rest != 0) {
            multiply_add(1U << rest, 0);
        }
        if (limbs != 0) {
            assert(size_ + limbs <= limbs_.size());
            for (std::size_t i = size_; i-- > 0;) {
                limbs_[i + limbs] = limbs_[i];
            }
            for (std::size_t i = 0; i < limbs; ++i) {
                limbs_[i] = 0;
            }
            size_ += limbs;
        }
    }

    /// Negative, 0 or positive as this + addend is less than, equal to or more than `other`.
    int compare_sum(const BigInteger& addend, const BigInteger& other) const;

    /// Negative, 0 or positive as this is less than, equal to or more than `other`.
    int compare(const BigInteger& other) const {
        if (size_ != other.size_) {
            return size_ < other.size_ ? -1 : 1;
        }
        for (std::size_t i = size_; i-- > 0;) {
            if (limbs_[i] != other.limbs_[i]) {
                return limbs_[i] < other.limbs_[i] ? -1 : 1;
            }
        }
        return 0;
    }

    /// Leaves the remainder by `divisor` here and gives the quotient, which must be below 2^32. The
    /// divisor's highest limb must have its highest bit set.
    std::uint32_t divide(const BigInteger& divisor);

private:
    std::array<std::uint32_t, 128> limbs_;
    std::size_t size_ = 0;

    void push(std::uint32_t limb) {
        assert(size_ < limbs_.size());
        limbs_[size_++] = limb;
    }
    std::uint32_t limb(std::size_t i) const { return i < size_ ? limbs_[i] : 0; }
    void subtract_multiple(const BigInteger& other, std::uint32_t factor);
};

} // namespace plimsoll
