#include "catch.hpp"

#include "model/plain_words.hpp"
#include "model/read_back.hpp"
#include "model/read_operation.hpp"

using namespace plimsoll;

TEST_CASE("an operation is read back in plain words", "[read_back]") {
    const ReadResult result = read_operation({"model.yaml", R"(
name: Firm
teams:
  account: {people: {anna: {}, junior: {count: 2, speed: 70%}}, cost: 48 per hour}
  night:   {people: 2, calendar: Mon-Fri 22:00-06:00}
  court:   {people: unlimited, outside: yes}
workflows:
  claims:
    demand: 1.5 per client per month
    due: 2d
    steps:
      triage: {team: account, effort: 5min..20min, exits: {simple: 70%, refused: rest}}
      answer: {team: account, effort: exactly 1h 30min, after: triage.simple, chance: 50%, rework: {to: triage, chance: 10%, effort: 30%, at_most: 2}}
      file:   {team: court, delay: 2cd, after: answer}
      count:  {team: night, effort: uniform(10min 30min), priority: 1, cost: 5 each}
)"});
    INFO(print(result.diagnostics));
    REQUIRE(result.operation);
    CHECK(read_back(*result.operation) == R"(Firm
  open Mon-Fri 09:00-17:00; 1d = 8 h, 1w = 40 h, a month = 160 h
  20 clients today

Teams
  account: anna, Mon-Fri 09:00-17:00 (40 h a week); junior (2), at 70% of the speed, EUR 48 per hour
  night: 2 people, Mon-Fri 22:00-06:00 (40 h a week)
    works outside the operation's hours: that time counts in its hours, not in how long cases take
  court: as many as it takes, Mon-Fri 09:00-17:00; outside, its delays run day and night

Workflow claims
  each client brings 1.5 cases a month (20 clients today: 30 a month)
  to be done within 2 working days (16 h)
    triage: at once; by account: 8.98 min on average (typically 5 min, one in ten over 20 min)
      70% `simple`
      30% `refused`: the case ends there
    answer: when `triage` ends as `simple`, in 50% of the cases; by account: exactly 1 h 30 min
      in 10% of the cases it goes back to `triage`, at 30% of the work, 2 times at most
    file: when `answer` is done; a wait of exactly 48 h, nights and weekends counted
    count: at once; by night: 10 min to 30 min, all equally likely; costs EUR 5 each time; priority 1
      its team does not take work in order of priority: the priority has no effect there
)");
}

TEST_CASE("numbers and durations are short", "[read_back]") {
    CHECK(short_number(2.3456) == "2.35");
    CHECK(short_number(123456) == "123456");
    CHECK(short_number(0.00123456) == "0.00123");
    CHECK(short_number(0) == "0");
    CHECK(share_in_words(0.001) == "0.1%");
    CHECK(duration_in_words(90e6) == "1.5 min");
    CHECK(duration_in_words(3599999999.99) == "1 h");
    CHECK(duration_in_words(5400e6) == "1 h 30 min");
    CHECK(calendar_in_words(round_the_clock()) == "round the clock");
}

TEST_CASE("batches and several visits are read back", "[read_back]") {
    const ReadResult result = read_operation({"model.yaml", R"(
calendar: always
teams: {stores: {people: 2}}
workflows:
  orders:
    demand: 1 per hour
    steps:
      pick: {team: stores, effort: exactly 2min, batch: {size: 12, wait: 45min, at: [15:00, Tue 14:30], effort: exactly 10min}}
      pack: {team: stores, effort: exactly 3min, times: 1..2..4}
      call: {team: stores, effort: exactly 3min, times: {count: 6, apart: 7cd}}
)"});
    INFO(print(result.diagnostics));
    REQUIRE(result.operation);
    const std::string text = read_back(*result.operation);
    for (const std::string line :
         {"      in batches of 12, or when the first has waited exactly 45 min, or at Tue 14:30, "
          "15:00; each batch takes exactly 10 min beside its items\n",
          "      so often side by side: 1 to 4, most often 2\n",
          "      so often in turn: 6, each exactly 168 h after the last, nights and weekends "
          "counted\n"}) {
        INFO(text);
        CHECK(text.find(line) != std::string::npos);
    }
    const auto again = operation_from_json(operation_to_json(*result.operation));
    REQUIRE(again);
    CHECK(*again == *result.operation);
}
