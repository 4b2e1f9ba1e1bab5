// Real dates through the engine, told by hand: holidays, month-end, campaigns.
//
// 4 January 2027 is a Monday: the engine's time 0. Working days by month of 2027: January (from
// the 4th) 20, February 20, March 23, April 22.
#include "sim/compile.hpp"
#include "sim/scene.hpp"

#include <cmath>

namespace dates_test {

using namespace plimsoll;

namespace {

const std::string team = "teams: {t: {people: 1}}\n";

std::string workflow(const std::string& demand, const std::string& effort = "exactly 1h") {
    return "workflows:\n  w:\n    demand: " + demand +
           "\n    steps:\n      s: {team: t, effort: " + effort + "}\n";
}

Microseconds at(int days, Microseconds time) {
    return days * day + time;
}

/// When cases arrived, in order.
std::vector<Microseconds> arrivals(const std::string& text, std::int64_t clients, int days,
                                   std::uint64_t seed = 1) {
    WorkUnit unit;
    unit.clients = clients;
    unit.seed = seed;
    const Operation operation = operation_of(text);
    unit.length = compile(operation).wall.open_before(days * day);
    unit.keep_log = true;
    const Scene scene = run(operation, unit);
    std::vector<Microseconds> found;
    for (const LeftRow& row : scene.record.left) {
        found.push_back(row.arrival);
    }
    std::sort(found.begin(), found.end());
    return found;
}

} // namespace

TEST_CASE("Engine, dates: work stops over the holidays and goes on with the same person",
          "[sim][date]") {
    // Wednesday 23 December 2026 is day 2 of its week; 24 December to 1 January is closed.
    const std::string text = "start: 2026-12-23\nholidays: [24 Dec..1 Jan]\n" + team +
                             workflow("every 23h", "exactly 2h");
    for (const Loop loop : {Loop::one_clock, Loop::wall}) {
        WorkUnit unit;
        unit.cases = 1;
        unit.keep_log = true;
        const Scene scene = run(operation_of(text), unit, loop);
        CHECK(scene.plan.one_clock == (loop == Loop::one_clock));
        REQUIRE(scene.record.left.size() == 1);
        CHECK(scene.record.left[0].arrival == at(2, 16 * hour));
        CHECK(scene.record.left[0].end == at(14, 10 * hour)); // Monday 4 January, from 09:00
        CHECK(scene.record.workflows[0].flow_time == 2 * hour);
    }
}

TEST_CASE("Engine, dates: both loops tell the same with holidays", "[sim][date]") {
    const std::string text = "start: 2027-03-01\nholidays: [2027-03-26, 2027-03-29, 1 May]\n"
                             "teams: {t: {people: 2}}\n" +
                             workflow("{rate: 8 per week, pattern: {Mon: 200%}}", "4h");
    WorkUnit unit;
    unit.length = 800 * hour;
    unit.keep_log = true;
    const Scene one = run(operation_of(text), unit);
    const Scene wall = run(operation_of(text), unit, Loop::wall);
    CHECK(one.plan.one_clock);
    CHECK(one.record.workflows[0].left > 100);
    CHECK(one.record.workflows[0].flow_time == wall.record.workflows[0].flow_time);
    CHECK(one.record.workflows[0].flow_time_wall == wall.record.workflows[0].flow_time_wall);
    CHECK(one.record.people_available == wall.record.people_available);
}

TEST_CASE("Engine, dates: each client's case comes at month-end, to the microsecond",
          "[sim][date]") {
    // First working days: Fri 1 Jan is past; Mon 1 Feb, Mon 1 Mar, Thu 1 Apr, Mon 3 May.
    const std::string text = team + workflow("{rate: 1 per client per month, at: working day 1}");
    CHECK(arrivals(text, 2, 130) ==
          std::vector<Microseconds>{at(28, 9 * hour), at(28, 9 * hour), at(56, 9 * hour),
                                    at(56, 9 * hour), at(87, 9 * hour), at(87, 9 * hour),
                                    at(119, 9 * hour), at(119, 9 * hour)});
    // At a time of day, on a holiday moved on, on the last working day.
    CHECK(arrivals(team + workflow("{rate: 1 per month, at: working day 1 16:30}"), 1, 60) ==
          std::vector<Microseconds>{at(28, 16 * hour + 30 * minute),
                                    at(56, 16 * hour + 30 * minute)});
    CHECK(arrivals("holidays: [1 Feb]\n" + team + workflow("{rate: 1 per month, at: day 1}"), 1,
                   60) == std::vector<Microseconds>{at(29, 9 * hour), at(56, 9 * hour)});
    CHECK(arrivals("holidays: [31 Mar]\n" + team +
                       workflow("{rate: 2 per month, at: last working day}"),
                   1, 90) == std::vector<Microseconds>{at(25, 9 * hour), at(25, 9 * hour),
                                                       at(53, 9 * hour), at(53, 9 * hour),
                                                       at(85, 9 * hour), at(85, 9 * hour)});
    // Sunday 31 January 2027: the case comes on Monday.
    CHECK(arrivals(team + workflow("{rate: 12 per year, at: day 31}"), 1, 40) ==
          std::vector<Microseconds>{at(28, 9 * hour)});
    CHECK(arrivals(team + workflow("{rate: 1 per week, at: Tue 14:00}"), 1, 10) ==
          std::vector<Microseconds>{at(1, 14 * hour), at(8, 14 * hour)});
    // Two dates share the rate.
    CHECK(arrivals(team + workflow("{rate: 2 per month, at: [day 1, day 15]}"), 1, 60) ==
          std::vector<Microseconds>{at(11, 9 * hour), at(28, 9 * hour), at(42, 9 * hour),
                                    at(56, 9 * hour)});
}

TEST_CASE("Engine, dates: clients bring the same in every larger run", "[sim][date]") {
    const std::string text =
        "clients: {kinds: {a: 50%, b: 50%}}\n" + team +
        workflow("{rate: 1.5 per client per month, at: working day 1, spread: 3d}", "exactly 1s");
    const std::vector<Microseconds> few = arrivals(text, 40, 130);
    const std::vector<Microseconds> many = arrivals(text, 90, 130);
    CHECK(few.size() > 40 * 4);
    CHECK(few.size() < 40 * 8);
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
}

TEST_CASE("Engine, dates: a spread of one number is even, of a law each case's delay",
          "[sim][date]") {
    const auto days = [&](const std::string& spread) {
        return arrivals(
            team + workflow("{rate: 1000 per month, at: working day 1, spread: " + spread + "}",
                            "exactly 1s"),
            1, 55);
    };
    const std::vector<Microseconds> even = days("3d");
    REQUIRE(even.size() == 1000);
    CHECK(even.front() > at(28, 9 * hour));
    CHECK(even.back() < at(30, 17 * hour));
    double mean = 0;
    int first_day = 0;
    const WeekClock clock(operation_of(team + workflow("none")).calendar);
    for (const Microseconds arrival : even) {
        const Microseconds after = clock.open_before(arrival) - clock.open_before(at(28, 9 * hour));
        CHECK(clock.is_open(arrival));
        mean += static_cast<double>(after) / 1000;
        first_day += after < 8 * hour ? 1 : 0;
    }
    // 12 h, give or take three standard errors of 24 h / sqrt(12) / sqrt(1000).
    CHECK(mean / static_cast<double>(hour) == Approx(12).margin(0.66));
    // A third of a thousand, give or take three standard errors.
    CHECK(first_day == Approx(333).margin(45));
    CHECK(days("exactly 1d") == std::vector<Microseconds>(1000, at(28, 17 * hour)));
    CHECK(days("exactly 2cd") == std::vector<Microseconds>(1000, at(30, 9 * hour)));
}

TEST_CASE("Engine, dates: bursts come beside the demand", "[sim][date]") {
    const std::vector<Microseconds> found =
        arrivals(team + workflow("{rate: none, bursts: {fair: {size: 3, at: 15 Mar}, "
                                 "mail: {size: 1 per client, at: 1 Feb 10:00}}}"),
                 2, 80);
    CHECK(found == std::vector<Microseconds>{at(28, 10 * hour), at(28, 10 * hour), at(70, 9 * hour),
                                             at(70, 9 * hour), at(70, 9 * hour)});
    // A burst that all kinds share comes once; one of a kind is of clients of that kind.
    const std::string kinds = "clients: {kinds: {a: 50%, b: 50%}}\n";
    CHECK(
        arrivals(
            kinds + team +
                workflow(
                    "{rate: {a: 2 per client per month, b: 1 per client per month}, bursts: {fair: "
                    "{size: 3, at: 15 Mar}}}",
                    "exactly 1s"),
            0, 80)
            .size() == 3);
}

TEST_CASE("Engine, dates: bursts that differ by kind leave the rest of the demand alone",
          "[sim][date]") {
    // Eleven weeks of one case each, and one and two in March.
    CHECK(arrivals("clients: {kinds: {a: 50%, b: 50%}}\n" + team +
                       workflow("{rate: every 40h, bursts: {fair: {size: {a: 1, b: 2}, at: 15 "
                                "Mar}}}",
                                "exactly 1s"),
                   0, 80)
              .size() == 14);
}

TEST_CASE("Engine, dates: a batch begins at a date", "[sim][date]") {
    // Cases of each week wait for the first working day: Monday 1 February is day 28.
    WorkUnit unit;
    unit.cases = 3;
    unit.keep_log = true;
    const Scene scene =
        run(operation_of(team +
                         "workflows:\n  w:\n    demand: every 40h\n    steps:\n      s: {team: t, "
                         "effort: exactly 10min, batch: {at: [working day 1 10:00]}}\n"),
            unit);
    REQUIRE(scene.record.log.size() == 3);
    for (const LogRow& row : scene.record.log) {
        CHECK(row.start == at(28, 10 * hour));
    }
}

TEST_CASE("Engine, dates: the night shift's day opens when its shift begins", "[sim][date]") {
    CHECK(arrivals("calendar: Mon-Fri 22:00-06:00\n" + team +
                       workflow("{rate: 1 per month, at: day 3}"),
                   1, 40) == std::vector<Microseconds>{at(30, 22 * hour)});
    CHECK(arrivals("calendar: always\n" + team + workflow("{rate: 1 per month, at: day 3}"), 1,
                   40) == std::vector<Microseconds>{at(30, 0)});
}

TEST_CASE("Engine, demand: a gap in calendar days that ends while it is closed comes at the "
          "opening",
          "[sim][date]") {
    CHECK(arrivals(team + workflow("every 5cd"), 1, 18) ==
          std::vector<Microseconds>{at(7, 9 * hour), at(10, 9 * hour), at(15, 9 * hour)});
}

TEST_CASE("Engine, dates: a pattern of months keeps the mean over a year", "[sim][date]") {
    const std::string text =
        "start: 2027-01-01\nholidays: [25 Dec..26 Dec]\ncalendar: Mon-Sun 00:00-12:00\n" + team +
        workflow("{rate: 2 per hour, pattern: {Dec: 300%, Jul..Aug: 0%, Mon: 150%}}", "exactly 1s");
    const Operation operation = operation_of(text);
    const Plan plan = compile(operation);
    WorkUnit unit;
    unit.length = plan.wall.open_before(DateTable::cycle) / 100; // four years
    unit.keep_log = true;
    const Scene scene = run(operation, unit, Loop::wall);
    const DateTable& dates = *plan.dates;
    std::array<double, 3> cases{};
    for (const LeftRow& row : scene.record.left) {
        const std::int64_t number = row.arrival / day;
        Problem problem;
        CHECK_FALSE(dates.holds(*parse_date_range("Jul..Aug", problem), number));
        cases[dates.holds(*parse_date_range("Dec", problem), number) ? 1 : 0] += 1;
    }
    const double all = static_cast<double>(scene.record.left.size());
    const double expected = 2 * static_cast<double>(unit.length) / static_cast<double>(hour);
    CHECK(all == Approx(expected).margin(4 * std::sqrt(expected)));
    // 29 of 31 days in December thrice, 273 other days of 365.25 once.
    const double share = 29.0 * 3 / (29.0 * 3 + 30 + 31 * 4 + 30 * 3 + 28.25);
    CHECK(cases[1] / all == Approx(share).margin(0.012));
}

TEST_CASE("Engine, dates: equal time, equal number of months in the measured window",
          "[sim][date]") {
    // Over four years every month's cases are there, on each of its first working days.
    const std::string text = team + workflow("{rate: 3 per month, at: working day 1}");
    CHECK(arrivals(text, 1, 4 * 365 + 1).size() == 3 * 48);
}

TEST_CASE("Engine, members: there on some days only", "[sim][date]") {
    // Working days 3..4 of February 2027 are Wednesday 3 and Thursday 4: days 30 and 31.
    const std::string text = "teams: {t: {people: {anna: {days: working day 3..4}}}}\n" +
                             workflow("{rate: 1 per month, at: working day 1}", "exactly 10h");
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = 1;
    unit.keep_log = true;
    const Scene scene = run(operation_of(text), unit);
    REQUIRE(scene.record.log.size() == 1);
    CHECK(scene.record.log[0].start == at(30, 9 * hour));
    CHECK(scene.record.log[0].end == at(31, 11 * hour));
    CHECK(scene.record.workflows[0].elapsed[static_cast<std::size_t>(ElapsedCategory::off_duty)] ==
          16 * hour);
    unit.cases = 0;
    unit.length = 8 * 20 * hour + 8 * 20 * hour; // January, February
    CHECK(run(operation_of(text), unit).record.people_available[0] == 4 * 8 * hour);
}

TEST_CASE("Engine, members: who comes, who leaves for good, and who comes every winter",
          "[sim][date]") {
    const auto available = [&](const std::string& member, int days) {
        const Operation operation = operation_of("start: 2027-01-04\nteams: {t: {people: {anna: {" +
                                                 member + "}}}}\n" + workflow("every 1h"));
        WorkUnit unit;
        unit.length = compile(operation).wall.open_before(days * day);
        return run(operation, unit).record.people_available[0] / (8 * hour);
    };
    CHECK(available("from: 2027-01-12", 14) == 4);
    CHECK(available("until: 2027-01-12", 14) == 7);
    CHECK(available("from: 2027-01-12, until: 2027-01-12", 14) == 1);
    CHECK(available("from: month 2", 35) == 2); // Thursday 4 February and Friday
    CHECK(available("until: month 1", 35) == 23);
    CHECK(available("from: 31 Dec, until: 5 Jan", 371) == 2 + 4); // 4, 5; 31 Dec, 3, 4, 5 January
    // What is in work on the last day is ended there.
    const Scene scene = play("teams: {t: {people: {anna: {until: 2027-01-04}, tom: {}}}}\n" +
                                 workflow("every 1h", "exactly 12h"),
                             2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 17:00 s 0 by 0", "Mon 11:00 - Tue 15:00 s 1 by 1"});
    CHECK(scene.record.teams[0].worked[0] == 19 * hour);
}

TEST_CASE("Engine, churn: as many come as go, at the rate of all, the same at every volume",
          "[sim][date]") {
    const std::string text =
        "clients: {churn: 10% per week}\nteams: {}\nworkflows:\n"
        "  hello:\n    demand: 1 per new client\n    steps: {a: {}}\n"
        "  bye:\n    demand: {rate: 150% per lost client, delay: exactly 4h}\n    steps: {b: {}}\n";
    const auto left = [&](std::int64_t clients, int workflow) {
        WorkUnit unit;
        unit.clients = clients;
        unit.length = 52 * 40 * hour;
        unit.keep_log = true;
        std::vector<std::pair<std::uint32_t, Microseconds>> found;
        for (const LeftRow& row : run(operation_of(text), unit).record.left) {
            if (row.workflow == workflow) {
                found.emplace_back(row.client, row.arrival);
            }
        }
        std::sort(found.begin(), found.end());
        return found;
    };
    const auto few = left(50, 0);
    const auto many = left(120, 0);
    CHECK(static_cast<double>(few.size()) == Approx(260).margin(4 * std::sqrt(260.0)));
    CHECK(static_cast<double>(many.size()) == Approx(624).margin(4 * std::sqrt(624.0)));
    CHECK(std::includes(many.begin(), many.end(), few.begin(), few.end()));
    // Every case of `bye` comes half a day after one of `hello`, one or two for each.
    const auto lost = left(50, 1);
    CHECK(lost.size() >= few.size() - 5);
    CHECK(static_cast<double>(lost.size()) == Approx(390).margin(4 * std::sqrt(390.0)));
    std::size_t matched = 0;
    const WeekClock clock(operation_of(text).calendar);
    for (const auto& [client, arrival] : lost) {
        matched += std::any_of(few.begin(), few.end(),
                               [&, client = client, arrival = arrival](const auto& hello) {
                                   return hello.first == client &&
                                          clock.open_before(hello.second) + 4 * hour ==
                                              clock.open_before(arrival);
                               })
                       ? 1
                       : 0;
    }
    CHECK(matched == lost.size());
}

} // namespace dates_test
