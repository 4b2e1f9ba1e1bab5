// What is typed behind an option, read strictly: nothing is guessed, nothing is cut off.
#pragma once

#include "model/calendar.hpp"
#include "scenarios/study.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// A whole number, digits only.
std::optional<std::uint64_t> whole_number(std::string_view text);

/// `2%` or `0.02`: above 0 and below 1.
std::optional<double> precision_value(std::string_view text);

/// A length of open time: `2000` (hours), `2000h`, `26w`, `1h 30min`, with the days and weeks of
/// `calendar`. At most a million hours, or 100,000 weeks of the calendar; calendar days have no
/// open time of their own and are refused.
std::optional<Microseconds> open_time(std::string_view text, const Calendar& calendar);

/// `20..1000`, `20,50,100` or `100`: ascending, each at least 1 and at most ten million.
std::optional<SweepRange> volumes_value(std::string_view text);

/// `M5,M6`: the n of each, ascending, 1 to 18.
std::optional<std::vector<int>> mechanisms_value(std::string_view text);

} // namespace plimsoll
