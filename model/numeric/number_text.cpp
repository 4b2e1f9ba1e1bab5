// Both directions have a quick exact path for the numbers people write (few digits, small
// exponents) and fall back on whole-number arithmetic, which is exact for every double.
//
// Printing: Burger and Dybvig, "Printing floating-point numbers quickly and accurately", PLDI 1996
// (free format): the shortest digits inside the interval that rounds to the value, the last digit
// closest to it. Layout as in ECMAScript's Number::toString.
#include "model/numeric/number_text.hpp"

#include "model/numeric/big_integer.hpp"

#include <array>
#include <bit>
#include <cassert>
#include <cstdint>

namespace plimsoll {

namespace {

constexpr std::array<double, 23> powers_of_ten = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                  1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                                  1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
constexpr double two_to_fifty_three = 9007199254740992.0;

/// 0.DIGITS times 10^point; no leading and no trailing zero.
struct Decimal {
    std::array<char, 24> digits{};
    int count = 0;
    int point = 0;
};

/// The digits of a whole number, trailing zeros moved into the exponent. number > 0.
Decimal decimal_of_whole(std::uint64_t number, int exponent) {
    std::array<char, 20> reversed{};
    int count = 0;
    for (; number != 0; number /= 10) {
        reversed[static_cast<std::size_t>(count++)] = static_cast<char>('0' + number % 10);
    }
    Decimal decimal;
    decimal.point = count + exponent;
    int last = 0;
    while (reversed[static_cast<std::size_t>(last)] == '0') {
        ++last;
    }
    for (int i = count; i-- > last;) {
        decimal.digits[static_cast<std::size_t>(decimal.count++)] =
            reversed[static_cast<std::size_t>(i)];
    }
    return decimal;
}

/// A decimal of at most 15 digits that reads back as `value` is the only one, hence the shortest.
/// Tries the one of 15 digits nearest to value: one exact division decides. 1e-7 < value < 1e15.
bool few_digits(double value, Decimal& decimal) {
    int places = 0;
    while (places < 22 && value * powers_of_ten[static_cast<std::size_t>(places + 1)] < 1e15) {
        ++places;
    }
    const double scale = powers_of_ten[static_cast<std::size_t>(places)];
    const auto whole = static_cast<std::uint64_t>(value * scale + 0.5);
    if (whole == 0 || whole > 1000000000000000U || static_cast<double>(whole) / scale != value) {
        return false;
    }
    decimal = decimal_of_whole(whole, -places);
    return true;
}

/// floor(exponent * log10(2)) for |exponent| < 2,600.
int floor_of_decimal_exponent(int exponent) {
    return (exponent * 315653) >> 20;
}

Decimal shortest_digits(double value) {
    const std::uint64_t bits = std::bit_cast<std::uint64_t>(value);
    const auto field = static_cast<int>(bits >> 52U);
    const std::uint64_t fraction = bits & 0xFFFFFFFFFFFFFU;
    const std::uint64_t mantissa = field == 0 ? fraction : fraction | 0x10000000000000U;
    const int exponent = (field == 0 ? 1 : field) - 1075;
    const bool even = mantissa % 2 == 0;
    // Below a power of two the neighbour is half as far away as above it.
    const bool narrow_below = fraction == 0 && field > 1;

    // value = numerator / denominator; half the gaps to the neighbours are above / denominator and
    // below / denominator. Everything is doubled (or quadrupled) so that the halves are whole.
    const int extra = narrow_below ? 2 : 1;
    const int highest_bit = exponent + 63 - std::countl_zero(mantissa);
    int point =
        floor_of_decimal_exponent(highest_bit) + 1; // perhaps one too small, put right below
    const int fives_on_top = point < 0 ? -point : 0;
    const int fives_below = point > 0 ? point : 0;
    int twos_on_top = exponent + extra - point;
    int twos_below = extra;
    int twos_in_gap = exponent - point;
    const int least = twos_in_gap < 0 ? twos_in_gap : 0;
    twos_on_top -= least;
    twos_below -= least;
    twos_in_gap -= least;

    BigInteger numerator(mantissa);
    BigInteger below(1);
    BigInteger denominator(1);
    numerator.multiply_by_power_of_five(fives_on_top);
    below.multiply_by_power_of_five(fives_on_top);
    denominator.multiply_by_power_of_five(fives_below);
    const int alignment = (32 - (denominator.bits() + twos_below) % 32) % 32;
    numerator.shift_left(twos_on_top + alignment);
    below.shift_left(twos_in_gap + alignment);
    denominator.shift_left(twos_below + alignment);
    BigInteger above = below;
    if (narrow_below) {
        above.shift_left(1);
    }

    const auto reaches_next = [&] {
        const int order = numerator.compare_sum(above, denominator);
        return even ? order >= 0 : order > 0;
    };
    const auto next_place = [&] {
        numerator.multiply_add(10, 0);
        below.multiply_add(10, 0);
        above.multiply_add(10, 0);
    };
    if (reaches_next()) {
        ++point;
    } else {
        next_place();
    }
    Decimal decimal;
    decimal.point = point;
    while (true) {
        auto digit = numerator.divide(denominator);
        const int order = numerator.compare(below);
        const bool low_enough = even ? order <= 0 : order < 0;
        const bool high_enough = reaches_next();
        if (low_enough || high_enough) {
            if (low_enough && high_enough) {
                const int half = numerator.compare_sum(numerator, denominator);
                digit += half > 0 || (half == 0 && digit % 2 == 1) ? 1U : 0U;
            } else {
                digit += high_enough ? 1U : 0U;
            }
            decimal.digits[static_cast<std::size_t>(decimal.count++)] =
                static_cast<char>('0' + digit);
            return decimal;
        }
        decimal.digits[static_cast<std::size_t>(decimal.count++)] = static_cast<char>('0' + digit);
        next_place();
    }
}

std::string lay_out(const Decimal& decimal, bool negative) {
    const std::string_view digits(decimal.digits.data(), static_cast<std::size_t>(decimal.count));
    const int count = decimal.count;
    const int point = decimal.point;
    std::string text;
    if (negative) {
        text.push_back('-');
    }
    if (count <= point && point <= 21) {
        text.append(digits).append(static_cast<std::size_t>(point - count), '0');
    } else if (0 < point && point <= 21) {
        const auto whole = static_cast<std::size_t>(point);
        text.append(digits.substr(0, whole)).append(1, '.').append(digits.substr(whole));
    } else if (-6 < point && point <= 0) {
        text.append("0.").append(static_cast<std::size_t>(-point), '0').append(digits);
    } else {
        const int exponent = point - 1;
        text.append(digits.substr(0, 1));
        if (count > 1) {
            text.append(1, '.').append(digits.substr(1));
        }
        text.append(exponent < 0 ? "e-" : "e+");
        text.append(std::to_string(exponent < 0 ? -exponent : exponent));
    }
    return text;
}

/// The significant digits of a number's text: 0.DIGITS times 10^point, with the leading zeros gone.
struct Written {
    bool negative = false;
    std::string_view whole;    ///< before the point
    std::string_view fraction; ///< after the point
    std::int64_t exponent = 0; ///< saturated at +-10^15
};

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

std::string_view take_digits(std::string_view& text) {
    std::size_t count = 0;
    while (count < text.size() && is_digit(text[count])) {
        ++count;
    }
    const std::string_view digits = text.substr(0, count);
    text.remove_prefix(count);
    return digits;
}

std::optional<Written> parse(std::string_view text) {
    Written written;
    if (text.starts_with('-')) {
        written.negative = true;
        text.remove_prefix(1);
    }
    written.whole = take_digits(text);
    if (written.whole.empty()) {
        return std::nullopt;
    }
    if (text.starts_with('.')) {
        text.remove_prefix(1);
        written.fraction = take_digits(text);
        if (written.fraction.empty()) {
            return std::nullopt;
        }
    }
    if (text.starts_with('e') || text.starts_with('E')) {
        text.remove_prefix(1);
        const bool negative = text.starts_with('-');
        if (negative || text.starts_with('+')) {
            text.remove_prefix(1);
        }
        const std::string_view digits = take_digits(text);
        if (digits.empty()) {
            return std::nullopt;
        }
        for (const char digit : digits) {
            if (written.exponent < 1000000000000000) {
                written.exponent = written.exponent * 10 + (digit - '0');
            }
        }
        written.exponent = negative ? -written.exponent : written.exponent;
    }
    if (!text.empty()) {
        return std::nullopt;
    }
    return written;
}

/// quotient * 2^exponent (plus a little when `more`) rounded to nearest, ties to even; nothing when
/// beyond the largest double. The quotient's highest bit or the one below is set.
std::optional<double> round_to_double(std::uint64_t quotient, bool more, int exponent) {
    const int length = 64 - std::countl_zero(quotient);
    const int highest = length - 1 + exponent;
    if (highest > 1023) {
        return std::nullopt;
    }
    const int precision = highest >= -1022 ? 53 : 53 + highest + 1022;
    if (precision < 0) {
        return 0.0;
    }
    const auto dropped = static_cast<unsigned>(length - precision);
    std::uint64_t kept = dropped == 64 ? 0 : quotient >> dropped;
    const std::uint64_t half = std::uint64_t{1} << (dropped - 1U);
    const std::uint64_t rest = quotient & (half + (half - 1U));
    if (rest > half || (rest == half && (more || kept % 2 == 1))) {
        ++kept;
    }
    // A carry out of the fraction moves into the exponent by itself, up to infinity.
    const std::uint64_t field =
        highest >= -1022 ? static_cast<std::uint64_t>(highest + 1022) << 52U : 0;
    const double value = std::bit_cast<double>(field + kept);
    return value > 1.7976931348623157e308 ? std::nullopt : std::optional(value);
}

} // namespace

std::string number_to_text(double value) {
    if (value == 0) {
        return "0";
    }
    assert(value - value == 0); // finite
    const bool negative = value < 0;
    const double size = negative ? -value : value;
    Decimal decimal;
    if (size < two_to_fifty_three &&
        size == static_cast<double>(static_cast<std::uint64_t>(size))) {
        decimal = decimal_of_whole(static_cast<std::uint64_t>(size), 0);
    } else if (!(size > 1e-7 && size < 1e15 && few_digits(size, decimal))) {
        decimal = shortest_digits(size);
    }
    return lay_out(decimal, negative);
}

std::optional<double> number_from_text(std::string_view text) {
    const std::optional<Written> written = parse(text);
    if (!written) {
        return std::nullopt;
    }
    // 767 digits decide every rounding; of the digits behind only whether one is not 0 matters.
    constexpr int most_digits = 770;
    BigInteger numerator(0);
    std::uint64_t leading = 0; // the value of the digits as long as there are no more than 19
    std::int64_t exponent = written->exponent;
    int count = 0;
    bool more = false;
    std::uint32_t chunk = 0;
    std::uint32_t chunk_scale = 1;
    for (const std::string_view part : {written->whole, written->fraction}) {
        const bool behind_point = part.data() == written->fraction.data();
        for (const char character : part) {
            exponent -= behind_point ? 1 : 0;
            const auto digit = static_cast<std::uint32_t>(character - '0');
            if (count == 0 && digit == 0) {
                continue;
            }
            if (count == most_digits) {
                more = more || digit != 0;
                ++exponent;
                continue;
            }
            ++count;
            leading = count <= 19 ? leading * 10 + digit : leading;
            chunk = chunk * 10 + digit;
            chunk_scale *= 10;
            if (chunk_scale == 1000000000) {
                numerator.multiply_add(chunk_scale, chunk);
                chunk = 0;
                chunk_scale = 1;
            }
        }
    }
    if (count == 0) {
        return 0.0;
    }
    if (exponent + count > 310) {
        return std::nullopt;
    }
    if (exponent + count < -330) {
        return 0.0;
    }
    const double sign = written->negative ? -1.0 : 1.0;
    if (count <= 19 && leading <= 9007199254740992U && exponent >= -22 && exponent <= 22) {
        // Both factors are exact, so the one operation rounds correctly.
        const auto exact = static_cast<double>(leading);
        const double scale =
            powers_of_ten[static_cast<std::size_t>(exponent < 0 ? -exponent : exponent)];
        return sign * (exponent < 0 ? exact / scale : exact * scale);
    }
    numerator.multiply_add(chunk_scale, chunk);
    if (more) {
        numerator.multiply_add(10, 1);
        --exponent;
    }
    BigInteger denominator(1);
    const auto ten = static_cast<int>(exponent);
    (ten < 0 ? denominator : numerator).multiply_by_power_of_five(ten < 0 ? -ten : ten);
    // Shift so that the quotient has 63 or 64 bits, taken in two divisions of 32.
    const int shift = 31 - (numerator.bits() - denominator.bits());
    (shift < 0 ? denominator : numerator).shift_left(shift < 0 ? -shift : shift);
    const int alignment = (32 - denominator.bits() % 32) % 32;
    numerator.shift_left(alignment);
    denominator.shift_left(alignment);
    const std::uint64_t high = numerator.divide(denominator);
    numerator.shift_left(32);
    const std::uint64_t quotient = (high << 32U) | numerator.divide(denominator);
    const std::optional<double> size =
        round_to_double(quotient, !numerator.is_zero(), ten - shift - 32);
    return size ? std::optional(sign * *size + 0.0) : std::nullopt;
}

} // namespace plimsoll
