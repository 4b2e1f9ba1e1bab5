#include "model/text/date_text.hpp"

#include "model/text/calendar_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace plimsoll {

namespace {

constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};
constexpr std::array<std::string_view, 7> weekday_names = {"Mon", "Tue", "Wed", "Thu",
                                                           "Fri", "Sat", "Sun"};
constexpr std::string_view forms = "write it like `2027-01-04`, `31 Mar`, `Dec`, `working day 3`, "
                                   "`last working day`, `day 25`, `Mon` or `Tue 14:00`";

std::string lower(std::string_view text) {
    std::string out(text);
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

std::string_view short_month(int month) {
    return month_names[static_cast<std::size_t>(month - 1)].substr(0, 3);
}

/// 1..12, or 0.
int month_of(std::string_view word) {
    const std::string wanted = lower(word);
    for (std::size_t i = 0; i < month_names.size(); ++i) {
        const std::string name = lower(month_names[i]);
        if (wanted == name || (wanted.size() == 3 && wanted == name.substr(0, 3))) {
            return static_cast<int>(i) + 1;
        }
    }
    return 0;
}

/// A whole number of at most four digits, or -1.
int take_digits(TextCursor& cursor) {
    cursor.skip_blanks();
    const std::string_view rest = cursor.rest();
    std::size_t length = 0;
    int number = 0;
    while (length < rest.size() && rest[length] >= '0' && rest[length] <= '9') {
        number = length < 4 ? number * 10 + (rest[length] - '0') : 10'000;
        ++length;
    }
    cursor.go_back_to(cursor.at() + length);
    return length > 0 ? number : -1;
}

Problem no_date(std::string_view text) {
    return {fmt::format("`{}` is not a date", text), std::string(forms)};
}

/// Whether there is such a day; 29 Feb is one, in some years.
bool check_day(int year, int month, int day, Problem& problem) {
    using namespace std::chrono;
    const int of_year = year > 0 ? year : 2000;
    if (month >= 1 && month <= 12 && day >= 1 &&
        year_month_day{std::chrono::year{of_year}, std::chrono::month{unsigned(month)},
                       std::chrono::day{unsigned(day)}}
            .ok()) {
        return true;
    }
    if (month < 1 || month > 12) {
        problem = {fmt::format("there is no month {}", month), "a date is like `2027-01-04`"};
        return false;
    }
    const year_month_day_last last{std::chrono::year{of_year},
                                   month_day_last{std::chrono::month{unsigned(month)}}};
    problem = {fmt::format("there is no {} {}{}", day, short_month(month),
                           year > 0 ? fmt::format(" {}", year) : std::string{}),
               fmt::format("{} has {} days", month_names[static_cast<std::size_t>(month - 1)],
                           static_cast<unsigned>(last.day()))};
    return false;
}

/// `2027-01-04` at the cursor, behind its year.
std::optional<DateRule> take_rest_of_date(TextCursor& cursor, int year, Problem& problem) {
    DateRule rule;
    rule.kind = DateRule::Kind::once;
    rule.year = year;
    cursor.take("-");
    rule.month = take_digits(cursor);
    const bool dash = cursor.take("-");
    rule.day = take_digits(cursor);
    if (rule.month < 0 || !dash || rule.day < 0 || year < first_year_of_dates ||
        year > last_year_of_dates) {
        problem = {"this is no date with a year", "write year, month and day like `2027-01-04`"};
        return std::nullopt;
    }
    return check_day(year, rule.month, rule.day, problem) ? std::optional<DateRule>(rule)
                                                          : std::nullopt;
}

/// The number behind `day`, `working day` or `month`.
std::optional<DateRule> take_numbered(TextCursor& cursor, DateRule::Kind kind, int most,
                                      Problem& problem) {
    DateRule rule;
    rule.kind = kind;
    rule.day = take_digits(cursor);
    if (rule.day >= 1 && rule.day <= most) {
        return rule;
    }
    const std::string_view word = kind == DateRule::Kind::month_of_run   ? "month"
                                  : kind == DateRule::Kind::day_of_month ? "day"
                                                                         : "working day";
    problem = rule.day < 0
                  ? Problem{fmt::format("which {}?", word), fmt::format("as in `{} 3`", word)}
                  : Problem{fmt::format("there is no {} {}", word, rule.day),
                            kind == DateRule::Kind::month_of_run
                                ? "months count from the start, from 1 on"
                                : "a month has days 1 to 31"};
    return std::nullopt;
}

/// A date without a time of day at the cursor.
std::optional<DateRule> take_date(TextCursor& cursor, Problem& problem) {
    constexpr int most_days = 31;
    const std::string_view text = cursor.rest();
    DateRule rule;
    const int number = take_digits(cursor);
    if (number >= 0 && cursor.peek() == '-') {
        return take_rest_of_date(cursor, number, problem);
    }
    const std::string word = lower(cursor.letters());
    if (number >= 0) {
        rule = {DateRule::Kind::day_of_year, 0, month_of(word), number, -1};
        if (rule.month == 0) {
            problem = no_date(text);
            return std::nullopt;
        }
        return check_day(0, rule.month, number, problem) ? std::optional<DateRule>(rule)
                                                         : std::nullopt;
    }
    if (word == "day") {
        return take_numbered(cursor, DateRule::Kind::day_of_month, most_days, problem);
    }
    if (word == "month") {
        return take_numbered(cursor, DateRule::Kind::month_of_run, most_months_of_run, problem);
    }
    const bool last = word == "last";
    const std::string second_word = last ? lower(cursor.letters()) : word;
    if (second_word == "working") {
        if (lower(cursor.letters()) == "day") {
            if (!last) {
                return take_numbered(cursor, DateRule::Kind::working_day, most_days, problem);
            }
            rule.kind = DateRule::Kind::last_working_day;
            return rule;
        }
    } else if (!last && month_of(word) > 0) {
        rule.kind = DateRule::Kind::month;
        rule.month = month_of(word);
        return rule;
    } else if (!last) {
        TextCursor days(word);
        Problem ignored;
        const std::vector<int> weekday = take_days(days, ignored);
        if (weekday.size() == 1 && days.done()) {
            rule.kind = DateRule::Kind::weekday;
            rule.day = weekday.front();
            return rule;
        }
    }
    problem = no_date(text);
    return std::nullopt;
}

/// The end of a range whose first day is known: it may leave out what both have in common.
std::optional<DateRule> take_last(TextCursor& cursor, const DateRule& first, Problem& problem) {
    const std::size_t before = cursor.at();
    const int number = take_digits(cursor);
    if (number >= 0 && cursor.done() &&
        (first.kind == DateRule::Kind::working_day || first.kind == DateRule::Kind::day_of_month)) {
        cursor.go_back_to(before);
        return take_numbered(cursor, first.kind, 31, problem);
    }
    cursor.go_back_to(before);
    return take_date(cursor, problem);
}

} // namespace

std::optional<DateRule> parse_date(std::string_view text, Problem& problem) {
    problem = {};
    TextCursor cursor(text);
    std::optional<DateRule> rule;
    Problem no_time;
    if (const std::optional<Microseconds> time = take_time_of_day(cursor, no_time)) {
        rule = DateRule{};
        rule->time = *time;
    } else {
        rule = take_date(cursor, problem);
        if (rule && !cursor.done()) {
            const std::optional<Microseconds> at = take_time_of_day(cursor, problem);
            if (!at) {
                return std::nullopt;
            }
            rule->time = *at;
        }
    }
    if (rule && !cursor.done()) {
        problem = {fmt::format("`{}` stands where the date should end", cursor.rest()),
                   std::string(forms)};
        return std::nullopt;
    }
    if (rule && rule->time == day) {
        problem = {"24:00 is 00:00 of the day after", "write that day and `00:00`"};
        return std::nullopt;
    }
    return rule;
}

std::optional<DateRange> parse_date_range(std::string_view text, Problem& problem) {
    problem = {};
    TextCursor cursor(text);
    DateRange range;
    // `24..31 Dec`
    const int number = take_digits(cursor);
    if (number >= 0 && cursor.take("..")) {
        const std::optional<DateRule> last = take_date(cursor, problem);
        if (!last || last->kind != DateRule::Kind::day_of_year || !cursor.done()) {
            problem = problem.message.empty() ? no_date(text) : problem;
            return std::nullopt;
        }
        range = {*last, *last};
        range.first.day = number;
        return check_day(0, last->month, number, problem) ? std::optional<DateRange>(range)
                                                          : std::nullopt;
    }
    cursor.go_back_to(0);
    const std::optional<DateRule> first = take_date(cursor, problem);
    if (!first) {
        return std::nullopt;
    }
    range = {*first, *first};
    if (cursor.take("..")) {
        const std::optional<DateRule> last = take_last(cursor, *first, problem);
        if (!last) {
            return std::nullopt;
        }
        range.last = *last;
    }
    if (!cursor.done()) {
        problem = {fmt::format("`{}` stands where the date should end", cursor.rest()),
                   "these are whole days, without times"};
        return std::nullopt;
    }
    const bool month_end = range.first.kind == DateRule::Kind::working_day &&
                           range.last.kind == DateRule::Kind::last_working_day;
    if (range.first.kind != range.last.kind && !month_end) {
        problem = {fmt::format("`{}` begins and ends with dates of two kinds", text),
                   "as in `24 Dec..1 Jan`, `2027-12-24..2028-01-01` or `working day 3..8`"};
        return std::nullopt;
    }
    const auto order = [](const DateRule& rule) {
        return (rule.year * 16 + rule.month) * 2048 + rule.day;
    };
    const bool turns = range.first.kind == DateRule::Kind::once ||
                       range.first.kind == DateRule::Kind::month_of_run ||
                       range.first.kind == DateRule::Kind::working_day;
    if (turns && !month_end && order(range.last) < order(range.first)) {
        problem = {fmt::format("`{}` ends before it begins", text), "the earlier one comes first"};
        return std::nullopt;
    }
    return range;
}

bool looks_like_a_date(std::string_view text) {
    Problem problem;
    const std::string words = lower(text);
    return parse_date_range(text, problem).has_value() ||
           words.find("working day") != std::string::npos || words.substr(0, 4) == "day " ||
           words.substr(0, 6) == "month ";
}

std::string date_in_words(const DateRule& rule) {
    std::string out;
    switch (rule.kind) {
    case DateRule::Kind::every_day:
        break;
    case DateRule::Kind::weekday:
        out = weekday_names[static_cast<std::size_t>(rule.day)];
        break;
    case DateRule::Kind::day_of_month:
        out = fmt::format("day {}", rule.day);
        break;
    case DateRule::Kind::working_day:
        out = fmt::format("working day {}", rule.day);
        break;
    case DateRule::Kind::last_working_day:
        out = "last working day";
        break;
    case DateRule::Kind::day_of_year:
        out = fmt::format("{} {}", rule.day, short_month(rule.month));
        break;
    case DateRule::Kind::month:
        out = short_month(rule.month);
        break;
    case DateRule::Kind::once:
        out = fmt::format("{:04}-{:02}-{:02}", rule.year, rule.month, rule.day);
        break;
    case DateRule::Kind::month_of_run:
        out = fmt::format("month {}", rule.day);
        break;
    }
    if (rule.time >= 0) {
        out += fmt::format("{}{:02}:{:02}", out.empty() ? "" : " ", rule.time / hour,
                           rule.time % hour / minute);
    }
    return out;
}

std::string date_in_words(const DateRange& range) {
    return range.first == range.last
               ? date_in_words(range.first)
               : date_in_words(range.first) + ".." + date_in_words(range.last);
}

} // namespace plimsoll
