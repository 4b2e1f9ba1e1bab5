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

/// A length of open time as typed: `2000` (hours), `2000h`, `26w`, `1h 30min`. What `d` and `w` mean
/// is the operation's to say.
struct TypedDuration {
    struct Part {
        double amount = 0;
        char unit = 'h'; ///< s, m (minutes), h, d, w
    };
    std::vector<Part> parts;
};

std::optional<TypedDuration> duration_value(std::string_view text);

/// The open time it stands for; nothing above a million hours, or where days and weeks have no length.
std::optional<Microseconds> open_time(const TypedDuration& duration, const Calendar& calendar);

/// `20..1000`, `20,50,100` or `100`: ascending, each at least 1 and at most ten million.
std::optional<SweepRange> volumes_value(std::string_view text);

} // namespace plimsoll
