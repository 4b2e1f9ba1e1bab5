// The active period method, against a known answer.
#include "catch.hpp"
#include "scenarios/figures/active_periods.hpp"

namespace active_periods_test {

using namespace plimsoll;

namespace {

/// A period from..to, in tenths of a minute.
ActivePeriod period(Microseconds from, Microseconds to) {
    return {{{from, to}}};
}

} // namespace

TEST_CASE("Active periods: who is the bottleneck when, T10", "[scenarios][bottleneck]") {
    // SCIENCE.md T10, in tenths: A [0,5],[6,14],[16,20]; B [0,3],[4,8.5],[10,20]. Bottleneck
    // periods A[0,5], B[4,8.5], A[6,14], B[10,20]; sole A 5.5, sole B 7, shifting 7.5 of 20.
    const std::vector<std::vector<ActivePeriod>> active{
        {period(0, 50), period(60, 140), period(160, 200)},
        {period(0, 30), period(40, 85), period(100, 200)}};
    const MomentaryBottlenecks found = momentary_bottlenecks(active);
    CHECK(found.sole == std::vector<Microseconds>{55, 70});
    CHECK(found.shifting == 75);
    CHECK(found.involved == std::vector<Microseconds>{130, 145});
}

TEST_CASE("Active periods: time off shift is cut out, ties go to the first",
          "[scenarios][bottleneck]") {
    // B's one period goes on after a night: 40 long, as long as A's. While it is away only A is.
    const std::vector<std::vector<ActivePeriod>> active{{period(0, 40)},
                                                        {ActivePeriod{{{0, 10}, {50, 80}}}}};
    CHECK(active[1][0].length() == 40);
    const MomentaryBottlenecks found = momentary_bottlenecks(active);
    // A leads until 40; B's period counts whole once it leads, its first part beside A's too.
    CHECK(found.sole == std::vector<Microseconds>{30, 30});
    CHECK(found.shifting == 10);
    CHECK(found.involved == std::vector<Microseconds>{40, 40});
    CHECK(momentary_bottlenecks({}).shifting == 0);
}

} // namespace active_periods_test
