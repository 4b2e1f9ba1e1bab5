// Steps that run a case of another workflow.
#include "sim/scene.hpp"

namespace calls_test {

using namespace plimsoll;

namespace {

const std::string loans = R"(
calendar: always
teams: {desk: {people: 1}, credit: {people: 1}}
workflows:
  loans:
    demand: every 1h
    steps:
      take:   {team: desk, effort: exactly 10min, calls: checks}
      decide: {team: desk, effort: exactly 5min, after: take}
  checks:
    demand: none
    steps:
      look: {team: credit, effort: exactly 50min, delay: exactly 30min}
)";

} // namespace

TEST_CASE("a step waits for the case that it calls, after its own work", "[sim][calls]") {
    const Scene scene = play(loans, 2);
    CHECK(diary(scene) == DiaryLines{"Mon 01:00 - Mon 01:10 take 0 by 0", //
                                     "Mon 01:40 - Mon 02:30 look 0 by 1", //
                                     "Mon 02:00 - Mon 02:10 take 1 by 0", //
                                     "Mon 02:30 - Mon 02:35 decide 0 by 0",
                                     "Mon 02:40 - Mon 03:30 look 1 by 1",
                                     "Mon 03:30 - Mon 03:35 decide 1 by 0"});
    CHECK(ends(scene) == DiaryLines{"Mon 02:30 checks 0", "Mon 02:35 loans 0", "Mon 03:30 checks 1",
                                    "Mon 03:35 loans 1"});
    // The ledger of the loan has the lines of its check.
    const WorkflowSums& sums = scene.record.workflows[0];
    CHECK((sums.elapsed[static_cast<std::size_t>(ElapsedCategory::external)] == hour));
    CHECK((sums.elapsed[static_cast<std::size_t>(ElapsedCategory::touch)] == 130 * minute));
    CHECK((scene.record.workflows[1].arrived == 2));
    CHECK((scene.record.workflows[1].left == 2));
    check_ledger(scene);
}

TEST_CASE("a step without work of its own may call, one in another", "[sim][calls]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1}}
workflows:
  a:
    demand: every 1h
    steps: {x: {calls: b}, y: {team: desk, effort: exactly 1min, after: x}}
  b:
    demand: none
    steps: {x: {calls: c, exits: {good: 100%}}, y: {team: desk, effort: exactly 2min, after: x.good}}
  c:
    demand: none
    steps: {x: {team: desk, effort: exactly 4min}}
)");
    CHECK(ends(scene) == DiaryLines{"Mon 01:04 c 0", "Mon 01:06 b 0", "Mon 01:07 a 0"});
    check_ledger(scene);
}

TEST_CASE("whatever the outcome of the called case, its caller goes on", "[sim][calls]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1}, credit: {people: 1}}
workflows:
  loans:
    demand: every 1h
    steps:
      take:   {calls: checks}
      decide: {team: desk, effort: exactly 5min, after: take}
  checks:
    demand: none
    wip: 1
    full: turn away
    steps:
      look: {team: credit, effort: exactly 5h, patience: 1h, exits: {no: 50%, yes: rest}}
)",
                             3);
    // The second and the third are turned away.
    CHECK(ends(scene) == DiaryLines{"Mon 02:00 checks 1 by an exit", "Mon 02:05 loans 1",
                                    "Mon 03:00 checks 2 by an exit", "Mon 03:05 loans 2",
                                    "Mon 06:00 checks 0 by an exit", "Mon 06:05 loans 0"});
    check_ledger(scene);
}

TEST_CASE("a called case goes on when its caller has ended", "[sim][calls]") {
    const Scene scene = play(R"(
calendar: always
teams: {desk: {people: 1}, credit: {people: 1}}
workflows:
  loans:
    demand: every 1h
    steps:
      take:   {calls: checks}
      refuse: {team: desk, effort: exactly 5min, exits: {refused: 100%}}
      sent:   {after: take}
  checks:
    demand: none
    steps:
      look: {team: credit, effort: exactly 30min}
)");
    CHECK(ends(scene) == DiaryLines{"Mon 01:05 loans 0 by an exit", "Mon 01:30 checks 0"});
}

TEST_CASE("calls in random order keep both ledgers", "[sim][calls]") {
    const Scene scene = play(R"(
calendar: Mon-Fri 09:00-17:00
clients: {kinds: {gold: 20%, other: rest}}
teams: {desk: {people: 2, wip: 5}, credit: {people: 1, calendar: Mon-Thu 08:00-12:00}}
workflows:
  loans:
    demand: 3 per day
    steps:
      take:   {team: desk, effort: 10min, calls: checks, times: 1..2..4}
      price:  {team: desk, effort: 30min}
      decide: {team: desk, effort: 20min, after: [take, price], rework: {to: take, chance: 30%}, exits: {no: 30%, yes: rest}}
  checks:
    demand: 1 per week
    kinds: {short: 50%, long: rest}
    steps:
      look: {team: credit, effort: {short: 5min, long: 1h}, patience: {gold: 1d, other: 5d}}
)",
                             300);
    CHECK((scene.record.workflows[0].left > 200));
    CHECK((scene.record.workflows[1].left > 400));
    check_ledger(scene);
}

} // namespace calls_test
