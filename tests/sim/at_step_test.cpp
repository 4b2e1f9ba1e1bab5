// How many cases are at each step, whatever for.
#include "sim/scene.hpp"

namespace at_step_test {

using namespace plimsoll;

namespace {

/// In hours, by step.
std::vector<double> at_steps(const Scene& scene) {
    std::vector<double> at;
    for (const int128 sum : scene.record.at_step) {
        at.push_back(static_cast<double>(sum) / static_cast<double>(hour));
    }
    return at;
}

} // namespace

TEST_CASE("A case is at its step from its delay to the end of its work", "[sim][step]") {
    // Two cases, at 1 h and 2 h: 2 h of delay, then 2 h of work by one person, who is free for the
    // second at 5 h. So 4 h and 5 h; the last step takes 1 h each.
    const Scene scene = play("calendar: always\nteams: {a: {people: 1}, b: {people: 1}}\n"
                             "workflows: {w: {demand: every 1h, steps: {s: {team: a, delay: "
                             "exactly 2h, effort: exactly 2h}, t: {team: b, effort: exactly 1h, "
                             "after: s}}}}\n",
                             2);
    CHECK(at_steps(scene) == std::vector<double>{9, 2});
}

TEST_CASE("Several visits of a step are one case there", "[sim][step]") {
    // Three visits side by side by three people: an hour of one case.
    const Scene scene = play("calendar: always\nteams: {a: {people: 3}}\nworkflows: {w: {demand: "
                             "every 10h, steps: {s: {team: a, effort: exactly 1h, times: 3}}}}\n");
    CHECK(at_steps(scene) == std::vector<double>{1});
}

TEST_CASE("Who has finished and finds no room is at the next step", "[sim][step]") {
    // At 1 h and 2 h; s takes nobody's time, t one case at a time for 3 h: the second waits from
    // 2 h until 4 h to enter it, and leaves at 7 h.
    const Scene scene = play("calendar: always\nteams: {a: {people: 1}, b: {people: 2}}\n"
                             "workflows: {w: {demand: every 1h, steps: {s: {team: a, effort: "
                             "exactly 0h}, t: {team: b, effort: exactly 3h, after: s, wip: 1}}}}\n",
                             2);
    CHECK(at_steps(scene) == std::vector<double>{0, 8});
}

TEST_CASE("A case that has ended is nowhere", "[sim][step]") {
    // It ends by `stop` after an hour; the other branch is worked on for five.
    const Scene scene = play("calendar: always\nteams: {a: {people: 1}, b: {people: 1}}\n"
                             "workflows: {w: {demand: every 10h, steps: {s: {team: a, effort: "
                             "exactly 1h, exits: {stop: rest}}, t: {team: b, effort: exactly "
                             "5h}}}}\n");
    CHECK(at_steps(scene) == std::vector<double>{1, 1});
}

TEST_CASE("What is at the steps of a line is what is in progress", "[sim][step]") {
    WorkUnit unit;
    unit.clients = 4;
    unit.warm_up = 50 * hour;
    unit.length = 500 * hour;
    for (const Loop loop : {Loop::one_clock, Loop::wall}) {
        const Scene scene = run(
            operation_of("calendar: Mon-Fri 09:00-17:00\nclients: {today: 4}\nteams: {a: {people: "
                         "1}, b: {people: 2}}\nworkflows: {w: {demand: 8 per client per week, "
                         "steps: {s: {team: a, effort: exponential(1h)}, t: {delay: 1h..4h, after: "
                         "s}, u: {team: b, effort: 1h..3h, after: t, rework: {to: t, chance: "
                         "20%}}}}}\n"),
            unit, loop);
        int128 together = 0;
        for (const int128 sum : scene.record.at_step) {
            together += sum;
        }
        CHECK(together == scene.record.workflows[0].in_progress);
    }
}

} // namespace at_step_test
