// Numbers as text, the same on every machine: no locale, no library of the platform.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll {

/// The shortest decimal text that reads back as exactly `value`; "0" for -0. Whole numbers below
/// 1e21 without exponent or point ("1000"), others like "0.1", "1.5e-7", "1e+21". `value` must be
/// finite.
std::string number_to_text(double value);

/// Reads a decimal number (`12`, `-0.5`, `1e3`, `.5` is refused), correctly rounded to the nearest
/// double; nothing when the text is not wholly a number or exceeds the range of double.
std::optional<double> number_from_text(std::string_view text);

} // namespace plimsoll
