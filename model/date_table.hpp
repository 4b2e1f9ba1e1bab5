// Which days a date falls on: the Gregorian calendar, laid along the engine's time.
//
// Time 0 is the Monday 00:00 of the week in which the operation starts. The Gregorian calendar
// comes back after 400 years, which are 20,871 weeks exactly; so tables over one such cycle are
// exact for a run of any length. Dates with a year happen in the first cycle, once.
#pragma once

#include "model/calendar.hpp"
#include "model/date.hpp"
#include "model/operation.hpp"

#include <cstdint>
#include <limits>
#include <vector>

namespace plimsoll {

class DateTable {
public:
    /// Days after which everything comes back, and the same as time.
    static constexpr std::int64_t cycle_days = 146'097;
    static constexpr Microseconds cycle = cycle_days * day;
    static constexpr std::int64_t cycle_months = 4'800;
    /// What happens no more.
    static constexpr Microseconds never = std::numeric_limits<Microseconds>::max() / 4;

    /// A working day is one on which the operation's calendar opens and that is no holiday.
    DateTable(const Dates& dates, const Calendar& operation_calendar);

    /// The first such instant at or after t >= 0: at the rule's time, or 00:00 of that day.
    Microseconds next(const DateRule& rule, Microseconds t) const;

    /// The first such day at or after `from`; days count from the engine's time 0. -1: none.
    std::int64_t next_day(const DateRule& rule, std::int64_t from) const;

    bool holds(const DateRange& range, std::int64_t day_number) const {
        return holds(range, day_number, moment_of(day_number));
    }
    /// A flag for each day of a cycle: whether it lies in one of the ranges.
    std::vector<char> days_in(const std::vector<DateRange>& ranges) const;
    /// A flag for each day of a cycle: whether somebody is away.
    std::vector<char> days_away(const Presence& presence) const;
    bool is_holiday(std::int64_t day_number) const { return flag(holidays_, day_number); }
    bool is_working_day(std::int64_t day_number) const { return flag(working_, day_number); }

    /// The first turn of a month at or after t, 00:00 of its first day; and the one so many months
    /// after it.
    Microseconds month_begins(Microseconds t, std::int64_t months_later = 0) const;

    /// The instant at which `start` begins.
    Microseconds start() const { return start_ * day; }

private:
    static bool flag(const std::vector<char>& flags, std::int64_t day_number) {
        return flags[static_cast<std::size_t>(day_number % cycle_days)] != 0;
    }
    struct Date {
        int year, month, day;
    };
    struct Moment {
        Date date;
        int month_end; ///< the last day of its month
    };
    Date date_of(std::int64_t day_number) const;
    Moment moment_of(std::int64_t day_number) const;
    bool holds(const DateRange& range, std::int64_t day_number, const Moment& moment) const;
    std::int64_t number_of(const Date& date) const;
    std::int64_t first_day(const DateRule& rule) const;
    std::int64_t in_month(const DateRule& rule, int year, int month) const;
    bool working_day_is_held(const DateRange& range, std::int64_t day_number,
                             const Date& date) const;

    std::int64_t monday_ = 0; ///< days from 1970-01-01 to the engine's time 0
    std::int64_t start_ = 0;  ///< days from there to the start, 0..6
    Date first_{};            ///< the start
    std::vector<char> holidays_;
    std::vector<char> working_;
};

/// The longest period in which a date of the operation comes back; `never`: none does.
Period longest_period(const Operation& operation);

/// Open hours of a calendar in a real month, holidays left out, on average over a date cycle.
Microseconds mean_month(const Calendar& calendar, const DateTable& table);

/// A month of a calendar: four weeks of it, or the mean of real months where a start is stated.
Microseconds month_of(const Calendar& calendar, const Operation& operation);

} // namespace plimsoll
