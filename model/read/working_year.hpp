// The year of the mechanisms (MECHANISMS.md G10), and what people may be away of it.
#pragma once

#include "model/calendar.hpp"
#include "model/check/reading.hpp"

namespace plimsoll {

/// Working days of a year: 48 weeks of the calendar's, 240 at five a week; 365 where it never
/// closes.
double working_days_of_year(const Calendar& calendar);

/// Reports who would be ill on more days than there are, and vacation without dates.
void check_absence(const Node& root, Reading& reading);

} // namespace plimsoll
