// Plain operations have an engine of their own: its records are those of the general one, whatever
// that is compiled for.
#include "neutral.hpp"
#include "sim/compile.hpp"
#include "sim/engines.hpp"
#include "sim/fast/fast_engine.hpp"
#include "sim/fast/single_queue.hpp"
#include "sim/plan/features.hpp"
#include "sim/plan/simple_plan.hpp"
#include "sim/random/philox.hpp"
#include "sim/scene.hpp"

namespace plain_simulation_test {

using namespace plimsoll;

namespace {

const std::atomic<bool> never_stops = false;

Plan plan_of(const std::string& text) {
    const ReadResult read = read_operation({"plain.yaml", neutral(text)});
    INFO(text);
    for (const Diagnostic& diagnostic : read.diagnostics) {
        UNSCOPED_INFO(diagnostic.message);
    }
    REQUIRE(read.operation);
    return compile(*read.operation);
}

/// Draws the parts of a random operation.
class Draws {
public:
    explicit Draws(std::uint64_t seed) : state_(mix(seed)) {}
    std::uint64_t below(std::uint64_t bound) {
        state_ = mix(state_ + 0x9E3779B97F4A7C15U);
        return state_ % bound;
    }
    bool one_in(std::uint64_t n) { return below(n) == 0; }
    std::string of(std::initializer_list<const char*> choices) {
        return choices.begin()[below(choices.size())];
    }

private:
    std::uint64_t state_;
};

std::string random_step(Draws& draws, int workflow, int number, int teams, bool may_choose) {
    std::string step = "      s" + std::to_string(workflow) + std::to_string(number) + ": {";
    if (!draws.one_in(6)) {
        step += "team: t" + std::to_string(draws.below(static_cast<std::uint64_t>(teams))) +
                ", effort: " +
                draws.of({"exactly 15min", "exactly 30min", "exactly 0h", "exponential(20min)",
                          "10min..1h", "lognormal(mean=30min cv=2)", "gamma(mean=20min cv=0.5)"});
    } else {
        step += "cost: 2 each";
    }
    if (draws.one_in(5)) {
        step += ", delay: " + draws.of({"exactly 30min", "1h..2h", "exactly 0h"});
    }
    if (draws.one_in(6)) {
        step += ", chance: 60%";
    }
    if (number > 0) {
        step += ", after: s" + std::to_string(workflow) + std::to_string(number - 1);
        if (draws.one_in(3)) {
            step += ", rework: {to: s" + std::to_string(workflow) +
                    std::to_string(draws.below(static_cast<std::uint64_t>(number))) +
                    ", chance: " + draws.of({"10%", "30%"}) +
                    draws.of({"", ", effort: 50%", ", at_most: 1"}) + "}";
        }
    }
    if (may_choose && draws.one_in(2)) {
        step += ", exits: {refused: 20%, good: rest}";
    }
    return step + "}\n";
}

/// Everything that a plain operation may say, with ties all the time.
std::string random_plain_operation(std::uint64_t seed) {
    Draws draws(seed);
    std::string text = "calendar: " +
                       draws.of({"always", "Mon-Fri 09:00-17:00",
                                 "[Mon-Thu 08:00-12:00 + 13:00-17:00, Sat 10:00-14:00]"}) +
                       "\nclients: {today: 5}\nteams:\n";
    const int teams = 1 + static_cast<int>(draws.below(3));
    for (int team = 0; team < teams; ++team) {
        text += "  t" + std::to_string(team) + ": {people: " +
                draws.of({"1", "2", "3",
                          "{fast: {count: 1, speed: 150%, cost: 30 per hour}, "
                          "slow: {count: 2, speed: 70%}}"}) +
                (draws.one_in(2) ? ", cost: 40 per hour" : "") + "}\n";
    }
    text += "workflows:\n";
    const int workflows = 1 + static_cast<int>(draws.below(2));
    for (int workflow = 0; workflow < workflows; ++workflow) {
        text += "  w" + std::to_string(workflow) + ":\n    demand: " +
                draws.of({"every 30min", "1 per hour", "2 per client per day",
                          "{rate: 9 per client per week, between: gamma(cv=0.5)}",
                          "{rate: 1 per hour, pattern: {Mon: 200%, 09:00-11:00: 50%}}"}) +
                "\n" + (draws.one_in(2) ? "    due: 3h\n" : "") + "    steps:\n";
        const int steps = 1 + static_cast<int>(draws.below(4));
        for (int step = 0; step < steps; ++step) {
            text += random_step(draws, workflow, step, teams, step + 1 == steps);
        }
    }
    return text;
}

/// One to three workflows of one step, by one team; half of them ask for about all that it can do.
std::string random_single_queue(std::uint64_t seed) {
    Draws draws(seed);
    std::string text = "calendar: " + draws.of({"always", "Mon-Fri 09:00-17:00"}) +
                       "\nclients: {today: 5}\nteams:\n  t: {people: " +
                       draws.of({"1", "1", "2", "4",
                                 "{ann: {}, bob: {speed: 150%, cost: 50 per "
                                 "hour}}",
                                 "20"}) +
                       (draws.one_in(2) ? ", cost: 40 per hour" : "") + "}\nworkflows:\n";
    const int workflows = 1 + static_cast<int>(draws.below(3));
    for (int workflow = 0; workflow < workflows; ++workflow) {
        text += "  w" + std::to_string(workflow) + ":\n    demand: " +
                draws.of({"1 per hour", "2 per hour", "2 per client per day", "every 30min",
                          "every 30min", "{rate: 9 per client per week, between: gamma(cv=0.5)}",
                          "{rate: 1 per hour, pattern: {Mon: 200%, 09:00-11:00: 50%}}"}) +
                "\n" + (draws.one_in(2) ? "    due: 3h\n" : "") + "    steps: {s" +
                std::to_string(workflow) + ": {team: t, effort: " +
                draws.of({"exactly 25min", "exponential(50min)", "exponential(20min)", "10min..1h",
                          "lognormal(mean=30min cv=2)", "empirical(30min 1h)",
                          "exponential(0.000001s)"}) +
                (draws.one_in(3) ? ", cost: 3.3 each" : "") + "}}\n";
    }
    return text;
}

void expect_same(const Plan& plan, const WorkUnit& unit) {
    const Replication general = simulate_full(plan, unit, never_stops);
    REQUIRE(work_asked_for(plan) == Work::usual);
    CHECK(simulate_basic(plan, unit, never_stops) == general);
    const Replication own = simulate_fast(plan, unit, never_stops);
    REQUIRE(own.overflowed == general.overflowed);
    if (!general.overflowed) {
        CHECK(own.steps == general.steps);
        CHECK(own.workflows == general.workflows);
        CHECK(own.counters == general.counters);
        CHECK(own.teams == general.teams);
        CHECK(own.at_step == general.at_step);
        CHECK(own.people_worked == general.people_worked);
        CHECK(own.in_progress_for == general.in_progress_for);
        CHECK(own.in_progress_series == general.in_progress_series);
        CHECK(own.promises == general.promises);
        CHECK(own.years == general.years);
        CHECK(own.open_time == general.open_time);
        CHECK(own.open_cases == general.open_cases);
        CHECK(own.reference_workload == general.reference_workload);
        CHECK(own == general);
    }
}

} // namespace

TEST_CASE("The engine for plain operations gives the records of the general one", "[sim]") {
    constexpr std::uint64_t operations = 300;
    std::size_t plain_ones = 0;
    for (std::uint64_t seed = 1; seed <= operations; ++seed) {
        const std::string text = random_plain_operation(seed);
        INFO("seed " << seed << "\n" << text);
        const Plan plan = plan_of(text);
        if (!is_simple(plan)) {
            continue;
        }
        ++plain_ones;
        WorkUnit unit;
        unit.seed = seed;
        unit.clients = 5;
        unit.cases = 50;
        expect_same(plan, unit);
        unit.cases = 0;
        unit.warm_up = seed % 3 == 0 ? 0 : 20 * hour;
        unit.length = 90 * hour + 1;
        unit.series_step = seed % 2 == 0 ? 8 * hour : 0;
        if (seed % 5 != 0) {
            unit.reference = {0, 1.5};
        }
        if (seed % 2 == 0) {
            unit.years = {30 * hour, 2 + static_cast<std::int64_t>(seed % 3)};
        }
        expect_same(plan, unit);
    }
    CHECK(plain_ones > operations / 2); // the others wait on the wall clock
}

TEST_CASE("Cases that are one visit each are followed without a list of events", "[sim]") {
    constexpr std::uint64_t operations = 400;
    std::size_t followed = 0;
    std::size_t left_to_events = 0;
    for (std::uint64_t seed = 1; seed <= operations; ++seed) {
        const std::string text = random_single_queue(seed);
        INFO("seed " << seed << "\n" << text);
        const Plan plan = plan_of(text);
        if (!is_simple(plan) || !is_single_queue(plan)) {
            continue;
        }
        WorkUnit unit;
        unit.seed = seed;
        unit.clients = 5;
        unit.cases = 50;
        expect_same(plan, unit);
        (simulate_single_queue(plan, unit, never_stops) ? followed : left_to_events) += 1;
        unit.cases = 0;
        unit.warm_up = seed % 3 == 0 ? 0 : 20 * hour;
        unit.length = 90 * hour + 1;
        unit.series_step = seed % 2 == 0 ? 8 * hour : 0;
        if (seed % 5 != 0) {
            unit.reference = {0, 1.5};
        }
        if (seed % 2 == 0) {
            unit.years = {30 * hour, 2 + static_cast<std::int64_t>(seed % 3)};
        }
        expect_same(plan, unit);
    }
    CHECK(followed > operations / 4);
    CHECK(left_to_events > operations / 40); // two come or leave at once
}

TEST_CASE("What happens within a microsecond is told apart", "[sim]") {
    for (const char* effort : {"exponential(0.000002s)", "exponential(0.00002s)"}) {
        for (const char* people : {"1", "2", "{ann: {}, bob: {speed: 150%, cost: 50 per hour}}"}) {
            const Plan plan = plan_of(std::string("calendar: always\nclients: {today: 5}\nteams: "
                                                  "{t: {people: ") +
                                      people +
                                      ", cost: 33 per hour}}\nworkflows:\n  w:\n    demand: "
                                      "300000000 per client per hour\n    steps: {s: {team: t, "
                                      "effort: " +
                                      effort + ", cost: 3.3 each}}\n");
            REQUIRE((is_simple(plan) && is_single_queue(plan)));
            for (std::uint64_t seed = 1; seed <= 500; ++seed) {
                INFO(effort << " by " << people << ", seed " << seed);
                WorkUnit unit;
                unit.seed = seed;
                unit.clients = 5;
                unit.cases = 12;
                expect_same(plan, unit);
            }
        }
    }
}

TEST_CASE("Many people and many streams keep their events in a heap", "[sim]") {
    const Plan plan = plan_of("calendar: always\nclients: {today: 5}\nteams: {a: {people: 70}, "
                              "b: {people: 1}}\nworkflows:\n  w:\n    demand: 2 per client per hour"
                              "\n    steps:\n      one: {team: a, effort: exponential(1h)}\n"
                              "      two: {team: b, effort: exponential(2min), after: one}\n");
    REQUIRE(is_simple(plan));
    WorkUnit unit;
    unit.clients = 15;
    unit.warm_up = 10 * hour;
    unit.length = 100 * hour;
    expect_same(plan, unit);
}

TEST_CASE("Work of thousands of years ends in a run by cases", "[sim]") {
    const Plan plan = plan_of("calendar: always\nteams: {a: {people: 1}}\nworkflows:\n  w:\n    "
                              "demand: 1 per hour\n    steps: {s: {team: a, effort: exactly "
                              "800000h}}\n");
    REQUIRE(is_simple(plan));
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = 80;
    expect_same(plan, unit);
    CHECK(simulate_fast(plan, unit, never_stops).workflows.front().completed == 80);
    unit.cases = 0;
    unit.length = 1000 * hour;
    expect_same(plan, unit);
}

TEST_CASE("What a plain operation does not say is left to the general engine", "[sim]") {
    const std::string plain = "calendar: always\nteams: {a: {people: 2}, b: {people: 1}}\n"
                              "workflows:\n  w:\n    demand: 1 per hour\n    steps:\n";
    CHECK(is_simple(plan_of(plain + "      s: {team: a, effort: 1h..2h}\n")));
    for (const char* rare :
         {"      s: {team: a, effort: 1h..2h, with: b}\n",
          "      s: {team: a, effort: 1h..2h, patience: 1h}\n",
          "      s: {team: a, effort: 1h..2h, wip: 3}\n",
          "      s: {team: a, effort: 1h..2h, people: 2}\n",
          "      s: {team: a, effort: 1h..2h, times: 2}\n",
          "      s: {team: a, effort: 1h..2h, batch: 2}\n",
          "      s: {team: [a, b], effort: 1h..2h}\n",
          "      s: {team: a, effort: 1h..2h, due: {start: 1h}}\n",
          "      s: {team: a, effort: 1h..2h}\n      t: {team: b, effort: 1h..2h}\n",
          "      s: {team: a, effort: 1h..2h}\n      t: {team: b, effort: 1h, after: s}\n"
          "      u: {team: b, effort: 1h, after: s}\n      v: {team: b, effort: 1h, after: [t, "
          "u]}\n"}) {
        INFO(rare);
        CHECK_FALSE(is_simple(plan_of(plain + rare)));
    }
}

} // namespace plain_simulation_test
