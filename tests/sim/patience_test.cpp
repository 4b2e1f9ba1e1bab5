// Work that waits too long and is escalated: to whom it may go, that it waits on where nothing
// changes, that nobody's limit is exceeded by it, and that what it asks for is counted once.
#include "sim/scene.hpp"

namespace patience_test {

using namespace plimsoll;

namespace {

constexpr const char* head = R"(
assumptions: neutral
calendar: always
)";

Microseconds demanded(const Scene& scene) {
    int128 sum = 0;
    for (const TeamSums& team : scene.record.teams) {
        for (const int128 part : team.demanded) {
            sum += part;
        }
    }
    return static_cast<Microseconds>(sum);
}

Scene window(const std::string& text, Microseconds length) {
    WorkUnit unit;
    unit.clients = 1;
    unit.length = length;
    unit.keep_log = true;
    return run(operation_of(text), unit);
}

} // namespace

TEST_CASE("work that is escalated to those it waits for waits on", "[sim][patience]") {
    // With and without patience the same: nothing changes when it ends.
    const auto of = [](const std::string& patience) {
        return std::string(head) + R"(
teams: {desk: {people: 1}}
workflows:
  w:
    demand: 2 per hour
    steps:
      s: {team: desk, effort: exponential(20min))" +
               patience + R"(}
      t: {team: desk, effort: exponential(5min), after: s, patience: 1h}
)";
    };
    const Scene scene = play(of(", patience: {wait: 10min, then: {team: desk}}"), 500);
    CHECK(scene.record.open_cases == 0);
    CHECK(diary(scene) == diary(play(of(""), 500)));
}

TEST_CASE("a team that takes part takes the rest over, too", "[sim][patience]") {
    // The unit cuts from 00:20 to 01:20; the second part has waited from 00:40 to 01:10 when two of
    // the three people begin, who are as many as were needed.
    const Scene scene = play(std::string(head) + R"(
teams:
  people: {people: 3}
  machine: {units: 1}
workflows:
  w:
    demand: every 20min
    steps:
      s: {team: machine, with: {people: 1}, effort: exactly 1h, patience: {wait: exactly 30min, then: {team: people}}}
)",
                             2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 00:20 - Mon 01:20 s 0 by 3+0", "Mon 01:10 - Mon 02:10 s 1 by 1+2"});
    CHECK(scene.record.teams[0].worked[0] == 3 * hour);
}

TEST_CASE("nobody is escalated into a team that is full", "[sim][patience][wip]") {
    const auto of = [](const std::string& full) {
        return std::string(head) + R"(
teams: {a: {people: 1}, b: {people: 1, wip: 1)" +
               full + R"(}}
workflows:
  w:
    demand: every 10min
    steps:
      s: {team: a, effort: exactly 1h, patience: {wait: exactly 10min, then: {team: b}}}
)";
    };
    // Four cases, at 00:10, 00:20, 00:30 and 00:40. The second goes to b at 00:30. The third asks b
    // for a place from 00:40 on, the fourth from 00:50; a is free first, for the third, and b takes
    // the fourth.
    CHECK(diary(play(of(""), 4)) ==
          DiaryLines{"Mon 00:10 - Mon 01:10 s 0 by 0", "Mon 00:30 - Mon 01:30 s 1 by 1",
                     "Mon 01:10 - Mon 02:10 s 2 by 0", "Mon 01:30 - Mon 02:30 s 3 by 1"});
    // Turned away, the third and the fourth end when their patience does.
    CHECK(ends(play(of(", full: turn away"), 4)) == DiaryLines{"Mon 00:40 w 2 by an exit",
                                                               "Mon 00:50 w 3 by an exit",
                                                               "Mon 01:10 w 0", "Mon 01:30 w 1"});
}

TEST_CASE("an escalated queue keeps within the other team's limit", "[sim][patience][wip]") {
    const Scene scene = window(std::string(head) + R"(
teams: {a: {people: 1}, b: {people: 1, wip: 2}}
workflows:
  w:
    demand: 1.5 per hour
    steps: {s: {team: a, effort: exponential(1h), patience: {wait: 30min, then: {team: b}}}}
)",
                               20'000 * hour);
    const TeamSums& b = scene.record.teams[1];
    CHECK(b.queue_length + b.in_service <= int128{2} * scene.record.open_time);
    // Two servers share 1.5 a hour of 1 h each, but for what one has idle while work waits at the
    // other: never less than M/M/2's 0.75, and both are below 1.
    CHECK(b.in_service < int128{scene.record.open_time});
    CHECK(scene.record.workflows[0].in_progress < int128{10} * scene.record.open_time);
}

TEST_CASE("who escalates keeps those whom the case keeps", "[sim][patience][keep]") {
    // One room, kept from `a`: the nurse is busy elsewhere until 10:00, the doctor comes into the
    // room after an hour.
    const Scene scene = play(std::string(head) + R"(
teams: {room: {units: 1}, nurse: {people: 1}, doctor: {people: 1}}
workflows:
  w:
    demand: {rate: every 24h}
    steps:
      a: {team: room, keep: room until c, effort: exactly 1h}
      b: {team: nurse, with: [room], effort: exactly 1h, after: a, patience: {wait: exactly 1h, then: {team: doctor}}}
      c: {team: room, effort: exactly 1h, after: b}
  other:
    demand: {rate: every 24h}
    steps:
      busy: {team: nurse, effort: exactly 10h}
)",
                             2);
    CHECK(diary(scene) ==
          DiaryLines{"Tue 00:00 - Tue 01:00 a 0 by 0", "Tue 00:00 - Tue 10:00 busy 0 by 1",
                     "Tue 02:00 - Tue 03:00 b 0 by 2+0", "Tue 03:00 - Tue 04:00 c 0 by 0"});
    CHECK(scene.record.open_cases == 0);
}

TEST_CASE("four eyes are four eyes after an escalation", "[sim][patience][person]") {
    // Anna drafts; ben, who may check, is busy; anna is the senior, too: the check waits for ben.
    const Scene scene = play(std::string(head) + R"(
teams:
  desk: {people: {anna: {}, ben: {}}}
  seniors: {people: {anna: {}}}
workflows:
  w:
    demand: {rate: every 24h}
    steps:
      draft: {team: desk, effort: exactly 1h}
      check: {team: desk, person: not draft, effort: exactly 1h, after: draft, patience: {wait: exactly 1h, then: {team: seniors}}}
  other:
    demand: {rate: every 24h}
    steps:
      busy: {team: desk, effort: exactly 10h}
)",
                             2);
    CHECK(diary(scene) == DiaryLines{"Tue 00:00 - Tue 01:00 draft 0 by 0",
                                     "Tue 00:00 - Tue 10:00 busy 0 by 1",
                                     "Tue 10:00 - Tue 11:00 check 0 by 1"});
}

TEST_CASE("what a visit asks for is counted where it goes", "[sim][patience][offered]") {
    // Whoever does it, a case asks for six minutes.
    const Scene moved = play(std::string(head) + R"(
teams: {clerk: {people: 1}}
workflows:
  call:
    demand: 7 per hour
    steps:
      answer: {team: clerk, effort: exactly 6min, patience: {wait: 10s, then: again}}
      again:  {team: clerk, effort: exactly 6min}
)",
                             400);
    CHECK(demanded(moved) == 400 * 6 * minute);
    // Work that stops half way and goes elsewhere asks for what was worked: 20 minutes here, and an
    // hour there.
    const Scene stopped = play(std::string(head) + R"(
teams: {desk: {people: 1}, lead: {people: 1}}
workflows:
  call:
    demand: every 10h
    steps:
      try: {team: desk, effort: exactly 2h, patience: {wait: exactly 20min, during: work, then: do}}
      do:  {team: lead, effort: exactly 1h}
)",
                               10);
    CHECK(demanded(stopped) == 10 * 80 * minute);
    // Who was there for the first ten minutes only had done theirs.
    const Scene shared = play(std::string(head) + R"(
teams: {desk: {people: 1}, guide: {people: 1}, lead: {people: 1}}
workflows:
  call:
    demand: every 10h
    steps:
      try: {team: desk, with: {guide: 25%}, effort: exactly 40min, patience: {wait: exactly 20min, during: work, then: do}}
      do:  {team: lead, effort: exactly 1h}
)",
                              10);
    CHECK(demanded(shared) == 10 * (20 + 10 + 60) * minute);
}

} // namespace patience_test
