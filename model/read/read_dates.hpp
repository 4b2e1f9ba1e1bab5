// `start:` and `holidays:`, and whatever else of a model needs to know dates.
#pragma once

#include "model/check/reading.hpp"
#include "model/date_table.hpp"

namespace plimsoll {

/// `start:` and `holidays:` of the operation, whose calendar must be known.
void read_start_and_holidays(const Node& root, Reading& reading);

/// One date. The operation then knows dates: where no start is given, from a default one on.
/// Weekdays and times of day need none.
std::optional<DateRule> read_date(const Entry& entry, Reading& reading);

/// One date or a list of them.
std::vector<DateRule> read_dates(const Entry& entry, Reading& reading);

/// Days: `24 Dec..1 Jan`, `working day 3..8`, or a list of such ranges.
std::vector<DateRange> read_days(const Entry& entry, Reading& reading);

/// The days of this operation, which must know dates (Operation::dates).
const DateTable& date_table(Reading& reading);

/// month_of of the operation as far as it is read.
Microseconds month_in(const Calendar& calendar, Reading& reading);

} // namespace plimsoll
