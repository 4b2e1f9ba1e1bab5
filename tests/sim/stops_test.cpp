// Work that stops before it is done.
#include "sim/scene.hpp"

#include <map>

namespace stops_test {

using namespace plimsoll;

namespace {

/// Work at ten o'clock for three hours, and at eleven some that does not wait.
Scene urgent_beside_ordinary(const std::string& teams) {
    return play("calendar: always\nteams: " + teams + R"(
workflows:
  ordinary:
    demand: every 10h
    steps:
      do: {team: desk, effort: exactly 3h}
  urgent:
    demand: every 11h
    steps:
      save: {team: desk, effort: exactly 30min, interrupts: yes}
)",
                2);
}

} // namespace

TEST_CASE("patience during work stops the work; what was worked is paid", "[sim][patience]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1, cost: 60 per hour}}
workflows:
  calls:
    demand: every 1h
    steps:
      answer: {team: desk, effort: exactly 90min, cost: 2 each, patience: {wait: exactly 70min, during: work}}
)",
                             3);
    // Served at once until 02:10; then 10 min later for 60; the third 10 min for 60.
    CHECK(diary(scene) == DiaryLines{"Mon 01:00 - Mon 02:10 answer 0 by 0",
                                     "Mon 02:10 - Mon 03:10 answer 1 by 0",
                                     "Mon 03:10 - Mon 04:10 answer 2 by 0"});
    CHECK((scene.record.teams[0].worked[0] == 190 * minute));
    CHECK((scene.at_step("answer").effort == 190 * minute));
    CHECK((scene.at_step("answer").wait == 20 * minute));
    CHECK(scene.at_step("answer").cost == Approx(190 + 6));
    CHECK((scene.record.workflows[0].outcomes[1] == 3));
    check_ledger(scene);
}

TEST_CASE("who leaves during work may go to another step", "[sim][patience]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {desk: {people: 1}, lead: {people: 1}}
workflows:
  calls:
    demand: every 7h
    steps:
      answer: {team: desk, effort: exactly 3h, patience: {wait: exactly 2h, then: help, during: work}}
      help:   {team: lead, effort: exactly 1h}
)");
    // 16:00 to 17:00 and 09:00 to 10:00: patience runs in open time, too.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 16:00 - Tue 10:00 answer 0 by 0", "Tue 10:00 - Tue 11:00 help 0 by 1"});
    check_ledger(scene);
}

TEST_CASE("urgent work takes a person, who goes on with the other later", "[sim][interrupts]") {
    const Scene scene = urgent_beside_ordinary("{desk: {people: 1}}");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 do 0 by 0",
                                     "Mon 11:00 - Mon 11:30 save 0 by 0",
                                     "Mon 11:30 - Mon 13:30 do 0 by 0"});
    CHECK(elapsed(scene, 0, ElapsedCategory::touch) == 3 * hour);
    CHECK(elapsed(scene, 0, ElapsedCategory::queue) == 30 * minute);
    CHECK((scene.at_step("do").visits == 1));
    CHECK((scene.at_step("do").effort == 3 * hour));
    CHECK((scene.at_step("do").wait == 0));
    CHECK((scene.record.teams[0].worked[0] == 210 * minute));
    CHECK((scene.record.teams[0].queue_length == 30 * minute));
    check_ledger(scene);
}

TEST_CASE("the least urgent is interrupted, then who began last; never what interrupts",
          "[sim][interrupts]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 3, order: priority}}
workflows:
  jobs:
    demand: every 100h
    steps:
      a: {team: desk, effort: exactly 10h, priority: 7}
      b: {team: desk, effort: exactly 10h, priority: 3}
      c: {team: desk, effort: exactly 10h, priority: 7, delay: exactly 1h}
      d: {team: desk, effort: exactly 1h, interrupts: yes, delay: exactly 2h}
      e: {team: desk, effort: exactly 1h, interrupts: yes, delay: exactly 2h}
      f: {team: desk, effort: exactly 1h, interrupts: yes, delay: exactly 2h}
      g: {team: desk, effort: exactly 1h, interrupts: yes, delay: exactly 2h}
)");
    // d takes the person of c, e that of a, f that of b; g waits.
    std::map<std::string, std::vector<std::string>> parts;
    for (const std::string& line : diary(scene)) {
        parts[line.substr(22, 1)].push_back(line);
    }
    CHECK(parts["d"] == DiaryLines{"Fri 06:00 - Fri 07:00 d 0 by 2"});
    CHECK(parts["e"] == DiaryLines{"Fri 06:00 - Fri 07:00 e 0 by 1"});
    CHECK(parts["f"] == DiaryLines{"Fri 06:00 - Fri 07:00 f 0 by 0"});
    CHECK(parts["g"].size() == 1);
    CHECK(parts["g"].front().substr(0, 21) == "Fri 07:00 - Fri 08:00");
    CHECK(parts["a"].size() == 2);
    CHECK(parts["b"].size() == 2);
    CHECK(parts["c"].size() == 2);
    check_ledger(scene);
}

TEST_CASE("interrupted work waits for its own person, also overnight", "[sim][interrupts]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams:
  desk: {people: {early: {calendar: Mon-Fri 09:00-13:00}, late: {calendar: Mon-Fri 12:00-17:00}}}
workflows:
  jobs:
    demand: every 3h
    steps:
      a: {team: desk, effort: exactly 2h}
      b: {team: desk, effort: exactly 1h, delay: exactly 30min, interrupts: yes}
      c: {team: desk, effort: exactly 1h, delay: exactly 15min}
)");
    // a with the early one at 12:00, c with the late one at 12:15; b takes c's person at 12:30, who
    // goes on with c at 13:30. a goes on the next morning.
    CHECK(diary(scene) ==
          DiaryLines{"Mon 12:00 - Tue 10:00 a 0 by 0", "Mon 12:15 - Mon 12:30 c 0 by 1",
                     "Mon 12:30 - Mon 13:30 b 0 by 1", "Mon 13:30 - Mon 14:15 c 0 by 1"});
    check_ledger(scene);
}

TEST_CASE("a case that ends drops what was interrupted", "[sim][interrupts]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1}, lead: {people: 1}}
workflows:
  jobs:
    demand: every 100h
    steps:
      a:   {team: desk, effort: exactly 2h}
      b:   {team: desk, effort: exactly 2h, delay: exactly 1h, interrupts: yes}
      end: {team: lead, effort: exactly 90min, exits: {stop: 100%}}
      all: {after: [a, b]}
)");
    CHECK(diary(scene) == DiaryLines{"Fri 04:00 - Fri 05:00 a 0 by 0",
                                     "Fri 04:00 - Fri 05:30 end 0 by 1",
                                     "Fri 05:00 - Fri 07:00 b 0 by 0"});
    CHECK((scene.record.teams[0].worked[0] == 90 * minute)); // until the last case left
    check_ledger(scene);
}

TEST_CASE("interruptions and lost patience keep every ledger", "[sim][interrupts][patience]") {
    const std::string text = R"(
calendar: Mon-Fri 09:00-17:00
teams:
  desk: {people: {a: {}, b: {speed: 70%}, c: {calendar: CALENDAR}}, order: priority, wip: 12}
  lead: {people: 1, order: shortest}
workflows:
  jobs:
    demand: 12 per day
    steps:
      take:  {team: desk, effort: 20min..1h, patience: {wait: 3h, during: work, then: help}, rework: {to: take, chance: 20%}}
      alarm: {team: desk, effort: 10min, interrupts: yes, chance: 40%, delay: 2h}
      help:  {team: lead, effort: 15min}
      sign:  {team: lead, effort: 10min, after: [take, alarm], interrupts: yes}
      burn:  {team: lead, effort: 1h, chance: 50%, patience: {wait: 2h, during: work}}
)";
    for (const std::string calendar : {"Mon-Fri 09:00-17:00", "Mon-Thu 08:00-12:00"}) {
        std::string here = text;
        here.replace(here.find("CALENDAR"), 8, calendar);
        const Scene scene = play(here, 300);
        CHECK((scene.record.workflows[0].left == 300));
        check_ledger(scene);
        // Nobody works on two things at once, and all hours are counted.
        std::map<int, std::vector<std::pair<Microseconds, Microseconds>>> worked;
        for (const LogRow& row : scene.record.log) {
            for (const int person : row.people) {
                worked[person].emplace_back(row.start, row.end);
            }
        }
        for (auto& [person, spans] : worked) {
            std::sort(spans.begin(), spans.end());
            const WeekClock& clock = scene.plan.wall == WeekClock() || !scene.plan.one_clock
                                         ? scene.plan.clock(scene.plan.person(person).clock)
                                         : scene.plan.wall;
            Microseconds hours = 0;
            const Microseconds last = scene.record.left.back().end;
            for (std::size_t i = 0; i < spans.size(); ++i) {
                CHECK((i == 0 || spans[i - 1].second <= spans[i].first));
                hours += clock.open_before(std::min(spans[i].second, last)) -
                         clock.open_before(std::min(spans[i].first, last));
            }
            const auto& counted = scene.record.people_worked[static_cast<std::size_t>(person)];
            CHECK(total_of<Microseconds>(counted) == hours);
        }
    }
}

TEST_CASE("while a helper is free, nobody is interrupted", "[sim][interrupts]") {
    const Scene scene =
        urgent_beside_ordinary("{desk: {people: 1}, floor: {people: 1, helps: {desk: 50%}}}");
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 13:00 do 0 by 0", "Mon 11:00 - Mon 12:00 save 0 by 1"});
}

TEST_CASE("nobody is kept from what interrupts", "[sim][interrupts]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1}, floor: {people: 1, helps: {desk: 50%}}}
workflows:
  long:
    demand: every 100h
    steps:
      desk: {team: desk, effort: exactly 5h}
      floor: {team: floor, effort: exactly 6h}
      both: {team: desk, with: floor, effort: exactly 1h}
      next: {team: desk, delay: exactly 4h, effort: exactly 1h, interrupts: yes}
)");
    // From 05:00 on the desk is kept for both, which waits for the floor; the order puts what
    // interrupts before it.
    CHECK(diary(scene) ==
          DiaryLines{"Fri 04:00 - Fri 08:00 desk 0 by 0", "Fri 04:00 - Fri 10:00 floor 0 by 1",
                     "Fri 08:00 - Fri 09:00 next 0 by 0", "Fri 09:00 - Fri 10:00 desk 0 by 0",
                     "Fri 10:00 - Fri 11:00 both 0 by 0+1"});
}

} // namespace stops_test
