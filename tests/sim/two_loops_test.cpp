// A plan under one calendar may run in open time or on the wall clock: the record is the same.
#include "sim/scene.hpp"

namespace two_loops_test {

using namespace plimsoll;

namespace {

const std::string office = "calendar: [Mon-Thu 09:00-12:30 + 13:00-17:00, Fri 09:00-13:00]\n";

/// Joins, exits, reworks, delays, several people, orders, speeds, prices, a pattern, due times.
const std::string agency = office + R"(
clients: {today: 20}
teams:
  account:  {people: 3, cost: 48 per hour, order: due}
  delivery: {people: {senior: {count: 2, speed: 130%}, junior: {count: 4, speed: 80%}}, cost: 55 per hour}
  founder:  {people: 1, cost: 120 per hour, order: priority}
  rooms:    {units: 2, order: shortest}
workflows:
  onboarding:
    demand: {rate: 8 per client per month, pattern: {Mon: 200%, 09:00-11:00: 150%}}
    due: {in: 2d, pauses: [brief, setup], until: review, for: 80%}
    value: {done: 40, stopped: 5}
    penalty: 7 per late case
    steps:
      kickoff:  {team: account, with: rooms, effort: 20min..1h}
      brief:    {team: account, effort: 10min..1h, after: kickoff, delay: 1h..6h}
      contract: {team: founder, effort: exponential(15min), after: kickoff, chance: 60%, priority: 2}
      setup:    {team: delivery, people: 2, effort: gamma(mean=1h cv=0.7), after: brief}
      review:   {team: founder, effort: 10min, after: [setup, contract], rework: {to: setup, chance: 25%, effort: 40%}, exits: {good: 90%, stopped: rest}}
      invoice:  {team: account, effort: 5min, after: review.good, cost: 3 each}
  support:
    demand: {rate: 6 per client per week, between: gamma(cv=1.2)}
    due: 6h
    steps:
      triage: {team: account, effort: 5min..20min, due: {start: 10min}, exits: {simple: 70%, complex: rest}}
      answer: {team: account, effort: 10min..30min, after: triage.simple, priority: 1}
      fix:    {team: delivery, effort: 20min..2h, after: triage.complex, rework: {to: triage, chance: 10%}}
      close:  {team: rooms, effort: 5min, after: [answer, fix]}
)";

/// Times that tie all the time.
const std::string clockwork = office + R"(
teams:
  a: {people: 2}
  b: {people: 1}
workflows:
  one:
    demand: every 30min
    steps:
      first:  {team: a, effort: exactly 30min, exits: {x: 50%, y: rest}}
      second: {team: b, effort: exactly 15min, after: first.x}
      third:  {team: a, with: b, effort: exactly 15min, after: [first.y, second], rework: {to: first, chance: 20%}}
      mark:   {after: third}
  two:
    demand: every 90min
    steps:
      wait: {delay: exactly 1d}
      work: {team: b, effort: exactly 30min, after: wait, exits: {no: 30%, yes: rest}}
      rest: {team: a, effort: exactly 45min}
      more: {team: a, effort: exactly 15min, after: [work.yes, rest]}
)";

void check_both(const std::string& text, const WorkUnit& unit) {
    const Operation operation = operation_of(text);
    const Scene open_time = run(operation, unit, Loop::one_clock);
    const Scene wall = run(operation, unit, Loop::wall);
    REQUIRE(open_time.plan.one_clock);
    REQUIRE_FALSE(wall.plan.one_clock);
    REQUIRE(open_time.record.steps > 1000);
    CHECK(open_time.record.log == wall.record.log);
    CHECK(open_time.record.left == wall.record.left);
    CHECK(open_time.record.workflows == wall.record.workflows);
    CHECK(open_time.record.counters == wall.record.counters);
    CHECK(open_time.record.teams == wall.record.teams);
    CHECK((open_time.record == wall.record));
}

} // namespace

TEST_CASE("Both loops leave the same record of so many cases", "[sim]") {
    for (const std::string& text : {agency, clockwork}) {
        WorkUnit unit;
        unit.clients = 4;
        unit.cases = 2000;
        unit.keep_log = true;
        check_both(text, unit);
    }
}

TEST_CASE("Both loops leave the same record of a window, and in overload", "[sim]") {
    for (const std::string& text : {agency, clockwork}) {
        for (const std::int64_t clients : {3, 30}) {
            WorkUnit unit;
            unit.clients = clients;
            unit.warm_up = 100 * hour;
            unit.length = 1000 * hour;
            unit.series_step = 5 * hour;
            unit.keep_log = true;
            check_both(text, unit);
        }
    }
}

} // namespace two_loops_test
