// Work in pieces, and work by appointment.
#include "sim/scene.hpp"

#include <map>

namespace pieces_test {

using namespace plimsoll;

TEST_CASE("long work is done in a piece a day, beside other work", "[sim][pace]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {editors: {people: 1, cost: 10 per hour}}
workflows:
  books:
    demand: every 5h
    steps:
      edit: {team: editors, effort: exactly 5h, pace: 10h per week}
  letters:
    demand: every 8h 30min
    steps:
      sign: {team: editors, effort: exactly 1h}
)",
                             2);
    // 14:00 the first two hours; the letter comes at 09:30 on Tuesday, when the second piece is in
    // work, and is done after it.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 14:00 - Mon 16:00 edit 0 by 0", "Tue 09:00 - Tue 11:00 edit 0 by 0",
                     "Tue 11:00 - Tue 12:00 sign 0 by 0", "Wed 09:00 - Wed 10:00 edit 0 by 0"});
    // At its pace it is being worked on: from Monday 14:00 to Wednesday 10:00.
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 12 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 0);
    CHECK((scene.at_step("edit").visits == 1));
    CHECK((scene.at_step("edit").effort == 5 * hour));
    CHECK(scene.at_step("edit").cost == Approx(50));
    CHECK((scene.record.teams[0].worked[0] == 6 * hour));
    check_ledger(scene);
}

TEST_CASE("a piece that is late does not put off the next", "[sim][pace]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {editors: {people: 1}}
workflows:
  books:
    demand: every 7h
    steps:
      edit: {team: editors, effort: exactly 3h, pace: 1h per day}
  reports:
    demand: every 7h 30min
    steps:
      write: {team: editors, effort: exactly 9h}
)",
                             2);
    // The report holds the editor from 17:00 on Monday to 10:00 on Wednesday; the piece of Tuesday
    // waits so long, and that of Wednesday follows at once.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 16:00 - Mon 17:00 edit 0 by 0", "Tue 09:00 - Wed 10:00 write 0 by 0",
                     "Wed 10:00 - Wed 11:00 edit 0 by 0", "Wed 11:00 - Wed 12:00 edit 0 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 9 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 3 * hour);
    check_ledger(scene);
}

TEST_CASE("the same person does every piece, and may be interrupted", "[sim][pace][interrupts]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {desk: {people: 3, order: priority}, free: {people: unlimited}}
workflows:
  books:
    demand: 2 per day
    steps:
      edit:  {team: desk, effort: 5h, pace: 5h per week, priority: 7, rework: {to: edit, chance: 20%, effort: 30%}}
      proof: {team: free, effort: 4h, pace: 1h per day, after: edit}
      alarm: {team: desk, effort: 20min, interrupts: yes, delay: 1h}
      stop:  {team: desk, effort: 1h, delay: 3d, exits: {stop: 30%, go: rest}}
      all:   {after: [proof, alarm, stop.go]}
)",
                             300);
    CHECK((scene.record.workflows[0].left == 300));
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<int>> by;
    for (const LogRow& row : scene.record.log) {
        if (scene.step(row.step).name == "edit") {
            std::vector<int>& people = by[{row.number, row.visit}];
            CHECK((people.empty() || people == row.people));
            people = row.people;
        }
    }
    check_ledger(scene);
}

TEST_CASE("a case takes the first free appointment after its lead", "[sim][slot]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {doctor: {people: 1, calendar: Mon-Fri 10:00-12:00 + 14:00-15:15}}
workflows:
  patients:
    demand: every 30min
    steps:
      see: {team: doctor, effort: exactly 20min, slot: {every: 30min, lead: exactly 1cd}}
)",
                             8);
    // Arrivals from Monday 09:30 on, every half hour. Appointments: 10:00, 10:30, 11:00, 11:30,
    // 14:00, 14:30; 15:00 would not end in time.
    CHECK(diary(scene) ==
          DiaryLines{"Tue 10:00 - Tue 10:20 see 0 by 0", "Tue 10:30 - Tue 10:50 see 1 by 0",
                     "Tue 11:00 - Tue 11:20 see 2 by 0", "Tue 11:30 - Tue 11:50 see 3 by 0",
                     "Tue 14:00 - Tue 14:20 see 4 by 0", "Tue 14:30 - Tue 14:50 see 5 by 0",
                     "Wed 10:00 - Wed 10:20 see 6 by 0", "Wed 10:30 - Wed 10:50 see 7 by 0"});
    // A day of lead for each: 8 h; beyond it the team is on duty for a part only.
    CHECK(elapsed(scene, 0, ElapsedCategory::external) == 64 * hour);
    CHECK((scene.at_step("see").wait == 0));
    check_ledger(scene);
}

TEST_CASE("an appointment goes before other work, and a late one waits", "[sim][slot]") {
    const Scene scene = play(R"(
calendar: always
teams: {doctor: {people: 1}}
workflows:
  patients:
    demand: every 50min
    steps:
      see: {team: doctor, effort: exactly 20min, slot: {every: 1h}}
  letters:
    demand: every 30min
    steps:
      write: {team: doctor, effort: exactly 25min}
)",
                             6);
    // Letters at 00:30, 01:00, 01:30, 02:00; patients at 00:50 and 01:40 with 01:00 and 02:00.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 00:30 - Mon 00:55 write 0 by 0", "Mon 01:00 - Mon 01:20 see 0 by 0",
                     "Mon 01:20 - Mon 01:45 write 1 by 0", "Mon 01:45 - Mon 02:10 write 2 by 0",
                     "Mon 02:10 - Mon 02:30 see 1 by 0", "Mon 02:30 - Mon 02:55 write 3 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 40 * minute); // 10 + 20 booked, 10 late
    CHECK((scene.at_step("see").wait == 10 * minute));
    check_ledger(scene);
}

TEST_CASE("who does not come books again; two people offer two at a time", "[sim][slot]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {doctors: {people: {a: {}, b: {calendar: Mon-Fri 09:00-12:00}}}, desk: {people: 1}}
workflows:
  patients:
    demand: 15 per day
    steps:
      see:  {team: doctors, effort: exactly 20min, slot: {every: 30min, lead: 2h..9h, no_show: 25%}}
      bill: {team: desk, effort: 5min, after: see, slot: {every: 10min}, times: {count: 2, apart: 1d}}
)",
                             2000);
    CHECK((scene.record.workflows[0].left == 2000));
    CHECK((scene.at_step("see").visits == 2000));
    CHECK((scene.at_step("see").wait == 0)); // nobody takes 30 min
    std::map<Microseconds, int> at;
    for (const LogRow& row : scene.record.log) {
        if (scene.step(row.step).name == "see") {
            CHECK(row.start % (30 * minute) == 0);
            CHECK(++at[row.start] <= (row.start % day < 12 * hour ? 2 : 1));
        }
    }
    check_ledger(scene);
}

TEST_CASE("who has left is replaced by somebody who is there", "[sim][pace]") {
    const Scene scene = play(R"(
start: 2027-01-04
calendar: Mon-Fri 09:00-17:00
teams: {editors: {people: {a: {until: 2027-01-05}, b: {}}}}
workflows:
  books:
    demand: every 1h
    steps:
      edit: {team: editors, effort: exactly 4h, pace: 1h per day}
)");
    const DiaryLines lines = diary(scene);
    REQUIRE(lines.size() == 4);
    CHECK(lines.front() == "Mon 10:00 - Mon 11:00 edit 0 by 0");
    CHECK(lines.back() == "Thu 09:00 - Thu 10:00 edit 0 by 1");
    check_ledger(scene);
}

TEST_CASE("nobody has an appointment on a holiday", "[sim][slot]") {
    const Scene scene = play(R"(
start: 2027-01-04
holidays: [2027-01-05]
calendar: Mon-Fri 09:00-17:00
teams: {doctor: {people: 1}}
workflows:
  patients:
    demand: every 7h 45min
    steps:
      see: {team: doctor, effort: exactly 20min, slot: {every: 30min}}
)");
    CHECK(diary(scene) == DiaryLines{"Wed 09:00 - Wed 09:20 see 0 by 0"});
    check_ledger(scene);
}

} // namespace pieces_test
