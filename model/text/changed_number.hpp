// `+2` and `-10%`: a change to the number in force.
#pragma once

#include "model/text/text_cursor.hpp"

#include <optional>
#include <string>

namespace plimsoll {

/// The text of `value` after `change`. A percentage scales every duration in the text, or its only
/// number; an amount is added to its only number, in the same unit or without one. What the number
/// counts by may be repeated: `+5h per week` on `20h per week`.
std::optional<std::string> changed_number(const std::string& value, const std::string& change,
                                          Problem& problem);

} // namespace plimsoll
