// `keep: rooms until discharge` through the engine, told by hand.
#include "sim/scene.hpp"

#include <fmt/format.h>

namespace keep_test {

using namespace plimsoll;

namespace {

/// One workflow of some steps; the first case comes at 10:00, the next every ten hours.
std::string clinic(const std::string& steps, const std::string& rooms = "1, cost: 10 per hour",
                   const std::string& more = {}) {
    return "calendar: always\nteams:\n  doctors: {people: 2}\n  nurses: {people: 3}\n"
           "  rooms: {units: " +
           rooms + "}\nworkflows:\n  visit:\n    demand: every 600min\n    steps:\n" + steps + more;
}

const std::string other = "  other:\n    demand: every 601min\n    steps:\n"
                          "      scan: {team: doctors, with: {rooms: 1}, effort: exactly 1h}\n";

} // namespace

TEST_CASE("keep: the room stays with the case until the step is done", "[sim][people][keep]") {
    const std::string steps =
        "      exam: {team: doctors, with: {rooms: 1}, keep: rooms until leave, effort: exactly "
        "1h}\n"
        "      wait: {after: exam, delay: 2h}\n"
        "      treat: {team: nurses, with: {rooms: 1}, after: wait, effort: exactly 1h}\n"
        "      rest: {team: rooms, after: treat, effort: exactly 30min}\n"
        "      leave: {team: nurses, after: rest, effort: exactly 15min}\n";
    const Scene scene = play(clinic(steps, "1, cost: 10 per hour", other), 2);
    // Doctors 0 and 1, nurses 2 to 4, the room 5: held from 11:00 to 14:45 between and in steps.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5", "Mon 11:00 - Mon 13:00 wait 0",
                     "Mon 13:00 - Mon 14:00 treat 0 by 2+5", "Mon 14:00 - Mon 14:30 rest 0 by 5",
                     "Mon 14:30 - Mon 14:45 leave 0 by 3", "Mon 14:45 - Mon 15:45 scan 0 by 1+5"});
    const TeamSums& rooms = scene.record.teams[2];
    CHECK((rooms.worked[0] == 4 * hour + 45 * minute + hour));
    CHECK((rooms.busy == rooms.worked[0]));
    CHECK((rooms.demanded[0] == 4 * hour + 45 * minute));
    CHECK(scene.record.people_worked[5][0] == 5 * hour + 45 * minute);
    CHECK(scene.at_step("exam").cost == Approx(47.5));
    CHECK(scene.at_step("treat").cost == 0);
    CHECK(scene.at_step("rest").visits == 1);
    CHECK(scene.at_step("rest").wait == 0);
}

TEST_CASE("keep: who is kept goes when the case ends or the step can no longer come",
          "[sim][people][keep]") {
    const std::string ends =
        "      exam: {team: doctors, with: {rooms: 1}, keep: rooms until leave, effort: exactly "
        "1h, exits: {ill: 0.001%, well: rest}}\n"
        "      leave: {team: nurses, after: exam.ill, effort: exactly 15min}\n";
    // The exit that nothing follows ends the case: the room is free at 11:00.
    CHECK(diary(play(clinic(ends, "1", other), 2))[1] == "Mon 11:00 - Mon 12:00 scan 0 by 1+5");
    const std::string dead = ends + "      letter: {team: nurses, after: exam.well, effort: "
                                    "exactly 3h}\n";
    const Scene scene = play(clinic(dead, "1", other), 2);
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5",
                                     "Mon 11:00 - Mon 14:00 letter 0 by 2",
                                     "Mon 11:00 - Mon 12:00 scan 0 by 1+5"});
}

TEST_CASE("keep: on rework the kept ones are used again", "[sim][people][keep]") {
    const std::string steps =
        "      exam: {team: doctors, with: {rooms: 1}, keep: rooms until check, effort: exactly "
        "1h}\n"
        "      check: {team: nurses, after: exam, effort: exactly 1h, rework: {to: exam, at_most: "
        "1}}\n";
    const Scene scene = play(clinic(steps, "1", other), 2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5", "Mon 11:00 - Mon 12:00 check 0 by 2",
                     "Mon 12:00 - Mon 13:00 exam 0 by 1+5", "Mon 13:00 - Mon 14:00 check 0 by 3",
                     "Mon 14:00 - Mon 15:00 scan 0 by 0+5"});
}

TEST_CASE("keep: of two steps at once the second waits for them or for somebody else",
          "[sim][people][keep]") {
    const Scene scene = play("calendar: always\nteams: {nurses: {people: 1}}\nworkflows:\n  w:\n"
                             "    demand: every 600min\n    steps:\n"
                             "      exam: {team: nurses, keep: nurses until leave, effort: exactly "
                             "1h}\n"
                             "      one: {team: nurses, after: exam, effort: exactly 1h}\n"
                             "      two: {team: nurses, after: exam, effort: exactly 2h}\n"
                             "      leave: {after: [one, two]}\n");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0", "Mon 11:00 - Mon 12:00 one 0 by 0",
                     "Mon 12:00 - Mon 14:00 two 0 by 0", "Mon 14:00 - Mon 14:00 leave 0"});
    CHECK(scene.record.teams[0].worked[0] == 4 * hour);
    CHECK((scene.record.workflows[0].elapsed[static_cast<std::size_t>(ElapsedCategory::queue)] ==
           1 * hour));
}

TEST_CASE("keep: of two steps at once the second takes somebody else", "[sim][people][keep]") {
    const std::string steps =
        "      exam: {team: nurses, keep: nurses until leave, effort: exactly 1h}\n"
        "      one: {team: nurses, after: exam, effort: exactly 1h}\n"
        "      two: {team: doctors, with: {nurses: 1}, after: exam, effort: exactly 1h}\n"
        "      leave: {after: [one, two]}\n";
    const Scene scene = play(clinic(steps), 1);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 2", "Mon 11:00 - Mon 12:00 one 0 by 2",
                     "Mon 11:00 - Mon 12:00 two 0 by 0+3", "Mon 12:00 - Mon 12:00 leave 0"});
    CHECK(scene.record.teams[1].worked[0] == 3 * hour);
}

TEST_CASE("keep: goes with one person for the whole case", "[sim][people][keep]") {
    const std::string steps =
        "      exam: {team: doctors, with: {rooms: 1}, keep: rooms until treat, effort: exactly "
        "1h}\n"
        "      treat: {team: doctors, with: {rooms: 1}, person: same as exam, after: exam, delay: "
        "1h, effort: exactly 1h}\n";
    const Scene scene = play(clinic(steps, "2", other), 2);
    // Doctor 1 scans until 11:01; doctor 0, who has examined, treats in the same room.
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5",
                                     "Mon 10:01 - Mon 11:01 scan 0 by 1+6",
                                     "Mon 12:00 - Mon 13:00 treat 0 by 0+5"});
}

TEST_CASE("keep: what is still held when the window closes is counted so far",
          "[sim][people][keep]") {
    const std::string steps =
        "      exam: {team: doctors, with: {rooms: 1}, keep: rooms until leave, effort: exactly "
        "1h}\n"
        "      leave: {team: nurses, after: exam, delay: 100h, effort: exactly 15min}\n";
    WorkUnit unit;
    unit.clients = 1;
    unit.warm_up = 10 * hour + 30 * minute;
    unit.length = 5 * hour;
    const Scene scene = run(operation_of(clinic(steps, "3")), unit);
    CHECK((scene.record.teams[2].worked[0] == 5 * hour));
    CHECK((scene.record.teams[2].busy == 5 * hour));
}

TEST_CASE("keep: two teams that are kept alone are not taken for each other",
          "[sim][people][keep]") {
    // Both workflows need nobody beside whom they keep; m and n are two machines all the same.
    const Scene scene = play(R"(
calendar: always
teams: {m: {units: 1}, n: {units: 1}}
workflows:
  p: {demand: every 10h, steps: {set: {team: m, keep: m until cut, effort: exactly 1min}, cut: {team: m, after: set, effort: exactly 4min}}}
  q: {demand: every 10h, steps: {form: {team: n, keep: n until bend, effort: exactly 1min}, bend: {team: n, after: form, effort: exactly 4min}}}
  r: {demand: every 11h, steps: {use: {team: m, effort: exactly 1min}}}
)",
                             3);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 10:01 set 0 by 0", "Mon 10:00 - Mon 10:01 form 0 by 1",
                     "Mon 10:01 - Mon 10:05 cut 0 by 0", "Mon 10:01 - Mon 10:05 bend 0 by 1",
                     "Mon 11:00 - Mon 11:01 use 0 by 0"});
    for (const std::string step : {"set", "cut", "form", "bend", "use"}) {
        CHECK(scene.at_step(step).visits == 1);
    }
    CHECK(scene.at_step("bend").effort == 4 * minute);
    CHECK(scene.at_step("use").effort == 1 * minute);
}

TEST_CASE("keep: work begins when those who are kept are on shift", "[sim][people][keep]") {
    const std::string days = R"(
calendar: always
teams: {nurse: {people: 1, calendar: Mon-Sun 09:00-17:00}, doctor: {people: 1}}
workflows:
  w:
    demand: {rate: 1 per week, at: Mon 16:00}
    steps:
      a: {team: nurse, keep: nurse until c, effort: exactly 30min}
      b: {delay: exactly 2h, after: a}
)";
    const std::string alone = "      c: {team: nurse, effort: exactly 30min, after: b, due: "
                              "{start: 1h}}\n";
    const Scene scene = play(days + alone);
    CHECK(diary(scene) == DiaryLines{"Mon 16:00 - Mon 16:30 a 0 by 0", "Mon 16:30 - Mon 18:30 b 0",
                                     "Tue 09:00 - Tue 09:30 c 0 by 0"});
    CHECK(scene.at_step("c").wait == 14 * hour + 30 * minute);
    CHECK(scene.at_step("c").queue == 0); // nobody who may do it is there
    CHECK(scene.record.promises[0].due == 1);
    CHECK(scene.record.promises[0].met == 0);
    // Together with somebody who is always there: the same.
    const std::string both = "      c: {team: doctor, with: nurse, effort: exactly 30min, after: "
                             "b}\n";
    CHECK(diary(play(days + both)) == DiaryLines{"Mon 16:00 - Mon 16:30 a 0 by 0",
                                                 "Mon 16:30 - Mon 18:30 b 0",
                                                 "Tue 09:00 - Tue 09:30 c 0 by 1+0"});
}

TEST_CASE("keep: the visits of a step use them one after the other", "[sim][people][keep]") {
    const Scene scene = play(R"(
calendar: always
teams: {room: {units: 1}}
workflows:
  w:
    demand: every 10h
    steps:
      a: {team: room, keep: room until c, effort: exactly 1h}
      b: {team: room, times: 2, effort: exactly 1h, after: a}
      c: {team: room, effort: exactly 1h, after: b}
)");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 a 0 by 0", "Mon 11:00 - Mon 12:00 b 0 by 0",
                     "Mon 12:00 - Mon 13:00 b 0 by 0", "Mon 13:00 - Mon 14:00 c 0 by 0"});
}

TEST_CASE("keep: they go on with work that is done in pieces", "[sim][people][keep]") {
    // The room's own hours begin later than its team's.
    for (const char* hours : {"09:00", "10:00"}) {
        const Scene scene = play(fmt::format(R"(
calendar: always
teams:
  room: {{people: {{x: {{calendar: Mon-Sun {}-17:00}}, y: {{calendar: Mon-Sun 09:00-09:10}}}}}}
  desk: {{people: 1}}
workflows:
  w:
    demand: {{rate: 1 per week, at: Mon 11:00}}
    steps:
      a: {{team: desk, with: room, keep: room until c, effort: exactly 10min}}
      b: {{team: room, effort: exactly 50min, after: a, pace: 30min per day}}
      c: {{team: desk, with: room, effort: exactly 5min, after: b}}
)",
                                             hours));
        CHECK(diary(scene) ==
              DiaryLines{"Mon 11:00 - Mon 11:10 a 0 by 2+0", "Mon 11:10 - Mon 11:40 b 0 by 0",
                         fmt::format("Tue {0} - Tue {1}:20 b 0 by 0", hours, std::string(hours, 2)),
                         fmt::format("Tue {0}:20 - Tue {0}:25 c 0 by 2+0", std::string(hours, 2))});
    }
}

TEST_CASE("keep: who is kept holds a place of the team, and needs no other",
          "[sim][people][keep]") {
    const std::string text = R"(
calendar: always
teams: {room: {units: 1, wip: 1}}
workflows:
  visit:
    demand: every 10h
    steps:
      exam:  {team: room, keep: room until leave, effort: exactly 1h}
      lab:   {delay: exactly 90min, after: exam}
)";
    const std::string leave = "      leave: {team: room, after: lab, effort: exactly 20min}\n";
    const std::string look = "  other:\n    demand: every 11h\n    steps: {look: {team: room, "
                             "effort: exactly 5min}}\n";
    const Scene scene = play(text + leave + look, 2);
    // Until 12:50 the room is taken: what comes at 11:00 waits outside.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0", "Mon 11:00 - Mon 12:30 lab 0",
                     "Mon 12:30 - Mon 12:50 leave 0 by 0", "Mon 12:50 - Mon 12:55 look 0 by 0"});
    CHECK(scene.record.workflows[1].elapsed[static_cast<std::size_t>(ElapsedCategory::blocked)] ==
          110 * minute);
    // Two steps of the case at once: the second finds its own case in the only place, and uses it
    // next.
    const std::string two = "      one: {team: room, after: exam, effort: exactly 1h}\n"
                            "      two: {team: room, after: exam, effort: exactly 3h}\n"
                            "      leave: {team: room, after: [lab, one, two], effort: exactly "
                            "20min}\n";
    CHECK(diary(play(text + two + look, 2)) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0", "Mon 11:00 - Mon 12:30 lab 0",
                     "Mon 11:00 - Mon 12:00 one 0 by 0", "Mon 12:00 - Mon 15:00 two 0 by 0",
                     "Mon 15:00 - Mon 15:20 leave 0 by 0", "Mon 15:20 - Mon 15:25 look 0 by 0"});
}

TEST_CASE("keep: nobody knows when those will be there whom a case keeps", "[sim][people][keep]") {
    // From 12:00 on both waits for the room, which a case keeps: the doctor is not kept for it.
    const Scene scene = play(R"(
calendar: always
teams: {room: {units: 1}, doctor: {people: 1}}
workflows:
  visit:
    demand: every 10h
    steps:
      exam:  {team: room, keep: room until leave, effort: exactly 1h}
      leave: {team: room, after: exam, delay: exactly 5h, effort: exactly 2h}
  both:  {demand: every 11h, steps: {both: {team: doctor, with: room, effort: exactly 1h}}}
  call:  {demand: every 13h, steps: {call: {team: doctor, effort: exactly 3h}}}
  again: {demand: every 966min, steps: {again: {team: doctor, effort: exactly 3h}}}
)",
                             4);
    // Once the last step is in work it is known: until 18:00.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 11:00 exam 0 by 0", "Mon 13:00 - Mon 16:00 call 0 by 1",
                     "Mon 16:00 - Mon 18:00 leave 0 by 0", "Mon 18:00 - Mon 19:00 both 0 by 1+0",
                     "Mon 19:00 - Mon 22:00 again 0 by 1"});
}

} // namespace keep_test
