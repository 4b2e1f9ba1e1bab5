// `keep: rooms until discharge` through the engine, told by hand.
#include "sim/scene.hpp"

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
          Lines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5", "Mon 11:00 - Mon 13:00 wait 0",
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
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5",
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
          Lines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5", "Mon 11:00 - Mon 12:00 check 0 by 2",
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
          Lines{"Mon 10:00 - Mon 11:00 exam 0 by 0", "Mon 11:00 - Mon 12:00 one 0 by 0",
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
          Lines{"Mon 10:00 - Mon 11:00 exam 0 by 2", "Mon 11:00 - Mon 12:00 one 0 by 2",
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
    CHECK(diary(scene) == Lines{"Mon 10:00 - Mon 11:00 exam 0 by 0+5",
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
