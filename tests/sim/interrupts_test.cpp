// `interrupts` with a skill, with several people, with somebody in particular, and what it takes
// them away from (MODEL.md section 5: it takes the person with the least urgent work, which resumes
// later; of those who may serve, in every team it needs). Told by hand.
#include "sim/scene.hpp"

namespace interrupts_test {

using namespace plimsoll;

namespace {

/// One case of each of these, whose lines are "name: minutes: step"; the first comes at ten.
Scene scene_of(const std::string& teams, const std::vector<std::array<std::string, 3>>& jobs,
               const std::string& calendar = "always") {
    std::string text = "calendar: " + calendar + "\nteams: " + teams + "\nworkflows:\n";
    for (const auto& [name, every, step] : jobs) {
        text += "  w" + name + ":\n    demand: every " + every + "\n    steps: {" + name + ": {" +
                step + "}}\n";
    }
    return play(text, static_cast<std::int64_t>(jobs.size()));
}

} // namespace

TEST_CASE("it takes somebody who has the skill, whatever the others do", "[sim][interrupts]") {
    const Scene scene = scene_of("{desk: {people: {a: {skills: [knee]}, b: {}}, order: priority}}",
                                 {{"x", "10h", "team: desk, effort: exactly 3h, priority: 1"},
                                  {"y", "10h", "team: desk, effort: exactly 3h, priority: 9"},
                                  {"s", "11h",
                                   "team: desk, effort: exactly 30min, skill: knee, "
                                   "interrupts: yes"}});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 x 0 by 0", "Mon 10:00 - Mon 13:00 y 0 by 1",
                     "Mon 11:00 - Mon 11:30 s 0 by 0", "Mon 11:30 - Mon 13:30 x 0 by 0"});
    check_ledger(scene);
}

TEST_CASE("it takes somebody in particular from what he does", "[sim][interrupts]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: {a: {}, b: {}}, order: priority}}
workflows:
  jobs:
    demand: every 10h
    steps:
      brief: {team: desk, effort: exactly 1h}
      write: {team: desk, effort: exactly 3h, after: brief, person: same as brief, priority: 1}
      other: {team: desk, effort: exactly 4h, after: brief, person: not brief, priority: 9}
      ask:   {team: desk, effort: exactly 30min, after: brief, delay: exactly 1h, person: same as brief, interrupts: yes}
      tell:  {team: desk, effort: exactly 30min, after: brief, delay: exactly 2h, person: not brief, interrupts: yes}
)");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 brief 0 by 0", "Mon 11:00 - Mon 12:00 write 0 by 0",
                     "Mon 11:00 - Mon 13:00 other 0 by 1", "Mon 12:00 - Mon 12:30 ask 0 by 0",
                     "Mon 12:30 - Mon 14:30 write 0 by 0", "Mon 13:00 - Mon 13:30 tell 0 by 1",
                     "Mon 13:30 - Mon 15:30 other 0 by 1"});
    check_ledger(scene);
}

TEST_CASE("it takes two, those with the least urgent work", "[sim][interrupts]") {
    const Scene scene = scene_of("{desk: {people: 3, order: priority}}",
                                 {{"x", "10h", "team: desk, effort: exactly 3h, priority: 7"},
                                  {"y", "10h", "team: desk, effort: exactly 3h, priority: 2"},
                                  {"z", "10h", "team: desk, effort: exactly 3h, priority: 8"},
                                  {"s", "11h",
                                   "team: desk, people: 2, effort: exactly 1h, "
                                   "interrupts: yes"}});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 x 0 by 1", "Mon 10:00 - Mon 13:00 y 0 by 0",
                     "Mon 10:00 - Mon 11:00 z 0 by 2", "Mon 11:00 - Mon 12:00 s 0 by 1+2",
                     "Mon 12:00 - Mon 14:00 x 0 by 1", "Mon 12:00 - Mon 14:00 z 0 by 2"});
    check_ledger(scene);
}

TEST_CASE("one is free: it takes only the other", "[sim][interrupts]") {
    const Scene scene =
        scene_of("{desk: {people: 3}}", {{"x", "10h", "team: desk, effort: exactly 3h"},
                                         {"y", "10h 30min", "team: desk, effort: exactly 3h"},
                                         {"s", "11h",
                                          "team: desk, people: 2, effort: exactly 1h, "
                                          "interrupts: yes"}});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 13:00 x 0 by 0", "Mon 10:30 - Mon 11:00 y 0 by 1",
                     "Mon 11:00 - Mon 12:00 s 0 by 2+1", "Mon 12:00 - Mon 14:30 y 0 by 1"});
    check_ledger(scene);
}

TEST_CASE("it takes people in every team that it needs", "[sim][interrupts]") {
    const Scene scene = scene_of("{doctor: {people: 1}, room: {units: 1}, cleaner: {people: 1}}",
                                 {{"clean", "10h", "team: cleaner, with: room, effort: exactly 5h"},
                                  {"letter", "10h", "team: doctor, effort: exactly 5h"},
                                  {"emergency", "12h",
                                   "team: doctor, with: room, effort: exactly 1h, "
                                   "interrupts: yes"}});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 12:00 clean 0 by 2+1",
                                     "Mon 10:00 - Mon 12:00 letter 0 by 0",
                                     "Mon 12:00 - Mon 13:00 emergency 0 by 0+1",
                                     "Mon 13:00 - Mon 16:00 clean 0 by 2+1",
                                     "Mon 13:00 - Mon 16:00 letter 0 by 0"});
    CHECK(scene.record.teams[1].worked[0] == 6 * hour);
    CHECK((scene.at_step("clean").effort == 5 * hour));
    check_ledger(scene);
}

TEST_CASE("it takes nobody unless it can start", "[sim][interrupts]") {
    const Scene scene =
        scene_of("{doctor: {people: 1}, room: {units: 1}, cleaner: {people: 1}}",
                 {{"fire", "10h", "team: cleaner, with: room, effort: exactly 5h, interrupts: yes"},
                  {"letter", "10h", "team: doctor, effort: exactly 4h"},
                  {"emergency", "12h",
                   "team: doctor, with: room, effort: exactly 1h, "
                   "interrupts: yes"}});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 15:00 fire 0 by 2+1",
                                     "Mon 10:00 - Mon 14:00 letter 0 by 0",
                                     "Mon 15:00 - Mon 16:00 emergency 0 by 0+1"});
    check_ledger(scene);
}

TEST_CASE("work of several stops for one of them, and goes on with all", "[sim][interrupts]") {
    const Scene scene =
        scene_of("{desk: {people: 2}}", {{"do", "10h", "team: desk, people: 2, effort: exactly 2h"},
                                         {"save", "11h",
                                          "team: desk, effort: exactly 30min, "
                                          "interrupts: yes"},
                                         {"jot", "11h", "team: desk, effort: exactly 1h"}});
    // Who is not needed for `save` takes `jot`; `do` waits for both.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0+1", "Mon 11:00 - Mon 11:30 save 0 by 0",
                     "Mon 11:00 - Mon 12:00 jot 0 by 1", "Mon 12:00 - Mon 13:00 do 0 by 0+1"});
    CHECK(scene.record.teams[0].worked[0] == 330 * minute);
    CHECK((scene.at_step("do").effort == 2 * hour));
    check_ledger(scene);
}

TEST_CASE("who has left work of several does not come back to it", "[sim][interrupts]") {
    const std::string teams = "{team: {people: 1}, partners: {people: 1}}";
    const std::array<std::string, 3> work{"do", "10h",
                                          "team: team, with: {partners: 25%}, effort: exactly 4h"};
    const std::string save = "team: team, effort: exactly 30min, interrupts: yes";
    const auto other =
        std::array<std::string, 3>{"see", "15h", "team: partners, effort: exactly 1h"};
    // At 10:30 half of the partner's hour is done; at 12:00 he has gone.
    const Scene early = scene_of(teams, {work, {"save", "10h 30min", save}, other});
    CHECK(diary(early) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 do 0 by 0+1", "Mon 10:30 - Mon 11:00 save 0 by 0",
                     "Mon 11:00 - Mon 14:30 do 0 by 0+1", "Mon 15:00 - Mon 16:00 see 0 by 1"});
    CHECK(early.record.teams[1].worked[0] == 2 * hour);
    CHECK(early.record.teams[0].worked[0] == 270 * minute);
    check_ledger(early);
    const Scene late = scene_of(teams, {work, {"save", "12h", save}, other});
    CHECK(diary(late) ==
          DiaryLines{"Mon 10:00 - Mon 12:00 do 0 by 0+1", "Mon 12:00 - Mon 12:30 save 0 by 0",
                     "Mon 12:30 - Mon 14:30 do 0 by 0", "Mon 15:00 - Mon 16:00 see 0 by 1"});
    CHECK(late.record.teams[1].worked[0] == 2 * hour);
    check_ledger(late);
}

TEST_CASE("a batch stops and goes on as one piece", "[sim][interrupts][batch]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1, cost: 60 per hour}}
workflows:
  letters:
    demand: every 5h
    steps:
      write: {team: desk, effort: exactly 30min, batch: {size: 2, effort: exactly 1h}}
  alarms:
    demand: every 10h 30min
    steps:
      save: {team: desk, effort: exactly 30min, interrupts: yes}
)",
                             3);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:30 write 0 by 0", "Mon 10:00 - Mon 10:30 write 1 by 0",
                     "Mon 10:30 - Mon 11:00 save 0 by 0", "Mon 11:00 - Mon 12:30 write 0 by 0",
                     "Mon 11:00 - Mon 12:30 write 1 by 0"});
    CHECK(scene.record.teams[0].worked[0] == 150 * minute);
    CHECK((scene.at_step("write").effort == 2 * hour));
    CHECK(scene.at_step("write").cost == Approx(120));
    check_ledger(scene);
}

TEST_CASE("what is in work for the latest due, or takes longest, is the least urgent",
          "[sim][interrupts]") {
    const auto told = [](const std::string& order) {
        return diary(play("calendar: always\nteams: {desk: {people: 2, order: " + order + R"(}}
workflows:
  soon:
    demand: every 10h
    due: 20h
    steps: {a: {team: desk, effort: exactly 4h}}
  late:
    demand: every 10h
    due: 40h
    steps: {b: {team: desk, effort: exactly 3h}}
  alarms:
    demand: every 11h
    steps: {s: {team: desk, effort: exactly 1h, interrupts: yes}}
)",
                          3));
    };
    CHECK(told("due")[1] == "Mon 10:00 - Mon 11:00 b 0 by 1");
    CHECK(told("shortest")[0] == "Mon 10:00 - Mon 11:00 a 0 by 1");
}

TEST_CASE("an appointment is more urgent than work without one", "[sim][interrupts][slot]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 2}}
workflows:
  visits:
    demand: every 9h 30min
    steps: {see: {team: desk, effort: exactly 3h, slot: {every: 1h}}}
  papers:
    demand: every 9h 45min
    steps: {file: {team: desk, effort: exactly 3h}}
  alarms:
    demand: every 11h
    steps: {save: {team: desk, effort: exactly 1h, interrupts: yes}}
)",
                             3);
    // Of equal work what began last would stop, which is the visit.
    CHECK(diary(scene)[0] == "Mon 09:45 - Mon 11:00 file 0 by 0");
    CHECK(diary(scene)[1] == "Mon 10:00 - Mon 13:00 see 0 by 1");
    check_ledger(scene);
}

TEST_CASE("work that was suspended overnight is interrupted in the morning", "[sim][interrupts]") {
    const Scene scene =
        scene_of("{desk: {people: 1, calendar: Mon-Fri 09:00-17:00}}",
                 {{"do", "16h", "team: desk, effort: exactly 4h"},
                  {"save", "20h", "team: desk, effort: exactly 1h, interrupts: yes"}});
    CHECK(diary(scene) == DiaryLines{"Mon 16:00 - Tue 09:00 do 0 by 0",
                                     "Tue 09:00 - Tue 10:00 save 0 by 0",
                                     "Tue 10:00 - Tue 13:00 do 0 by 0"});
    check_ledger(scene);
}

TEST_CASE("who is kept stays with the case, and its work waits for who was taken",
          "[sim][interrupts][keep]") {
    const Scene scene = play(R"(
calendar: always
teams: {doctor: {people: 1}, room: {units: 1}}
workflows:
  visits:
    demand: every 10h
    steps:
      enter: {team: room, effort: exactly 10min, keep: room until treat}
      treat: {team: doctor, with: room, effort: exactly 2h, after: enter}
  alarms:
    demand: every 11h
    steps: {save: {team: doctor, effort: exactly 30min, interrupts: yes}}
)",
                             2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:10 enter 0 by 1", "Mon 10:10 - Mon 11:00 treat 0 by 0+1",
                     "Mon 11:00 - Mon 11:30 save 0 by 0", "Mon 11:30 - Mon 12:40 treat 0 by 0+1"});
    CHECK(scene.record.teams[1].worked[0] == 160 * minute);
    check_ledger(scene);
}

TEST_CASE("of two teams that may do it, the least urgent work of either", "[sim][interrupts]") {
    const Scene scene = scene_of("{desk: {people: 1, order: priority}, floor: {people: 1, order: "
                                 "priority}}",
                                 {{"x", "10h", "team: desk, effort: exactly 3h, priority: 2"},
                                  {"y", "10h", "team: floor, effort: exactly 3h, priority: 8"},
                                  {"s", "11h",
                                   "team: [desk, floor], effort: exactly 1h, "
                                   "interrupts: yes"}});
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 13:00 x 0 by 0", "Mon 10:00 - Mon 11:00 y 0 by 1",
                     "Mon 11:00 - Mon 12:00 s 0 by 1", "Mon 12:00 - Mon 14:00 y 0 by 1"});
    check_ledger(scene);
}

TEST_CASE("one person in two teams is taken from the other's work", "[sim][interrupts]") {
    const Scene scene = scene_of("{desk: {people: {anna: {}}}, board: {people: {anna: {}}}}",
                                 {{"x", "10h", "team: desk, effort: exactly 3h"},
                                  {"s", "11h",
                                   "team: board, effort: exactly 1h, "
                                   "interrupts: yes"}});
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 x 0 by 0",
                                     "Mon 11:00 - Mon 12:00 s 0 by 1",
                                     "Mon 12:00 - Mon 14:00 x 0 by 0"});
    check_ledger(scene);
}

} // namespace interrupts_test
