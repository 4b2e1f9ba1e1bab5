// Dates as the model file writes them, read and written: `2027-01-04`, `24..31 Dec`, `working day
// 3`.
#pragma once

#include "model/date.hpp"
#include "model/text/text_cursor.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace plimsoll {

/// One date, with or without a time of day. The whole text.
std::optional<DateRule> parse_date(std::string_view text, Problem& problem);

/// `24 Dec..1 Jan`, `24..31 Dec`, `working day 3..8`, `Mon..Wed`, `Jan..Mar`, or one date; without
/// times. The whole text.
std::optional<DateRange> parse_date_range(std::string_view text, Problem& problem);

/// Whether a text looks like a date rather than something else, right or wrong: for messages.
bool looks_like_a_date(std::string_view text);

/// As the model file writes it.
std::string date_in_words(const DateRule& rule);
std::string date_in_words(const DateRange& range);

} // namespace plimsoll
