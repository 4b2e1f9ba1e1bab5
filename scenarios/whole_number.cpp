#include "scenarios/whole_number.hpp"

#include "model/number_text.hpp"

#include <cmath>

namespace plimsoll {

std::string whole(double value) {
    std::string digits = number_to_text(std::floor(value + 0.5));
    const std::size_t least = digits[0] == '-' ? 4 : 3;
    for (std::size_t place = digits.size(); place > least; place -= 3) {
        digits.insert(place - 3, ",");
    }
    return digits;
}

} // namespace plimsoll
