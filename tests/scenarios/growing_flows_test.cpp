// Where work piles up for some, the others have their times as ever.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/study.hpp"

#include <atomic>
#include <cmath>
#include <string>

namespace growing_flows_test {

using namespace plimsoll;

namespace {

Result run_of(const std::string& text, std::int64_t clients, std::uint64_t seed) {
    const ReadResult read = read_operation({"operation.yaml", neutral(text)});
    REQUIRE(read.operation);
    StudySettings settings;
    settings.seed = seed;
    return run_study(
        *read.operation, clients, settings, [](const StudyProgress&) {}, std::atomic<bool>{false});
}

bool holds(const Figure& figure, double truth) {
    // Three half widths: one of several hundred figures may lie outside.
    const double half = 1.5 * (*figure.value->high - *figure.value->low);
    return std::abs(figure.value->mean - truth) <= half;
}

} // namespace

TEST_CASE("work that never comes to a full team keeps its times") {
    // Two desks of one person: M/M/1 at 60% beside one that is asked for 1.2 times what it can do.
    const std::string text = "assumptions: neutral\n"
                             "calendar: always\n"
                             "clients: {today: 12}\n"
                             "teams: {calm: {people: 1}, swamped: {people: 1}}\n"
                             "workflows:\n"
                             "  letters:\n"
                             "    demand: 0.05 per client per hour\n"
                             "    due: 5h\n"
                             "    steps: {answer: {team: calm, effort: exponential(1h)}}\n"
                             "  claims:\n"
                             "    demand: 0.1 per client per hour\n"
                             "    steps: {decide: {team: swamped, effort: exponential(1h)}}\n";
    for (const std::uint64_t seed : {1, 2, 3}) {
        const Result result = run_of(text, 12, seed);
        const VolumeFigures& volume = result.volumes.front();
        CHECK(volume.stable == Stable::no);
        const WorkflowFigures& letters = volume.workflows[0];
        CHECK(letters.stable == Stable::yes);
        CHECK(volume.workflows[1].stable == Stable::no);
        CHECK(volume.teams[0].settles);
        CHECK_FALSE(volume.teams[1].settles);
        // Exponential with mean 1 / (1 - .6).
        CHECK(holds(letters.flow_time.mean, 2.5));
        CHECK(holds(letters.attainment, 1 - std::exp(-2.0)));
    }
}

TEST_CASE("what is served first at a full team does not pile up") {
    // 0.4 and 0.9 of one person: who goes first waits for the work that he finds there, which is
    // always some, half an hour of an even hour, and for those like him: (.5) / (1 - .4) (Cobham
    // 1954, with the others always there).
    const std::string text = "assumptions: neutral\n"
                             "calendar: always\n"
                             "clients: {today: 10}\n"
                             "teams: {desk: {people: 1, order: priority}}\n"
                             "workflows:\n"
                             "  alarms:\n"
                             "    priority: 1\n"
                             "    demand: 0.04 per client per hour\n"
                             "    steps: {answer: {team: desk, effort: exactly 1h}}\n"
                             "  letters:\n"
                             "    demand: 0.09 per client per hour\n"
                             "    steps: {answer: {team: desk, effort: exactly 1h}}\n";
    for (const std::uint64_t seed : {1, 2, 3}) {
        const Result result = run_of(text, 10, seed);
        const VolumeFigures& volume = result.volumes.front();
        CHECK(volume.stable == Stable::no);
        CHECK(volume.workflows[0].stable == Stable::yes);
        CHECK(volume.workflows[1].stable == Stable::no);
        CHECK(holds(volume.workflows[0].flow_time.mean, 1 + .5 / .6));
    }
}

TEST_CASE("where a person is full and no team, who waits for him piles up") {
    const std::string text =
        "assumptions: neutral\n"
        "calendar: always\n"
        "clients: {today: 10}\n"
        "teams:\n"
        "  office: {people: {ann: {skills: [law]}, bob: {}, cem: {}}}\n"
        "workflows:\n"
        "  contracts:\n"
        "    demand: 0.12 per client per hour\n"
        "    steps: {read: {team: office, skill: law, effort: exponential(1h)}}\n"
        "  letters:\n"
        "    demand: 0.05 per client per hour\n"
        "    steps: {answer: {team: office, effort: exponential(1h)}}\n";
    const Result result = run_of(text, 10, 1);
    const VolumeFigures& volume = result.volumes.front();
    CHECK(volume.stable == Stable::no);
    CHECK(volume.workflows[0].stable == Stable::no);
    CHECK(volume.workflows[1].stable == Stable::yes);
}

} // namespace growing_flows_test
