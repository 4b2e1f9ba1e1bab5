// The formulas against printed values (SCIENCE.md 7.8; Whitt 1983; Nelson and Tantawi 1988).
#include "catch.hpp"
#include "scenarios/formulas/queueing.hpp"
#include "scenarios/formulas/station_network.hpp"

#include <array>
#include <cmath>
#include <vector>

namespace queueing_test {

using namespace plimsoll;

namespace {

bool prints_as(double value, double printed, int decimals) {
    return std::abs(value - printed) <= 0.5000001 * std::pow(10.0, -decimals);
}

/// T3: intake, A, B and review, of these service variations.
StationNetwork rework_network(const std::array<double, 4>& variations) {
    StationNetwork network;
    network.stations = {{2, .3, 0, 1, variations[0]},
                        {4, .8, 0, 1, variations[1]},
                        {2, 1, 0, 1, variations[2]},
                        {1, .12, 0, 1, variations[3]}};
    network.outside = {{0, 5, 1, 1}};
    const double reviews = 5 / .85;
    const double built = 3.5 + .15 * reviews;
    network.flows.assign(4, std::vector<double>(4, 0));
    network.flows[0][1] = 3.5;
    network.flows[0][2] = 1.5;
    network.flows[1][3] = built;
    network.flows[2][3] = 1.5;
    network.flows[3][1] = .15 * reviews;
    return network;
}

} // namespace

TEST_CASE("queueing: Erlang's formulas as printed") {
    CHECK(prints_as(erlang_c(3, 2.5), .702247, 6));
    CHECK(prints_as(wait_of_exponential(3, .25, 10), .351124, 6));
    CHECK(prints_as(erlang_b(10, 7), .0787, 4));
    CHECK(erlang_b(0, 3) == 1);
    CHECK(erlang_c(1, .8) == Approx(.8).epsilon(1e-15));
}

TEST_CASE("queueing: Erlang stays finite with thousands of servers and near saturation") {
    for (const std::int64_t servers : {1, 100, 5000, 200'000}) {
        for (const double utilisation : {1e-6, .5, .99, .9999, 1 - 1e-9}) {
            const double load = utilisation * static_cast<double>(servers);
            INFO(servers << " servers at " << utilisation);
            const double blocked = erlang_b(servers, load);
            const double waits = erlang_c(servers, load);
            CHECK((blocked >= 0 && blocked <= 1));
            CHECK((waits >= blocked && waits <= 1 + 1e-12));
            CHECK(std::isfinite(wait_of_exponential(servers, 1, load)));
        }
    }
    CHECK(wait_of_exponential(1, 1, .9999) == Approx(9999).epsilon(1e-9));
    // Halfin and Whitt (1981): 10,000 servers, one square root of them to spare.
    CHECK(erlang_c(10'000, 9'900) == Approx(.2233).epsilon(.01));
}

TEST_CASE("queueing: one station as printed") {
    SECTION("Pollaczek and Khinchine, T2") {
        CHECK(prints_as(mean_wait({1, .7, 1, 1, 1.7 / .49 - 1}), 2.833333, 6));
        CHECK(prints_as(mean_wait({1, .9, 1, 1, 2.9 / .81 - 1}), 14.5, 6));
    }
    SECTION("Allen and Cunneen, T4") {
        CHECK(prints_as(mean_wait({3, .25, 10, 1.5, 2}), .614466, 6));
    }
    SECTION("Kraemer and Langenbach-Belz: calmer arrivals wait less than by Kingman's bound") {
        CHECK(langenbach_belz(.5, 1, 2) == 1);
        CHECK(langenbach_belz(.5, 3, 2) == 1);
        // D/M/1 at 0.5 waits 0.2550 service times (Kendall 1953).
        CHECK(mean_wait({1, 1, .5, 0, 1}) == Approx(.255).epsilon(.01));
        CHECK(mean_wait({1, 1, .5, 0, 0}) == 0);
    }
    SECTION("the wait of M/M/1 varies as it must") {
        const Station station{1, 1, .8, 1, 1};
        const double wait = mean_wait(station);
        CHECK(variance_of_wait(station, wait) + 1 == Approx(25).epsilon(1e-12));
    }
}

TEST_CASE("queueing: forks as printed, T5") {
    const auto of = [](std::size_t branches, double rate) {
        return fork_join_factor(branches, rate) / (1 - rate);
    };
    CHECK(of(2, .8) == Approx(7).epsilon(1e-14));
    CHECK(of(2, .5) == Approx(2.875).epsilon(1e-14));
    CHECK(prints_as(of(4, .8), 8.930303, 6));
    CHECK(prints_as(of(8, .8), 11.03, 2));
    CHECK(prints_as(of(4, .5), 3.789773, 6));
    CHECK(prints_as(of(8, .5), 4.784821, 6));
    CHECK(fork_join_factor(1, .8) == 1);
    for (const auto& [branches, ratio] : {std::pair{2, .933}, {4, .857}, {8, .812}}) {
        const auto count = static_cast<std::size_t>(branches);
        CHECK(prints_as(fork_join_factor(count, .8) / fork_join_factor(count, 0), ratio, 3));
    }
}

TEST_CASE("queueing: the longest of several") {
    const std::vector<Spread> equal(4, Spread{5, 25});
    CHECK(longest_of(equal).mean == Approx(5 * 25.0 / 12).epsilon(1e-10));
    // The maximum of four exponentials: a sum of them at rates 4, 3, 2, 1.
    CHECK(longest_of(equal).variance == Approx(25 * (1 + 1. / 4 + 1. / 9 + 1. / 16)).epsilon(1e-9));
    // Exponentials of means 1 and 2: 1 + 2 - 1 / (1 + 1/2).
    CHECK(longest_of(std::vector<Spread>{{1, 1}, {2, 4}}).mean == Approx(7. / 3).epsilon(1e-10));
    CHECK(longest_of(std::vector<Spread>{{3, 0}, {2, 0}}).mean == 3);
    CHECK(longest_of(std::vector<Spread>{{3, 0}, {2, 4}}).mean ==
          Approx(3 + 2 * std::exp(-1.5)).epsilon(1e-9));
    CHECK(longest_of(std::vector<Spread>{{2, 3}}).variance == 3);
    // Uneven and even ones at once.
    const double uneven = longest_of(std::vector<Spread>{{1, 100}, {1, .01}, {1, .0002}}).mean;
    CHECK((uneven > 1.5 && uneven < 3));
}

TEST_CASE("queueing: with all variations 1 the network is Jackson's exactly, T3") {
    const auto found = figures_of(rework_network({1, 1, 1, 1}));
    REQUIRE(found);
    const std::array<double, 4> utilisations{.75, .876471, .75, .705882};
    const std::array<double, 4> waits{.385714, 1.199324, 1.285714, .288};
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(prints_as((*found)[i].utilisation, utilisations[i], 6));
        CHECK((*found)[i].arrival_variation == Approx(1).epsilon(1e-14));
        CHECK(prints_as((*found)[i].wait, waits[i], 6));
    }
}

TEST_CASE("queueing: Whitt's network as printed, T3") {
    const auto found = figures_of(rework_network({.5, 1.5, .8, 1}));
    REQUIRE(found);
    const std::array<double, 4> variations{1, .893131, .940338, 1.080593};
    const std::array<double, 4> waits{.289286, 1.435070, 1.118789, .299605};
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(prints_as((*found)[i].arrival_variation, variations[i], 6));
        CHECK(prints_as((*found)[i].wait, waits[i], 6));
    }
}

TEST_CASE("queueing: visits in a row at one station are taken together") {
    // M/M/1 whose work comes back at once three times in ten: Jackson's wait of each visit.
    StationNetwork network;
    network.stations = {{1, 1, 0, 1, 1}};
    network.outside = {{0, .49, 1, 1}};
    network.flows = {{.21}};
    const auto found = figures_of(network);
    REQUIRE(found);
    CHECK(found->front().utilisation == Approx(.7).epsilon(1e-14));
    CHECK(found->front().wait == Approx(.7 / .3).epsilon(1e-13));
    CHECK(found->front().arrival_variation == Approx(1).epsilon(1e-14));
}

TEST_CASE("queueing: a full station has no wait, and many even sources look random") {
    StationNetwork network;
    network.stations = {{2, 1, 0, 1, 1}};
    network.outside = {{0, 2, 1, 1}};
    network.flows = {{0}};
    CHECK(figures_of(network)->front().wait == 0);
    network.outside = {{0, 1, 0, 1}};
    const double even = figures_of(network)->front().arrival_variation;
    network.outside = {{0, 1, 0, 1000}};
    const double mixed = figures_of(network)->front().arrival_variation;
    CHECK(even == 0);
    CHECK((mixed > .99 && mixed < 1));
}

} // namespace queueing_test
