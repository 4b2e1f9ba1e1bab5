// Ruling 17: warm-up and window are whole weeks, months or years.
#include "catch.hpp"
#include "scenarios/statistics/cycles.hpp"
#include "sim/compile.hpp"
#include "sim/scene.hpp"

namespace cycles_test {

using namespace plimsoll;

namespace {

std::string operation(const std::string& head, const std::string& demand) {
    return head + "teams: {t: {people: 1}}\nworkflows:\n  w:\n    demand: " + demand +
           "\n    steps:\n      s: {team: t, effort: exactly 1min}\n";
}

} // namespace

TEST_CASE("Cycles: weeks without dates", "[scenarios][cycles]") {
    const Plan plan = compile(operation_of(operation("", "10 per hour")));
    const MeasuredTime measured = whole_cycles(plan, {41 * hour, 1});
    CHECK(measured.warm_up == 80 * hour);
    CHECK(measured.length == 40 * hour);
    CHECK_FALSE(months_show(plan));
    CHECK_FALSE(months_show(compile(
        operation_of(operation("start: 2027-01-04\n", "{rate: 5 per week, at: Tue 14:00}")))));
}

TEST_CASE("Cycles: a week with a holiday is a whole one, and round the clock there are weeks, too",
          "[scenarios][cycles]") {
    // Friday 26 March 2027 is in the twelfth week.
    const Plan holiday = compile(
        operation_of(operation("start: 2027-01-04\nholidays: [2027-03-26]\n", "10 per hour")));
    CHECK(whole_cycles(holiday, {41 * hour, 1}).warm_up == 80 * hour);
    CHECK(whole_cycles(holiday, {41 * hour, 400 * hour}).length == 392 * hour);
    CHECK(whole_cycles(holiday, {480 * hour, 1}).warm_up == 512 * hour);
    CHECK(whole_cycles(holiday, {480 * hour, 1}).length == 40 * hour);
    const Plan always =
        compile(operation_of(operation("calendar: always\n", "{rate: 5 per week, at: Tue 14:00}")));
    CHECK(whole_cycles(always, {hour, 200 * hour}).warm_up == week);
    CHECK(whole_cycles(always, {hour, 200 * hour}).length == 2 * week);
}

TEST_CASE("Cycles: month-end is measured once for each month", "[scenarios][cycles]") {
    const Operation monthly =
        operation_of(operation("", "{rate: 3 per client per month, at: working day 1}"));
    const Plan plan = compile(monthly);
    REQUIRE(plan.comes_back == Period::month);
    for (const Microseconds warm_up : {1 * hour, 161 * hour, 500 * hour}) {
        for (const int months : {1, 5, 6}) {
            const MeasuredTime measured =
                whole_cycles(plan, {warm_up, months * open_per_month(plan)});
            CHECK(measured.warm_up >= warm_up);
            CHECK(measured.warm_up < warm_up + 24 * 8 * hour);
            WorkUnit unit;
            unit.clients = 2;
            unit.warm_up = measured.warm_up;
            unit.length = measured.length;
            CHECK(run(monthly, unit).record.workflows[0].arrived == 6 * months);
        }
    }
    // Day 20, the end of January, has 20 working days before it.
    CHECK(whole_cycles(plan, {159 * hour, 1}).warm_up == 160 * hour);
    CHECK(whole_cycles(plan, {159 * hour, 1}).length == 160 * hour); // February
}

TEST_CASE("Cycles: what comes back yearly is measured in whole years", "[scenarios][cycles]") {
    const Operation yearly = operation_of(
        operation("start: 2027-05-03\nholidays: [25 Dec..1 Jan]\n",
                  "{rate: none, bursts: {fair: {size: 7, at: 15 Mar}, sale: {size: 1, at: Dec}}}"));
    const Plan plan = compile(yearly);
    REQUIRE(plan.comes_back == Period::year);
    for (const Microseconds warm_up : {1 * hour, 2000 * hour, 2300 * hour}) {
        const MeasuredTime measured = whole_cycles(plan, {warm_up, 100 * hour});
        CHECK(measured.warm_up >= warm_up);
        WorkUnit unit;
        unit.clients = 1;
        unit.warm_up = measured.warm_up;
        unit.length = measured.length;
        CHECK(run(yearly, unit).record.workflows[0].arrived == 8);
    }
}

TEST_CASE("Cycles: the period of an operation is the longest of its dates", "[scenarios][cycles]") {
    const auto period = [](const std::string& text) { return longest_period(operation_of(text)); };
    CHECK(period(operation("", "10 per hour")) == Period::never);
    CHECK(period(operation("start: 2027-01-04\n", "10 per hour")) == Period::never);
    CHECK(period(operation("holidays: [2027-03-26]\n", "10 per hour")) == Period::never);
    CHECK(period(operation("holidays: [25 Dec]\n", "10 per hour")) == Period::year);
    CHECK(period(operation("start: 2027-01-04\n",
                           "{rate: 1 per hour, pattern: {day 1..3: 200%}}")) == Period::month);
    CHECK(period(operation("start: 2027-01-04\n", "{rate: 1 per hour, pattern: {Dec: 200%}}")) ==
          Period::year);
}

} // namespace cycles_test
