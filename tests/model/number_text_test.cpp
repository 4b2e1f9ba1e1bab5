// Numbers as text: against the conversions of the C library, over random bit patterns.
#include "catch.hpp"

#include "model/numeric/number_text.hpp"
#include "sim/random/philox.hpp"

#include <bit>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <vector>

namespace number_text_test {

using namespace plimsoll;

namespace {

std::uint64_t random_bits(std::uint32_t index, std::uint32_t slot) {
    const RandomWords words = philox({index, slot, 3, 0}, {5, 6});
    return (std::uint64_t{words[0]} << 32U) | words[1];
}

/// Digits without sign, point, exponent, leading or trailing zeros.
std::string digits_only(const std::string& text) {
    std::string digits;
    for (const char c : text.substr(0, text.find('e'))) {
        if (c >= '0' && c <= '9' && !(digits.empty() && c == '0')) {
            digits += c;
        }
    }
    while (!digits.empty() && digits.back() == '0') {
        digits.pop_back();
    }
    return digits;
}

/// The value's decimal of so many digits, and whether the C library reads it back.
bool reads_back(double value, int digits, std::string& text) {
    char buffer[64];
    std::snprintf(buffer, sizeof buffer, "%.*e", digits - 1, value);
    text = buffer;
    return std::strtod(buffer, nullptr) == value;
}

/// False unless the text reads back (here and by the C library), no shorter one does, and its
/// digits are those nearest to the value. At a power of two, whose neighbours differ in distance,
/// the nearest digits need not be those that read back.
bool prints_and_reads(double value) {
    const std::string text = number_to_text(value);
    const std::string digits = digits_only(text);
    const int count = static_cast<int>(digits.size());
    int exponent = 0;
    const bool is_power_of_two = std::frexp(std::abs(value), &exponent) == 0.5;
    std::string nearest;
    const bool shorter = count > 1 && reads_back(value, count - 1, nearest);
    const bool reads = reads_back(value, count, nearest);
    return std::strtod(text.c_str(), nullptr) == value && number_from_text(text) == value &&
           !shorter && (is_power_of_two || (reads && digits_only(nearest) == digits));
}

bool reads_like_the_platform(const std::string& text) {
    return number_from_text(text) == std::strtod(text.c_str(), nullptr);
}

std::uint32_t count_wrong_patterns(std::uint32_t patterns, std::uint32_t slot) {
    std::uint32_t wrong = 0;
    for (std::uint32_t i = 0; i < patterns; ++i) {
        const auto value = std::bit_cast<double>(random_bits(i, slot));
        wrong += !std::isfinite(value) || prints_and_reads(value) ? 0U : 1U;
    }
    return wrong;
}

} // namespace

TEST_CASE("random doubles print shortest and read back", "[number_text]") {
    CHECK(count_wrong_patterns(150000, 1) == 0);
    std::uint32_t wrong = 0;
    for (std::uint32_t i = 0; i < 100000; ++i) {
        // The sizes of results: fractions, counts, and decimals of few digits.
        const auto bits = random_bits(i, 2);
        const double fraction = static_cast<double>(bits >> 11U) * 0x1p-53;
        const auto few = static_cast<double>(bits % 100000) / (i % 2 == 0 ? 100.0 : 100000.0);
        wrong += prints_and_reads(fraction) ? 0U : 1U;
        wrong += prints_and_reads(few) ? 0U : 1U;
        wrong += prints_and_reads(fraction * 1e5) ? 0U : 1U;
    }
    CHECK(wrong == 0);
}

TEST_CASE("two million random doubles print shortest and read back", "[.][slow][number_text]") {
    CHECK(count_wrong_patterns(2000000, 4) == 0);
}

TEST_CASE("every power of two and its neighbours print shortest and read back", "[number_text]") {
    std::uint32_t wrong = 0;
    for (int exponent = -1074; exponent <= 1023; ++exponent) {
        const double power = std::ldexp(1.0, exponent);
        for (const double value : {power, std::nextafter(power, 0), std::nextafter(power, 1e308)}) {
            wrong += value == 0 || prints_and_reads(value) ? 0U : 1U;
        }
    }
    CHECK(wrong == 0);
    CHECK(prints_and_reads(std::numeric_limits<double>::max()));
}

TEST_CASE("numbers of any number of digits are read correctly rounded", "[number_text]") {
    std::uint32_t wrong = 0;
    for (std::uint32_t i = 0; i < 40000; ++i) {
        std::string text = std::to_string(random_bits(i, 5));
        text.append(1, '.').append(std::to_string(random_bits(i, 6) >> (i % 60)));
        const int exponent = static_cast<int>(random_bits(i, 7) % 700) - 370;
        text.append(1, 'e').append(std::to_string(exponent));
        wrong += !number_from_text(text) || reads_like_the_platform(text) ? 0U : 1U;
    }
    CHECK(wrong == 0);
    // Exactly half way between 1 and its neighbour, then a digit far behind that decides.
    const std::string half = "1.00000000000000011102230246251565404236316680908203125";
    CHECK(number_from_text(half) == 1.0);
    CHECK(number_from_text(half + std::string(900, '0')) == 1.0);
    CHECK(number_from_text(half + std::string(900, '0') + "1") == std::nextafter(1.0, 2.0));
    CHECK(number_from_text(std::string(2000, '0') + "1") == 1.0);
    CHECK(number_from_text(std::string("0.").append(2000, '0').append("1e2001")) == 1.0);
    CHECK(number_from_text(std::string("1").append(2000, '0').append("e-2000")) == 1.0);
    CHECK(number_from_text("2.4703282292062327208e-324") == 0.0);
    CHECK(number_from_text("2.4703282292062328e-324") == 5e-324);
    CHECK(number_from_text("2.2250738585072011e-308") == 2.2250738585072011e-308);
    CHECK(number_from_text("1.7976931348623158e308") == std::numeric_limits<double>::max());
}

TEST_CASE("numbers are laid out as people write them", "[number_text]") {
    const std::vector<std::pair<double, std::string>> cases = {
        {0, "0"},
        {-0.0, "0"},
        {1000, "1000"},
        {-3, "-3"},
        {0.1, "0.1"},
        {-0.25, "-0.25"},
        {1.5e-7, "1.5e-7"},
        {1e-6, "0.000001"},
        {1e-7, "1e-7"},
        {1e20, "100000000000000000000"},
        {1e21, "1e+21"},
        {1.25e21, "1.25e+21"},
        {123456.789, "123456.789"},
        {0.1 + 0.2, "0.30000000000000004"},
        {5e-324, "5e-324"},
        {1e23, "1e+23"},
        {9007199254740993.0, "9007199254740992"},
        {1.0 / 3, "0.3333333333333333"}};
    for (const auto& [value, text] : cases) {
        CHECK(number_to_text(value) == text);
    }
}

TEST_CASE("what is not a number is not read", "[number_text]") {
    for (const char* text :
         {"", "-", ".5", "5.", "+2", "1e", "1e+", "1,5", " 1", "1 ", "0x10", "inf", "nan", "1e400",
          "-1e309", "1.7976931348623159e308", "--1", "1e5.0", "1e99999999999999999999999"}) {
        INFO(text);
        CHECK_FALSE(number_from_text(text));
    }
    CHECK(number_from_text("12") == 12.0);
    CHECK(number_from_text("-0.5") == -0.5);
    CHECK(number_from_text("1e3") == 1000.0);
    CHECK(number_from_text("1E+3") == 1000.0);
    CHECK(number_from_text("010") == 10.0);
    CHECK(number_from_text("1e-400") == 0.0);
    CHECK(number_from_text("0e99999999999999999999999") == 0.0);
    CHECK_FALSE(std::signbit(*number_from_text("-0")));
}

} // namespace number_text_test
