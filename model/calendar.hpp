// When somebody works: a week of open spans, repeated without end.
//
// The week starts on Monday at 00:00. A span belongs to the day it starts on and may run past
// midnight, also from Sunday night into Monday.
#pragma once

#include "model/numeric/microseconds.hpp"

#include <string>
#include <vector>

namespace plimsoll {

/// An open stretch [from, to) of the week; from lies in 0..week, to may exceed week (Sunday night).
struct Span {
    Microseconds from = 0;
    Microseconds to = 0;
    int weekday = 0; ///< the day it belongs to: 0 Monday .. 6 Sunday

    bool operator==(const Span&) const = default;
};

/// A weekly calendar. Spans are sorted by `from` and do not overlap; adjacent ones stay apart when
/// they belong to different days, so that open days can be counted.
struct Calendar {
    std::vector<Span> spans;
    bool always = false; ///< written `always`: round the clock, a month is 730 hours

    bool operator==(const Calendar&) const = default;
};

/// `always`: seven days of 24 hours.
Calendar round_the_clock();

/// Open time in a week, in microseconds.
Microseconds weekly_open_time(const Calendar& calendar);
/// Open hours of twelve months: of four weeks each, or 730 hours where nothing closes.
double open_hours_of_a_year(const Calendar& calendar);

/// Days of the week on which a span starts, 0..7.
int open_days(const Calendar& calendar);

/// A working day: weekly open time / open days, in microseconds. The calendar must have a span.
Microseconds working_day(const Calendar& calendar);

/// A month: four weeks of the calendar's open time, or 730 hours under `always` (MODEL.md, demand).
Microseconds working_month(const Calendar& calendar);

/// The first part of each day, as somebody who is here for `share` (0..1] of it works it.
Calendar first_share_of_each_day(const Calendar& calendar, double share);

/// The first `per_day` of open time of each day; a day shorter than that is worked whole.
Calendar first_hours_of_each_day(const Calendar& calendar, Microseconds per_day);

} // namespace plimsoll
