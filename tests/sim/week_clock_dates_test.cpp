// A clock with closed days, against one that is asked day by day.
#include "catch.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/date_text.hpp"
#include "sim/calendar/week_clock.hpp"

#include <string>
#include <vector>

namespace week_clock_dates_test {

using namespace plimsoll;

namespace {

Calendar calendar_from(const std::string& text) {
    std::vector<Span> spans;
    Problem problem;
    REQUIRE(parse_spans(text, spans, problem));
    return calendar_of(std::move(spans));
}

DateTable table(const std::vector<std::string>& holidays) {
    Dates dates;
    Problem problem;
    for (const std::string& holiday : holidays) {
        dates.holidays.push_back(*parse_date_range(holiday, problem));
    }
    return DateTable(dates, calendar_from("Mon-Fri 09:00-17:00"));
}

WeekClock closed_on(const std::string& calendar, const std::vector<std::string>& days) {
    const DateTable dates = table(days);
    Problem problem;
    std::vector<DateRange> ranges;
    for (const std::string& text : days) {
        ranges.push_back(*parse_date_range(text, problem));
    }
    return WeekClock(calendar_from(calendar), dates.days_in(ranges));
}

} // namespace

TEST_CASE("Clock: Christmas is closed", "[sim][date]") {
    const WeekClock clock = closed_on("Mon-Fri 09:00-17:00", {"24 Dec..1 Jan"});
    // Monday 4 January 2027 is day 0; Thursday 23 December is day 353, Monday 3 January day 364.
    const Microseconds before = clock.open_before(353 * day);
    CHECK(before == (353 / 7 * 5 + 3) * 8 * hour);
    CHECK(clock.open_before(364 * day) == before + 8 * hour);
    CHECK(clock.next_opening(353 * day + 17 * hour) == 364 * day + 9 * hour);
    CHECK(clock.at_open(before + 8 * hour) == 353 * day + 17 * hour);
    CHECK(clock.at_open(before + 8 * hour + 1) == 364 * day + 9 * hour + 1);
    CHECK_FALSE(clock.is_open(354 * day + 10 * hour));
    CHECK(clock.is_open(364 * day + 10 * hour));
    CHECK(clock.opened_at(364 * day + 10 * hour) == 364 * day + 9 * hour);
    // Nothing is lost where it falls on a weekend.
    CHECK(closed_on("Mon-Fri 09:00-17:00", {"25 Dec..26 Dec"}).open_before(365 * day) ==
          261 * 8 * hour);
}

TEST_CASE("Clock: a night belongs to the day on which it begins", "[sim][date]") {
    const WeekClock clock = closed_on("Mon-Sun 22:00-06:00", {"2027-01-06"});
    CHECK(clock.is_open(2 * day + 5 * hour)); // since the evening before
    CHECK_FALSE(clock.is_open(2 * day + 23 * hour));
    CHECK_FALSE(clock.is_open(3 * day + 5 * hour));
    CHECK(clock.next_opening(2 * day + 6 * hour) == 3 * day + 22 * hour);
    CHECK(clock.open_before(4 * day) == 3 * 8 * hour);
}

TEST_CASE("Clock: every microsecond of open time has its instant, over cycles", "[sim][date]") {
    for (const char* hours : {"Mon-Fri 09:00-17:00", "Mon-Sun 00:00-24:00",
                              "Mon-Thu 22:00-06:00, Sat 09:00-12:00 + 13:00-15:00"}) {
        const WeekClock clock =
            closed_on(hours, {"24 Dec..2 Jan", "1 May", "2028-02-28..2028-03-01"});
        const WeekClock week_alone{calendar_from(hours)};
        CHECK(clock.cycle() == DateTable::cycle);
        CHECK(clock.open_before(clock.cycle()) == clock.open_per_cycle());
        CHECK(clock.open_per_cycle() < week_alone.open_before(DateTable::cycle));
        for (const Microseconds base : {Microseconds{0}, 2 * DateTable::cycle}) {
            Microseconds open = clock.open_before(base);
            for (Microseconds t = base; t < base + 800 * day; t += 30 * minute) {
                REQUIRE(clock.open_before(t) == open);
                open += clock.is_open(t) ? 30 * minute : 0;
                if (clock.is_open(t)) {
                    REQUIRE(clock.next_opening(t) == t);
                    REQUIRE(clock.at_open(open) == t + 30 * minute);
                    REQUIRE(clock.opened_at(t) <= t);
                } else {
                    const Microseconds opening = clock.next_opening(t);
                    REQUIRE(opening > t);
                    REQUIRE(clock.is_open(opening));
                    REQUIRE(clock.open_before(opening) == open);
                }
            }
        }
    }
}

TEST_CASE("Clock: together and either of two, with closed days", "[sim][date]") {
    const WeekClock early = closed_on("Mon-Fri 07:00-13:00", {"24 Dec..1 Jan"});
    const WeekClock late = closed_on("Tue-Sat 12:00-20:00", {"31 Dec..6 Jan"});
    const WeekClock plain{calendar_from("Mon-Sun 08:00-12:30")};
    for (const auto& [one, other] : {std::pair{early, late}, {late, early}, {early, plain}}) {
        const WeekClock both = WeekClock::both(one, other);
        const WeekClock either = WeekClock::either(one, other);
        for (Microseconds t = 0; t < 400 * day; t += 30 * minute) {
            REQUIRE(both.is_open(t) == (one.is_open(t) && other.is_open(t)));
            REQUIRE(either.is_open(t) == (one.is_open(t) || other.is_open(t)));
        }
        CHECK(both.open_per_cycle() + either.open_per_cycle() ==
              one.open_before(DateTable::cycle) + other.open_before(DateTable::cycle));
    }
    CHECK(WeekClock::both(early, early) == early);
    CHECK(WeekClock::either(early, early) == early);
    CHECK(WeekClock::either(early, late) == WeekClock::either(late, early));
}

} // namespace week_clock_dates_test
