#include "model/text/calendar_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

namespace plimsoll {

namespace {

constexpr std::array<std::string_view, 7> short_names = {"mon", "tue", "wed", "thu",
                                                         "fri", "sat", "sun"};
constexpr std::array<std::string_view, 7> long_names = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

int weekday_of(std::string_view word) {
    std::string lower(word);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    for (std::size_t i = 0; i < short_names.size(); ++i) {
        if (lower == short_names[i] || lower == long_names[i]) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

} // namespace

std::vector<int> take_days(TextCursor& cursor, Problem& problem) {
    const auto take_day = [&] {
        const std::string_view word = cursor.letters();
        const int weekday = weekday_of(word);
        if (weekday < 0 && !word.empty()) {
            problem = {
                fmt::format("`{}` is not a day of the week", word),
                "the days are Mon, Tue, Wed, Thu, Fri, Sat and Sun; `always` is round the clock"};
        }
        return weekday;
    };
    const std::size_t before = cursor.at();
    const int first = take_day();
    int last = first;
    if (first >= 0 && cursor.take("-")) {
        last = take_day();
    }
    if (first < 0 || last < 0) {
        cursor.go_back_to(before);
        return {};
    }
    std::vector<int> days{first};
    for (int weekday = first; weekday != last;) {
        weekday = (weekday + 1) % 7;
        days.push_back(weekday);
    }
    return days;
}

std::optional<Microseconds> take_time_of_day(TextCursor& cursor, Problem& problem) {
    cursor.skip_blanks();
    const std::string_view rest = cursor.rest();
    const auto digit = [&](std::size_t at) {
        return at < rest.size() && rest[at] >= '0' && rest[at] <= '9';
    };
    const std::size_t hour_digits = digit(0) ? (digit(1) ? 2 : 1) : 0;
    const std::size_t colon = hour_digits;
    if (hour_digits == 0 || colon >= rest.size() || rest[colon] != ':' || !digit(colon + 1) ||
        !digit(colon + 2) || digit(colon + 3)) {
        problem = {
            fmt::format("`{}` is not a time of day", rest.substr(0, rest.find_first_of("-,+ "))),
            "write it like `09:00`"};
        return std::nullopt;
    }
    int hours = 0;
    for (std::size_t i = 0; i < hour_digits; ++i) {
        hours = hours * 10 + (rest[i] - '0');
    }
    const int minutes = (rest[colon + 1] - '0') * 10 + (rest[colon + 2] - '0');
    if (hours > 24 || minutes > 59 || (hours == 24 && minutes > 0)) {
        problem = {fmt::format("there is no time of day `{}`", rest.substr(0, colon + 3)),
                   "a day goes from 00:00 to 24:00"};
        return std::nullopt;
    }
    cursor.go_back_to(cursor.at() + colon + 3);
    return hours * hour + minutes * minute;
}

std::optional<TimeSpan> take_time_span(TextCursor& cursor, Problem& problem) {
    const std::optional<Microseconds> from = take_time_of_day(cursor, problem);
    if (!from) {
        return std::nullopt;
    }
    if (!cursor.take("-")) {
        problem = {"there is no closing time", "write it like `09:00-17:00`"};
        return std::nullopt;
    }
    const std::optional<Microseconds> to = take_time_of_day(cursor, problem);
    if (!to) {
        return std::nullopt;
    }
    if (*from == *to || *from == day) {
        problem = {"this opens and closes at the same time", "a whole day is `00:00-24:00`"};
        return std::nullopt;
    }
    return TimeSpan{*from, *to < *from ? *to + day : *to};
}

bool parse_spans(std::string_view text, std::vector<Span>& spans, Problem& problem) {
    problem = {};
    TextCursor cursor(text);
    std::vector<int> days;
    do {
        const std::vector<int> more = take_days(cursor, problem);
        days.insert(days.end(), more.begin(), more.end());
        if (more.empty() || days.empty()) {
            if (problem.message.empty()) {
                const bool is_time = cursor.peek() >= '0' && cursor.peek() <= '9';
                problem = {is_time ? "the days are missing"
                                   : fmt::format("`{}` is not a calendar", text),
                           "write it like `Mon-Fri 09:00-17:00`, or `always`"};
            }
            return false;
        }
        if (cursor.peek() == ',') {
            continue; // `Mon, Wed 09:00-12:00`: more days with the same hours
        }
        do {
            const std::optional<TimeSpan> span = take_time_span(cursor, problem);
            if (!span) {
                return false;
            }
            for (const int weekday : days) {
                spans.push_back({weekday * day + span->from, weekday * day + span->to, weekday});
            }
        } while (cursor.take("+"));
        days.clear();
    } while (cursor.take(","));
    if (!days.empty() || !cursor.done()) {
        problem = {days.empty()
                       ? fmt::format("`{}` stands where the calendar should end", cursor.rest())
                       : "these days have no hours",
                   "write it like `Mon-Thu 09:00-12:00 + 13:00-17:00`"};
        return false;
    }
    return true;
}

Calendar calendar_of(std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end(), [](const Span& a, const Span& b) {
        return std::tie(a.from, a.weekday, a.to) < std::tie(b.from, b.weekday, b.to);
    });
    // Sunday night runs into Monday, where it is open already when the week begins.
    Microseconds open_until = 0;
    for (const Span& span : spans) {
        open_until = std::max(open_until, span.to - week);
    }
    Calendar calendar;
    for (Span span : spans) {
        const bool continues = !calendar.spans.empty() &&
                               calendar.spans.back().weekday == span.weekday &&
                               calendar.spans.back().to >= span.from;
        span.from = std::max(span.from, open_until);
        if (span.from >= span.to) {
            continue;
        }
        if (continues) {
            calendar.spans.back().to = span.to;
        } else {
            calendar.spans.push_back(span);
        }
        open_until = span.to;
    }
    return calendar;
}

} // namespace plimsoll
