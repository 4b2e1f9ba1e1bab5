// Intervals of means and of quantiles, by hand.
#include "catch.hpp"
#include "scenarios/statistics/pooled_sketch.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <cmath>

namespace pooled_sketch_test {

using namespace plimsoll;

namespace {

constexpr std::int64_t an_hour = hour;

/// A thousand values: so many evenly between 100 and 200 hours, the others evenly below 100.
Sketch with_tail(int beyond) {
    Sketch sketch;
    for (int i = 0; i < 1000; ++i) {
        const double place = i < beyond ? 100 + 100 * (i + 0.5) / beyond
                                        : 100 * (i - beyond + 0.5) / (1000 - beyond);
        sketch.add(std::llround(place * static_cast<double>(an_hour)));
    }
    return sketch;
}

} // namespace

TEST_CASE("A quantile's interval comes of how many cases of each replication lie beyond it") {
    // 2, 4, 6 and 8% lie beyond 100 hours, the 95% point of all together; their mean is 5%, half of
    // its interval 3.182446 x 0.0258199 / 2 = 4.10850%. Below 100 hours 9.10850% lie beyond 100 -
    // 4.10850 / 0.95; above, what would leave 0.89% is further out than a third of 5%, which is
    // beyond 166.67 hours.
    PooledSketch pooled;
    for (const int beyond : {20, 40, 60, 80}) {
        pooled.add(with_tail(beyond));
    }
    pooled.finish();
    const Figure p95 = pooled.figure(level_p95, {}, "");
    REQUIRE(p95.value);
    CHECK(p95.value->mean == Approx(100).epsilon(0.002));
    CHECK(*p95.value->low == Approx(100 - 4.10850 / 0.95).epsilon(0.002));
    CHECK(*p95.value->high == Approx(166.67).epsilon(0.005));
    // The 99% point: 1% lies beyond 180 hours, in each replication a fifth of its tail, 0.4
    // to 1.6%; half of the interval is 0.821700%, more than leaves a third.
    const Figure p99 = pooled.figures({}, "")[3];
    CHECK(p99.value->mean == Approx(180).epsilon(0.005));
    CHECK(*p99.value->low == Approx(180 - 0.821700 / 0.05).epsilon(0.005));
    CHECK(*p99.value->high == Approx(200 - 20.0 / 3).epsilon(0.005));
    // A replication that saw nothing says nothing of the law, but it was there.
    PooledSketch one;
    one.add(with_tail(50));
    one.add(Sketch());
    CHECK(one.figure(level_p95, {}, "").value->mean == Approx(100).epsilon(0.002));
    CHECK_FALSE(PooledSketch().figure(level_p95, {}, "nothing").value);
    CHECK(PooledSketch().figure(level_p95, {}, "nothing").why == "nothing");
}

TEST_CASE("Of what lies further out than what was seen there is no interval") {
    PooledSketch pooled;
    for (int i = 0; i < 30; ++i) {
        Sketch sketch;
        for (int k = 0; k < 12; ++k) {
            sketch.add((k + 1) * (i + 10) * an_hour / 10);
        }
        pooled.add(sketch);
    }
    // 360 cases: 36 beyond the 90% point, 18 beyond the 95% point, 3.6 beyond the 99% point.
    const std::array<Figure, 4> figures = pooled.figures({}, "");
    CHECK(figures[2].value->high);
    CHECK(figures[3].value);
    CHECK_FALSE(figures[3].value->low);
    CHECK_FALSE(figures[3].value->high);
    CHECK(*figures[1].value->low >= *figures[0].value->low);
    CHECK(*figures[2].value->low >= *figures[1].value->low);
}

TEST_CASE("A quantile that all replications share is sure") {
    PooledSketch pooled;
    for (int i = 0; i < 12; ++i) {
        Sketch sketch;
        sketch.add(2 * an_hour, static_cast<std::uint64_t>(90 + i));
        sketch.add(9 * an_hour, 30);
        pooled.add(sketch);
    }
    const Figure median = pooled.figure(level_p50, {}, "");
    CHECK(median.value->mean == Approx(2).epsilon(0.002));
    CHECK(*median.value->low == Approx(2).epsilon(0.002));
    CHECK(*median.value->high == Approx(2).epsilon(0.002));
}

TEST_CASE("An interval reaches further to the side to which the replications are skewed") {
    // Mean 3, s^2 = 2, third moment 1.8, skewness g = 0.636396; kurtosis 2.55, of which 0.16875
    // excess unbiased and a sixth of that known: 18 / 2.028125 = 8.8752 degrees of freedom, t =
    // 2.267090, q = 0.716917. 3 s / g ((1 + g (q - g / 60))^(1/3) - 1) = 0.878128; with -q:
    // 1.247880 (Hall 1992).
    Ratio ratio;
    for (const double value : {1, 2, 2, 2, 3, 3, 3, 4, 4, 6}) {
        ratio.add(value, 1);
    }
    const Figure figure = ratio_figure(ratio, "");
    CHECK(figure.value->mean == Approx(3));
    CHECK(*figure.value->low == Approx(3 - 0.878128).epsilon(1e-5));
    CHECK(*figure.value->high == Approx(3 + 1.247880).epsilon(1e-5));
    // Of five neither skewness nor tails say anything: t with four degrees of freedom.
    Ratio few;
    for (const double value : {1, 2, 2, 3, 7}) {
        few.add(value, 1);
    }
    const Figure plain = ratio_figure(few, "");
    CHECK(*plain.value->high - 3 == Approx(2.776445 * std::sqrt(5.5 / 5)).epsilon(1e-6));
    CHECK(3 - *plain.value->low == Approx(2.776445 * std::sqrt(5.5 / 5)).epsilon(1e-6));
    CHECK(half_of(plain) == Approx(half_width(few, 5)));
    // Whatever lies far out, the estimate lies inside.
    Ratio far;
    for (const double value : {1, 1, 1, 1, 1, 1, 1, 1, 1, 1000}) {
        far.add(value, 1);
    }
    const Figure wide = ratio_figure(far, "");
    CHECK(*wide.value->low < wide.value->mean);
    CHECK(*wide.value->high > wide.value->mean);
}

} // namespace pooled_sketch_test
