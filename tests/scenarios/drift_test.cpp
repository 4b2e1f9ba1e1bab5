// Whether open cases grow without end.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/statistics/drift.hpp"
#include "sim/compile.hpp"

namespace drift_test {

using namespace plimsoll;

namespace {

Volume volume_of(const std::string& text, std::int64_t clients, const StudySettings& settings) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    return simulate_volume(compile(*read.operation), clients, settings, Workers(0),
                           std::atomic<bool>{false}, [](double) {});
}

std::string why_unstable(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(print(read.diagnostics));
    REQUIRE(read.operation);
    const Plan plan = compile(*read.operation);
    return figures_of(*read.operation, plan, volume_of(text, 1, {})).unstable_why;
}

double load(const std::string& text, std::int64_t clients, std::size_t team) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    REQUIRE(read.operation);
    const Plan plan = compile(*read.operation);
    const Volume volume =
        simulate_volume(plan, clients, {}, Workers(0), std::atomic<bool>{false}, [](double) {});
    const Ratio ratio = offered_load(plan, volume, team);
    return pooled(ratio, ratio.numerators.size());
}

} // namespace

TEST_CASE("The share that stays is the slope of the second half", "[scenarios]") {
    // Nine stretches; in the last five the number of open cases grows by half a case each.
    const std::vector<double> series{9, 0, 9, 0, 1, 1.5, 2, 2.5, 3};
    CHECK(staying_share(series, 2) == Approx(0.25));
    CHECK(staying_share(series, 0) == 0);
    CHECK(staying_share({}, 1) == 0);
}

TEST_CASE("Growth is what no luck explains", "[scenarios]") {
    CHECK(grows_without_end(std::vector<double>{0.10, 0.11, 0.09, 0.10, 0.11}));
    // Too little of it, or too unlike from one replication to the next.
    CHECK_FALSE(grows_without_end(std::vector<double>{0.02, 0.021, 0.019, 0.02, 0.02}));
    CHECK_FALSE(grows_without_end(std::vector<double>{0.3, -0.1, 0.2, 0.0, 0.1}));
    CHECK_FALSE(grows_without_end(std::vector<double>{0.5}));
}

TEST_CASE("Work for one in particular piles up though no team is full", "[scenarios]") {
    // Every second client's own person is ada, whose half of the work is more than she can do;
    // somebody else in the team hardly works.
    const std::string text = R"(
calendar: always
teams:
  firm: {people: {ada: {speed: 40%}, ben: {speed: 400%}}}
workflows:
  w:
    demand: 1 per client per hour
    steps:
      a: {team: firm, effort: exponential(1h), person: of the client}
)";
    const Volume volume = volume_of(text, 2, {});
    CHECK(volume.measurement.overloaded);
    CHECK(volume.measurement.grows);
}

TEST_CASE("Work that a limit holds up piles up though no team is full", "[scenarios]") {
    // Three cases come an hour, for which the desk works 18 minutes, and two can go.
    const std::string before_workflow = R"(
calendar: always
teams: {desk: {people: 1}}
workflows:
  loan:
    demand: 3 per client per hour
    wip: 2
    steps:
      ask:   {team: desk, effort: exactly 6min}
      think: {delay: exactly 1h, after: ask}
)";
    CHECK(why_unstable(before_workflow) ==
          "open cases grow in number without end, though no team is full: cases are held because "
          "at most 2 of Loan may be open at once");

    const std::string before_step = R"(
calendar: always
teams: {desk: {people: 1}, bank: {people: unlimited}}
workflows:
  loan:
    demand: 3 per client per hour
    steps:
      ask:   {team: desk, effort: exactly 6min}
      think: {team: bank, effort: exactly 1h, after: ask, wip: 2}
)";
    CHECK(why_unstable(before_step) ==
          "open cases grow in number without end, though no team is full: work is held because at "
          "most 2 may be at Think at once");

    // Who hands over stays until the next has room: the desk is held, and work waits for it.
    const std::string before_team = R"(
calendar: always
teams: {desk: {people: 1}, cell: {people: 3, wip: 1, full: hold}}
workflows:
  loan:
    demand: 3 per client per hour
    steps:
      ask:  {team: desk, effort: exactly 6min}
      make: {team: cell, effort: exactly 30min, after: ask}
)";
    CHECK(why_unstable(before_team) ==
          "open cases grow in number without end, though no team is full: work is held because at "
          "most 1 may be at Cell at once");
}

TEST_CASE("Demand behind a delay is asked for, even of cases that are still open", "[scenarios]") {
    const std::string text = R"(
calendar: always
teams: {desk: {people: 1}, clerk: {people: 1}}
workflows:
  w:
    demand: 1 per hour
    steps:
      a: {team: desk, effort: exactly 2h}
      b: {team: clerk, effort: exactly 30min, delay: exactly 1h, after: a}
)";
    CHECK(load(text, 1, 0) == Approx(2));
    CHECK(load(text, 1, 1) == Approx(0.5));
}

} // namespace drift_test
