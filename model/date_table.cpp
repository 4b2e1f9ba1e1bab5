#include "model/date_table.hpp"

#include <algorithm>
#include <array>
#include <chrono>

namespace plimsoll {

namespace {

using DateKind = DateRule::Kind;

/// Days since 1970-01-01; a day beyond its month's last is that last one.
std::int64_t civil(int year, int month, int day) {
    using namespace std::chrono;
    const year_month_day_last last{std::chrono::year{year},
                                   month_day_last{std::chrono::month{unsigned(month)}}};
    const unsigned within = std::min(unsigned(day), unsigned(last.day()));
    return sys_days{year_month_day{last.year(), last.month(), std::chrono::day{within}}}
        .time_since_epoch()
        .count();
}

/// Months since year 0, and back.
std::int64_t months_of(int year, int month) {
    return std::int64_t{year} * 12 + month - 1;
}
int year_of(std::int64_t months) {
    return static_cast<int>(months / 12);
}
int month_of(std::int64_t months) {
    return static_cast<int>(months % 12) + 1;
}

/// From first to last, over the turn where first is the later one.
bool within(int first, int value, int last) {
    return first <= last ? first <= value && value <= last : first <= value || value <= last;
}

} // namespace

DateTable::DateTable(const Dates& dates, const Calendar& operation_calendar)
    : first_{dates.start.year, dates.start.month, dates.start.day} {
    const std::int64_t start = civil(first_.year, first_.month, first_.day);
    // 1970-01-01 was a Thursday.
    start_ = ((start + 3) % 7 + 7) % 7;
    monday_ = start - start_;
    std::array<bool, 7> opens{};
    for (const Span& span : operation_calendar.spans) {
        opens[static_cast<std::size_t>(span.weekday)] = true;
    }
    holidays_ = days_in(dates.holidays);
    working_.assign(cycle_days, 0);
    for (std::int64_t number = 0; number < cycle_days; ++number) {
        const bool open = opens[static_cast<std::size_t>(number % 7)];
        working_[static_cast<std::size_t>(number)] =
            open && (operation_calendar.always || !is_holiday(number)) ? 1 : 0;
    }
}

std::vector<char> DateTable::days_in(const std::vector<DateRange>& ranges) const {
    std::vector<char> flags(cycle_days, 0);
    for (std::int64_t number = 0; number < cycle_days && !ranges.empty(); ++number) {
        const Moment moment = moment_of(number);
        flags[static_cast<std::size_t>(number)] =
            std::any_of(ranges.begin(), ranges.end(),
                        [&](const DateRange& range) { return holds(range, number, moment); })
                ? 1
                : 0;
    }
    return flags;
}

std::vector<char> DateTable::days_away(const Presence& presence) const {
    std::vector<char> there(cycle_days, 1);
    const auto only = [&](const std::vector<DateRange>& ranges) {
        const std::vector<char> held = days_in(ranges);
        std::transform(there.begin(), there.end(), held.begin(), there.begin(),
                       [](char a, char b) { return static_cast<char>(a & b); });
    };
    if (!presence.days.empty()) {
        only(presence.days);
    }
    if (presence.season) {
        only({*presence.season});
    }
    std::int64_t first = 0;
    std::int64_t last = cycle_days;
    if (presence.from) {
        first = std::clamp<std::int64_t>(first_day(*presence.from), 0, cycle_days);
    }
    if (presence.until) {
        DateRule after = *presence.until;
        const bool is_month = after.kind == DateKind::month_of_run;
        after.day += is_month ? 1 : 0;
        last = std::clamp<std::int64_t>(first_day(after) + (is_month ? 0 : 1), 0, cycle_days);
    }
    for (std::int64_t number = 0; number < cycle_days; ++number) {
        char& flag = there[static_cast<std::size_t>(number)];
        flag = number >= first && number < last && flag != 0 ? 0 : 1;
    }
    return there; // by now turned into who is away
}

DateTable::Date DateTable::date_of(std::int64_t day_number) const {
    using namespace std::chrono;
    const year_month_day date{sys_days{days{monday_ + day_number}}};
    return {static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
            static_cast<int>(static_cast<unsigned>(date.day()))};
}

DateTable::Moment DateTable::moment_of(std::int64_t day_number) const {
    using namespace std::chrono;
    const Date date = date_of(day_number);
    const year_month_day_last last{std::chrono::year{date.year},
                                   month_day_last{std::chrono::month{unsigned(date.month)}}};
    return {date, static_cast<int>(static_cast<unsigned>(last.day()))};
}

std::int64_t DateTable::number_of(const Date& date) const {
    return civil(date.year, date.month, date.day) - monday_;
}

/// The day of this month that the rule means, or a negative number.
std::int64_t DateTable::in_month(const DateRule& rule, int year, int month) const {
    const std::int64_t first = number_of({year, month, 1});
    const std::int64_t last = number_of({year, month, 31});
    switch (rule.kind) {
    case DateKind::day_of_month:
        return std::min(first + rule.day - 1, last);
    case DateKind::day_of_year:
        return rule.month == month ? std::min(first + rule.day - 1, last) : -1;
    case DateKind::month:
        return rule.month == month ? first : -1;
    case DateKind::working_day: {
        int left = rule.day;
        for (std::int64_t number = first; number <= last; ++number) {
            // The days of the first month before time 0 count as those of 400 years later.
            left -= is_working_day((number + cycle_days) % cycle_days) ? 1 : 0;
            if (left == 0) {
                return number;
            }
        }
        return -1;
    }
    case DateKind::last_working_day:
        for (std::int64_t number = last; number >= first; --number) {
            if (is_working_day((number + cycle_days) % cycle_days)) {
                return number;
            }
        }
        return -1;
    default:
        return -1;
    }
}

/// Of a date that happens once; it may lie before time 0.
std::int64_t DateTable::first_day(const DateRule& rule) const {
    if (rule.kind == DateKind::once) {
        return number_of({rule.year, rule.month, rule.day});
    }
    const std::int64_t months = months_of(first_.year, first_.month) + rule.day - 1;
    return rule.day == 1 ? 0 : number_of({year_of(months), month_of(months), first_.day});
}

std::int64_t DateTable::next_day(const DateRule& rule, std::int64_t from) const {
    switch (rule.kind) {
    case DateKind::every_day:
        return from;
    case DateKind::weekday:
        return from + (rule.day - from % 7 + 7) % 7;
    case DateKind::once:
    case DateKind::month_of_run: {
        const std::int64_t found = first_day(rule);
        return found >= from ? found : -1;
    }
    default:
        break;
    }
    const Date date = date_of(from);
    const std::int64_t now = months_of(date.year, date.month);
    // A 23rd working day may take years to come; one that does not come in a cycle never does.
    for (std::int64_t months = now; months <= now + cycle_months; ++months) {
        const std::int64_t found = in_month(rule, year_of(months), month_of(months));
        if (found >= from) {
            return found;
        }
    }
    return -1;
}

Microseconds DateTable::next(const DateRule& rule, Microseconds t) const {
    const Microseconds time = std::max<Microseconds>(rule.time, 0);
    std::int64_t found = next_day(rule, t / day);
    if (found >= 0 && found * day + time < t) {
        found = next_day(rule, found + 1);
    }
    return found < 0 ? never : found * day + time;
}

bool DateTable::working_day_is_held(const DateRange& range, std::int64_t day_number,
                                    const Date& date) const {
    if (!is_working_day(day_number)) {
        return false;
    }
    const auto at = [&](const DateRule& rule) { return in_month(rule, date.year, date.month); };
    const std::int64_t first = at(range.first);
    const std::int64_t last = at(range.last);
    // A month may have fewer working days than the range goes to.
    return first >= 0 && first <= day_number && (last < 0 || day_number <= last);
}

bool DateTable::holds(const DateRange& range, std::int64_t day_number, const Moment& moment) const {
    const Date& date = moment.date;
    const DateRule& first = range.first;
    const DateRule& last = range.last;
    // `day 31` and `29 Feb` are the last day of a month that has no such day.
    const auto day_of = [&](const DateRule& rule) {
        return first.kind == DateKind::day_of_month || rule.month == date.month
                   ? std::min(rule.day, moment.month_end)
                   : rule.day;
    };
    const auto of_year = [](int month, int day) { return month * 32 + day; };
    const auto whole = [&](const DateRule& rule) {
        return rule.year * 512 + of_year(rule.month, rule.day);
    };
    switch (first.kind) {
    case DateKind::every_day:
        return true;
    case DateKind::weekday:
        return within(first.day, static_cast<int>(day_number % 7), last.day);
    case DateKind::day_of_month:
        return within(day_of(first), date.day, day_of(last));
    case DateKind::day_of_year:
        return within(of_year(first.month, day_of(first)), of_year(date.month, date.day),
                      of_year(last.month, day_of(last)));
    case DateKind::month:
        return within(first.month, date.month, last.month);
    case DateKind::working_day:
    case DateKind::last_working_day:
        return working_day_is_held(range, day_number, date);
    case DateKind::once:
        return within(whole(first), date.year * 512 + of_year(date.month, date.day), whole(last));
    case DateKind::month_of_run: {
        DateRule after = last;
        ++after.day;
        return day_number >= next_day(first, 0) && day_number < next_day(after, 0);
    }
    }
    return false;
}

Microseconds mean_month(const Calendar& calendar, const DateTable& table) {
    std::array<std::int64_t, 7> days{};
    for (std::int64_t number = 0; number < DateTable::cycle_days; ++number) {
        days[static_cast<std::size_t>(number % 7)] +=
            calendar.always || !table.is_holiday(number) ? 1 : 0;
    }
    Microseconds open = 0;
    for (const Span& span : calendar.spans) {
        open += (span.to - span.from) * days[static_cast<std::size_t>(span.weekday)];
    }
    return open / DateTable::cycle_months;
}

Microseconds month_of(const Calendar& calendar, const Operation& operation) {
    return operation.dates && operation.dates->start_is_stated
               ? mean_month(calendar, DateTable(*operation.dates, operation.calendar))
               : working_month(calendar);
}

Microseconds DateTable::month_begins(Microseconds t, std::int64_t months_later) const {
    const Date date = date_of(t / day);
    std::int64_t months = months_of(date.year, date.month);
    months += number_of({date.year, date.month, 1}) * day < t ? 1 : 0;
    months += months_later;
    return number_of({year_of(months), month_of(months), 1}) * day;
}

} // namespace plimsoll
