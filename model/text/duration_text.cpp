#include "model/text/duration_text.hpp"

#include "model/text/suggestion.hpp"

#include <fmt/format.h>

#include <map>

namespace plimsoll {

namespace {

/// What people write for a unit, and what it is called here.
std::string meant_unit(std::string_view word) {
    static const std::map<std::string, std::string, std::less<>> meant = {
        {"sec", "s"},    {"secs", "s"},     {"second", "s"},    {"seconds", "s"}, {"S", "s"},
        {"mins", "min"}, {"minute", "min"}, {"minutes", "min"}, {"Min", "min"},   {"m", "min"},
        {"hr", "h"},     {"hrs", "h"},      {"hour", "h"},      {"hours", "h"},   {"H", "h"},
        {"day", "d"},    {"days", "d"},     {"D", "d"},         {"wk", "w"},      {"week", "w"},
        {"weeks", "w"},  {"W", "w"},        {"CD", "cd"},
    };
    const auto found = meant.find(word);
    return found == meant.end() ? std::string{} : found->second;
}

constexpr std::string_view unit_list = "units are s, min, h, d, w and cd";

} // namespace

WorkingTime working_time(const Calendar& calendar) {
    return {static_cast<double>(working_day(calendar)),
            static_cast<double>(weekly_open_time(calendar))};
}

std::optional<double> take_duration(TextCursor& cursor, const WorkingTime& working, bool several,
                                    UnitsUsed& units, Problem& problem) {
    double total = 0;
    bool any = false;
    for (;;) {
        const std::size_t before = cursor.at();
        const std::optional<double> amount = cursor.number();
        if (!amount) {
            if (any) {
                cursor.go_back_to(before);
                return total;
            }
            problem = {"", ""};
            return std::nullopt;
        }
        const std::string number = number_to_text(*amount);
        const std::string_view unit = cursor.word();
        if (unit == "s") {
            total += *amount * static_cast<double>(second);
        } else if (unit == "min") {
            total += *amount * static_cast<double>(minute);
        } else if (unit == "h") {
            total += *amount * static_cast<double>(hour);
        } else if (unit == "d") {
            total += *amount * working.day;
            units.working = true;
        } else if (unit == "w") {
            total += *amount * working.week;
            units.working = true;
        } else if (unit == "cd") {
            total += *amount * static_cast<double>(day);
            units.calendar_days = true;
        } else if (unit.empty()) {
            problem = {
                fmt::format("`{}` has no unit", number),
                fmt::format("seconds, minutes, hours or days: `{0}s`, `{0}min`, `{0}h`, `{0}d`?",
                            number)};
            return std::nullopt;
        } else {
            const std::string meant = meant_unit(unit);
            problem = {fmt::format("`{}` is not a unit of time", unit),
                       meant.empty() ? std::string(unit_list)
                                     : fmt::format("write `{}{}`", number, meant)};
            return std::nullopt;
        }
        any = true;
        constexpr double longest = 100.0 * 365 * 24 * 3600e6;
        if (!(total <= longest)) {
            problem = {"this is longer than a hundred years", ""};
            return std::nullopt;
        }
        if (!several) {
            return total;
        }
    }
}

std::optional<DurationText> parse_duration(std::string_view text, const WorkingTime& working,
                                           Problem& problem) {
    TextCursor cursor(text);
    DurationText duration;
    const std::optional<double> total =
        take_duration(cursor, working, true, duration.units, problem);
    if (!total || !cursor.done()) {
        if (problem.message.empty()) {
            problem = {fmt::format("`{}` is not a duration", text),
                       "write it like `20min`, `1h 30min` or `2d`"};
        }
        return std::nullopt;
    }
    if (duration.units.working && duration.units.calendar_days) {
        problem = {"working days (`d`, `w`) and calendar days (`cd`) do not add up",
                   "write it in one of them"};
        return std::nullopt;
    }
    duration.microseconds = *total;
    return duration;
}

} // namespace plimsoll
