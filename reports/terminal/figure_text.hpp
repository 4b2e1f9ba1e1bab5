// Figures as a person writes them: thousands separated, decimals only as far as the interval
// allows.
#pragma once

#include "model/calendar.hpp"
#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace plimsoll {

/// `12,345`.
std::string grouped(std::int64_t number);

/// Rounded half up at that many decimals (at most 6), thousands separated: `1,234.5`.
std::string fixed(double number, int decimals);

/// A number of clients: whole.
std::string clients_text(double clients);

/// The unit that a page gives its times in.
struct TimeUnit {
    double hours = 1; ///< its length in hours of the operation's calendar
    const char* sign = "h";
    const char* name = "working hours";
};

/// The largest unit in which `typical_hours` is at least one: days, hours, minutes or seconds.
TimeUnit time_unit(const Calendar& calendar, double typical_hours);

/// The unit for these times, read off where nineteen in twenty lie; days where there are none.
TimeUnit time_unit(const Calendar& calendar, const Times& times);

/// `1.2 d`.
std::string time_text(double hours, const TimeUnit& unit);

/// The same beside longer times: two decimals below one, `0.02 d`.
std::string short_time_text(double hours, const TimeUnit& unit);

/// `1.2 d ±0.1`, the interval dim; empty when there is no figure.
std::vector<Run> time_runs(const Figure& figure, const TimeUnit& unit, const TerminalLook& look);

/// `99.4% ±0.2`, `31% ±6`; empty when there is no figure.
std::vector<Run> share_runs(const Figure& figure, const TerminalLook& look);

/// What a year's share may be, in percent: `98.9–100`.
std::string year_share_text(const YearRange& range, const TerminalLook& look);

/// What a year's time may be: `1.9–2.2 d`.
std::string year_time_text(const YearRange& range, const TimeUnit& unit, const TerminalLook& look);

/// A share without its interval, whole: `53%`.
std::string percent_text(double share);

/// A share that falls the longer one looks: `≤53%`; empty when there is none.
std::string at_most_text(const Figure& share, const TerminalLook& look);

/// How many: whole, or one decimal below ten.
std::string count_text(double count);

/// What stands in place of times where there is no steady state, or may be none.
std::string growth_in_words(Stable stable);

} // namespace plimsoll
