// Every law's draws against its distribution function, its mean and its variation.
#include "catch.hpp"

#include "laws.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/sampler.hpp"

#include <algorithm>
#include <cmath>

namespace sampler_test {

using namespace plimsoll;
using laws::cut;
using laws::make;
using laws::minute;

namespace {

constexpr std::uint32_t draws = 100000;

/// The uniforms of one seed, rising: a monotone sampler then gives its order statistics.
std::vector<double> rising_uniforms(std::uint64_t seed) {
    std::vector<double> uniforms;
    const RandomKey key = replication_key(seed, 0);
    for (std::uint32_t i = 0; i < draws; ++i) {
        const RandomWords words = philox(counter_of(i, 0, 0, 0, DrawKind::step_service, 0), key);
        uniforms.push_back(uniform(words[0], words[1]));
    }
    std::sort(uniforms.begin(), uniforms.end());
    return uniforms;
}

struct Sample {
    double mean = 0;
    double squared_variation = 0;
    double mean_error = 0;      ///< standard error
    double variation_error = 0; ///< standard error of squared_variation
};

Sample describe(const std::vector<double>& values) {
    const auto count = static_cast<double>(values.size());
    Sample sample;
    for (const double x : values) {
        sample.mean += x / count;
    }
    double variance = 0;
    for (const double x : values) {
        variance += (x - sample.mean) * (x - sample.mean) / count;
    }
    sample.squared_variation = variance / (sample.mean * sample.mean);
    sample.mean_error = std::sqrt(variance / count);
    // The influence of one value on variance / mean^2.
    double influence = 0;
    for (const double x : values) {
        const double d = (x - sample.mean) / sample.mean;
        const double one = d * d - sample.squared_variation - 2 * sample.squared_variation * d;
        influence += one * one / count;
    }
    sample.variation_error = std::sqrt(influence / count);
    return sample;
}

} // namespace

TEST_CASE("every law passes Kolmogorov and Smirnov's test at 1%, with its mean and variation",
          "[sampler]") {
    const std::vector<laws::Case> cases = laws::all();
    for (const std::uint64_t seed : {1U, 2U, 3U}) {
        const std::vector<double> uniforms = rising_uniforms(seed);
        for (const laws::Case& law : cases) {
            INFO(law.name << " a " << law.law.a << " b " << law.law.b << " seed " << seed);
            const Sampler sampler(law.law);
            std::vector<double> values;
            double distance = 0;
            bool monotone = true;
            for (std::uint32_t i = 0; i < draws; ++i) {
                const auto value = static_cast<double>(sampler.draw(uniforms[i]));
                monotone = monotone && (values.empty() || value >= values.back());
                values.push_back(value);
                const double below =
                    laws::below_given_bounds(law, std::max(value - law.law.shift, 0.5));
                distance = std::max({distance, below - i / static_cast<double>(draws),
                                     (i + 1) / static_cast<double>(draws) - below});
            }
            CHECK(monotone);
            CHECK(distance < 1.628 / std::sqrt(static_cast<double>(draws)));
            const Sample sample = describe(values);
            CHECK(std::abs(sample.mean - sampler.mean()) < 3.29 * sample.mean_error);
            CHECK(std::abs(sample.squared_variation - sampler.squared_variation()) <
                  3.29 * sample.variation_error);
        }
    }
}

TEST_CASE("every quantile is where the distribution function says", "[sampler]") {
    for (const laws::Case& law : laws::all()) {
        INFO(law.name << " a " << law.law.a << " b " << law.law.b);
        const Sampler sampler(law.law);
        double worst = 0;
        for (int i = 1; i < 4000; ++i) {
            const double u = i / 4000.0;
            const double x = sampler.quantile(u) - law.law.shift;
            worst = std::max(worst, std::abs(laws::below_given_bounds(law, x) - u));
        }
        CHECK(worst < law.tolerance);
        CHECK(sampler.quantile(0x1p-53) >= law.law.minimum + law.law.shift);
        CHECK(sampler.quantile(1 - 0x1p-53) <= law.law.maximum + law.law.shift);
        CHECK(std::isfinite(sampler.quantile(1 - 0x1p-53)));
    }
}

TEST_CASE("every draw is monotone between neighbouring uniforms", "[sampler]") {
    for (const laws::Case& law : laws::all()) {
        INFO(law.name << " a " << law.law.a << " b " << law.law.b);
        const Sampler sampler(law.law);
        int falls = 0;
        for (std::uint32_t i = 0; i < 2000; ++i) {
            const RandomWords words = philox({i, 0, 0, 0}, {8, 9});
            double u = uniform(words[0], words[1]);
            for (int step = 0; step < 4; ++step) {
                const double next = std::min(u + 0x1p-52, 1 - 0x1p-53);
                falls += sampler.draw(next) < sampler.draw(u) ? 1 : 0;
                u = next;
            }
        }
        CHECK(falls == 0);
    }
}

TEST_CASE("mean and variation are those of the quantile function", "[sampler]") {
    for (const laws::Case& law : laws::all()) {
        const bool heavy = law.law.law == Law::lognormal && law.law.b > 2;
        if (heavy) {
            continue; // its second moment lies beyond the scores that one uniform reaches
        }
        INFO(law.name << " a " << law.law.a << " b " << law.law.b);
        const Sampler sampler(law.law);
        double weights = 0;
        double mean = 0;
        double square = 0;
        for (double z = -8; z < 8; z += 1.0 / 256) {
            const double weight = std::exp(-z * z / 2);
            const double x = sampler.quantile(laws::normal_below(z)) / minute;
            weights += weight;
            mean += weight * x;
            square += weight * x * x;
        }
        mean /= weights;
        square /= weights;
        CHECK(sampler.mean() / minute == Approx(mean).epsilon(1e-6));
        CHECK(sampler.squared_variation() == Approx(square / (mean * mean) - 1).epsilon(1e-4));
    }
}

TEST_CASE("moments of truncated laws agree with the textbooks", "[sampler]") {
    // Exponential: memoryless above a minimum; below a maximum of one mean, 1 - 1/(e - 1).
    const auto exponential = make(Law::exponential, 100);
    const Sampler above(cut(exponential, 50, laws::no_limit));
    CHECK(above.mean() == Approx(150).epsilon(1e-12));
    CHECK(above.squared_variation() == Approx(100.0 * 100 / (150.0 * 150)).epsilon(1e-12));
    CHECK(Sampler(cut(exponential, 0, 100)).mean() ==
          Approx(100 * (1 - 1 / (std::exp(1.0) - 1))).epsilon(1e-12));
    // Half a normal: sqrt(2 / pi), variance 1 - 2 / pi.
    const double pi = std::acos(-1.0);
    const Sampler half(make(Law::normal, 0, 100));
    CHECK(half.mean() == Approx(100 * std::sqrt(2 / pi)).epsilon(1e-12));
    CHECK(half.squared_variation() == Approx(pi / 2 - 1).epsilon(1e-12));
    // Lognormal above its median m: 2 m e^{s^2/2} Phi(s), even where the second moment is far out.
    const double s = std::sqrt(std::log(10.0)); // variation 3
    const Sampler heavy(
        cut(make(Law::lognormal, 100, 3), 100 / std::exp(s * s / 2), laws::no_limit));
    CHECK(heavy.mean() == Approx(200 * laws::normal_below(s)).epsilon(1e-12));
    const double second = 2 * 100 * 100 * std::exp(s * s) * laws::normal_below(2 * s);
    CHECK(heavy.squared_variation() ==
          Approx(second / (heavy.mean() * heavy.mean()) - 1).epsilon(1e-11));
    // PERT and Weibull as written.
    CHECK(Sampler(make(Law::pert, 10, 60, 20)).mean() == Approx(25).epsilon(1e-14));
    CHECK(Sampler(make(Law::pert, 10, 60, 20)).squared_variation() ==
          Approx(75.0 / 625).epsilon(1e-13));
    CHECK(Sampler(make(Law::weibull, 100, 2)).mean() == Approx(50 * std::sqrt(pi)).epsilon(1e-13));
    CHECK(Sampler(make(Law::weibull, 100, 2)).squared_variation() ==
          Approx(4 / pi - 1).epsilon(1e-12));
    CHECK(Sampler(make(Law::triangular, 10, 60, 20)).mean() == Approx(30).epsilon(1e-14));
    CHECK(Sampler(make(Law::uniform, 10, 30)).squared_variation() ==
          Approx(400.0 / 12 / 400).epsilon(1e-13));
    CHECK(Sampler(cut(exponential, 0, laws::no_limit, 100)).squared_variation() == Approx(0.25));
}

TEST_CASE("T21: a lognormal hits the two quantiles it was elicited from", "[sampler]") {
    const double sigma = std::log(60.0 / 20.0) / 1.2815515655446004;
    const double mean = 20 * std::exp(sigma * sigma / 2);
    const double square = std::expm1(sigma * sigma);
    const Sampler sampler(make(Law::lognormal, mean * minute, std::sqrt(square)));
    CHECK(sigma == Approx(0.85725).margin(5e-6));
    CHECK(sampler.mean() / minute == Approx(28.881).margin(5e-4));
    CHECK(sampler.squared_variation() == Approx(1.08523).margin(5e-6));
    CHECK(sampler.quantile(0.5) / minute == Approx(20).epsilon(1e-14));
    CHECK(sampler.quantile(0.9) / minute == Approx(60).epsilon(1e-14));
    CHECK(sampler.quantile(0.95) / minute == Approx(81.92).margin(5e-3));
}

TEST_CASE("empirical values are equally likely and rise with the uniform", "[sampler]") {
    Distribution law;
    law.law = Law::empirical;
    law.values = {30, 5, 7, 7};
    const Sampler sampler(law);
    CHECK(sampler.mean() == 12.25);
    CHECK(sampler.squared_variation() == Approx((422.75 / 4) / (12.25 * 12.25)));
    CHECK(sampler.draw(0x1p-53) == 5);
    CHECK(sampler.draw(0.2499) == 5);
    CHECK(sampler.draw(0.2501) == 7);
    CHECK(sampler.draw(0.7499) == 7);
    CHECK(sampler.draw(0.7501) == 30);
    CHECK(sampler.draw(1 - 0x1p-53) == 30);
    law.minimum = 6;
    law.shift = 100;
    CHECK(Sampler(law).draw(0.01) == 107);
    law.minimum = 50;
    CHECK(Sampler(law).draw(0.5) == 150);
}

TEST_CASE("constants, and laws that shrink to one", "[sampler]") {
    CHECK(Sampler().draw(0.3) == 0);
    const Sampler exact(cut(make(Law::exact, 20), 0, laws::no_limit, 5));
    CHECK(exact.draw(0.01) == 25);
    CHECK(exact.mean() == 25);
    CHECK(exact.squared_variation() == 0);
    CHECK(Sampler(make(Law::lognormal, 20, 0)).draw(0.99) == 20);
    CHECK(Sampler(make(Law::gamma, 20, 0)).draw(0.99) == 20);
    CHECK(Sampler(make(Law::normal, 20, 0)).draw(0.99) == 20);
    CHECK(Sampler(make(Law::uniform, 20, 20)).draw(0.99) == 20);
    CHECK(Sampler(make(Law::pert, 20, 20, 20)).draw(0.99) == 20);
    CHECK(Sampler(cut(make(Law::uniform, 20, 30), 40, 50)).draw(0.99) == 40);
    CHECK(Sampler(cut(make(Law::uniform, 20, 30), 4, 5)).draw(0.01) == 5);
    // Extremes stay inside whole numbers.
    CHECK(Sampler(make(Law::lognormal, 1e17, 50)).draw(1 - 0x1p-53) == std::int64_t{1} << 60);
    CHECK(Sampler(make(Law::gamma, 1e9, 12)).draw(0.01) == 0);
    CHECK(Sampler(cut(make(Law::exponential, 10), 0, laws::no_limit, -50)).draw(0.5) == 0);
    const Sampler tight(make(Law::gamma, 1e9, 1e-4));
    CHECK(tight.quantile(0.975) == Approx(1e9 * (1 + 1.95996e-4)).epsilon(1e-7));
}

} // namespace sampler_test
