#include "scenarios/formulas/queueing.hpp"

#include "model/numeric/elementary.hpp"
#include "model/numeric/special_functions.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace plimsoll {

namespace {

constexpr double least_variation = 1e-4; ///< below it a duration counts as constant

double harmonic(std::size_t count) {
    double sum = 0;
    for (std::size_t i = count; i > 0; --i) {
        sum += 1 / static_cast<double>(i);
    }
    return sum;
}

double share_above(const Spread& duration, double x) {
    const double shape = duration.mean * duration.mean / duration.variance;
    return gamma_shares(shape, x * shape / duration.mean).above;
}

/// P(all <= x) taken from 1.
double share_of_longest_above(std::span<const Spread> durations, double x) {
    double below = 1;
    double above = 0;
    for (const Spread& duration : durations) {
        const double part = share_above(duration, x);
        above = above + below * part;
        below *= 1 - part;
    }
    return above;
}

} // namespace

double erlang_b(std::int64_t servers, double load) {
    double blocked = 1;
    for (std::int64_t k = 1; k <= servers; ++k) {
        blocked = load * blocked / (static_cast<double>(k) + load * blocked);
    }
    return blocked;
}

double erlang_c(std::int64_t servers, double load) {
    const double blocked = erlang_b(servers, load);
    const double utilisation = load / static_cast<double>(servers);
    return blocked / (1 - utilisation * (1 - blocked));
}

double wait_of_exponential(std::int64_t servers, double service, double per_time) {
    const double load = per_time * service;
    return erlang_c(servers, load) * service / (static_cast<double>(servers) - load);
}

double langenbach_belz(double utilisation, double arrival_variation, double service_variation) {
    const double calm = 1 - arrival_variation;
    const double variation = arrival_variation + service_variation;
    if (calm <= 0 || utilisation <= 0 || variation <= 0) {
        return 1;
    }
    return exponential(-2 * (1 - utilisation) * calm * calm / (3 * utilisation * variation));
}

double mean_wait(const Station& station) {
    const double variation = (station.arrival_variation + station.service_variation) / 2;
    const double factor = station.servers == 1
                              ? langenbach_belz(station.utilisation(), station.arrival_variation,
                                                station.service_variation)
                              : 1;
    return variation * factor *
           wait_of_exponential(station.servers, station.service, station.per_time);
}

double variance_of_wait(const Station& station, double mean_wait) {
    const double waits = erlang_c(station.servers, station.per_time * station.service);
    return waits > 0 ? mean_wait * mean_wait * (2 / waits - 1) : 0;
}

double fork_join_factor(std::size_t branches, double utilisation) {
    if (branches < 2) {
        return 1;
    }
    const double ratio = harmonic(branches) / 1.5;
    return (ratio + (1 - ratio) * 4 * utilisation / 11) * (1.5 - utilisation / 8);
}

Spread longest_of(std::span<const Spread> durations) {
    // Constants only say from where on the others count.
    double constant = 0;
    double scale = 0;
    std::vector<Spread> varying;
    for (const Spread& duration : durations) {
        if (duration.variance <= least_variation * duration.mean * duration.mean) {
            constant = std::max(constant, duration.mean);
        } else {
            varying.push_back(duration);
            scale = std::max(scale, duration.mean);
        }
    }
    if (varying.empty()) {
        return {constant, 0};
    }
    if (varying.size() == 1 && constant <= 0) {
        return varying.front();
    }
    // With x = e^(t - e^-t) the integrand falls off doubly exponentially to the left and at least
    // exponentially in x to the right, so that equal steps of t converge faster than any power.
    constexpr double step = 1.0 / 32;
    double first = 0;
    double second = 0;
    for (int i = -5 * 32; i <= 8 * 32; ++i) {
        const double t = i * step;
        const double shrink = exponential(-t);
        const double x = scale * exponential(t - shrink);
        const double weight = x * (1 + shrink) * step;
        const double above = share_of_longest_above(varying, constant + x);
        first += weight * above;
        second += 2 * weight * (constant + x) * above;
        if (t > 2 && above < 1e-18) {
            break;
        }
    }
    const double mean = constant + first;
    return {mean, std::max(0.0, constant * constant + second - mean * mean)};
}

} // namespace plimsoll
