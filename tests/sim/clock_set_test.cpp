// Clocks read at an instant, against the same clocks asked one by one.
#include "catch.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/date_text.hpp"
#include "sim/calendar/clock_set.hpp"

#include <random>
#include <string>
#include <vector>

namespace clock_set_test {

using namespace plimsoll;

namespace {

WeekClock clock_of(const std::string& text, const std::string& closed = "") {
    std::vector<Span> spans;
    Problem problem;
    REQUIRE(parse_spans(text, spans, problem));
    const Calendar calendar = calendar_of(std::move(spans));
    if (closed.empty()) {
        return WeekClock(calendar);
    }
    Dates dates;
    dates.holidays.push_back(*parse_date_range(closed, problem));
    return WeekClock(calendar, DateTable(dates, calendar).days_in(dates.holidays));
}

std::vector<WeekClock> some_clocks() {
    return {clock_of("Mon-Fri 09:00-17:00"),
            WeekClock(),
            clock_of("Mon-Sun 22:00-06:00"),
            clock_of("Mon-Fri 09:00-12:00 + 13:00-17:00", "24 Dec..6 Jan"),
            clock_of("Mon-Sun 00:00-24:00", "2027-01-06"),
            clock_of("Sat 09:00-13:00, Sun 20:00-24:00, Mon 00:00-08:00")};
}

} // namespace

TEST_CASE("Clock: it stays open until it closes", "[sim][clock]") {
    for (const WeekClock& clock : some_clocks()) {
        for (Microseconds t = 0; t < 400 * day; t += 30 * minute) {
            if (!clock.is_open(t)) {
                continue;
            }
            const Microseconds closing = clock.closes_at(t);
            REQUIRE(closing > t);
            if (!clock.always()) {
                REQUIRE(closing <= t + week);
                REQUIRE(clock.open_before(closing) - clock.open_before(t) == closing - t);
                REQUIRE((!clock.is_open(closing) || closing % week == 0));
            }
        }
    }
}

TEST_CASE("Clocks read at an instant are the clocks themselves", "[sim][clock]") {
    std::mt19937_64 random(7);
    const auto up_to = [&](Microseconds most) {
        return static_cast<Microseconds>(random() % static_cast<std::uint64_t>(most));
    };
    const std::vector<WeekClock> plan = some_clocks();
    for (int run = 0; run < 20; ++run) {
        ClockSet clocks(plan);
        const int both = clocks.common({0, 3});
        const int either = clocks.either({0, 2});
        Microseconds now = 0;
        while (now < 500 * day) {
            clocks.move_to(now);
            for (const int number : {0, 1, 2, 3, 4, 5, both, either}) {
                const WeekClock& clock = clocks[number];
                REQUIRE(clocks.is_open_now(number) == clock.is_open(now));
                Microseconds earlier = 0;
                for (const Microseconds t :
                     {now, up_to(now + 1), now + up_to(8 * hour), now + up_to(20 * day),
                      clock.next_opening(now), clock.at_open(clock.open_before(now) + 1)}) {
                    REQUIRE(clocks.open_before(number, t) == clock.open_before(t));
                    REQUIRE(clocks.open_before(number, t) == clock.open_before(t));
                    REQUIRE(clocks.open_between(number, earlier, t) ==
                            clock.open_before(t) - clock.open_before(earlier));
                    const Microseconds open = clock.open_before(t);
                    REQUIRE(clocks.at_open(number, open) == clock.at_open(open));
                    REQUIRE(clocks.after(number, t, 3 * hour) == clock.at_open(open + 3 * hour));
                    earlier = t;
                }
            }
            now += run % 2 == 0 ? (1 + up_to(40)) * 15 * minute : up_to(3 * day);
        }
    }
}

TEST_CASE("Clocks of people who work together", "[sim][clock]") {
    const std::vector<WeekClock> plan = some_clocks();
    ClockSet clocks(plan);
    CHECK(clocks.common({3, 3}) == 3);
    CHECK(clocks.common({1, 0}) == 0); // round the clock takes nothing away
    CHECK(clocks.common({0, 2}) == clocks.common({2, 0, 2}));
    CHECK(clocks[clocks.common({0, 2})].never_opens());
    clocks.move_to(day);
    CHECK_FALSE(clocks.is_open_now(clocks.common({0, 2})));
    CHECK(clocks.either({4}) == 4);
    CHECK(clocks[clocks.either({0, 2})].open_per_week() == (5 * 8 + 7 * 8) * hour);
    CHECK(clocks.in_open_time(2) == clocks.common({0, 2}));
    CHECK(clocks.in_open_time(3) == 3);
}

} // namespace clock_set_test
