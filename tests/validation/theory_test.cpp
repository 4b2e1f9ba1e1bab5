// The formulas of theory.hpp against published and independently computed answers (SCIENCE.md 7.8).
#include "catch.hpp"
#include "validation/theory.hpp"

#include <cmath>

namespace theory_test {

using namespace theory;

namespace {

/// Agrees with a figure printed to this many decimals.
bool printed(double value, double figure, int decimals) {
    return std::abs(value - figure) <= 0.500001 * std::pow(10.0, -decimals);
}

} // namespace

TEST_CASE("Erlang B and C agree with published tables", "[theory]") {
    // R package queueing 0.2.12, by the method of Jagerman 1974
    CHECK(erlang_b(4.5, 5) == Approx(0.243021001815).epsilon(1e-11));
    CHECK(erlang_c(4.5, 5) == Approx(0.762493220733).epsilon(1e-11));
    CHECK(erlang_b(18, 20) == Approx(0.109212845873).epsilon(1e-11));
    CHECK(erlang_c(18, 20) == Approx(0.550769004816).epsilon(1e-11));
    CHECK(erlang_b(95, 100) == Approx(0.0488042061787).epsilon(1e-11));
    CHECK(erlang_c(95, 100) == Approx(0.506456853913).epsilon(1e-11));
    CHECK(erlang_c(5, 5) == 1);
}

TEST_CASE("T1: M/M/3 and its two classes", "[theory]") {
    const Station station = mmc(10, 0.25, 3);
    CHECK(printed(station.utilisation, 0.833333, 6));
    CHECK(printed(station.wait_probability, 0.702247, 6));
    CHECK(printed(station.queue_length, 3.511236, 6));
    CHECK(printed(station.wait, 0.351124, 6));
    CHECK(printed(station.flow_time, 0.601124, 6));
    CHECK(printed(mmc_wait_tail(10, 0.25, 3, 0.5), 0.258342, 6));
    CHECK(printed(mmc_wait_quantile(10, 0.25, 3, 0.95), 1.321131, 6));
    const auto waits = cobham_waits({3, 7}, 0.25, 3);
    CHECK(printed(waits[0], 0.0780275, 7));
    CHECK(printed(waits[1], 0.4681648, 7));
    CHECK((3 * waits[0] + 7 * waits[1]) / 10 == Approx(station.wait).epsilon(1e-12));
}

TEST_CASE("T2: a rare long kind of work in M/G/1", "[theory]") {
    const auto wait = [](double edge) {
        const double mean = (1 - edge) * 0.5 + edge * 2.5;
        const double second_moment = (1 - edge) * 2 * 0.25 + edge * 2 * 6.25;
        return mg1_wait(1, mean, second_moment);
    };
    CHECK(printed(wait(0.1), 2.833333, 6));
    CHECK(printed(wait(0.2), 14.5, 6));
    CHECK(std::isinf(mg1_wait(2, 0.5, 0.5)));
}

TEST_CASE("T3: a Jackson network with rework", "[theory]") {
    const Network network = jackson({{5, 0.3, 2, {0, 0.7, 0.3, 0}},
                                     {0, 0.8, 4, {0, 0, 0, 1}},
                                     {0, 1.0, 2, {0, 0, 0, 1}},
                                     {0, 0.12, 1, {0, 0.15, 0, 0}}});
    CHECK(printed(network.arrivals_per_hour[1], 4.382353, 6));
    CHECK(printed(network.arrivals_per_hour[3], 5.882353, 6));
    CHECK(printed(network.stations[1].utilisation, 0.876471, 6));
    CHECK(printed(network.stations[0].wait, 0.385714, 6));
    CHECK(printed(network.stations[1].wait, 1.199324, 6));
    CHECK(printed(network.stations[2].wait, 1.285714, 6));
    CHECK(printed(network.stations[3].wait, 0.288, 6));
    CHECK(printed(network.flow_time, 3.603777, 6));
}

TEST_CASE("T4: two approximations of GI/G/3", "[theory]") {
    CHECK(printed(allen_cunneen_approximation(10, 0.25, 3, 1.5, 2), 0.614466, 6));
    CHECK(printed(sakasegawa_approximation(10, 0.25, 3, 1.5, 2), 0.626947, 6));
    CHECK(printed(sakasegawa_approximation(10, 0.25, 3, 1, 1), 0.358255, 6));
}

TEST_CASE("T5: fork and join", "[theory]") {
    CHECK(fork_join_two(0.8, 1) == Approx(7.0).epsilon(1e-12));
    CHECK(fork_join_two(0.5, 1) == Approx(2.875).epsilon(1e-12));
    CHECK(fork_join_two(0.4, 1) == Approx(2.4166666666666665).epsilon(1e-12));
    CHECK(fork_join_approximation(0.8, 1, 2) == Approx(7.0).epsilon(1e-12));
    CHECK(printed(fork_join_approximation(0.8, 1, 4), 8.930303, 6));
    CHECK(printed(fork_join_approximation(0.8, 1, 8), 11.03, 2));
    CHECK(printed(fork_join_approximation(0.5, 1, 4), 3.789773, 6));
    CHECK(printed(fork_join_approximation(0.5, 1, 8), 4.784821, 6));
}

TEST_CASE("T6: decisions with a deadline", "[theory]") {
    CHECK(printed(mmc_with_deadline(2, 0.25, 1, 1).missed, 0.035019, 6));
    CHECK(printed(mmc_with_deadline(3, 0.25, 1, 1).missed, 0.086975, 6));
    const Deadline level = mmc_with_deadline(4, 0.25, 1, 1);
    CHECK(level.missed == Approx(1.0 / 6).epsilon(1e-12));
    CHECK(level.wait == Approx(0.5).epsilon(1e-12));
    CHECK(level.utilisation == Approx(5.0 / 6).epsilon(1e-12));
    const Deadline over = mmc_with_deadline(5, 0.25, 1, 1);
    CHECK(printed(over.missed, 0.261589, 6));
    CHECK(printed(over.wait, 0.646523, 6));
    CHECK(printed(over.utilisation, 0.923013, 6));
    CHECK(printed(mmc_with_deadline(6, 0.25, 1, 1).missed, 0.354666, 6));
    const Deadline two = mmc_with_deadline(7, 0.25, 2, 1);
    CHECK(printed(two.missed, 0.0509475, 7));
    CHECK(printed(two.wait, 0.343704, 6));
    CHECK(printed(two.utilisation, 0.830421, 6));
}

TEST_CASE("T11: the waits of a small and of a large team cross", "[theory]") {
    const auto small = [](double volume) { return mmc(volume / 160, 0.128, 1).wait; };
    const auto large = [](double volume) { return mmc(volume / 160, 1.454545, 10).wait; };
    CHECK(printed(small(884.01), 0.309169, 5));
    CHECK(printed(large(884.01), 0.309169, 5));
    CHECK(small(600) > large(600));
    CHECK(small(1000) < large(1000));
}

TEST_CASE("the flow time of M/M/c has the tail of its wait and its service", "[theory]") {
    CHECK(mmc_flow_time_tail(0.75, 1, 1, 2) == Approx(std::exp(-0.25 * 2)).epsilon(1e-12));
    CHECK(mmc_flow_time_tail(10, 0.25, 3, 0) == Approx(1).epsilon(1e-12));
    // its integral is the mean
    double area = 0;
    for (int slice = 0; slice < 200000; ++slice) {
        area += mmc_flow_time_tail(10, 0.25, 3, (slice + 0.5) * 1e-4) * 1e-4;
    }
    CHECK(area == Approx(0.601124).epsilon(1e-5));
    // where the two exponents meet: one of two servers free on average
    CHECK(mmc_flow_time_tail(1, 1, 2, 1) ==
          Approx(mmc_flow_time_tail(1 + 1e-7, 1, 2, 1)).epsilon(1e-6));
}

TEST_CASE("the limits of M/M/1 in closed form", "[theory]") {
    CHECK(mmc_knee(1, 1) == Approx(0.5).epsilon(1e-6));
    CHECK(mmc_knee(0.25, 1) == Approx(2).epsilon(1e-6));
    // more servers carry a larger share of their capacity before the knee
    CHECK(mmc_knee(1, 10) / 10 > mmc_knee(1, 2) / 2);
    const double most = mm1_arrivals_within_due(1, 10, 0.95);
    CHECK(1 - mmc_flow_time_tail(most, 1, 1, 10) == Approx(0.95).epsilon(1e-12));
}

} // namespace theory_test
