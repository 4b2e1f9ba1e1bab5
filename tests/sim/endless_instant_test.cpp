// Runs that would never get past an instant, and demand that never comes, still end.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "sim/compile.hpp"
#include "sim/simulate.hpp"

namespace endless_instant_test {

using namespace plimsoll;

namespace {

Replication run_of(const std::string& workflow, Microseconds length, bool stop = false,
                   std::int64_t clients = 20) {
    const ReadResult read = read_operation(
        {"model.yaml",
         "assumptions: neutral\nteams: {desk: {people: unlimited}}\nworkflows:\n  w: " + workflow});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    WorkUnit unit;
    unit.clients = clients;
    unit.length = length;
    return simulate(compile(*read.operation), unit, std::atomic<bool>{stop});
}

} // namespace

TEST_CASE("cases that come more often than time can tell apart end a run", "[instant]") {
    const std::string swarm = "{demand: 1e9 per client per hour, steps: {x: {chance: 50%}}}";
    const Replication record = run_of(swarm, hour, false, 100'000);
    CHECK(record.overflowed);
    CHECK_FALSE(record.interrupted);
    CHECK(run_of(swarm, hour, true).interrupted);
}

TEST_CASE("a case that is sent back for ever in no time ends a run", "[instant]") {
    for (const char* work : {"", "team: desk, effort: exactly 0s, "}) {
        const std::string circle = "{demand: 1 per hour, steps: {x: {" + std::string(work) +
                                   "rework: {to: x, chance: 99.999999%}}}}";
        // A rework fires so many times at most, even without `at_most`.
        CHECK(run_of(circle, 5 * hour).workflows.front().left > 0);
        CHECK(run_of(circle, 5 * hour, true).interrupted);
    }
}

TEST_CASE("demand rarer than any run is long never comes", "[instant]") {
    for (const char* demand :
         {"0.0000000001 per client per year",
          "{rate: 0.0000000001 per client per year, between: hyperexponential(cv=100)}"}) {
        const Replication record =
            run_of("{demand: " + std::string(demand) + ", steps: {x: {team: desk, effort: 1min}}}",
                   1'000'000 * hour);
        CHECK(record.workflows.front().arrived == 0);
        CHECK(record.steps == 0);
    }
}

TEST_CASE("a dense stream of each client's own is made in small parts", "[instant]") {
    const Replication record = run_of("{demand: {rate: 1e9 per client per hour, between: "
                                      "gamma(cv=0.5)}, steps: {x: {team: desk, effort: 0s}}}",
                                      100'000);
    // 20 clients, 1e9 an hour each, for 0.1 s.
    CHECK(record.workflows.front().arrived == Approx(20e9 / 36000).epsilon(0.05));
}

} // namespace endless_instant_test
