#include "catch.hpp"

#include "model/describe/describe.hpp"
#include "model/read/read_operation.hpp"
#include "model/text/plain_words.hpp"

namespace read_back_test {

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
    CHECK(describe(*result.operation) == R"(Firm
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

TEST_CASE("a priority is said to have no effect only where it has none", "[read_back]") {
    const ReadResult result = read_operation({"model.yaml", R"(
clients: {today: 5}
teams: {surgeons: {people: 1, order: priority}, room: {units: 1}}
workflows:
  urgent:
    demand: 1 per day
    steps: {do: {team: surgeons, with: [room], effort: 1h, priority: 1}}
)"});
    REQUIRE(result.operation);
    const std::string text = describe(*result.operation);
    CHECK(text.find("      Room does not take work in order of priority: the priority has no "
                    "effect there\n") != std::string::npos);
    CHECK(text.find("its team") == std::string::npos);
}

TEST_CASE("promises and money are read back", "[read_back]") {
    const ReadResult result = read_operation({"model.yaml", R"(
clients: {today: 5, kinds: {gold: 10%, plain: rest}, price: {gold: 20 per month, plain: none}}
teams:
  desk: {people: 2, calendar: Mon-Sat 08:00-20:00}
workflows:
  claims:
    demand: 1 per client per month
    due: {in: 2d, clock: desk, pauses: [ask, send], until: send, for: 90%}
    value: {done: 400, refused: 20.5 per case}
    penalty: {gold: 50 per late case, plain: 5 per late case}
    steps:
      ask:  {delay: 2cd, exits: {fine: 90%, refused: rest}}
      send: {team: desk, effort: exactly 5min, after: ask.fine, due: {start: 30min, clock: always, for: 80%}}
  parcels:
    demand: 1 per hour
    due: {gold: {by: 15:00}, plain: {by: 20:00, if_before: 14:00, clock: always}}
    value: 3 per case
    steps: {pack: {team: desk, effort: exactly 5min}}
)"});
    INFO(print(result.diagnostics));
    REQUIRE(result.operation);
    const std::string text = describe(*result.operation);
    INFO(text);
    for (
        const char* line :
        {"  a client pays a month: gold EUR 20, plain EUR 0\n",
         "  `send` to be done within 2 working days (24 h), counted Mon-Sat 08:00-20:00, in 90% of "
         "the cases; the time stands still at `ask` and `send`\n",
         "  a case brings in EUR 400 if it ends as `done`, EUR 20.5 if it ends as `refused`\n",
         "  a case that is not in time costs EUR 50\n",
         "  a case that is not in time costs EUR 5\n",
         "by desk: exactly 5 min; to be started within 30 min, nights and weekends counted, in 80% "
         "of the visits\n",
         "  to be done by 15:00, the next after it comes\n",
         "  to be done by 20:00 if it comes before 14:00, otherwise by the next 20:00, round the "
         "clock\n",
         "  a completed case brings in EUR 3\n"}) {
        INFO(line);
        CHECK(text.find(line) != std::string::npos);
    }
    // And as JSON there and back.
    const std::optional<Operation> again =
        operation_from_json(operation_to_json(*result.operation));
    REQUIRE(again);
    CHECK(*again == *result.operation);
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
    const std::string text = describe(*result.operation);
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

} // namespace read_back_test
