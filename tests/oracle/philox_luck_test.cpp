#include "catch.hpp"
#include "oracle/philox_luck.hpp"
#include "oracle/written_flow.hpp"

#include <cmath>
#include <functional>

namespace philox_luck_test {

using namespace plimsoll;

namespace {

using Draw = std::function<double(int step, int visit)>;

/// Of two draws over 20,000 visits; the standard error is 0.007.
double correlation(const Draw& a, const Draw& b) {
    constexpr int visits = 20'000;
    double product = 0;
    for (int visit = 0; visit < visits; ++visit) {
        product += (a(0, visit) - 0.5) * (b(0, visit) - 0.5);
    }
    return product / visits * 12;
}

} // namespace

TEST_CASE("The luck of a case is its own, and its decisions are independent", "[oracle]") {
    Workflow workflow = workflow_of({with_delay(timed("work", 60), 30), timed("more", 45)});
    workflow.steps[0].effort = Distribution{Law::uniform, 0, 1e12, 0, {}, 0, 0, 1e12};
    workflow.steps[0].delay->length = Distribution{Law::uniform, 0, 1e12, 0, {}, 0, 0, 1e12};
    const CaseName name{7, 3, 11, 5, 2};
    const CaseLuck luck = philox_luck(workflow, name);
    CHECK(luck.effort(1, 0) == 45 * minute);
    CHECK(luck.effort(0, 4) == philox_luck(workflow, name).effort(0, 4));
    for (CaseName other :
         {CaseName{8, 3, 11, 5, 2}, CaseName{7, 4, 11, 5, 2}, CaseName{7, 3, 12, 5, 2},
          CaseName{7, 3, 11, 6, 2}, CaseName{7, 3, 11, 5, 3}}) {
        CHECK(luck.effort(0, 0) != philox_luck(workflow, other).effort(0, 0));
        CHECK(luck.exit_uniform(0, 0) != philox_luck(workflow, other).exit_uniform(0, 0));
    }
    const std::vector<Draw> draws{
        [&](int s, int visit) { return static_cast<double>(luck.effort(s, visit)) / 1e12; },
        [&](int s, int visit) { return static_cast<double>(luck.delay(s, visit)) / 1e12; },
        luck.chance_uniform, luck.exit_uniform, luck.rework_uniform};
    for (std::size_t a = 0; a < draws.size(); ++a) {
        CHECK(correlation(draws[a], draws[a]) == Approx(1).margin(0.04));
        for (std::size_t b = a + 1; b < draws.size(); ++b) {
            CHECK(std::fabs(correlation(draws[a], draws[b])) < 0.035);
        }
    }
}

} // namespace philox_luck_test
