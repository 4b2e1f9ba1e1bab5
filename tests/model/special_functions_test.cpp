// Special functions against closed forms, published tables, and the platform's own in long double.
#include "catch.hpp"

#include "model/numeric/special_functions.hpp"
#include "sim/random/philox.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace special_functions_test {

using namespace plimsoll;

namespace {

const double pi = std::acos(-1.0);

double relative_error(double value, long double truth) {
    return static_cast<double>(std::abs((static_cast<long double>(value) - truth) / truth));
}

double point(std::uint32_t index, std::uint32_t slot) {
    const RandomWords words = philox({index, slot, 1, 0}, {3, 4});
    return uniform(words[0], words[1]);
}

} // namespace

TEST_CASE("log_gamma and log_beta agree with the platform's", "[special_functions]") {
    double worst_gamma = 0;
    double worst_beta = 0;
    for (std::uint32_t i = 0; i < 50000; ++i) {
        const double a = std::exp(20 * point(i, 0) - 8);
        const double b = std::exp(20 * point(i, 1) - 8);
        const long double log_a = std::lgamma(static_cast<long double>(a));
        const long double log_b = std::lgamma(static_cast<long double>(b));
        const long double both = std::lgamma(static_cast<long double>(a) + b);
        worst_gamma =
            std::max(worst_gamma, static_cast<double>(std::abs(log_gamma(a) - log_a)) /
                                      std::max(1.0, static_cast<double>(std::abs(log_a))));
        const double beta_error =
            static_cast<double>(std::abs(log_beta(a, b) - (log_a + log_b - both)));
        worst_beta = std::max(worst_beta, beta_error / std::max(1.0, std::abs(log_beta(a, b)) / 8));
    }
    CHECK(worst_gamma < 1e-14);
    CHECK(worst_beta < 1e-12); // the platform's difference itself cancels
    CHECK(log_gamma(0.5) == Approx(std::log(pi) / 2).epsilon(1e-14));
    CHECK(log_beta(0.5, 500000) ==
          Approx(static_cast<double>(std::log(1.7724538509055160273L) - std::log(500000.0L) / 2 -
                                     std::log(1 - 1.0L / 8 / 500000)))
              .margin(1e-12));
}

TEST_CASE("log(1 + x) and exp(x) - 1 keep small numbers", "[special_functions]") {
    double worst = 0;
    for (std::uint32_t i = 0; i < 50000; ++i) {
        const double size = std::exp(-40 * point(i, 2));
        const double x = i % 2 == 0 ? size : -size;
        worst = std::max(worst, relative_error(logarithm_of_one_plus(x),
                                               std::log1p(static_cast<long double>(x))));
        worst = std::max(worst, relative_error(exponential_minus_one(4 * x),
                                               std::expm1(4 * static_cast<long double>(x))));
    }
    CHECK(worst < 1e-15);
}

TEST_CASE("gamma_shares agrees with Erlang's sum and with erfc", "[special_functions]") {
    double worst = 0;
    for (std::uint32_t i = 0; i < 5000; ++i) {
        const int shape = 1 + static_cast<int>(i % 40);
        const double x = 3.0 * shape * point(i, 3) + 1e-3;
        long double above = 0;
        long double below = 0;
        long double term = std::exp(-static_cast<long double>(x));
        for (int n = 0; n < 400; ++n) {
            (n < shape ? above : below) += term;
            term *= static_cast<long double>(x) / (n + 1);
        }
        const Shares shares = gamma_shares(shape, x);
        worst = std::max(worst, below < above ? relative_error(shares.below, below)
                                              : relative_error(shares.above, above));
    }
    for (std::uint32_t i = 0; i < 5000; ++i) {
        const double x = std::exp(12 * point(i, 4) - 7);
        const long double root = std::sqrt(static_cast<long double>(x));
        const Shares shares = gamma_shares(0.5, x);
        worst = std::max(worst, relative_error(shares.above, std::erfc(root)));
        worst = std::max(worst, relative_error(shares.below, std::erf(root)));
    }
    CHECK(worst < 1e-13);
    // P(shape, shape) = 1/2 + 1 / (3 sqrt(2 pi shape)) + O(shape^-3/2): DLMF 8.11.12.
    CHECK(gamma_shares(1e6, 1e6).below ==
          Approx(0.5 + 1 / (3 * std::sqrt(2 * pi * 1e6))).margin(1e-10));
}

TEST_CASE("beta_shares agrees with the binomial sum", "[special_functions]") {
    double worst = 0;
    for (std::uint32_t i = 0; i < 5000; ++i) {
        const int a = 1 + static_cast<int>(i % 23);
        const int b = 1 + static_cast<int>(i % 17);
        const double x = point(i, 5);
        // I_x(a, b) = P(at least a successes in a + b - 1 trials).
        long double below = 0;
        long double above = 0;
        long double choose = 1;
        for (int k = 0; k < a + b; ++k) {
            const long double term = choose * std::pow(static_cast<long double>(x), k) *
                                     std::pow(1 - static_cast<long double>(x), a + b - 1 - k);
            (k >= a ? below : above) += term;
            choose = choose * (a + b - 1 - k) / (k + 1);
        }
        const Shares shares = beta_shares(a, b, x, 1 - x);
        worst = std::max(worst, below < above ? relative_error(shares.below, below)
                                              : relative_error(shares.above, above));
    }
    CHECK(worst < 1e-13);
}

TEST_CASE("student_quantile agrees with closed forms", "[special_functions]") {
    double worst = 0;
    for (std::uint32_t i = 0; i < 2000; ++i) {
        const double tail = i % 2 == 0 ? 0.5 * point(i, 6) : std::exp(-30 * point(i, 6)) / 2;
        const long double p = tail;
        // One degree: Cauchy. Two degrees: (1 - 2p) / sqrt(2p(1 - p)).
        const long double cauchy = 1 / std::tan(std::acos(-1.0L) * p);
        const long double two = (1 - 2 * p) / std::sqrt(2 * p * (1 - p));
        worst = std::max(worst, relative_error(-student_quantile(tail, 1), cauchy));
        worst = std::max(worst, relative_error(-student_quantile(tail, 2), two));
    }
    CHECK(worst < 1e-10);
}

TEST_CASE("student_quantile agrees with the tables", "[special_functions]") {
    struct Row {
        double level, degrees, t;
    };
    // To the digits printed in the usual tables of the t distribution.
    const std::vector<Row> table = {
        {0.975, 1, 12.706}, {0.975, 2, 4.303},  {0.975, 4, 2.776},   {0.975, 9, 2.262},
        {0.975, 10, 2.228}, {0.975, 19, 2.093}, {0.975, 30, 2.042},  {0.975, 120, 1.980},
        {0.95, 5, 2.015},   {0.95, 9, 1.833},   {0.99, 20, 2.528},   {0.995, 9, 3.250},
        {0.995, 60, 2.660}, {0.9, 15, 1.341},   {0.9995, 10, 4.587}, {0.75, 7, 0.711}};
    for (const Row& row : table) {
        CHECK(student_quantile(row.level, row.degrees) == Approx(row.t).margin(5.01e-4));
        CHECK(student_quantile(1 - row.level, row.degrees) == Approx(-row.t).margin(5.01e-4));
    }
    CHECK(student_quantile(0.5, 7) == 0.0);
    CHECK(student_quantile(0.975, 1e12) == Approx(1.959963984540054).epsilon(1e-10));
    // The expansion takes over without a step.
    CHECK(student_quantile(0.975, 0.999e5) ==
          Approx(student_quantile(0.975, 1.001e5) * (1 + 2.42e-8)).epsilon(1e-10));
}

TEST_CASE("student_quantile inverts student_shares", "[special_functions]") {
    double worst = 0;
    for (const double degrees : {1.0, 1.5, 3.0, 4.7, 29.0, 199.0, 4999.0, 250000.0}) {
        for (std::uint32_t i = 0; i < 40; ++i) {
            const double tail = i % 2 == 0 ? 0.5 * point(i, 7) : std::exp(-30 * point(i, 7)) / 2;
            const double t = student_quantile(tail, degrees);
            worst = std::max(worst, relative_error(student_shares(t, degrees).below, tail));
        }
    }
    CHECK(worst < 1e-10);
}

TEST_CASE("binomial shares give the order statistics' levels", "[special_functions]") {
    // SCIENCE.md 6.3: n = 100, 90th percentile between the 84th and the 96th; n = 20, the median.
    CHECK(binomial_at_most(95, 100, 0.9) - binomial_at_most(83, 100, 0.9) ==
          Approx(0.95569).margin(5e-6));
    CHECK(binomial_at_most(14, 20, 0.5) - binomial_at_most(5, 20, 0.5) ==
          Approx(0.9586).margin(5e-5));
    CHECK(binomial_at_most(-1, 5, 0.5) == 0.0);
    CHECK(binomial_at_most(5, 5, 0.5) == 1.0);
}

} // namespace special_functions_test
