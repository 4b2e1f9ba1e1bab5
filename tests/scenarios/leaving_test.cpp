// Work that goes away where too much of it comes: what piles up is the work that stays.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/study.hpp"
#include "sim/compile.hpp"
#include "sim/plan/plan.hpp"

namespace leaving_test {

using namespace plimsoll;

namespace {

const std::atomic<bool> never_stops = false;

Operation operation_of(const std::string& yaml) {
    const ReadResult read = read_operation({"case.yaml", neutral(yaml)});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    return *read.operation;
}

Result run_of(const std::string& yaml, std::int64_t clients) {
    StudySettings settings;
    settings.replications = 5;
    return run_study(
        operation_of(yaml), clients, settings, [](const StudyProgress&) {}, never_stops);
}

Result sweep_of(const std::string& yaml, const SweepRange& range) {
    return sweep_study(
        operation_of(yaml), range, {}, [](const StudyProgress&) {}, never_stops);
}

/// Calls that are given up, before mail that waits.
const std::string hotline = R"(
assumptions: neutral
calendar: always
clients: {today: 10}
teams: {a: {people: 3, order: priority}}
workflows:
  call: {demand: 0.5 per client per hour, priority: 1, due: {in: 30min, for: 80%},
         steps: {s: {team: a, effort: 10min, patience: exponential(5min)}}}
  mail: {demand: 0.2 per client per hour, due: {in: 1d, for: 90%}, steps: {s: {team: a, effort: 10min}}}
)";

} // namespace

TEST_CASE("calls that are given up do not pile up, nor does the mail behind them", "[piles]") {
    // Another simulation, of 20,000 hours: 0 to 2 mails wait at 28 clients; asked are 109%.
    const Result result = run_of(hotline, 28);
    const VolumeFigures& volume = result.volumes.front();
    CHECK(volume.stable == Stable::yes);
    CHECK(volume.teams[0].offered.value->mean == Approx(1.0889).epsilon(0.01));
    CHECK(volume.teams[0].utilisation.value->mean == Approx(0.84).epsilon(0.02));
}

TEST_CASE("what is given up may still leave nothing for the mail", "[piles]") {
    // From 36 clients on calls alone ask for all of the three, and some of those are given up.
    const Result result =
        sweep_of(hotline, {.low = {}, .high = {}, .volumes = {38, 43}, .points = {}});
    REQUIRE(result.limits->stability.value);
    CHECK(result.limits->stability.value->mean > 38);
    CHECK(result.limits->stability.value->mean < 45);
    CHECK(result.limits->stability_words == "A is full");
}

TEST_CASE("what is turned away does not pile up", "[piles]") {
    const std::string yaml = R"(
assumptions: neutral
calendar: always
clients: {today: 10}
teams: {a: {people: 2}}
workflows:
  x: {demand: 0.3 per client per hour, steps: {s: {team: a, effort: 15min, wip: 2, full: turn away}}}
  y: {demand: 0.1 per client per hour, due: 1d, steps: {s: {team: a, effort: 15min}}}
)";
    CHECK(run_of(yaml, 22).volumes.front().stable == Stable::yes);
    // y alone fills the two at 80 clients.
    CHECK(run_of(yaml, 90).volumes.front().stable == Stable::no);
}

TEST_CASE("what a team without end may do, or is handed on to, does not pile up", "[piles]") {
    const Result either = sweep_of(R"(
assumptions: neutral
clients: {today: 10}
teams: {staff: {people: 2}, agency: {people: unlimited}}
workflows:
  w: {demand: 0.5 per client per day, due: 4h, steps: {s: {team: [staff, agency], effort: 30min}}}
)",
                                   {.low = {}, .high = {}, .volumes = {20, 64, 128}, .points = {}});
    CHECK_FALSE(either.limits->stability.value);
    CHECK(either.volumes.back().stable == Stable::yes);
    const std::string handed_on = R"(
assumptions: neutral
clients: {today: 10, churn: 5% per month}
teams: {ops: {people: 2}, temps: {people: unlimited}}
workflows:
  tickets: {demand: 6 per client per month, due: 1d,
            steps: {fix: {team: ops, effort: 1h, patience: {wait: 4h, then: {team: temps}}}}}
  onboarding: {demand: 1 per new client, due: 3d, steps: {hello: {team: ops, effort: 3h}}}
)";
    CHECK(run_of(handed_on, 200).volumes.front().stable == Stable::yes);
    CHECK(run_of(handed_on, 400).volumes.front().stable == Stable::yes);
}

TEST_CASE("what is handed on to others with an end piles up there", "[piles]") {
    // Four an hour, of which the first team does one: three hours of work an hour for the second.
    const Result result = run_of(R"(
assumptions: neutral
calendar: always
clients: {today: 10}
teams: {a: {people: 1}, b: {people: 1}}
workflows:
  w: {demand: 0.1 per client per hour,
      steps: {s: {team: a, effort: 1h, patience: {wait: 1h, then: {team: b}}}}}
)",
                                 40);
    CHECK(result.volumes.front().stable == Stable::no);
    // By its load, not by growth alone.
    CHECK(result.findings.front().text.find("more work comes than B can do") != std::string::npos);
}

TEST_CASE("a plan knows which steps' work may go away", "[plan]") {
    const Plan plan = compile(operation_of(R"(
clients: {today: 1}
teams: {a: {people: 1}, b: {people: 1}, c: {people: unlimited}}
workflows:
  w:
    demand: 1 per client per day
    steps:
      waits: {team: a, effort: 1h}
      leaves: {team: a, effort: 1h, patience: 1h}
      goes: {team: a, effort: 1h, patience: {wait: 1h, then: {team: b}}}
      full: {team: a, effort: 1h, wip: 2, full: turn away}
      either: {team: [a, c], effort: 1h}
      both: {team: [a, b], effort: 1h}
)"));
    std::vector<bool> leave;
    for (const PlanStep& step : plan.steps) {
        leave.push_back(step.may_leave);
    }
    CHECK(leave == std::vector<bool>{false, true, true, true, true, false});
}

} // namespace leaving_test
