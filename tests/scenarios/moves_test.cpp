// What moves the line: against closed forms, and against the same change made for good.
#include "catch.hpp"
#include "model/read/changes.hpp"
#include "neutral.hpp"
#include "scenarios/study.hpp"
#include "tests/validation/theory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>

namespace moves_test {

using namespace plimsoll;

namespace {

Result sweep_of(const std::string& yaml, const SweepRange& range = {}, std::uint64_t seed = 1,
                const std::vector<std::string>& set = {}) {
    StudySettings settings;
    settings.seed = seed;
    settings.text = std::make_shared<ModelText>(ModelText{{"m.yaml", neutral(yaml)}, {}, set});
    const std::optional<Operation> operation = changed_operation(*settings.text, "");
    REQUIRE(operation);
    const std::atomic<bool> interrupted = false;
    return sweep_study(
        *operation, range, settings, [](const StudyProgress&) {}, interrupted);
}

const Move& move_of(const Result& result, const std::string& change, const std::string& limit) {
    const auto found = std::find_if(result.moves.begin(), result.moves.end(), [&](const Move& one) {
        return one.change.setting == change && one.limit == limit;
    });
    REQUIRE(found != result.moves.end());
    return *found;
}

/// Where a value that falls with clients reaches a level.
template <class Value>
double where(double level, double low, double high, Value value) {
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (value(middle) > level ? low : high) = middle;
    }
    return low;
}

const std::string sign_off = R"(
name: Sign-off
assumptions: neutral
clients: {today: 20, target: 60}
teams:
  desk: {people: 1}
  boss: {people: 1, available: 5h per week}
workflows:
  job:
    demand: 2 per client per month
    due: 5d
    steps:
      do:   {team: desk, effort: 2h}
      sign: {team: boss, effort: 17min, after: do}
)";

} // namespace

TEST_CASE("Moves: where every load is known the gain is, too", "[scenarios][moves]") {
    // One case in five takes one hour of a worker who has 730 a month.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 300}
teams: {worker: {people: 1}, machine: {people: unlimited}}
workflows:
  work:
    demand: 5 per client per month
    steps:
      ask: {team: machine, effort: 1min, exits: {hard: 20%, easy: rest}}
      do:  {team: worker, effort: exponential(1h), after: ask.hard}
)",
                                   {.low = 300, .high = 1500, .volumes = {}, .points = 5});
    const Figure& gain = move_of(result, "teams.worker.people=+1", "stability").clients;
    REQUIRE(gain.value);
    CHECK(gain.value->mean == Approx(730));
    CHECK(*gain.value->low == Approx(730));
    CHECK(*gain.value->high == Approx(730));
}

TEST_CASE("Moves: nobody waits for a crew where places are missing", "[scenarios][moves]") {
    // Five places, each held an hour and a half: 3.33 an hour. The crew is hardly waited for.
    const Result result =
        sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 10, target: 40}
teams: {crew: {people: 4}}
workflows:
  job:
    demand: 0.1 per client per hour
    wip: 5
    due: 6h
    steps:
      ask: {delay: exactly 1h}
      do: {team: crew, effort: 30min, after: ask}
)",
                 {.low = {}, .high = {}, .volumes = {20, 28, 32, 40}, .points = {}});
    CHECK(result.limits->sla_cause.empty());
    CHECK(result.moves.front().change.of == Change::Of::places);
}

TEST_CASE("Moves: half a person is counted as half a person", "[scenarios][moves]") {
    const std::vector<Change> changes = changes_of_one(
        {{"m.yaml", "clients: {today: 10}\nteams: {ex: {people: 1.5}}\nworkflows:\n  w: {demand: 1 "
                    "per client per week, steps: {s: {team: ex, effort: 1h}}}\n"},
         {},
         {}});
    REQUIRE(changes.size() == 1);
    CHECK(changes.front().before == 1.5);
    CHECK(changes.front().after == 2.5);
}

TEST_CASE("Moves: one more person is as many appointments more", "[scenarios][moves]") {
    // 32 a day, of which one in ten comes for nothing and is booked again: 28.8 are seen, 57.6 by
    // two.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: Mon-Fri 09:00-17:00
clients: {today: 20}
teams: {clinic: {people: 1}}
workflows:
  referral:
    demand: 0.65 per client per day
    due: 10d
    steps:
      see: {team: clinic, effort: exactly 10min, slot: {every: 15min, lead: exactly 1d, no_show: 10%}}
)",
                                   {.low = 20, .high = 80, .volumes = {}, .points = 6});
    const double one = 28.8 / 0.65;
    REQUIRE(result.limits->stability.value);
    CHECK(result.limits->stability.value->mean == Approx(one).epsilon(0.01));
    const Move& move = move_of(result, "teams.clinic.people=+1", "stability");
    REQUIRE(move.clients.value);
    CHECK(move.clients.value->mean == Approx(one).epsilon(0.01));
    // Promises are kept until work piles up, with one and with two.
    CHECK(result.limits->sla.value->mean == result.limits->stability.value->mean);
    CHECK_FALSE(move_of(result, "teams.clinic.people=+1", "sla").clients.value);
}

TEST_CASE("Moves: one more person where the closed form knows both limits", "[scenarios][moves]") {
    // M/M/c at V / 730 an hour, one hour of work: 95% within 10 h.
    const auto limit = [](int people) {
        return where(0.95, 10, 729.0 * people, [people](double clients) {
            return 1 - theory::mmc_flow_time_tail(clients / 730, 1, people, 10);
        });
    };
    const double gain = limit(2) - limit(1);
    CHECK(limit(1) == Approx(511.3).epsilon(1e-3));
    const Result result = sweep_of(R"(
calendar: always
clients: {today: 20}
teams: {worker: {people: 1}, idle: {people: 4}}
workflows:
  work:
    demand: 1 per client per month
    due: 10h
    steps:
      task: {team: worker, effort: exponential(1h)}
      note: {team: idle, effort: exactly 1s, after: task}
)");
    REQUIRE(result.moves.size() == 4);
    const Move& deadline = move_of(result, "teams.worker.people=+1", "sla");
    REQUIRE(deadline.clients.value);
    CHECK(deadline.clients.value->mean == Approx(gain).epsilon(0.04));
    // 730 clients fill one person.
    const Move& pile = move_of(result, "teams.worker.people=+1", "stability");
    REQUIRE(pile.clients.value);
    CHECK(pile.clients.value->mean == Approx(730).epsilon(0.02));
    const Move& idle = move_of(result, "teams.idle.people=+1", "sla");
    CHECK_FALSE(idle.clients.value);
    CHECK(idle.clients.why == "less than 1% of all waiting is for it");
    const Move& idle_pile = move_of(result, "teams.idle.people=+1", "stability");
    CHECK_FALSE(idle_pile.clients.value);
    CHECK(idle_pile.clients.why == "moves nothing");
    CHECK(result.moves.front().change.setting == "teams.worker.people=+1");
    CHECK(result.moves.front().limit == "sla");
    CHECK(result.limits->sla_cause == "worker");
}

TEST_CASE("Moves: five hours a week of the boss, not a second desk", "[scenarios][moves]") {
    const Result result = sweep_of(sign_off);
    REQUIRE(result.limits->sla.value);
    // From 27 to 33 with the boss there ten hours a week, to 28 with a second desk: 95% are in time
    // up to 26.6 clients and then up to 28.3, by runs of 60 times 20,000 hours.
    const Move& boss = move_of(result, "teams.boss.available=+5h per week", "sla");
    const Move& desk = move_of(result, "teams.desk.people=+1", "sla");
    REQUIRE(boss.clients.value);
    REQUIRE(desk.clients.value);
    CHECK(result.limits->sla.value->mean == Approx(27).margin(1));
    CHECK(boss.clients.value->mean == Approx(6).margin(1.2));
    CHECK(desk.clients.value->mean == Approx(28.3 - 26.6).margin(0.7));
    CHECK(&boss == &result.moves.front());
    CHECK(result.limits->sla_cause == "boss");
}

TEST_CASE("Moves: a line below two clients moves, too", "[scenarios][moves]") {
    // A machine that breaks down and its crew: alone it never waits; two do.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 3}
teams: {crew: {people: 1}}
workflows:
  failure:
    demand: 0.3333333333 per idle client per hour
    due: 2h
    steps:
      recharge: {team: crew, effort: exponential(30min), rework: {to: recharge, chance: 33.333333%, at_most: 1}}
)",
                                   {1, 6, {}, 6});
    REQUIRE(result.limits->sla.value);
    CHECK(result.limits->sla.value->mean < 2);
    // `run` with two at three clients: 95.5% in time, at four 94%.
    const Move& second = move_of(result, "teams.crew.people=+1", "sla");
    REQUIRE(second.clients.value);
    CHECK(second.clients.value->mean > 1);
}

TEST_CASE("Moves: a promise of little slack is followed far up", "[scenarios][moves]") {
    // M/D/1 keeps 95% within a quarter of an hour up to 7 clients, M/D/2 up to 45: a sweep of the
    // changed operation, 240 times 2,000 hours, crosses between 44 and 46.
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 8}
teams: {desk: {people: 1}}
workflows:
  call:
    demand: 0.05 per client per hour
    due: 15min
    steps: {see: {team: desk, effort: exactly 12min}}
)");
    const Move& desk = move_of(result, "teams.desk.people=+1", "sla");
    REQUIRE(desk.clients.value);
    CHECK(result.limits->sla.value->mean + desk.clients.value->mean == Approx(45).margin(1.5));
}

TEST_CASE("Moves: a room that comes free with its nurse is what is missing", "[scenarios][moves]") {
    const Result result = sweep_of(R"(
assumptions: neutral
calendar: always
clients: {today: 2}
teams: {nurse: {people: 1}, room: {units: 2}}
workflows:
  p:
    demand: 0.2 per client per hour
    due: 1d
    steps:
      set: {team: nurse, with: room, keep: room until go, effort: exactly 15min}
      scan: {delay: exactly 1h, after: set}
      go: {team: nurse, after: scan, effort: exactly 15min}
)");
    // All waiting is counted for the nurse, who is 60% full. A third room: 9 clients and no fewer.
    CHECK(result.moves.front().change.setting == "teams.room.units=+1");
    REQUIRE(result.moves.front().clients.value);
    CHECK(result.moves.front().clients.value->low.value() > 2);
}

TEST_CASE("Waiting for a boss who is away counts for the boss", "[scenarios][moves]") {
    StudySettings settings;
    settings.text = std::make_shared<ModelText>(ModelText{{"m.yaml", sign_off}});
    const std::atomic<bool> interrupted = false;
    const Result result = run_study(
        *changed_operation(*settings.text, ""), 28, settings, [](const StudyProgress&) {},
        interrupted);
    // An independent simulation: 68%.
    CHECK(result.volumes[0].teams[1].wait_share.value->mean == Approx(.68).margin(.03));
    CHECK(result.volumes[0].teams[0].active_share.value);
    CHECK(result.volumes[0].teams[0].critical_share.value);
}

namespace {

/// Lines of 2 to 6 teams that are full between 60 and 110 clients, with a deadline.
std::string random_operation(std::mt19937& luck, std::size_t& teams) {
    const auto uniform = [&luck](double from, double to) {
        return from + (to - from) * (static_cast<double>(luck() % 1000000U) / 1e6);
    };
    teams = 2 + luck() % 5U;
    std::string of_teams;
    std::string of_steps;
    double work = 0;
    for (std::size_t i = 0; i < teams; ++i) {
        const int people = 1 + static_cast<int>(luck() % 5U);
        const double hours = people * 160 / (uniform(60, 110) * 4);
        work += hours;
        of_teams += fmt::format("  t{}: {{people: {}}}\n", i, people);
        of_steps += fmt::format("      s{}: {{team: t{}, effort: exponential({:.6f}h){}}}\n", i, i,
                                hours, i > 0 ? fmt::format(", after: s{}", i - 1) : "");
    }
    return "assumptions: neutral\nclients: {today: 20}\nteams:\n" + of_teams +
           "workflows:\n  w:\n    demand: 4 per client per month\n" +
           fmt::format("    due: {:.3f}h\n    steps:\n", 4.5 * work) + of_steps;
}

/// Whether the change that comes first gains most when each is made for good.
bool first_is_best(const std::string& yaml, std::size_t teams, std::uint64_t seed) {
    SweepRange range;
    range.high = 200;
    const Result result = sweep_of(yaml, range, seed);
    REQUIRE(result.limits->sla.value);
    double most = 0;
    std::string best;
    for (std::size_t i = 0; i < teams; ++i) {
        const std::string change = fmt::format("teams.t{}.people=+1", i);
        StudySettings settings;
        settings.seed = seed;
        const std::optional<Operation> changed =
            changed_operation({{"m.yaml", yaml}, {}, {change}}, "");
        const std::atomic<bool> interrupted = false;
        const Result then = sweep_study(
            *changed, range, settings, [](const StudyProgress&) {}, interrupted);
        const double at = then.limits->sla.value ? then.limits->sla.value->mean : 200;
        if (at > most) {
            most = at;
            best = change;
        }
    }
    INFO(yaml << best << " to " << most);
    return result.moves.front().change.setting == best;
}

int right_of(int operations, std::uint32_t luck_seed) {
    std::mt19937 luck(luck_seed);
    int right = 0;
    for (int i = 0; i < operations; ++i) {
        std::size_t teams = 0;
        const std::string yaml = random_operation(luck, teams);
        right += first_is_best(yaml, teams, 40 + static_cast<std::uint64_t>(i)) ? 1 : 0;
    }
    return right;
}

} // namespace

TEST_CASE("Moves: the first is what an exhaustive search finds: an operation",
          "[scenarios][moves]") {
    CHECK(right_of(1, 3) == 1);
}

TEST_CASE("Moves: the first is what an exhaustive search finds: 40 operations",
          "[.slow][scenarios][moves]") {
    CHECK(right_of(40, 4) >= 38);
}

} // namespace moves_test
