// MODEL.md rulings 1-4 and 13, one clause at a time, with answers worked out by hand.
#include "catch.hpp"
#include "oracle/flow_oracle.hpp"
#include "oracle/written_flow.hpp"

namespace flow_rulings_test {

using namespace plimsoll;

namespace {

using Counts = std::vector<int>;
constexpr double back = 0.0; ///< a uniform number below every rework's chance
constexpr double first = 0.0;

CaseFlow follow(const Workflow& workflow, const Told& told = {}) {
    return follow_case(workflow, 0, tell(workflow, told));
}

} // namespace

TEST_CASE("Ruling 1: an exit that nothing follows ends the case there and then", "[oracle]") {
    const Workflow offer = workflow_of(
        {with_exits(timed("ask", 60), {{"yes", "", 0.5}, {"no", "", 0.5}}), timed("long work", 300),
         timed("thank", 10, {{0, 0}}), with_delay(timed("wait", 10), 120)});
    const CaseFlow refused = follow(offer);
    CHECK(refused.outcome == "no");
    CHECK(refused.end == 60 * minute);
    CHECK(refused.visits ==
          Counts{1, 1, 0, 0}); // the wait was withdrawn, the long work is finished
    CHECK(refused.worked[1] == 300 * minute);
    CHECK(refused.completions[1].empty());
    const CaseFlow accepted = follow(offer, {{{{0, 0}, first}}});
    CHECK(accepted.outcome == "done");
    CHECK(accepted.end == 300 * minute);
}

TEST_CASE("Ruling 1: an exit does not end the case where plain arcs lead on", "[oracle]") {
    const Workflow offer =
        workflow_of({with_exits(timed("ask", 60), {{"yes", "", 0.5}, {"no", "", 0.5}}),
                     timed("file", 10, {{0, -1}})});
    CHECK(follow(offer).outcome == "done");
    CHECK(follow(offer).end == 70 * minute);
}

TEST_CASE("Ruling 1: of two ends at one instant the first in file order wins", "[oracle]") {
    const Workflow race = workflow_of({with_exits(timed("a", 60), {{"by a", "", 1}}),
                                       with_exits(timed("b", 60), {{"by b", "", 1}})});
    CHECK(follow(race).outcome == "by a");
}

TEST_CASE("Ruling 2: a rework above whose step work is under way holds, too", "[oracle]") {
    const Workflow repair = workflow_of(
        {with_exits(timed("complete", 60), {{"ok", "", 0.5}, {"bad", "", 0.5}}),
         timed("prepare", 60, {{0, 1}}),
         with_rework(timed("give back", 60, {{1, -1}}), {0, 0.5, 1, -1}),
         timed("ship", 60, {{0, 0}}), timed("pack", 30), timed("send", 60, {{3, -1}, {4, -1}})});
    const CaseFlow kept = follow(repair);
    CHECK(kept.end == 240 * minute); // held until `give back` was done at three hours
    CHECK(kept.visits == Counts{1, 1, 1, 0, 1, 1});
    CHECK(kept.join_wait[5] == 150 * minute);
    const CaseFlow again = follow(repair, {{{{0, 1}, first}}, {{{2, 0}, back}}});
    CHECK(again.end == 360 * minute);
    CHECK(again.visits == Counts{2, 1, 1, 1, 1, 1});
}

TEST_CASE("Ruling 2: a spent rework holds nothing", "[oracle]") {
    const Workflow repair = workflow_of(
        {with_exits(timed("complete", 60), {{"ok", "", 0.5}, {"bad", "", 0.5}}),
         with_rework(timed("give back", 120, {{0, 1}}), {0, 1, 1, 1}), timed("ship", 60, {{0, 0}}),
         timed("pack", 30), timed("send", 60, {{2, -1}, {3, -1}})});
    const CaseFlow flow = follow(repair);
    CHECK(flow.visits == Counts{2, 2, 0, 1, 1});
    CHECK(flow.completions[4] == std::vector<Microseconds>{300 * minute});
    CHECK(flow.end == 360 * minute);
}

TEST_CASE("Ruling 2: a rework below the dead step does not hold", "[oracle]") {
    const Rework to_brief{0, 0.1, 1, -1};
    const Workflow brief =
        workflow_of({with_exits(timed("brief", 60), {{"legal", "", 0.2}, {"plain", "", 0.8}}),
                     timed("legal", 60, {{0, 0}}),
                     with_rework(timed("review a", 60, {{0, -1}, {1, -1}}), to_brief),
                     with_rework(timed("review b", 180, {{0, -1}, {1, -1}}), to_brief),
                     timed("launch", 60, {{2, -1}, {3, -1}})});
    const CaseFlow flow = follow(brief, {{}, {{{2, 0}, back}}});
    CHECK(flow.visits == Counts{2, 0, 2, 1, 1});
    CHECK(flow.end == 300 * minute); // review a goes on at three hours, beside review b
}

TEST_CASE("Ruling 2: a rework below the join does not hold it", "[oracle]") {
    const Rework to_choose{0, 0.5, 1, -1};
    const Workflow flow_below = workflow_of(
        {with_exits(timed("choose", 60), {{"x", "", 0.5}, {"y", "", 0.5}}), timed("other", 30),
         timed("join", 60, {{0, 0}, {1, -1}}),
         with_rework(timed("short", 60, {{2, -1}}), to_choose),
         with_rework(timed("long", 300, {{2, -1}}), to_choose), timed("after y", 10, {{0, 1}})});
    const CaseFlow flow = follow(flow_below, {{}, {{{3, 0}, back}}});
    CHECK(flow.visits == Counts{2, 1, 2, 2, 1, 1});
    CHECK(flow.completions[2] == std::vector<Microseconds>{120 * minute, 300 * minute});
}

TEST_CASE("Ruling 2: joins held by the same work are judged by one state", "[oracle]") {
    // Each join's rework could redraw the other's dead arc: neither waits for the other.
    const Rework to_choose{0, 0.5, 1, -1};
    const Workflow twins =
        workflow_of({with_exits(timed("choose", 60), {{"x", "", 0.5}, {"y", "", 0.5}}),
                     with_rework(timed("left", 60, {{0, 0}, {3, -1}}), to_choose),
                     with_rework(timed("right", 60, {{0, 0}, {3, -1}}), to_choose),
                     timed("other", 30), timed("after y", 10, {{0, 1}})});
    CHECK(follow(twins).end == 120 * minute);
}

TEST_CASE("Ruling 3: the latest share of the effort alone, of work done before", "[oracle]") {
    const Workflow checked =
        workflow_of({timed("x", 60), with_chance(timed("option", 40, {{0, -1}}), 0.5),
                     with_rework(timed("check", 60, {{1, -1}}), {0, 0.5, 0.3, 2})});
    Told told;
    told.reworks = {{{2, 0}, back}, {{2, 1}, back}, {{2, 2}, back}};
    told.chances = {{{1, 1}, first}, {{1, 2}, first}}; // skipped, then whole, then at 30%
    const CaseFlow flow = follow(checked, told);
    CHECK(flow.visits == Counts{3, 2, 3});
    CHECK(flow.skipped == Counts{0, 1, 0});
    CHECK(flow.worked == std::vector<Microseconds>{96 * minute, 52 * minute, 96 * minute});
    CHECK(flow.end == 244 * minute);
}

TEST_CASE("Ruling 3: work in progress on the stretch is finished, paid and thrown away",
          "[oracle]") {
    const Workflow twice = workflow_of({timed("p", 10), timed("m", 100, {{0, -1}}),
                                        with_rework(timed("g", 30, {{1, -1}}), {1, 1, 1, 1}),
                                        with_rework(timed("h", 60, {{1, -1}}), {0, 1, 1, 1})});
    const CaseFlow flow = follow(twice);
    CHECK(flow.visits == Counts{2, 3, 2, 2});
    CHECK(flow.worked[1] == 300 * minute);
    CHECK(flow.completions[1] == std::vector<Microseconds>{110 * minute, 280 * minute});
    CHECK(flow.end == 340 * minute);
}

TEST_CASE("Ruling 3: what waits on the stretch is withdrawn", "[oracle]") {
    const Workflow twice = workflow_of({timed("p", 10), with_delay(timed("m", 100, {{0, -1}}), 60),
                                        with_rework(timed("g", 30, {{1, -1}}), {1, 1, 1, 1}),
                                        with_rework(timed("h", 60, {{1, -1}}), {0, 1, 1, 1})});
    const CaseFlow flow = follow(twice); // m waits 200-260; h sends back at 230
    CHECK(flow.visits == Counts{2, 2, 2, 2});
    CHECK(flow.completions[1] == std::vector<Microseconds>{170 * minute, 400 * minute});
    CHECK(flow.end == 460 * minute);
    CHECK(flow.elapsed.external == 120 * minute);
}

TEST_CASE("Ruling 3: what is done beside the stretch is kept, what is dead starts", "[oracle]") {
    const Workflow beside =
        workflow_of({with_exits(timed("choose", 60), {{"x", "", 0.5}, {"y", "", 0.5}}),
                     timed("if x", 30, {{0, 0}}), timed("if y", 30, {{0, 1}}),
                     with_rework(timed("check", 60, {{0, -1}}), {0, 0.5, 1, 2})});
    const Told told{{{{0, 0}, first}, {{0, 2}, first}}, {{{3, 0}, back}, {{3, 1}, back}}};
    const CaseFlow flow = follow(beside, told); // x, then y, then x again
    CHECK(flow.visits == Counts{3, 1, 1, 3});
    CHECK(flow.end == 360 * minute);
}

TEST_CASE("Ruling 3: a rework may lead to a step that this case has not passed", "[oracle]") {
    const Workflow detour = workflow_of(
        {with_exits(timed("choose", 60), {{"x", "", 0.5}, {"y", "", 0.5}}),
         with_chance(timed("special", 30, {{0, 0}}), 0.5), timed("normal", 30, {{0, 1}}),
         with_rework(timed("check", 60, {{1, -1}, {2, -1}}), {1, 0.5, 1, 1})});
    const CaseFlow flow = follow(detour, {{}, {{{3, 0}, back}}});
    CHECK(flow.visits == Counts{1, 1, 1, 2}); // its own chance is not drawn
    CHECK(flow.end == 240 * minute);
}

TEST_CASE("Ruling 3: sent back, after the steps above that are being redone", "[oracle]") {
    const Workflow nested = workflow_of({timed("w", 60), timed("x", 60, {{0, -1}}),
                                         with_rework(timed("g", 30, {{1, -1}}), {0, 1, 1, 1}),
                                         with_rework(timed("h", 60, {{1, -1}}), {1, 1, 1, 1})});
    // g sends back to w at 150, h to x at 180, while w is being redone until 210.
    const CaseFlow flow = follow(nested);
    CHECK(flow.visits == Counts{2, 2, 2, 2});
    CHECK(flow.completions[1] == std::vector<Microseconds>{120 * minute, 270 * minute});
    CHECK(flow.end == 330 * minute);
}

TEST_CASE("Ruling 3: who waits for a step that is sent back to does not see it dead", "[oracle]") {
    const Workflow detour =
        workflow_of({timed("join", 30, {{1, -1}, {2, -1}}), timed("special", 30, {{3, 0}}),
                     timed("normal", 30, {{3, 1}}),
                     with_exits(timed("choose", 60), {{"x", "", 0.5}, {"y", "", 0.5}}),
                     with_rework(timed("check", 60, {{0, -1}}), {1, 1, 1, 1})});
    const CaseFlow flow = follow(detour);
    CHECK(flow.visits == Counts{2, 1, 1, 1, 2});
    CHECK(flow.end == 300 * minute);
}

TEST_CASE("Ruling 4: a skip takes the first exit that something follows", "[oracle]") {
    const Workflow skipping = workflow_of(
        {with_chance(with_exits(timed("s", 60), {{"a", "", 0.3}, {"b", "", 0.3}, {"c", "", 0.4}}),
                     0.5),
         timed("after b", 10, {{0, 1}}), timed("after c", 20, {{0, 2}})});
    const CaseFlow flow = follow(skipping);
    CHECK(flow.outcome == "done");
    CHECK(flow.visits == Counts{0, 1, 0});
    CHECK(flow.skipped == Counts{1, 0, 0});
    CHECK(flow.end == 10 * minute);
}

TEST_CASE("Ruling 13: an arc waits again once a rework has cleared its join", "[oracle]") {
    const Workflow joined =
        workflow_of({timed("x", 60), timed("y", 30), timed("join", 60, {{0, -1}, {1, -1}}),
                     with_rework(timed("check", 60, {{2, -1}}), {0, 1, 1, 1})});
    const CaseFlow flow = follow(joined);
    CHECK(flow.join_wait[2] == 90 * minute); // y waits 30-60, and 180-240 while x is redone
    CHECK(flow.elapsed == FlowLedger{360 * minute, 0});
}

TEST_CASE("Ruling 13: of several completions at one instant the last in file order leads on",
          "[oracle]") {
    const Workflow joined = workflow_of({timed("work", 60), with_delay(milestone("answer"), 60),
                                         timed("join", 30, {{0, -1}, {1, -1}})});
    CHECK(follow(joined).elapsed == FlowLedger{30 * minute, 60 * minute});
    const Workflow turned = workflow_of({with_delay(milestone("answer"), 60), timed("work", 60),
                                         timed("join", 30, {{0, -1}, {1, -1}})});
    CHECK(follow(turned).elapsed == FlowLedger{90 * minute, 0});
}

} // namespace flow_rulings_test
