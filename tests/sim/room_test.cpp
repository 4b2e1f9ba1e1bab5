// Work that finds no room, told by hand (MODEL.md: wip).
#include "sim/scene.hpp"

namespace room_test {

using namespace plimsoll;

namespace {

using DiaryLines = std::vector<std::string>;

/// Two cases, half an hour apart, of a team with a single place; more steps may follow the first.
Scene in_one_place(const std::string& full, const std::string& more) {
    return play("calendar: always\nteams: {t: {people: 1, wip: 1, full: " + full +
                    "}}\nworkflows:\n  w:\n    demand: every 30min\n    steps:\n"
                    "      a: {team: t, effort: exactly 1h}\n"
                    "      b: {team: t, effort: exactly 1h, after: a}\n" +
                    more,
                2);
}

} // namespace

TEST_CASE("Work that stays within a limit takes its own place along", "[sim]") {
    for (const char* full : {"wait", "hold"}) {
        INFO(full);
        const Scene scene = in_one_place(full, "");
        CHECK(diary(scene) ==
              DiaryLines{"Mon 00:30 - Mon 01:30 a 0 by 0", "Mon 01:30 - Mon 02:30 b 0 by 0",
                         "Mon 02:30 - Mon 03:30 a 1 by 0", "Mon 03:30 - Mon 04:30 b 1 by 0"});
        // The second case stands outside from one o'clock until half past two.
        CHECK(scene.record.blocked == std::vector<int128>{3 * hour / 2});
    }
}

TEST_CASE("A case that has not begun stands outside its workflow's limit", "[sim]") {
    const Scene scene = play("calendar: always\nteams: {t: {people: 2}}\nworkflows:\n  w:\n    "
                             "demand: every 30min\n    wip: 1\n    steps:\n"
                             "      a: {team: t, effort: exactly 1h}\n",
                             2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 00:30 - Mon 01:30 a 0 by 0", "Mon 01:30 - Mon 02:30 a 1 by 1"});
    CHECK(scene.record.blocked == std::vector<int128>{hour / 2});
}

TEST_CASE("Work that blocks itself in a ring changes places", "[sim]") {
    for (const char* full : {"wait", "hold"}) {
        INFO(full);
        const std::string limit = std::string("{people: 1, wip: 1, full: ") + full + "}";
        const Scene scene =
            play("calendar: always\nteams:\n  x: " + limit + "\n  y: " + limit +
                     "\nworkflows:\n  w:\n    demand: 2 always open\n    steps:\n"
                     "      make: {team: x, effort: exactly 1h}\n"
                     "      test: {team: y, effort: exactly 1h, after: make, rework: {to: make, "
                     "chance: 100%, at_most: 1}}\n",
                 2);
        // At two and at three o'clock each stands where the other wants to go.
        CHECK(diary(scene) ==
              DiaryLines{"Mon 00:00 - Mon 01:00 make 0 by 0", "Mon 01:00 - Mon 02:00 make 1 by 0",
                         "Mon 01:00 - Mon 02:00 test 0 by 1", "Mon 02:00 - Mon 03:00 make 0 by 0",
                         "Mon 02:00 - Mon 03:00 test 1 by 1", "Mon 03:00 - Mon 04:00 make 1 by 0",
                         "Mon 03:00 - Mon 04:00 test 0 by 1", "Mon 04:00 - Mon 05:00 test 1 by 1"});
        CHECK(
            scene.record.workflows[0].elapsed[static_cast<std::size_t>(ElapsedCategory::blocked)] ==
            hour);
    }
}

TEST_CASE("Of several that one case brings the first takes its place along", "[sim]") {
    for (const char* full : {"wait", "hold"}) {
        INFO(full);
        // c waits outside, behind the second case's a, and keeps nobody.
        CHECK(diary(in_one_place(full, "      c: {team: t, effort: exactly 1h, after: a}\n")) ==
              DiaryLines{"Mon 00:30 - Mon 01:30 a 0 by 0", "Mon 01:30 - Mon 02:30 b 0 by 0",
                         "Mon 02:30 - Mon 03:30 a 1 by 0", "Mon 03:30 - Mon 04:30 b 1 by 0",
                         "Mon 04:30 - Mon 05:30 c 0 by 0", "Mon 05:30 - Mon 06:30 c 1 by 0"});
    }
}

TEST_CASE("Who is held for room helps with what stands inside", "[sim]") {
    const Scene scene = play(R"(
calendar: always
teams:
  x: {people: 1}
  y: {people: 1, wip: 1, full: hold}
workflows:
  w:
    demand: every 30min
    steps:
      make: {team: x, effort: exactly 1h}
      fit: {team: y, with: x, effort: exactly 1h, after: make}
)",
                             2);
    // At 02:30 the second make would hold x until the first fit, which waits for x, is done.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 00:30 - Mon 01:30 make 0 by 0", "Mon 01:30 - Mon 02:30 make 1 by 0",
                     "Mon 02:30 - Mon 03:30 fit 0 by 1+0", "Mon 03:30 - Mon 04:30 fit 1 by 1+0"});
}

TEST_CASE("Who is turned away after an appointment leaves nothing behind", "[sim]") {
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = 20;
    const Scene scene = run(operation_of(R"(
calendar: always
teams: {t: {people: 1, wip: 1, full: turn away}, u: {people: 1}}
workflows:
  w:
    demand: every 30min
    steps:
      a: {team: t, slot: {every: 30min}, effort: exactly 2h, times: 2}
  v:
    demand: every 35min
    steps:
      b: {team: u, effort: exactly 10min, batch: 4}
)"),
                            unit);
    // A batch that is never full begins when nothing is under way any more.
    CHECK(scene.record.open_cases == 0);
}

} // namespace room_test
