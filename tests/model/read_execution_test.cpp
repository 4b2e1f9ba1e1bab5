// How steps are carried out, read, read back and written.
#include "catch.hpp"

#include "model/describe/describe.hpp"
#include "model/read/read_operation.hpp"

namespace read_execution_test {

using namespace plimsoll;

TEST_CASE("calls, interruptions, pieces and appointments are read back", "[read_back]") {
    const ReadResult result = read_operation({"model.yaml", R"(
teams: {desk: {people: 2}}
workflows:
  loans:
    demand: 1 per hour
    steps:
      look:  {team: desk, effort: exactly 2min, interrupts: yes, calls: checks}
      write: {team: desk, effort: exactly 40h, pace: 8h per week}
      see:   {team: desk, effort: exactly 20min, slot: {every: 30min, lead: 2d, no_show: 8%}}
      call:  {team: desk, effort: exactly 20min, patience: {wait: 1h, during: work}}
  checks:
    demand: none
    label: Credit checks
    steps: {do: {team: desk, effort: exactly 3min}}
)"});
    INFO(print(result.diagnostics));
    REQUIRE(result.operation);
    const std::string text = describe(*result.operation);
    for (const std::string line :
         {"      takes its person away from less urgent work, which goes on later\n",
          "      runs a case of Credit checks and waits for its end\n",
          "      in pieces of 1 h 36 min, one an open day, by the same person\n",
          "      by appointment: each person offers one every 30 min; booked exactly 16 h before "
          "at "
          "least; in 8% nobody comes, and it is booked again\n",
          "of waiting it gives up, and the case ends, even while it is worked on\n"}) {
        INFO(text);
        CHECK(text.find(line) != std::string::npos);
    }
    const auto again = operation_from_json(operation_to_json(*result.operation));
    REQUIRE(again);
    CHECK(*again == *result.operation);
}

TEST_CASE("kinds may differ in how a step is carried out", "[read_back]") {
    const ReadResult result = read_operation({"model.yaml", R"(
clients: {kinds: {gold: 10%, other: rest}}
teams: {desk: {people: 2}}
workflows:
  loans:
    demand: 1 per client per month
    steps:
      look: {team: desk, effort: 5min, times: {gold: 2, other: 1}, calls: {gold: checks, other: none}}
      send: {team: desk, effort: 5min, batch: {gold: none, other: {size: 4, wait: {gold: 1h, other: 2h}}}}
      see:  {team: desk, effort: 5min, slot: {every: 30min, lead: {gold: 1h, other: 2d}}, interrupts: no}
  checks:
    demand: none
    steps: {do: {team: desk, effort: exactly 3min}}
)"});
    INFO(print(result.diagnostics));
    REQUIRE(result.operation);
    const std::vector<Workflow>& variants = result.operation->workflows[0].variants;
    REQUIRE(variants.size() == 2);
    CHECK(variants[0].steps[0].calls == 1);
    CHECK(variants[1].steps[0].calls == -1);
    CHECK(variants[0].steps[0].times->count.a == Approx(2));
    CHECK_FALSE(variants[0].steps[1].batch);
    CHECK(variants[1].steps[1].batch->wait->length.a == 2.0 * static_cast<double>(hour));
    CHECK(variants[0].steps[2].slot->lead.length.a == static_cast<double>(hour));
}

} // namespace read_execution_test
