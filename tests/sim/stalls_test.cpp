// Cases that can never go on: how many, where, and who waits for whom.
#include "sim/scene.hpp"

namespace stalls_test {

using namespace plimsoll;

namespace {

constexpr const char* head = R"(
assumptions: neutral
calendar: always
)";

/// "2 at p.use for n by q.use": so many cases at a step, what they wait for, who holds it.
DiaryLines stalls(const Scene& scene) {
    const auto spot = [&](int workflow, int step) {
        const std::string name = scene.operation.workflows[static_cast<std::size_t>(workflow)].name;
        return step < 0 ? name : name + "." + scene.step(step).name;
    };
    DiaryLines lines;
    for (const Stall& stall : scene.record.stalls) {
        std::string line = fmt::format("{} at {}", stall.cases, spot(stall.workflow, stall.step));
        switch (stall.waits_for) {
        case Stall::For::people:
            line += " for " + scene.operation.teams[static_cast<std::size_t>(stall.what)].name;
            break;
        case Stall::For::place:
            line += fmt::format(" for a place of {}", stall.what);
            break;
        case Stall::For::others:
            line += " for others";
            break;
        case Stall::For::called:
            line += " for " + scene.operation.workflows[static_cast<std::size_t>(stall.what)].name;
            break;
        case Stall::For::nothing:
            break;
        }
        for (const auto& [workflow, step] : stall.held_at) {
            line += " by " + spot(workflow, step);
        }
        lines.push_back(line);
    }
    return lines;
}

Scene for_hours(const std::string& text, Microseconds length) {
    WorkUnit unit;
    unit.clients = 1;
    unit.length = length;
    return run(operation_of(text), unit);
}

/// Two workflows that each keep a machine and then need the other's.
std::string two_machines(const std::string& more) {
    return std::string(head) + R"(
teams: {m: {units: 1}, n: {units: 1}, hand: {people: 2}}
workflows:
  p:
    demand: every 10h
    steps:
      set: {team: m, keep: m until use, effort: exactly 1h}
      use: {team: n, with: [m], after: set, effort: exactly 1h)" +
           more + R"(}
  q:
    demand: every 10h
    steps:
      set: {team: n, keep: n until use, effort: exactly 1h}
      use: {team: m, with: [n], after: set, effort: exactly 1h}
)";
}

} // namespace

TEST_CASE("two cases that keep what the other needs have stalled", "[sim][stalls]") {
    const Scene scene = play(two_machines(""), 2);
    CHECK(scene.record.open_cases == 2);
    CHECK(scene.record.stalled == 2);
    CHECK(stalls(scene) == DiaryLines{"1 at p.use for n by q.use", "1 at q.use for m by p.use"});
    // The run ends when the last thing has happened: both are set at 11:00.
    CHECK(scene.record.open_time == 11 * hour);
    // One that gives up lets the other go on.
    const Scene freed = play(two_machines(", patience: 1h"), 2);
    CHECK(freed.record.open_cases == 0);
    CHECK(freed.record.stalled == 0);
}

TEST_CASE("in a window what has stalled is told from what still waits", "[sim][stalls]") {
    // The first pair stands still for ever, and all that comes later waits for it.
    const Scene scene = for_hours(two_machines(""), 55 * hour);
    CHECK(scene.record.stalled == scene.record.open_cases);
    CHECK(stalls(scene) == DiaryLines{"4 at p.set for m by p.use", "1 at p.use for n by q.use",
                                      "4 at q.set for n by q.use", "1 at q.use for m by p.use"});
    // With patience work may wait for long; nothing has stalled.
    CHECK(for_hours(two_machines(", patience: 9h"), 55 * hour).record.stalled == 0);
}

TEST_CASE("callers that keep all of what the called workflow needs have stalled", "[sim][stalls]") {
    // One room would be left for a caller alone; two at once keep both.
    const std::string text = std::string(head) + R"(
teams: {room: {units: 2}}
workflows:
  visit:
    demand: every 10h
    steps:
      exam:  {team: room, keep: room until leave, effort: exactly 1h}
      lab:   {calls: scan, after: exam}
      leave: {team: room, effort: exactly 1h, after: lab}
  other:
    demand: every 10h
    steps: {visit: {team: room, keep: room until end, effort: exactly 1h}, also: {calls: scan, after: visit}, end: {team: room, effort: exactly 1h, after: also}}
  scan:
    demand: none
    steps: {look: {team: room, effort: exactly 1h}}
)";
    const Scene scene = play(text, 2);
    CHECK(scene.record.open_cases == 4);
    CHECK(stalls(scene) == DiaryLines{"1 at visit.lab for scan", "1 at other.also for scan",
                                      "2 at scan.look for room by visit.lab by other.also"});
    CHECK(play(text, 1).record.stalled == 0);
}

TEST_CASE("a batch that nobody can join has stalled", "[sim][stalls][batch]") {
    // Each workflow keeps two of the four beds, and waits for a third case.
    const auto ward = [](const std::string& name) {
        return "  " + name + R"(:
    demand: {rate: every 10h}
    steps:
      admit: {team: beds, keep: beds until leave, effort: exactly 1h}
      test:  {batch: 3, after: admit}
      leave: {team: beds, effort: exactly 1h, after: test}
)";
    };
    const std::string text =
        std::string(head) + "\nteams: {beds: {units: 4}}\nworkflows:\n" + ward("a") + ward("b");
    const Scene scene = for_hours(text, 45 * hour);
    CHECK(stalls(scene) ==
          DiaryLines{"2 at a.admit for beds by a.test by b.test", "2 at a.test for others",
                     "2 at b.admit for beds by a.test by b.test", "2 at b.test for others"});
    // With a given number of cases an incomplete batch begins when nothing else can happen.
    CHECK(play(text, 8).record.open_cases == 0);
    // With a fifth bed one of them fills.
    std::string five = text;
    five.replace(five.find("units: 4"), 8, "units: 5");
    CHECK(for_hours(five, 95 * hour).record.stalled == 0);
}

TEST_CASE("people on shifts that never come to work that has stalled do not hold the run up",
          "[sim][stalls]") {
    std::string text = two_machines("");
    text.replace(text.find("m: {units: 1}"), 13,
                 "m: {people: {early: {calendar: Mon-Fri 06:00-14:00}}}");
    text.replace(text.find("n: {units: 1}"), 13,
                 "n: {people: {late: {calendar: Mon-Fri 10:00-20:00}}}");
    const Scene scene = play(text, 2);
    CHECK(scene.record.stalled == 2);
    CHECK(scene.record.open_time < 24 * hour);
}

} // namespace stalls_test
