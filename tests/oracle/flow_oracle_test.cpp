// What must hold of every case in every workflow (MODEL.md rulings 1-4 and 13), asked of the
// reference interpreter itself before anything else is measured by it.
#include "catch.hpp"
#include "oracle/flow_oracle.hpp"
#include "oracle/random_workflow.hpp"

#include <algorithm>
#include <set>

namespace flow_oracle_test {

using namespace plimsoll;

namespace {

constexpr std::uint64_t workflows = 3000;
constexpr std::uint64_t lucks = 3;

using Fate = VisitRecord::Fate;

int count(const CaseFlow& flow, int step, Fate fate) {
    return static_cast<int>(
        std::count_if(flow.records.begin(), flow.records.end(), [&](const VisitRecord& record) {
            return record.step == step && record.fate == fate;
        }));
}

bool mentions(const CaseFlow& flow, const std::string& what) {
    return std::any_of(flow.trace.begin(), flow.trace.end(), [&](const std::string& line) {
        return line.find(what) != std::string::npos;
    });
}

} // namespace

TEST_CASE("Every case in every random workflow ends, and its accounts close", "[oracle]") {
    std::set<std::string> seen;
    for (std::uint64_t seed = 0; seed < workflows; ++seed) {
        const Workflow workflow = random_workflow(seed);
        const bool may_repeat = std::any_of(workflow.steps.begin(), workflow.steps.end(),
                                            [](const Step& step) { return !step.rework.empty(); });
        for (std::uint64_t draw = 0; draw < lucks; ++draw) {
            INFO("workflow " << seed << ", luck " << seed * lucks + draw);
            const Microseconds arrival = static_cast<Microseconds>(draw) * hour;
            const CaseFlow flow =
                follow_case(workflow, arrival, random_luck(workflow, seed * lucks + draw));
            REQUIRE_FALSE(flow.outcome.empty());
            REQUIRE(flow.elapsed.touch + flow.elapsed.external == flow.end - arrival);
            REQUIRE(flow.elapsed.touch >= 0);
            REQUIRE(flow.elapsed.external >= 0);
            for (const VisitRecord& record : flow.records) {
                const Step& step = workflow.steps[static_cast<std::size_t>(record.step)];
                if (!record.forced) {
                    REQUIRE(record.arcs_open == 0);
                    REQUIRE((step.after.empty() || record.arcs_taken > 0));
                }
                if (flow.outcome == "done") {
                    REQUIRE(record.fate != Fate::unfinished);
                    REQUIRE((record.end >= 0) == record.begun);
                }
                REQUIRE(record.ready >= arrival);
                REQUIRE(record.ready <= flow.end);
                REQUIRE(record.end <= flow.end);
            }
            for (int s = 0; s < static_cast<int>(workflow.steps.size()); ++s) {
                const std::size_t index = static_cast<std::size_t>(s);
                const auto begun = std::count_if(
                    flow.records.begin(), flow.records.end(),
                    [&](const VisitRecord& record) { return record.step == s && record.begun; });
                REQUIRE(flow.visits[index] == begun);
                REQUIRE(flow.skipped[index] == count(flow, s, Fate::skipped));
                REQUIRE(static_cast<int>(flow.completions[index].size()) ==
                        count(flow, s, Fate::done) + count(flow, s, Fate::sent_back));
                REQUIRE(flow.join_wait[index] >= 0);
                if (!may_repeat) {
                    REQUIRE(flow.visits[index] + flow.skipped[index] <= 1);
                }
            }
            for (const char* what : {"is held", "is thrown away", "is withdrawn", "serves both",
                                     "is ready again", "is skipped"}) {
                if (mentions(flow, what)) {
                    seen.insert(what);
                }
            }
            seen.insert(flow.outcome == "done" ? "done" : "ended by an exit");
        }
    }
    CHECK(seen.size() == 8); // the workflows are rich enough to show all that can happen
}

} // namespace flow_oracle_test
