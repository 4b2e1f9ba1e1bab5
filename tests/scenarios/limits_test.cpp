// The limits against known answers (SCIENCE.md 2.4).
#include "catch.hpp"
#include "model/read/read_operation.hpp"
#include "scenarios/limits/knee.hpp"
#include "scenarios/statistics/resample.hpp"
#include "scenarios/study.hpp"

#include <algorithm>
#include <cmath>

namespace limits_test {

using namespace plimsoll;

namespace {

std::vector<double> geometric(double from, double ratio, std::size_t count) {
    std::vector<double> values;
    for (std::size_t i = 0; i < count; ++i) {
        values.push_back(from * std::pow(ratio, static_cast<double>(i)));
    }
    return values;
}

} // namespace

TEST_CASE("the share on time is pooled where it rises and read where it falls to the promise") {
    const std::vector<double> clients{20, 50, 100, 200, 300, 400, 600, 800, 1000};
    const std::vector<double> shares{.995, .996, .992, .985, .971, .974, .931, .80, .55};
    const std::vector<double> fitted = non_increasing_fit(shares, std::vector<double>(9, 1));
    CHECK(fitted[0] == Approx(.9955));
    CHECK(fitted[1] == Approx(.9955));
    CHECK(fitted[4] == Approx(.9725));
    CHECK(fitted[5] == Approx(.9725));
    CHECK(falls_to(clients, fitted, .95).at.value() == Approx(498.35).margin(.005));
}

TEST_CASE("pooling follows the weights") {
    const std::vector<double> fitted =
        non_increasing_fit(std::vector<double>{1, 4}, std::vector<double>{3, 1});
    CHECK(fitted[0] == Approx(1.75));
    CHECK(fitted[1] == Approx(1.75));
}

TEST_CASE("a level that is passed before the first volume is told from one never reached") {
    const std::vector<double> clients{10, 20, 40};
    CHECK(rises_to(clients, std::vector<double>{.2, .5, 2}, 1).at.value() ==
          Approx(20 * std::pow(2, 1. / 3)));
    const Crossing before = rises_to(clients, std::vector<double>{1.2, 1.5, 2}, 1);
    CHECK_FALSE(before.at);
    CHECK(before.starts_above);
    const Crossing beyond = rises_to(clients, std::vector<double>{.2, .5, .9}, 1);
    CHECK_FALSE(beyond.at);
    CHECK_FALSE(beyond.starts_above);
}

TEST_CASE("the knee of one person is at half load, wherever the volumes stand") {
    for (const double from : {20., 21., 22.5, 24., 25.5}) {
        const std::vector<double> clients = geometric(from, 1.3, 13);
        std::vector<double> times;
        for (const double count : clients) {
            times.push_back(1 / (1 - count / 730));
        }
        INFO(from);
        CHECK(elasticity_reaches_one(clients, times).at.value() == Approx(365).epsilon(.01));
    }
}

TEST_CASE("a knee close to saturation is read from the near volumes") {
    // Nineteen hours of work that waits for nobody, and one person.
    std::vector<double> clients = geometric(20, 1.3, 13);
    clients.insert(clients.end(), {520, 560, 580, 600, 620, 640, 660});
    std::sort(clients.begin(), clients.end());
    std::vector<double> times;
    for (const double count : clients) {
        times.push_back(19 + 1 / (1 - count / 730));
    }
    // d ln W / d ln V = load / (1 - load)^2 / W = 1.
    double low = 0;
    double high = 1;
    for (int halving = 0; halving < 60; ++halving) {
        const double load = (low + high) / 2;
        const double spare = 1 - load;
        (load / (spare * spare) > 19 + 1 / spare ? high : low) = load;
    }
    CHECK(elasticity_reaches_one(clients, times).at.value() == Approx(730 * low).epsilon(.01));
}

TEST_CASE("resamples spread as Student's interval says") {
    Ratio ratio;
    for (const double value : {10.2, 9.6, 11.1, 10.7, 9.9, 10.4, 10.9, 9.8, 10.1, 10.3}) {
        ratio.add(value, 1);
    }
    const Resamples resamples(10);
    double sum = 0;
    double squares = 0;
    for (std::size_t resample = 0; resample < Resamples::count; ++resample) {
        const double value = resamples.value(ratio, resample);
        sum += value;
        squares += value * value;
    }
    const double mean = sum / Resamples::count;
    const double deviation = std::sqrt(squares / Resamples::count - mean * mean);
    CHECK(mean == Approx(10.3).margin(.02));
    // SCIENCE.md T23: the half width of the 95% interval of this mean is .347192.
    CHECK(1.96 * deviation == Approx(.347192).epsilon(.08));
}

TEST_CASE("one person's limits lie where the closed forms put them") {
    // M/M/1 at load V / 730: full at 730; P(flow time > 10 h) = exp(-10 (1 - load)) = 5% at 511.3;
    // elasticity load / (1 - load) = 1 at 365.
    const ReadResult read = read_operation({"one.yaml", R"(
assumptions: neutral
calendar: always
clients: {today: 20}
teams: {worker: {people: 1}}
workflows:
  work:
    demand: 1 per client per month
    due: 10h
    steps: {task: {team: worker, effort: exponential(1h)}}
)"});
    REQUIRE(read.operation);
    // Nine 95% intervals: more than three misses have a chance of one in a thousand.
    int misses = 0;
    for (const std::uint64_t seed : {11U, 12U, 13U}) {
        StudySettings settings;
        settings.seed = seed;
        const std::atomic<bool> interrupted = false;
        const Result result = sweep_study(
            *read.operation, {}, settings, [](const StudyProgress&) {}, interrupted);
        REQUIRE(result.limits);
        const auto check = [&](const Figure& figure, double truth) {
            INFO("seed " << seed << ", truth " << truth);
            REQUIRE(figure.value);
            const Estimate& limit = *figure.value;
            REQUIRE(limit.low);
            REQUIRE(limit.high);
            misses += truth < *limit.low || truth > *limit.high;
            CHECK(*limit.high - *limit.low < .08 * truth);
            CHECK(std::abs(limit.mean - truth) < .04 * truth);
        };
        check(result.limits->knee, 365);
        check(result.limits->sla, 511.3);
        check(result.limits->stability, 730);
    }
    CHECK(misses <= 3);
}

TEST_CASE("a sweep tells between which volumes its line lies before it tells where") {
    // M/M/1: in time are 1 - exp(-12 (1 - load)), 95% of them up to a load of 1 + ln(0.05) / 12.
    const ReadResult read =
        read_operation({"m.yaml", "assumptions: neutral\ncalendar: always\nclients: {today: 100}\n"
                                  "teams: {a: {people: 1}}\nworkflows:\n  w:\n    due: 12h\n"
                                  "    demand: 0.001 per client per hour\n"
                                  "    steps: {s: {team: a, effort: exponential(1h)}}\n"});
    REQUIRE(read.operation);
    std::vector<std::string> found;
    const Result result = sweep_study(
        *read.operation, {200, 1200, {}, 5}, {},
        [&](const StudyProgress& progress) {
            if (!progress.found.empty() && (found.empty() || found.back() != progress.found)) {
                found.push_back(progress.found);
            }
        },
        std::atomic<bool>{false});
    REQUIRE(result.limits->sla.value);
    REQUIRE(found.size() == 2);
    CHECK(found[0] == "deadlines slip between 490 and 767"); // volumes of the grid: 200 x 6^(k/4)
    CHECK(found[1].rfind("deadlines slip near 7", 0) == 0);  // at 750.4
}

} // namespace limits_test
