// Every law of the model file with a distribution function of its own, written down from textbooks
// and independent of the program: closed forms by the platform's library, or the density
// integrated.
#pragma once

#include "model/distribution.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

namespace laws {

using plimsoll::Distribution;
using plimsoll::Law;
using Function = std::function<double(double)>;

struct Case {
    std::string name;
    Distribution law;
    Function below;          ///< P(X <= x) before truncation and shift
    double tolerance = 1e-9; ///< of `below`
};

inline double normal_below(double z) {
    return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

/// The integral of a density of log x from far below, by Simpson's rule on a fine grid, continued
/// inside a cell by its own Simpson step.
inline Function integrated(const Function& density_of_log, double from, double to) {
    constexpr int counters = 20000;
    const double width = (to - from) / counters;
    const auto step = [density_of_log](double left, double right) {
        return (right - left) / 6 *
               (density_of_log(left) + 4 * density_of_log((left + right) / 2) +
                density_of_log(right));
    };
    std::vector<double> sums(counters + 1, 0.0);
    for (int i = 0; i < counters; ++i) {
        const auto at = static_cast<std::size_t>(i);
        sums[at + 1] = sums[at] + step(from + i * width, from + (i + 1) * width);
    }
    return [=](double x) {
        const double t = std::log(x);
        if (!(t > from)) {
            return 0.0;
        }
        const int counter = std::min(static_cast<int>((t - from) / width), counters - 1);
        const double left = from + counter * width;
        return sums[static_cast<std::size_t>(counter)] + step(left, std::min(t, to));
    };
}

inline Function exponential_below(double mean) {
    return [=](double x) { return -std::expm1(-x / mean); };
}

inline Function lognormal_below(double mean, double variation) {
    const double variance = std::log1p(variation * variation);
    const double mu = std::log(mean) - variance / 2;
    return [=](double x) { return normal_below((std::log(x) - mu) / std::sqrt(variance)); };
}

inline Function gamma_below(double mean, double variation) {
    const double shape = 1 / (variation * variation);
    const double scale = mean / shape;
    const Function density = [=](double t) {
        return std::exp(shape * (t - std::log(scale)) - std::exp(t) / scale - std::lgamma(shape));
    };
    return integrated(density, std::log(scale) - std::min(40 / shape, 700.0) - 5,
                      std::log(scale * (shape + 20 * std::sqrt(shape) + 60)));
}

inline Function hyperexponential_below(double mean, double variation) {
    const double square = variation * variation;
    const double chance = 0.5 * (1 + std::sqrt((square - 1) / (square + 1)));
    return [=](double x) {
        return -chance * std::expm1(-2 * chance * x / mean) -
               (1 - chance) * std::expm1(-2 * (1 - chance) * x / mean);
    };
}

inline Function weibull_below(double scale, double shape) {
    return [=](double x) { return -std::expm1(-std::pow(x / scale, shape)); };
}

inline Function triangular_below(double least, double most, double likeliest) {
    return [=](double x) {
        if (x < likeliest) {
            return (x - least) * (x - least) / (most - least) / (likeliest - least);
        }
        return 1 - (most - x) * (most - x) / (most - least) / (most - likeliest);
    };
}

inline Function pert_below(double least, double most, double likeliest) {
    const double a = 1 + 4 * (likeliest - least) / (most - least);
    const double b = 1 + 4 * (most - likeliest) / (most - least);
    const double log_beta = std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b);
    const Function density = [=](double t) {
        return std::exp(a * t + (b - 1) * std::log(-std::expm1(t)) - log_beta);
    };
    const Function of_share = integrated(density, -40, -1e-12);
    return [=](double x) { return of_share((x - least) / (most - least)); };
}

inline Distribution make(Law law, double a, double b = 0, double c = 0) {
    Distribution distribution;
    distribution.law = law;
    distribution.a = a;
    distribution.b = b;
    distribution.c = c;
    return distribution;
}

inline Distribution cut(Distribution law, double minimum, double maximum, double shift = 0) {
    law.minimum = minimum;
    law.maximum = maximum;
    law.shift = shift;
    return law;
}

/// Minutes in microseconds: the laws' usual size.
constexpr double minute = 6e7;
constexpr double no_limit = std::numeric_limits<double>::infinity();

inline std::vector<Case> all() {
    const double m = minute;
    std::vector<Case> cases;
    const auto add = [&](const std::string& name, const Distribution& law, const Function& below,
                         double tolerance = 1e-9) {
        cases.push_back({name, law, below, tolerance});
    };
    const auto exponential = make(Law::exponential, 20 * m);
    add("exponential", exponential, exponential_below(20 * m));
    add("exponential cut", cut(exponential, 5 * m, 60 * m), exponential_below(20 * m));
    add("exponential shifted", cut(exponential, 0, no_limit, m), exponential_below(20 * m));
    for (const double variation : {0.1, 1.0, 3.0}) {
        add("lognormal", make(Law::lognormal, 20 * m, variation),
            lognormal_below(20 * m, variation));
    }
    const auto lognormal = make(Law::lognormal, 20 * m, 1);
    add("lognormal cut", cut(lognormal, 10 * m, 50 * m), lognormal_below(20 * m, 1));
    add("lognormal cut far up", cut(lognormal, 100 * m, no_limit, 5 * m),
        lognormal_below(20 * m, 1));
    for (const double variation : {0.1, 0.2, 0.5, 1.0, 2.0}) {
        add("gamma", make(Law::gamma, 20 * m, variation), gamma_below(20 * m, variation));
    }
    const auto gamma = make(Law::gamma, 20 * m, 0.5);
    add("gamma cut", cut(gamma, 10 * m, 50 * m), gamma_below(20 * m, 0.5));
    add("gamma cut below", cut(gamma, 15 * m, no_limit, m), gamma_below(20 * m, 0.5));
    for (const double variation : {1.5, 2.0, 6.0}) {
        add("hyperexponential", make(Law::hyperexponential, 20 * m, variation),
            hyperexponential_below(20 * m, variation));
    }
    add("hyperexponential cut", cut(make(Law::hyperexponential, 20 * m, 2), m, 90 * m),
        hyperexponential_below(20 * m, 2));
    add("weibull", make(Law::weibull, 20 * m, 1.5), weibull_below(20 * m, 1.5));
    add("weibull long tail", make(Law::weibull, 20 * m, 0.6), weibull_below(20 * m, 0.6));
    add("weibull cut", cut(make(Law::weibull, 20 * m, 1.5), 8 * m, 30 * m),
        weibull_below(20 * m, 1.5));
    const auto normal = [m](double mean, double deviation) {
        return [=](double x) { return normal_below((x - mean * m) / (deviation * m)); };
    };
    add("normal", make(Law::normal, 10 * m, 2 * m), normal(10, 2));
    add("normal cut at 0", make(Law::normal, 2 * m, 2 * m), normal(2, 2));
    add("normal cut", cut(make(Law::normal, 10 * m, 2 * m), 9 * m, 11 * m), normal(10, 2));
    add("normal cut above", cut(make(Law::normal, 10 * m, 2 * m), 13 * m, no_limit), normal(10, 2));
    const auto uniform = [m](double x) { return (x - 10 * m) / (20 * m); };
    add("uniform", make(Law::uniform, 10 * m, 30 * m), uniform);
    add("uniform cut", cut(make(Law::uniform, 10 * m, 30 * m), 15 * m, 40 * m),
        [=](double x) { return uniform(std::min(x, 30 * m)); });
    const auto triangle = make(Law::triangular, 10 * m, 60 * m, 20 * m);
    add("triangular", triangle, triangular_below(10 * m, 60 * m, 20 * m));
    add("triangular cut", cut(triangle, 15 * m, 40 * m), triangular_below(10 * m, 60 * m, 20 * m));
    add("pert", make(Law::pert, 10 * m, 60 * m, 20 * m), pert_below(10 * m, 60 * m, 20 * m), 1e-7);
    add("pert from its least", make(Law::pert, 0, 60 * m, 0), pert_below(0, 60 * m, 0), 1e-7);
    add("pert cut", cut(make(Law::pert, 10 * m, 60 * m, 20 * m), 12 * m, 30 * m),
        pert_below(10 * m, 60 * m, 20 * m), 1e-7);
    return cases;
}

/// P(X <= x) after truncation, before the shift.
inline double below_given_bounds(const Case& law, double x) {
    const double least = law.law.law == Law::normal || law.law.minimum > 0
                             ? law.below(std::max(law.law.minimum, 0.0))
                             : 0.0;
    const double most = std::isinf(law.law.maximum) ? 1.0 : law.below(law.law.maximum);
    return (law.below(x) - least) / (most - least);
}

} // namespace laws
