// SCIENCE.md 7.8, T27: four flows whose answer is known, told to the reference interpreter.
#include "catch.hpp"
#include "oracle/flow_oracle.hpp"
#include "oracle/random_workflow.hpp"
#include "oracle/written_flow.hpp"

namespace known_flows_test {

using namespace plimsoll;

namespace {

std::vector<Readings> every_reading() {
    std::vector<Readings> all;
    for (const auto zero_time : {Readings::ZeroTime::at_once, Readings::ZeroTime::in_file_order}) {
        for (const auto waits :
             {Readings::SentBackWaitsFor::steps_above, Readings::SentBackWaitsFor::arcs_into_it}) {
            for (const auto delays :
                 {Readings::DelayEnds::in_file_order, Readings::DelayEnds::after_completions}) {
                for (const bool keeps : {true, false}) {
                    all.push_back({zero_time, waits, delays, keeps, true});
                    all.push_back({zero_time, waits, delays, keeps, false});
                }
            }
        }
    }
    return all;
}

} // namespace

TEST_CASE("T27 (a): a join beside a rework that may still revive it", "[oracle]") {
    const Workflow repair = workflow_of(
        {with_exits(timed("complete", 60), {{"ok", "", 0.8}, {"bad", "", 0.2}}),
         with_rework(timed("give back", 60, {{0, 1}}), {0, 1.0, 1.0, -1}),
         timed("ship", 60, {{0, 0}}), timed("pack", 30), timed("send", 60, {{2, -1}, {3, -1}})});
    for (const Readings& readings : every_reading()) {
        const CaseFlow good =
            follow_case(repair, 5 * hour, tell(repair, {{{{0, 0}, 0.1}}, {}, {}}), readings);
        CHECK(good.outcome == "done");
        CHECK(good.end == 8 * hour);
        CHECK(good.visits == std::vector<int>{1, 0, 1, 1, 1});
        const CaseLuck bad_once =
            tell(repair, {{{{0, 0}, 0.9}, {{0, 1}, 0.1}}, {{{1, 0}, 0.5}}, {}});
        const CaseFlow bad = follow_case(repair, 0, bad_once, readings);
        CHECK(bad.end == 5 * hour);
        CHECK(bad.visits == std::vector<int>{2, 1, 1, 1, 1});
        CHECK(bad.join_wait[4] == 4 * hour - 30 * minute);
    }
    // Rounds of two hours, geometric: visits 1.25 and 0.25, flow 3 + 2 x 0.25 = 3.5 hours.
    double rounds = 0;
    double share = 1;
    for (int again = 1; again < 60; ++again) {
        share *= 0.2;
        rounds += share;
    }
    CHECK(rounds == Approx(0.25));
    double completes = 0;
    double hours = 0;
    constexpr int cases = 20'000;
    for (int number = 0; number < cases; ++number) {
        const CaseFlow flow =
            follow_case(repair, 0, random_luck(repair, 2 * static_cast<std::uint64_t>(number)));
        REQUIRE(flow.visits[0] == flow.visits[1] + 1);
        REQUIRE(flow.end == 3 * hour + 2 * hour * flow.visits[1]);
        completes += flow.visits[0];
        hours += static_cast<double>(flow.end) / static_cast<double>(hour);
    }
    CHECK(completes / cases == Approx(1.25).margin(0.02)); // 5 standard errors of 0.004
    CHECK(hours / cases == Approx(3.5).margin(0.04));
}

TEST_CASE("T27 (b): two reviews send back to the same step", "[oracle]") {
    const Workflow reviews = workflow_of(
        {timed("setup", 60), with_rework(timed("review a", 60, {{0, -1}}), {0, 1, 1, 1}),
         with_rework(timed("review b", 90, {{0, -1}}), {0, 1, 1, 1}),
         timed("launch", 60, {{1, -1}, {2, -1}})});
    for (const Readings& readings : every_reading()) {
        const CaseFlow flow = follow_case(reviews, 0, tell(reviews, {}), readings);
        CHECK(flow.visits == std::vector<int>{2, 2, 2, 1});
        CHECK(flow.end == 330 * minute);
        CHECK(flow.elapsed == FlowLedger{330 * minute, 0});
        CHECK(flow.join_wait == std::vector<Microseconds>{0, 0, 0, 30 * minute});
    }
}

TEST_CASE("T27 (c): a branch that is done again keeps the join waiting", "[oracle]") {
    const Workflow audited =
        workflow_of({timed("x", 60), with_rework(timed("audit", 60, {{0, -1}}), {0, 1, 1, 1}),
                     timed("slow", 150), timed("j", 60, {{0, -1}, {2, -1}})});
    for (const Readings& readings : every_reading()) {
        const CaseFlow flow = follow_case(audited, 0, tell(audited, {}), readings);
        CHECK(flow.visits == std::vector<int>{2, 2, 1, 1});
        CHECK(flow.end == 4 * hour);
    }
}

TEST_CASE("T27 (d): reviews below a dead step do not wait for each other", "[oracle]") {
    const Rework back{0, 0.1, 1, -1};
    const Workflow brief = workflow_of(
        {with_exits(timed("brief", 60), {{"legal", "", 0.2}, {"plain", "", 0.8}}),
         timed("legal", 60, {{0, 0}}), with_rework(timed("review a", 60, {{0, -1}, {1, -1}}), back),
         with_rework(timed("review b", 60, {{0, -1}, {1, -1}}), back),
         timed("launch", 60, {{2, -1}, {3, -1}})});
    for (const Readings& readings : every_reading()) {
        CHECK(follow_case(brief, 0, tell(brief, {}), readings).end == 3 * hour);
        for (std::uint64_t seed = 0; seed < 1000; ++seed) {
            const CaseFlow flow = follow_case(brief, 0, random_luck(brief, seed), readings);
            REQUIRE(flow.outcome == "done");
            REQUIRE(flow.visits[4] >= 1);
        }
    }
}

} // namespace known_flows_test
