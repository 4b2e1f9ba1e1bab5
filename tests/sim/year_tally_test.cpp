// Single years of a replication: what is counted in which.
#include "sim/scene.hpp"

namespace year_tally_test {

using namespace plimsoll;

namespace {

const std::string desk = "calendar: Mon-Fri 09:00-17:00\nclients: {today: 3}\nteams: {t: {people: "
                         "1}}\nworkflows:\n  w: {demand: 9 per client per week, due: 2h, steps: "
                         "{s: {team: t, effort: exponential(1h), due: {start: 1h}}}}\n  v: "
                         "{demand: 1 per client per week, steps: {s: {team: t, effort: "
                         "exponential(1h)}}}\n";

WorkUnit unit_of(Microseconds length) {
    WorkUnit unit;
    unit.clients = 3;
    unit.warm_up = 80 * hour;
    unit.length = length;
    return unit;
}

} // namespace

TEST_CASE("Years add up to the window that they fill", "[sim][year]") {
    WorkUnit unit = unit_of(1000 * hour);
    unit.years = {100 * hour, 10};
    const Scene scene = run(operation_of(desk), unit);
    REQUIRE(scene.record.years.size() == 10);
    for (std::size_t promise = 0; promise < scene.plan.promises.size(); ++promise) {
        PromiseSums together;
        for (const YearSums& year : scene.record.years) {
            CHECK(year.promises[promise].due > 0);
            together.due += year.promises[promise].due;
            together.met += year.promises[promise].met;
        }
        CHECK(together == scene.record.promises[promise]);
    }
    PromiseSums cases;
    for (const YearSums& year : scene.record.years) {
        cases.due += year.cases[0].due;
        cases.met += year.cases[0].met;
        CHECK(year.cases[1] == PromiseSums{});
    }
    CHECK(cases.due == scene.record.workflows[0].due);
    CHECK(cases.met == scene.record.workflows[0].met);
}

TEST_CASE("A year's times are those of a window of that year", "[sim][year]") {
    // A window behind a longer warm-up sees the same cases: the luck is that of the replication.
    WorkUnit unit = unit_of(600 * hour);
    unit.years = {200 * hour, 3};
    const Scene years = run(operation_of(desk), unit);
    for (std::size_t year = 0; year < 3; ++year) {
        WorkUnit alone = unit_of(200 * hour);
        alone.warm_up += static_cast<Microseconds>(year) * 200 * hour;
        const Scene scene = run(operation_of(desk), alone);
        Sketch all = scene.record.workflows[0].flow_times;
        all.merge(scene.record.workflows[1].flow_times);
        CHECK(years.record.years[year].flow_time_p95 ==
              std::vector<double>{scene.record.workflows[0].flow_times.quantile(0.95),
                                  scene.record.workflows[1].flow_times.quantile(0.95),
                                  all.quantile(0.95)});
    }
}

TEST_CASE("Years that begin with every quarter hold what years of their own hold", "[sim][year]") {
    WorkUnit unit = unit_of(1000 * hour);
    unit.years = {200 * hour, 3, 4};
    const Scene overlapping = run(operation_of(desk), unit);
    REQUIRE(overlapping.record.years.size() == 9);
    for (std::size_t year = 0; year < 9; ++year) {
        WorkUnit alone = unit_of(1000 * hour);
        alone.warm_up += static_cast<Microseconds>(year) * 50 * hour;
        alone.years = {200 * hour, 1, 1};
        const Scene scene = run(operation_of(desk), alone);
        CHECK(overlapping.record.years[year] == scene.record.years[0]);
    }
}

TEST_CASE("What comes after the last year counts in none", "[sim][year]") {
    WorkUnit unit = unit_of(1000 * hour);
    unit.years = {100 * hour, 4};
    const Scene some = run(operation_of(desk), unit);
    unit.years.count = 10;
    const Scene all = run(operation_of(desk), unit);
    REQUIRE(some.record.years.size() == 4);
    for (std::size_t year = 0; year < 4; ++year) {
        CHECK(some.record.years[year] == all.record.years[year]);
    }
}

TEST_CASE("Nobody leaves in a year without cases", "[sim][year]") {
    // One case in 400 h, done in an hour: the first year of two has none.
    WorkUnit unit;
    unit.clients = 1;
    unit.length = 800 * hour;
    unit.years = {200 * hour, 4};
    const Scene scene = run(operation_of("calendar: always\nteams: {t: {people: 1}}\nworkflows: {w:"
                                         " {demand: every 300h, due: 1h, steps: {s: {team: t, "
                                         "effort: exactly 1h}}}}\n"),
                            unit);
    // Ends at 301 h and 601 h.
    const std::vector<double> none{-1, -1};
    const std::vector<double> hour_long(2, static_cast<double>(hour));
    CHECK(scene.record.years[0].flow_time_p95 == none);
    CHECK(scene.record.years[1].flow_time_p95 == hour_long);
    CHECK(scene.record.years[2].flow_time_p95 == none);
    CHECK(scene.record.years[3].flow_time_p95 == hour_long);
    CHECK((scene.record.years[1].promises[0] == PromiseSums{1, 1}));
    // Promised in the year in which it arrived.
    CHECK((scene.record.years[2].promises[0] == PromiseSums{1, 1}));
    CHECK((scene.record.years[3].promises[0] == PromiseSums{0, 0}));
}

} // namespace year_tally_test
