// MODEL.md rulings 1 to 4 through the engine itself, told by hand. What many cases do together is
// compared with the reference interpreter in flow_against_oracle_test.cpp.
#include "sim/scene.hpp"

namespace rulings_flow_test {

using namespace plimsoll;

namespace {

/// Steps of one workflow whose first case comes on Monday at 10:00; nobody waits for anybody.
Scene flow(const std::string& steps, std::int64_t cases = 1) {
    return play("calendar: always\nteams: {t: {people: 9}}\nworkflows:\n  w:\n"
                "    demand: every 10h\n    steps:\n" +
                    steps,
                cases);
}

} // namespace

TEST_CASE("Engine, ruling 1: an exit that nothing follows ends the case there and then",
          "[sim][ruling]") {
    const Scene scene = flow("      ask: {team: t, effort: exactly 1h, exits: {no: rest}}\n"
                             "      long: {team: t, effort: exactly 5h}\n"
                             "      wait: {team: t, delay: exactly 3h, effort: exactly 10min}\n");
    CHECK(ends(scene) == DiaryLines{"Mon 11:00 w 0 by an exit"});
    // What waits is withdrawn, what is in work is finished and paid.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 ask 0 by 0", "Mon 10:00 - Mon 15:00 long 0 by 1"});
    CHECK(scene.record.workflows[0].flow_time == hour);
}

TEST_CASE("Engine, ruling 1: of two ends at one instant the first in the tie order wins",
          "[sim][ruling]") {
    const Scene scene = flow("      a: {team: t, effort: exactly 1h, exits: {by a: rest}}\n"
                             "      b: {team: t, effort: exactly 1h, exits: {by b: rest}}\n");
    REQUIRE(scene.record.workflows[0].outcomes == std::vector<std::int64_t>{0, 1, 0});
}

TEST_CASE("Engine, ruling 1: a last step without exits ends only its own branch", "[sim][ruling]") {
    const Scene scene = flow("      short: {team: t, effort: exactly 1h}\n"
                             "      long: {team: t, effort: exactly 2h}\n");
    CHECK(ends(scene) == DiaryLines{"Mon 12:00 w 0"});
}

TEST_CASE("Engine, ruling 2: a join waits for every arc that can still be taken", "[sim][ruling]") {
    const Scene scene =
        flow("      a: {team: t, effort: exactly 1h, exits: {x: 99.9999%, y: rest}}\n"
             "      if y: {team: t, effort: exactly 8h, after: a.y}\n"
             "      b: {team: t, effort: exactly 2h}\n"
             "      join: {team: t, effort: exactly 30min, after: [a.x, b, if y]}\n");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 a 0 by 0",
                                     "Mon 10:00 - Mon 12:00 b 0 by 1",
                                     "Mon 12:00 - Mon 12:30 join 0 by 2"});
    CHECK(scene.at_step("join").join_wait == hour);
}

TEST_CASE("Engine, ruling 2: a dead arc counts as open while its choice may be drawn again",
          "[sim][ruling]") {
    // `send` waits for `check`, which may still send back to `make`.
    const Scene scene =
        flow("      make: {team: t, effort: exactly 1h, exits: {good: 0%, bad: rest}}\n"
             "      check: {team: t, effort: exactly 2h, after: make.bad, rework: {to: make, "
             "chance: 0.0001%}}\n"
             "      pack: {team: t, effort: exactly 30min}\n"
             "      ship: {team: t, effort: exactly 1h, after: [make.good, pack]}\n");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 make 0 by 0", "Mon 10:00 - Mon 10:30 pack 0 by 1",
                     "Mon 11:00 - Mon 13:00 check 0 by 2", "Mon 13:00 - Mon 14:00 ship 0 by 3"});
    CHECK(scene.at_step("ship").join_wait == 150 * minute);
}

TEST_CASE("Engine, ruling 3: the stretch is done again, with the latest share of the effort",
          "[sim][ruling]") {
    const Scene scene = flow("      x: {team: t, effort: exactly 1h, cost: 10 each}\n"
                             "      beside: {team: t, effort: exactly 6h, after: x}\n"
                             "      check: {team: t, effort: exactly 20min, after: x, rework: {to: "
                             "x, chance: 100%, effort: 25%, at_most: 2}}\n");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 x 0 by 0", "Mon 11:00 - Mon 17:00 beside 0 by 1",
                     "Mon 11:00 - Mon 11:20 check 0 by 2", "Mon 11:20 - Mon 11:35 x 0 by 3",
                     "Mon 11:35 - Mon 11:40 check 0 by 4", "Mon 11:40 - Mon 11:55 x 0 by 5",
                     "Mon 11:55 - Mon 12:00 check 0 by 6"});
    CHECK(scene.at_step("x").cost == 30);
    CHECK(scene.record.teams[0].worked[static_cast<std::size_t>(WorkCategory::rework)] ==
          40 * minute);
}

TEST_CASE("Engine, ruling 3: who waits on the stretch is withdrawn, who works is finished and not "
          "counted",
          "[sim][ruling]") {
    // h sends back to p at 12:00, while m is in work for g's rework; at 13:00 that work is void.
    const Scene scene =
        flow("      p: {team: t, effort: exactly 30min}\n"
             "      m: {team: t, effort: exactly 1h, after: p}\n"
             "      g: {team: t, effort: exactly 15min, after: m, rework: {to: m, at_most: 1}}\n"
             "      h: {team: t, effort: exactly 30min, after: m, rework: {to: p, at_most: 1}}\n");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 p 0 by 0", "Mon 10:30 - Mon 11:30 m 0 by 1",
                     "Mon 11:30 - Mon 11:45 g 0 by 2", "Mon 11:30 - Mon 12:00 h 0 by 3",
                     "Mon 11:45 - Mon 12:45 m 0 by 4", "Mon 12:00 - Mon 12:30 p 0 by 5",
                     "Mon 12:30 - Mon 13:30 m 0 by 6", "Mon 13:30 - Mon 13:45 g 0 by 7",
                     "Mon 13:30 - Mon 14:00 h 0 by 8"});
    CHECK(ends(scene) == DiaryLines{"Mon 14:00 w 0"});
}

TEST_CASE(
    "Engine, ruling 4: chance skips delay and rework; of the exits the first followed is taken",
    "[sim][ruling]") {
    const Scene scene =
        flow("      maybe: {team: t, effort: exactly 1h, delay: exactly 1h, chance: 0%, exits: {a: "
             "50%, b: rest}, rework: {to: maybe, chance: 50%}}\n"
             "      after b: {team: t, effort: exactly 10min, after: maybe.b}\n");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 10:10 after b 0 by 0"});
    CHECK(scene.at_step("maybe").visits == 0);
}

TEST_CASE("Engine, ruling 4: a delay runs on the team's calendar, in cd and outside on the wall",
          "[sim][ruling]") {
    const auto delayed = [](const std::string& team, const std::string& delay) {
        // The case comes on Monday at 16:00.
        return diary(play("calendar: Mon-Fri 09:00-17:00\nteams: {t: " + team +
                          "}\nworkflows:\n  w:\n    demand: every 7h\n    steps:\n"
                          "      s: {team: t, delay: exactly " +
                          delay + ", effort: exactly 30min}\n"));
    };
    CHECK(delayed("{people: 1}", "2h") == DiaryLines{"Tue 10:00 - Tue 10:30 s 0 by 0"});
    CHECK(delayed("{people: 1}", "1h") == DiaryLines{"Tue 09:00 - Tue 09:30 s 0 by 0"});
    CHECK(delayed("{people: 1}", "1d") == DiaryLines{"Tue 16:00 - Tue 16:30 s 0 by 0"});
    CHECK(delayed("{people: 1}", "1cd") == DiaryLines{"Tue 16:00 - Tue 16:30 s 0 by 0"});
    CHECK(delayed("{people: 1}", "5cd") == DiaryLines{"Mon+1 09:00 - Mon+1 09:30 s 0 by 0"});
    CHECK(delayed("{people: 1, outside: yes}", "14h") ==
          DiaryLines{"Tue 09:00 - Tue 09:30 s 0 by 0"});
    // The team's own calendar, not its members'.
    CHECK(
        delayed("{calendar: Mon-Fri 09:00-21:00, people: {anna: {calendar: Mon-Fri 13:00-17:00}}}",
                "2h") == DiaryLines{"Tue 13:00 - Tue 13:30 s 0 by 0"});
    CHECK(
        delayed("{calendar: Mon-Fri 09:00-18:00, people: {anna: {calendar: Mon-Fri 09:00-17:00}}}",
                "3h") == DiaryLines{"Tue 10:00 - Tue 10:30 s 0 by 0"});
}

TEST_CASE("Engine, ruling 4: a delay that ends at closing time ends at that instant",
          "[sim][ruling]") {
    // The milestone is at 17:00, not at the next opening: what follows may start then.
    const Scene scene = play(
        "calendar: Mon-Fri 09:00-17:00\nteams: {t: {people: 1, calendar: always}}\nworkflows:\n"
        "  w:\n    demand: every 7h\n    steps:\n      answer: {delay: exactly 1h}\n"
        "      work: {team: t, effort: exactly 30min, after: answer}\n");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 16:00 - Mon 17:00 answer 0", "Mon 17:00 - Mon 17:30 work 0 by 0"});
}

TEST_CASE("Engine, ruling 4: a delay of no length at night is over at once", "[sim][ruling]") {
    const Scene scene =
        play("calendar: Mon-Fri 09:00-17:00\nteams: {t: {people: 1}, night: {people: 1, calendar: "
             "always}}\n"
             "workflows:\n  w:\n    demand: {rate: every 20h, calendar: always}\n    steps:\n"
             "      s: {team: t, delay: exactly 0h, effort: exactly 30min}\n"
             "      n: {team: night, effort: exactly 15min}\n",
             2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 20:00 - Mon 20:15 n 0 by 1", "Tue 09:00 - Tue 09:30 s 0 by 0",
                     "Tue 16:00 - Tue 16:30 s 1 by 0", "Tue 16:00 - Tue 16:15 n 1 by 1"});
    CHECK(scene.at_step("s").wait == 0);
    for (const LogRow& row : scene.record.log) {
        CHECK(row.ready == (row.number == 0 ? 20 * hour : 40 * hour));
    }
}

} // namespace rulings_flow_test
