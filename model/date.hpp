// Dates (MODEL.md section 2): `2027-01-04`, `25 Dec..1 Jan`, `working day 3`, `Tue 14:00`.
//
// A date says on which days of the calendar it falls, most of them again and again. Which instants
// those are is for a DateTable to say (model/date_table.hpp).
#pragma once

#include "model/numeric/microseconds.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

/// The years of a date that is said with one, and the months of a run that may be counted to.
inline constexpr int first_year_of_dates = 1900;
inline constexpr int last_year_of_dates = 2299;
inline constexpr int most_months_of_run = 1200;

/// A day of the calendar, or a rule by which days come back.
struct DateRule {
    enum class Kind {
        every_day,        ///< `15:00`
        weekday,          ///< `Mon`; day: 0 Monday .. 6 Sunday
        day_of_month,     ///< `day 25`; in a shorter month its last day
        working_day,      ///< `working day 3`: the third of the month, if there are so many
        last_working_day, ///< of the month
        day_of_year,      ///< `31 Mar`: every year; `29 Feb` is 28 Feb in other years
        month,            ///< `Dec`: every year, all its days
        once,             ///< `2027-01-04`
        month_of_run,     ///< `month 6`: begins five months after the start; once
    };
    Kind kind = Kind::every_day;
    int year = 0;           ///< of `once`
    int month = 0;          ///< 1..12, of `day_of_year`, `month` and `once`
    int day = 0;            ///< of the month; or which working day, weekday or month
    Microseconds time = -1; ///< since midnight; -1: none said

    bool operator==(const DateRule&) const = default;
};

/// From one day to another, both included; the same twice where only one is written. Both are of
/// one kind. Without a year it may run over the turn of the year, the month or the week.
struct DateRange {
    DateRule first;
    DateRule last;

    bool operator==(const DateRange&) const = default;
};

/// `start:` and `holidays:`, of an operation that needs to know dates.
struct Dates {
    DateRule start{DateRule::Kind::once, 2027, 1, 4, -1};
    bool start_is_stated = false; ///< otherwise it is a default
    std::vector<DateRange> holidays;

    bool operator==(const Dates&) const = default;
};

/// When somebody is there at all: on days that all of this allows.
struct Presence {
    std::vector<DateRange> days;     ///< on these; empty: on all
    std::optional<DateRange> season; ///< every year
    std::optional<DateRule> from;    ///< the first day
    std::optional<DateRule> until;   ///< the last day

    bool operator==(const Presence&) const = default;
};

/// Whether its numbers name a day.
bool is_sound(const DateRule& rule);

/// How often a date comes back.
enum class Period { day, week, month, year, never };
Period period_of(const DateRule& rule);

} // namespace plimsoll
