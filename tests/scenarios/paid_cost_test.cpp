// Everything that is paid, by workflow and by kind.
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "neutral.hpp"
#include "scenarios/study.hpp"

namespace paid_cost_test {

using namespace plimsoll;

namespace {

VolumeFigures volume_of(const std::string& text) {
    const ReadResult read = read_operation({"model.yaml", neutral(text)});
    INFO(text << "\n" << print(read.diagnostics));
    REQUIRE(read.operation);
    StudySettings settings;
    settings.replications = 3;
    settings.hours = 400 * hour;
    settings.warm_up = 80 * hour;
    const std::atomic<bool> interrupted = false;
    return run_study(
               *read.operation, 20, settings, [](const StudyProgress&) {}, interrupted)
        .volumes.front();
}

double mean(const Figure& figure) {
    REQUIRE(figure.value);
    return figure.value->mean;
}

} // namespace

TEST_CASE("a workflow bears its part of what is paid, idle hours included", "[money]") {
    // Every hour two people are paid 30 each, a third who has no work 12: 72. The small cases ask
    // for half an hour, one every hour; the large ones for an hour, one every two: half each.
    const VolumeFigures volume = volume_of(
        "teams: {desk: {people: 2, cost: 30 per hour}, spare: {people: 1, cost: 12 per hour}}\n"
        "workflows:\n"
        "  small: {demand: every 1h, steps: {s: {team: desk, effort: exactly 30min}}}\n"
        "  large: {demand: every 2h, steps: {s: {team: desk, effort: exactly 1h}}}\n");
    CHECK(mean(volume.workflows[0].paid_cost_per_case) == Approx(36).epsilon(0.005));
    CHECK(mean(volume.workflows[1].paid_cost_per_case) == Approx(72).epsilon(0.005));
    CHECK(mean(volume.paid_cost_per_case) == Approx(48).epsilon(0.005));
    // The parts add up to the whole.
    double paid = 0;
    for (const WorkflowFigures& workflow : volume.workflows) {
        paid += mean(workflow.paid_cost_per_case) * mean(workflow.completed_per_hour);
    }
    CHECK(paid == Approx(mean(volume.paid_per_hour)));
}

TEST_CASE("kinds bear what their cases cost beside each other", "[money]") {
    const VolumeFigures volume = volume_of(
        "teams: {desk: {people: 2, cost: 30 per hour}}\nworkflows:\n  w:\n    demand: every 1h\n"
        "    kinds: {long: 25%, short: rest}\n"
        "    steps: {s: {team: desk, effort: {long: exactly 1h, short: exactly 15min}}}\n");
    const WorkflowFigures& workflow = volume.workflows.front();
    REQUIRE(workflow.kinds.size() == 2);
    // Four times the hours, but for what is under way when the window opens and closes.
    CHECK(mean(workflow.kinds[0].paid_cost_per_case) ==
          Approx(4 * mean(workflow.kinds[1].paid_cost_per_case)).epsilon(0.005));
    double paid = 0;
    for (const WorkflowFigures& kind : workflow.kinds) {
        paid += mean(kind.paid_cost_per_case) * mean(kind.completed_per_hour);
    }
    CHECK(paid == Approx(60));
}

TEST_CASE("who asks nobody bears its part of the cases", "[money]") {
    const VolumeFigures volume =
        volume_of("teams: {spare: {people: 1, cost: 12 per hour}}\nworkflows:\n"
                  "  one: {demand: every 1h, steps: {s: {delay: exactly 1h}}}\n"
                  "  two: {demand: every 2h, steps: {s: {delay: exactly 1h}}}\n");
    CHECK(mean(volume.workflows[0].paid_cost_per_case) == Approx(8).epsilon(0.01));
    CHECK(mean(volume.workflows[1].paid_cost_per_case) == Approx(8).epsilon(0.01));
}

} // namespace paid_cost_test
