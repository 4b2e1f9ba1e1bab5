// Digits come from the standard library, which prints the shortest that read back (Ryu: Adams, PLDI
// 2018) and reads correctly rounded (Lemire 2021): both are the only right answers, the same
// everywhere. What is a number's text, and how it is laid out, is ours: as in ECMAScript's
// Number::toString.
#include "model/numeric/number_text.hpp"

#include <array>
#include <cassert>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <system_error>

namespace plimsoll {

namespace {

/// 0.DIGITS times 10^point; no leading and no trailing zero.
struct Decimal {
    std::array<char, 24> digits{};
    int count = 0;
    int point = 0;
};

/// The shortest of a finite value above 0.
Decimal shortest_digits(double value) {
    std::array<char, 40> text{};
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::scientific)
            .ptr;
    const std::string_view written(text.data(), static_cast<std::size_t>(end - text.data()));
    const std::size_t exponent_at = written.find('e');
    Decimal decimal;
    for (const char character : written.substr(0, exponent_at)) {
        if (character != '.') {
            decimal.digits[static_cast<std::size_t>(decimal.count++)] = character;
        }
    }
    while (decimal.digits[static_cast<std::size_t>(decimal.count - 1)] == '0') {
        --decimal.count;
    }
    std::string_view exponent = written.substr(exponent_at + 1);
    exponent.remove_prefix(exponent.front() == '+' ? 1 : 0);
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), decimal.point);
    ++decimal.point;
    return decimal;
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

/// The power of ten of the first digit that is not 0; nothing when all are.
std::optional<std::int64_t> leading_power(const Written& written) {
    std::int64_t power = written.exponent + static_cast<std::int64_t>(written.whole.size()) - 1;
    for (const std::string_view part : {written.whole, written.fraction}) {
        for (const char digit : part) {
            if (digit != '0') {
                return power;
            }
            --power;
        }
    }
    return std::nullopt;
}

} // namespace

std::string number_to_text(double value) {
    if (value == 0) {
        return "0";
    }
    assert(value - value == 0); // finite
    return lay_out(shortest_digits(value < 0 ? -value : value), value < 0);
}

std::optional<double> number_from_text(std::string_view text) {
    const std::optional<Written> written = parse(text);
    if (!written) {
        return std::nullopt;
    }
    const std::optional<std::int64_t> power = leading_power(*written);
    if (!power || *power < -400) {
        return 0.0;
    }
    if (*power > 400) {
        return std::nullopt;
    }
    double value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec == std::errc::result_out_of_range) {
        return *power < 0 ? std::optional(0.0) : std::nullopt;
    }
    return value + 0.0; // no -0
}

} // namespace plimsoll
