// Dates: what the file may write, and which days they fall on, against calendars told by hand.
#include "catch.hpp"
#include "model/date_table.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/date_text.hpp"

#include <string>
#include <vector>

namespace date_test {

using namespace plimsoll;

namespace {

Calendar calendar_from(const std::string& text) {
    std::vector<Span> spans;
    Problem problem;
    REQUIRE(parse_spans(text, spans, problem));
    return calendar_of(std::move(spans));
}

DateRule date(const std::string& text) {
    Problem problem;
    const std::optional<DateRule> rule = parse_date(text, problem);
    INFO(text << ": " << problem.message);
    REQUIRE(rule);
    CHECK(date_in_words(*rule) == text);
    return *rule;
}

DateRange range(const std::string& text) {
    Problem problem;
    const std::optional<DateRange> found = parse_date_range(text, problem);
    INFO(text << ": " << problem.message);
    REQUIRE(found);
    return *found;
}

std::string refused(const std::string& text) {
    Problem problem;
    CHECK_FALSE(parse_date(text, problem));
    return problem.message + " / " + problem.hint;
}

DateTable table(const std::string& start, const std::vector<std::string>& holidays = {},
                const std::string& calendar = "Mon-Fri 09:00-17:00") {
    Dates dates;
    dates.start = date(start);
    for (const std::string& holiday : holidays) {
        dates.holidays.push_back(range(holiday));
    }
    return DateTable(dates, calendar_from(calendar));
}

/// Days from time 0 on which the rule falls, the first few.
std::vector<std::int64_t> days_of(const DateTable& table, const std::string& rule, int count) {
    std::vector<std::int64_t> found;
    std::int64_t from = 0;
    for (int i = 0; i < count; ++i) {
        found.push_back(table.next_day(date(rule), from));
        from = found.back() + 1;
    }
    return found;
}

using Days = std::vector<std::int64_t>;

/// Days from Monday 2027-01-04.
std::int64_t day_number(const std::string& text) {
    return table("2027-01-04").next_day(date(text), 0);
}

} // namespace

TEST_CASE("Dates: every form reads back", "[model][date]") {
    for (const char* text : {"2027-01-04", "31 Mar", "29 Feb", "Dec", "working day 3",
                             "working day 1 17:00", "last working day", "day 25", "day 31 08:30",
                             "Mon", "Tue 14:00", "month 6", "15:00", "1 Jan 00:00"}) {
        date(text);
    }
    for (const char* text : {"24 Dec..1 Jan", "working day 3..working day 8", "Mon..Wed",
                             "Nov..Feb", "2027-12-24..2028-01-01", "day 25..day 31", "25 Dec",
                             "working day 18..last working day"}) {
        CHECK(date_in_words(range(text)) == text);
    }
    CHECK(range("working day 3..8") == range("working day 3..working day 8"));
    CHECK(range("24..31 Dec") == range("24 Dec..31 Dec"));
    CHECK(range("november..february") == range("Nov..Feb"));
}

TEST_CASE("Dates: what is none is refused with what would be right", "[model][date]") {
    CHECK(refused("31 Apr") == "there is no 31 Apr / April has 30 days");
    CHECK(refused("2027-02-29") == "there is no 29 Feb 2027 / February has 28 days");
    CHECK(refused("2027-13-01") == "there is no month 13 / a date is like `2027-01-04`");
    CHECK(refused("day 32") == "there is no day 32 / a month has days 1 to 31");
    CHECK(refused("working day") == "which working day? / as in `working day 3`");
    CHECK(refused("Tue 25:00").substr(0, 29) == "there is no time of day `25:0");
    CHECK(refused("Tuesdey").substr(0, 27) == "`Tuesdey` is not a date / w");
    CHECK(refused("04.01.2027").substr(0, 25) == "`04.01.2027` is not a dat");
    CHECK(refused("24:00").substr(0, 13) == "24:00 is 00:0");
    Problem problem;
    CHECK_FALSE(parse_date_range("working day 8..3", problem));
    CHECK(problem.message == "`working day 8..3` ends before it begins");
    CHECK_FALSE(parse_date_range("24 Dec..Mon", problem));
    CHECK(problem.message == "`24 Dec..Mon` begins and ends with dates of two kinds");
}

TEST_CASE("Dates: time 0 is the Monday of the week of the start", "[model][date]") {
    CHECK(table("2027-01-04").next(date("2027-01-04"), 0) == 0);
    CHECK(table("2027-01-06").next(date("2027-01-06"), 0) == 2 * day);
    CHECK(table("2027-01-06").start() == 2 * day);
    CHECK(table("2028-01-01").start() == 5 * day);                   // a Saturday
    CHECK(table("2027-01-06").next(date("month 2"), 0) == 33 * day); // 6 February
    CHECK(table("2027-01-06").next(date("month 1"), 0) == 0);
}

TEST_CASE("Dates: months of 28 to 31 days, and leap years", "[model][date]") {
    const DateTable dates = table("2027-01-04");
    // 2027: 31 Jan, 28 Feb, 31 Mar; day 0 is 4 January.
    CHECK(days_of(dates, "day 31", 3) == Days{27, 55, 86});
    CHECK(days_of(dates, "day 1", 3) == Days{28, 56, 87});
    // 28 Feb 2027, 29 Feb 2028, 28 Feb 2029
    CHECK(days_of(dates, "29 Feb", 3) == Days{55, 55 + 366, 55 + 366 + 365});
    CHECK(days_of(dates, "31 Dec", 3) == Days{361, 361 + 366, 361 + 366 + 365});
    // 2100 is no leap year, 2400 is.
    CHECK(dates.next_day(date("29 Feb"), day_number("2100-02-01")) == day_number("2100-02-28"));
    CHECK(dates.next_day(date("29 Feb"), 374 * std::int64_t{146097} / 400) % 146097 ==
          dates.next_day(date("29 Feb"), 374 * std::int64_t{146097} / 400));
    CHECK(dates.next(date("Tue 14:00"), 0) == day + 14 * hour);
    CHECK(dates.next(date("Tue 14:00"), day + 14 * hour) == day + 14 * hour);
    CHECK(dates.next(date("Tue 14:00"), day + 14 * hour + 1) == 8 * day + 14 * hour);
    CHECK(dates.next(date("15:00"), 20 * hour) == day + 15 * hour);
    CHECK(dates.next(date("2027-01-05"), 2 * day) == DateTable::never);
    CHECK(dates.next(date("Dec"), 0) == day_number("2027-12-01") * day);
}

TEST_CASE("Dates: working days, with Christmas on a weekend", "[model][date]") {
    // 25 December 2027 is a Saturday, 1 January 2028 too.
    const DateTable dates = table("2027-01-04", {"25 Dec..26 Dec", "1 Jan", "2027-12-27"});
    CHECK(dates.is_holiday(day_number("2027-12-25")));
    CHECK(dates.is_holiday(day_number("2027-12-27")));
    CHECK_FALSE(dates.is_holiday(day_number("2028-12-27")));
    CHECK_FALSE(dates.is_working_day(day_number("2027-12-27")));
    // December 2027 has 23 weekdays, one of them a holiday: its 22nd working day is Friday 31.
    CHECK(dates.next_day(date("working day 22"), day_number("2027-12-01")) ==
          day_number("2027-12-31"));
    CHECK(dates.next_day(date("last working day"), day_number("2027-12-01")) ==
          day_number("2027-12-31"));
    // January 2028 begins on a Saturday: its first working day is Monday 3.
    CHECK(dates.next_day(date("working day 1"), day_number("2028-01-01")) ==
          day_number("2028-01-03"));
    // Of 2027, only March and December have 23 weekdays, and one of December is a holiday.
    CHECK(days_of(dates, "working day 23", 2) ==
          Days{day_number("2027-03-31"), day_number("2028-03-31")});
    // Easter week 2027 by date: Good Friday 26 March, Easter Monday 29 March.
    const DateTable easter = table("2027-01-04", {"2027-03-26..2027-03-29"});
    CHECK(easter.next_day(date("last working day"), day_number("2027-03-01")) ==
          day_number("2027-03-31"));
    int working = 0;
    for (std::int64_t number = day_number("2027-03-01"); number <= day_number("2027-03-31");
         ++number) {
        working += easter.is_working_day(number) ? 1 : 0;
    }
    CHECK(working == 21);
}

TEST_CASE("Dates: 400 years are a whole number of weeks and months", "[model][date]") {
    const DateTable dates = table("2027-01-04", {"25 Dec..1 Jan"});
    constexpr std::int64_t cycle = DateTable::cycle_days;
    CHECK(cycle == 20'871 * 7);
    for (const char* rule : {"29 Feb", "working day 3", "last working day", "day 30", "Sun"}) {
        CHECK(dates.next_day(date(rule), 5 * cycle + 17) ==
              5 * cycle + dates.next_day(date(rule), 17));
    }
    int months = 0;
    for (std::int64_t at = dates.next_day(date("day 1"), 0); at < cycle;
         at = dates.next_day(date("day 1"), at + 1)) {
        ++months;
    }
    CHECK(months == DateTable::cycle_months);
    CHECK(dates.month_begins(0) == 28 * day);
    CHECK(dates.month_begins(28 * day) == 28 * day);
    CHECK(dates.month_begins(28 * day, 12) == (28 + 365) * day);
}

TEST_CASE("Dates: a range holds its days", "[model][date]") {
    const DateTable dates = table("2027-01-04", {"1 Jan"});
    const auto held = [&](const std::string& text, const std::string& from, int days) {
        std::string flags;
        for (int i = 0; i < days; ++i) {
            flags += dates.holds(range(text), day_number(from) + i) ? 'x' : '.';
        }
        return flags;
    };
    CHECK(held("24 Dec..1 Jan", "2027-12-22", 12) == "..xxxxxxxxx.");
    CHECK(held("Fri..Mon", "2027-01-04", 8) == "x...xxxx");
    // Monday 1 February 2027 is its first working day.
    CHECK(held("working day 3..8", "2027-02-01", 12) == "..xxx..xxx..");
    CHECK(held("working day 19..last working day", "2027-02-22", 10) == "...xx.....");
    CHECK(held("day 27..31", "2027-02-25", 6) == "..xx..");
    CHECK(held("Nov..Jan", "2027-01-30", 3) == "xx.");
    CHECK(held("2027-02-10..2027-02-12", "2027-02-09", 5) == ".xxx.");
    CHECK(held("month 2", "2027-02-03", 3) == ".xx");
    const std::vector<char> flags = dates.days_in({range("Mon"), range("day 7")});
    CHECK(std::vector<char>(flags.begin(), flags.begin() + 8) ==
          std::vector<char>{1, 0, 0, 1, 0, 0, 0, 1});
}

} // namespace date_test
