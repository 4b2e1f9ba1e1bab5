#include "scenarios/result/whole_number.hpp"

#include "model/numeric/number_text.hpp"

#include <cmath>

namespace plimsoll {

std::string whole(double value) {
    const std::string digits = number_to_text(std::floor(value + 0.5));
    std::string text;
    for (std::size_t place = 0; place < digits.size(); ++place) {
        if (place > 0 && digits[place - 1] != '-' && (digits.size() - place) % 3 == 0) {
            text += ',';
        }
        text += digits[place];
    }
    return text;
}

namespace {
constexpr double rounding = 1e-9;
}

double kept_to(double limit) {
    return std::floor(limit * (1 + rounding));
}

double broken_from(double limit) {
    return kept_to(limit) + 1;
}

double full_from(double limit) {
    return std::ceil(limit * (1 - rounding));
}

std::string clients_in_words(std::int64_t clients) {
    return whole(static_cast<double>(clients)) + (clients == 1 ? " client" : " clients");
}

} // namespace plimsoll
