// Calendars as the model file writes them: `Mon-Fri 09:00-17:00`, `always` (MODEL.md section 2).
#pragma once

#include "model/calendar.hpp"
#include "model/text/text_cursor.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// `Mon`, `Mon-Fri`, `Fri-Mon` at the cursor: the days, in order from the first. Empty when there
/// is none; then `problem` is set if something stands where a day should.
std::vector<int> take_days(TextCursor& cursor, Problem& problem);

/// A time of day in microseconds since midnight, `00:00` to `24:00`.
std::optional<Microseconds> take_time_of_day(TextCursor& cursor, Problem& problem);

/// `09:00-17:00`: from, and to, which is after `from` (past midnight it exceeds a day).
struct TimeSpan {
    Microseconds from = 0;
    Microseconds to = 0;
};
std::optional<TimeSpan> take_time_span(TextCursor& cursor, Problem& problem);

/// Appends the spans of one text, `Mon-Thu 09:00-12:00 + 13:00-17:00`; several separated by commas.
bool parse_spans(std::string_view text, std::vector<Span>& spans, Problem& problem);

/// Sorts and merges: no two spans overlap, and those of one day that touch are one. Where spans of
/// two days overlap, the time belongs to the day whose span is already open.
Calendar calendar_of(std::vector<Span> spans);

} // namespace plimsoll
