#include "model/numeric/big_integer.hpp"

#include <algorithm>

namespace plimsoll {

int BigInteger::compare_sum(const BigInteger& addend, const BigInteger& other) const {
    // From the highest limb down, `owed` is how much the limbs above left of `other`, in units of
    // the present limb; a debt of two or more cannot be paid by what follows.
    std::int64_t owed = 0;
    for (std::size_t i = std::max({size_, addend.size_, other.size_}); i-- > 0;) {
        owed = (owed << 32) + std::int64_t{other.limb(i)} - limb(i) - addend.limb(i);
        if (owed < 0) {
            return 1;
        }
        if (owed >= 2) {
            return -1;
        }
    }
    return owed == 0 ? 0 : -1;
}

void BigInteger::subtract_multiple(const BigInteger& other, std::uint32_t factor) {
    std::uint64_t carry = 0;
    std::uint64_t borrow = 0;
    for (std::size_t i = 0; i < size_; ++i) {
        carry += std::uint64_t{other.limb(i)} * factor;
        const std::uint64_t difference = std::uint64_t{limbs_[i]} - (carry & 0xFFFFFFFFU) - borrow;
        limbs_[i] = static_cast<std::uint32_t>(difference);
        borrow = difference >> 63U;
        carry >>= 32U;
    }
    while (size_ > 0 && limbs_[size_ - 1] == 0) {
        --size_;
    }
}

std::uint32_t BigInteger::divide(const BigInteger& divisor) {
    const std::size_t top = divisor.size_ - 1;
    assert(size_ <= divisor.size_ + 1 && divisor.limbs_[top] >> 31U == 1U);
    // Never above the true quotient, and at most a few below it.
    const std::uint64_t leading = (std::uint64_t{limb(top + 1)} << 32U) | limb(top);
    auto quotient = static_cast<std::uint32_t>(leading / (std::uint64_t{divisor.limbs_[top]} + 1U));
    if (quotient != 0) {
        subtract_multiple(divisor, quotient);
    }
    while (compare(divisor) >= 0) {
        subtract_multiple(divisor, 1);
        ++quotient;
    }
    return quotient;
}

} // namespace plimsoll
