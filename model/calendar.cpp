#include "model/calendar.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

Calendar round_the_clock() {
    Calendar calendar;
    calendar.always = true;
    for (int weekday = 0; weekday < 7; ++weekday) {
        calendar.spans.push_back({weekday * day, (weekday + 1) * day, weekday});
    }
    return calendar;
}

Microseconds weekly_open_time(const Calendar& calendar) {
    Microseconds total = 0;
    for (const Span& span : calendar.spans) {
        total += span.to - span.from;
    }
    return total;
}

double open_hours_of_a_year(const Calendar& calendar) {
    const Microseconds of_week = weekly_open_time(calendar);
    return of_week == week ? 12. * 730
                           : 48 * static_cast<double>(of_week) / static_cast<double>(hour);
}

int open_days(const Calendar& calendar) {
    std::array<bool, 7> open{};
    for (const Span& span : calendar.spans) {
        open[static_cast<std::size_t>(span.weekday)] = true;
    }
    return static_cast<int>(std::count(open.begin(), open.end(), true));
}

Microseconds working_day(const Calendar& calendar) {
    return weekly_open_time(calendar) / open_days(calendar);
}

Microseconds working_month(const Calendar& calendar) {
    return calendar.always ? 730 * hour : 4 * weekly_open_time(calendar);
}

namespace {

/// Keeps the first `kept[weekday]` of open time of each day.
Calendar first_of_each_day(const Calendar& calendar, std::array<Microseconds, 7> kept) {
    Calendar part;
    for (const Span& span : calendar.spans) {
        Microseconds& left = kept[static_cast<std::size_t>(span.weekday)];
        const Microseconds taken = std::min(left, span.to - span.from);
        if (taken > 0) {
            part.spans.push_back({span.from, span.from + taken, span.weekday});
            left -= taken;
        }
    }
    part.always = calendar.always && part.spans == calendar.spans;
    return part;
}

} // namespace

Calendar first_share_of_each_day(const Calendar& calendar, double share) {
    std::array<Microseconds, 7> open{};
    for (const Span& span : calendar.spans) {
        open[static_cast<std::size_t>(span.weekday)] += span.to - span.from;
    }
    for (Microseconds& length : open) {
        length = static_cast<Microseconds>(std::floor(static_cast<double>(length) * share + 0.5));
    }
    return first_of_each_day(calendar, open);
}

Calendar first_hours_of_each_day(const Calendar& calendar, Microseconds per_day) {
    std::array<Microseconds, 7> kept{};
    kept.fill(per_day);
    return first_of_each_day(calendar, kept);
}

} // namespace plimsoll
