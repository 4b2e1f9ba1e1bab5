// Steps that are done several times.
#include "sim/scene.hpp"

namespace times_test {

using namespace plimsoll;

TEST_CASE("several visits go on side by side, and the step is done with the last", "[sim][times]") {
    const Scene scene = play(R"(
calendar: always
teams: {inspectors: {people: 2}, office: {people: 1}}
workflows:
  claims:
    demand: every 1h
    steps:
      inspect: {team: inspectors, effort: exactly 20min, times: 3, cost: 5 each}
      write:   {team: office, effort: exactly 5min, after: inspect}
)");
    CHECK(diary(scene) == DiaryLines{"Mon 01:00 - Mon 01:20 inspect 0 by 0",
                                     "Mon 01:00 - Mon 01:20 inspect 0 by 1",
                                     "Mon 01:20 - Mon 01:40 inspect 0 by 0", // the earlier free
                                     "Mon 01:40 - Mon 01:45 write 0 by 2"});
    CHECK((scene.at_step("inspect").visits == 3));
    CHECK((scene.at_step("inspect").cost == 15));
    check_ledger(scene);
}

TEST_CASE("visits in turn begin so long after the last one's end", "[sim][times]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {therapists: {people: 1}}
workflows:
  courses:
    demand: every 1h
    steps:
      session: {team: therapists, effort: exactly 1h, times: {count: 3, apart: 7cd}}
)");
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 11:00 session 0 by 0",
                                     "Mon+1 11:00 - Mon+1 12:00 session 0 by 0",
                                     "Mon+2 12:00 - Mon+2 13:00 session 0 by 0"});
    const WorkflowSums& sums = scene.record.workflows[0];
    CHECK((sums.elapsed[static_cast<std::size_t>(ElapsedCategory::touch)] == 3 * hour));
    CHECK((sums.elapsed[static_cast<std::size_t>(ElapsedCategory::external)] == 80 * hour));
    check_ledger(scene);
}

TEST_CASE("no visit at all skips the step", "[sim][times]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: unlimited}}
workflows:
  w:
    demand: every 1h
    steps:
      a: {team: desk, effort: exactly 1h, times: 0, exits: {x: 50%, y: rest}}
      b: {team: desk, effort: exactly 2h, after: a.y}
)",
                             3);
    // Skipped, `a` takes the first exit that something follows.
    CHECK(diary(scene) == DiaryLines{"Mon 01:00 - Mon 03:00 b 0", "Mon 02:00 - Mon 04:00 b 1",
                                     "Mon 03:00 - Mon 05:00 b 2"});
}

TEST_CASE("each visit draws its own effort; exits and reworks are drawn once", "[sim][times]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: unlimited}}
workflows:
  w:
    demand: every 1h
    steps:
      a: {team: desk, effort: 1h, times: 2..4..8, rework: {to: a, chance: 40%, at_most: 1}, exits: {x: 50%, y: rest}}
      b: {team: desk, effort: exactly 2h, after: a.y}
)",
                             400);
    const WorkflowSums& sums = scene.record.workflows[0];
    CHECK((sums.outcomes[0] > 150)); // done, by b
    CHECK((sums.outcomes[1] > 150)); // x
    std::vector<Microseconds> lengths;
    for (const LogRow& row : scene.record.log) {
        lengths.push_back(row.end - row.start);
    }
    std::sort(lengths.begin(), lengths.end());
    const auto same = std::adjacent_find(lengths.begin(), lengths.end());
    CHECK((same == lengths.end() || *same == 2 * hour));
    CHECK((scene.record.teams[0].worked[static_cast<std::size_t>(WorkCategory::rework)] > 0));
    check_ledger(scene);
}

TEST_CASE("what loses patience leaves the step for all its visits", "[sim][times]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1}, lead: {people: 1}}
workflows:
  w:
    demand: every 10h
    steps:
      a: {team: desk, effort: exactly 2h, times: 3, patience: {wait: exactly 1h, then: c}}
      b: {team: desk, effort: exactly 1h, after: a}
      c: {team: lead, effort: exactly 30min}
)");
    // The first visit is finished and paid; the two that wait are taken back. A plain arc follows
    // every exit (ruling 1), so `b` is done as well.
    CHECK(diary(scene) == DiaryLines{"Mon 10:00 - Mon 12:00 a 0 by 0",
                                     "Mon 11:00 - Mon 11:30 c 0 by 1",
                                     "Mon 12:00 - Mon 13:00 b 0 by 0"});
    check_ledger(scene);
}

TEST_CASE("a case that ends takes back the visits that wait", "[sim][times]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1}, lead: {people: 1}}
workflows:
  w:
    demand: every 10h
    steps:
      a: {team: desk, effort: exactly 2h, times: 3}
      b: {team: lead, effort: exactly 1h, exits: {stop: 100%}}
      c: {after: a}
)",
                             2);
    CHECK(diary(scene) ==
          DiaryLines{"Mon 10:00 - Mon 12:00 a 0 by 0", "Mon 10:00 - Mon 11:00 b 0 by 1",
                     "Mon 20:00 - Mon 22:00 a 1 by 0", "Mon 20:00 - Mon 21:00 b 1 by 1"});
}

TEST_CASE("several visits in batches, with room for few", "[sim][times][batch]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
teams: {lab: {people: 1, wip: 6}, desk: {people: 2}}
workflows:
  w:
    demand: every 2h
    steps:
      sample: {team: desk, effort: 5min..20min, times: 1..2..5}
      test:   {team: lab, effort: 10min, times: {count: 2, apart: 3h}, batch: {size: 4, wait: 1d}, after: sample}
)",
                             100);
    CHECK((scene.record.workflows[0].left == 100));
    check_ledger(scene);
}

TEST_CASE("more than one clock gives the same visits", "[sim][times]") {
    const Operation operation = operation_of(R"(
teams: {desk: {people: 3}}
workflows:
  w:
    demand: 1 per hour
    steps:
      a: {team: desk, effort: 20min, times: 2..4..8}
      b: {team: desk, effort: 20min, times: {count: 3, apart: 2h}, after: a}
)");
    WorkUnit unit;
    unit.clients = 1;
    unit.cases = 300;
    const Scene quick = run(operation, unit);
    const Scene slow = run(operation, unit, Loop::wall);
    CHECK(quick.plan.one_clock);
    CHECK((quick.record == slow.record));
}

} // namespace times_test
