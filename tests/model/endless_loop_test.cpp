// Loops that never end: by hand, and on random workflows against the reference interpreter.
#include "catch.hpp"
#include "model/endless_loop.hpp"
#include "oracle/flow_oracle.hpp"
#include "oracle/random_workflow.hpp"
#include "oracle/written_flow.hpp"

#include <algorithm>

namespace endless_loop_test {

using namespace plimsoll;

namespace {

const std::vector<Exit> x_or_y{{"x", "", 0.5}, {"y", "", 0.5}};
const std::vector<Exit> x_y_or_z{{"x", "", 0.3}, {"y", "", 0.3}, {"z", "", 0.4}};
const Rework always_to_first{0, 1, 1, -1};

using Loop = std::vector<int>;

Loop loop_of(std::vector<Step> steps) {
    return endless_loop(workflow_of(std::move(steps)));
}

} // namespace

TEST_CASE("Two steps that send back behind both exits let no case go", "[endless]") {
    const Step left = with_rework(timed("left", 5, {{0, 0}}), always_to_first);
    const Step right = with_rework(timed("right", 5, {{0, 1}}), always_to_first);
    CHECK(loop_of({with_exits(timed("choose", 5), x_or_y), left, right}) == Loop{1, 2});
    CHECK(loop_of({with_exits(timed("choose", 5), x_y_or_z), left, right}) == Loop{});
    CHECK(loop_of({with_exits(timed("choose", 5), x_or_y), left, timed("right", 5, {{0, 1}})}) ==
          Loop{});
    // Each leads to a choice of its own, and out of either there is a way to the other only.
    CHECK(loop_of({with_exits(timed("choose", 5), x_or_y),
                   with_exits(timed("again", 5, {{0, 0}}), x_or_y),
                   with_rework(timed("a", 5, {{1, 0}}), {1, 1, 1, -1}),
                   with_rework(timed("b", 5, {{1, 1}}), always_to_first), right}) == Loop{2, 3, 4});
    CHECK(loop_of({with_exits(timed("choose", 5), x_y_or_z),
                   with_exits(timed("again", 5, {{0, 0}}), x_or_y),
                   with_rework(timed("a", 5, {{1, 0}}), {1, 1, 1, -1}),
                   with_rework(timed("b", 5, {{1, 1}}), always_to_first), right}) == Loop{});
}

TEST_CASE("A choice made once may leave no way out of a loop", "[endless]") {
    // `kind` is beside the stretch: when it is x, `check` starts whatever `make` does.
    CHECK(loop_of({with_exits(timed("make", 5), x_or_y), with_exits(timed("kind", 5), x_or_y),
                   with_rework(timed("check", 5, {{0, 0}, {1, 0}}), always_to_first),
                   timed("ship", 5, {{0, 1}, {1, 1}})}) == Loop{2});
}

TEST_CASE("Skips, lesser reworks and limits lead out of loops", "[endless]") {
    CHECK(loop_of({timed("test", 5), with_rework(timed("fix", 5, {{0, -1}}), always_to_first)}) ==
          Loop{1});
    CHECK(loop_of({timed("test", 5),
                   with_chance(with_rework(timed("fix", 5, {{0, -1}}), always_to_first), 0.1)}) ==
          Loop{});
    CHECK(loop_of({timed("test", 5), with_rework(timed("fix", 5, {{0, -1}}), {0, 1, 1, 1000})}) ==
          Loop{});
    // Who is sent back to is not skipped.
    CHECK(loop_of({with_chance(with_rework(timed("fix", 5), always_to_first), 0.1)}) == Loop{0});
    CHECK(loop_of({with_exits(timed("plan", 5), x_or_y),
                   with_rework(timed("make", 5, {{0, 0}}), {0, 0.3, 1, -1}),
                   with_rework(timed("check", 5, {{1, -1}}), {1, 1, 1, -1})}) == Loop{});
}

TEST_CASE("A loop that the check refuses has no end, one that it passes has", "[endless][oracle]") {
    int refused = 0;
    int passed = 0;
    for (std::uint64_t seed = 0; seed < 700; ++seed) {
        Workflow workflow = random_workflow(seed);
        for (std::size_t s = 0; s < workflow.steps.size(); ++s) {
            std::vector<Rework>& reworks = workflow.steps[s].rework;
            if (reworks.empty() || (seed + 3 * s) % 5 != 0 ||
                reworks.front().to == static_cast<int>(s)) {
                continue;
            }
            reworks.resize(std::min<std::size_t>(reworks.size(), 2));
            for (Rework& rework : reworks) {
                rework.chance = 1.0 / static_cast<double>(reworks.size());
                rework.at_most = -1;
            }
        }
        if (workflow == random_workflow(seed)) {
            continue;
        }
        const Loop loop = endless_loop(workflow);
        ++(loop.empty() ? passed : refused);
        bool every_case_ends = true;
        bool by_done = true;
        for (std::uint64_t luck = 0; luck < 40 && every_case_ends; ++luck) {
            const CaseFlow flow =
                follow_case(workflow, 0, random_luck(workflow, 1000 * seed + luck), {},
                            loop.empty() ? 50'000 : 3'000);
            every_case_ends = !flow.outcome.empty();
            by_done = by_done && flow.outcome == "done";
        }
        INFO("workflow " << seed);
        // An end that lies beside the loop does not make it sound: it need not be reached.
        CHECK((every_case_ends == loop.empty() || (every_case_ends && !by_done)));
    }
    CHECK(refused > 50);
    CHECK(passed > 50);
}

} // namespace endless_loop_test
