#include "validation/theory.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace theory {

namespace {

constexpr double infinite = std::numeric_limits<double>::infinity();

/// x of Ax = b by Gaussian elimination with row pivots; A is regular.
std::vector<double> solve(std::vector<std::vector<double>> a, std::vector<double> b) {
    const std::size_t n = b.size();
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < n; ++row) {
            if (std::abs(a[row][column]) > std::abs(a[pivot][column])) {
                pivot = row;
            }
        }
        std::swap(a[column], a[pivot]);
        std::swap(b[column], b[pivot]);
        for (std::size_t row = column + 1; row < n; ++row) {
            const double factor = a[row][column] / a[column][column];
            for (std::size_t k = column; k < n; ++k) {
                a[row][k] -= factor * a[column][k];
            }
            b[row] -= factor * b[column];
        }
    }
    std::vector<double> x(n);
    for (std::size_t row = n; row-- > 0;) {
        double rest = b[row];
        for (std::size_t k = row + 1; k < n; ++k) {
            rest -= a[row][k] * x[k];
        }
        x[row] = rest / a[row][row];
    }
    return x;
}

double harmonic_number(int n) {
    double sum = 0;
    for (int k = 1; k <= n; ++k) {
        sum += 1.0 / k;
    }
    return sum;
}

} // namespace

double erlang_b(double offered_load, int servers) {
    double blocked = 1;
    for (int k = 1; k <= servers; ++k) {
        blocked = offered_load * blocked / (k + offered_load * blocked);
    }
    return blocked;
}

double erlang_c(double offered_load, int servers) {
    const double utilisation = offered_load / servers;
    if (utilisation >= 1) {
        return 1;
    }
    const double blocked = erlang_b(offered_load, servers);
    return blocked / (1 - utilisation * (1 - blocked));
}

Station mmc(double arrivals_per_hour, double service_hours, int servers) {
    const double offered_load = arrivals_per_hour * service_hours;
    Station station;
    station.utilisation = std::min(1.0, offered_load / servers);
    station.wait_probability = erlang_c(offered_load, servers);
    const double spare = servers / service_hours - arrivals_per_hour;
    station.wait = spare > 0 ? station.wait_probability / spare : infinite;
    station.flow_time = station.wait + service_hours;
    station.queue_length = arrivals_per_hour * station.wait;
    station.in_system = arrivals_per_hour * station.flow_time;
    return station;
}

double mmc_wait_tail(double arrivals_per_hour, double service_hours, int servers, double hours) {
    const double spare = servers / service_hours - arrivals_per_hour;
    return erlang_c(arrivals_per_hour * service_hours, servers) * std::exp(-spare * hours);
}

double mmc_wait_quantile(double arrivals_per_hour, double service_hours, int servers,
                         double share) {
    const double waits = erlang_c(arrivals_per_hour * service_hours, servers);
    const double spare = servers / service_hours - arrivals_per_hour;
    return std::max(0.0, std::log(waits / (1 - share)) / spare);
}

double mmc_flow_time_tail(double arrivals_per_hour, double service_hours, int servers,
                          double hours) {
    const double mu = 1 / service_hours;
    const double offered_load = arrivals_per_hour * service_hours;
    const double waits = erlang_c(offered_load, servers);
    const double difference = servers - 1 - offered_load; // of the two exponents, in units of mu
    const double still_served = std::exp(-mu * hours);
    if (std::abs(difference) < 1e-9) {
        return still_served * (1 + waits * mu * hours);
    }
    return still_served * (1 + waits * (1 - std::exp(-mu * hours * difference)) / difference);
}

double mg1_wait(double arrivals_per_hour, double service_hours, double service_second_moment) {
    const double utilisation = arrivals_per_hour * service_hours;
    return utilisation < 1 ? arrivals_per_hour * service_second_moment / (2 * (1 - utilisation))
                           : infinite;
}

std::vector<double> cobham_waits(const std::vector<double>& arrivals_per_hour, double service_hours,
                                 int servers) {
    double total = 0;
    for (double arrivals : arrivals_per_hour) {
        total += arrivals;
    }
    // What an arrival finds ahead of it at the head of the queue: a free server is this far away.
    const double residual = erlang_c(total * service_hours, servers) * service_hours / servers;
    std::vector<double> waits;
    double more_urgent = 0; // load of the classes before this one, per server
    for (double arrivals : arrivals_per_hour) {
        const double with_this = more_urgent + arrivals * service_hours / servers;
        waits.push_back(with_this < 1 ? residual / ((1 - more_urgent) * (1 - with_this))
                                      : infinite);
        more_urgent = with_this;
    }
    return waits;
}

Network jackson(const std::vector<NetworkStation>& stations) {
    const std::size_t n = stations.size();
    std::vector<std::vector<double>> equations(n, std::vector<double>(n, 0.0));
    std::vector<double> outside(n);
    double entering = 0;
    for (std::size_t to = 0; to < n; ++to) {
        outside[to] = stations[to].outside_arrivals;
        entering += outside[to];
        for (std::size_t from = 0; from < n; ++from) {
            equations[to][from] = (to == from ? 1.0 : 0.0) - stations[from].next[to];
        }
    }
    Network network;
    network.arrivals_per_hour = solve(equations, outside);
    double present = 0;
    for (std::size_t i = 0; i < n; ++i) {
        network.stations.push_back(
            mmc(network.arrivals_per_hour[i], stations[i].service_hours, stations[i].servers));
        present += network.stations.back().in_system;
    }
    network.flow_time = present / entering; // Little's law
    return network;
}

double fork_join_two(double arrivals_per_hour, double service_hours) {
    const double utilisation = arrivals_per_hour * service_hours;
    return (12 - utilisation) / 8 / (1 / service_hours - arrivals_per_hour);
}

double fork_join_approximation(double arrivals_per_hour, double service_hours, int branches) {
    const double utilisation = arrivals_per_hour * service_hours;
    const double ratio = harmonic_number(branches) / harmonic_number(2);
    return (ratio + (1 - ratio) * 4 * utilisation / 11) *
           fork_join_two(arrivals_per_hour, service_hours);
}

double allen_cunneen_approximation(double arrivals_per_hour, double service_hours, int servers,
                                   double arrival_scv, double service_scv) {
    return (arrival_scv + service_scv) / 2 * mmc(arrivals_per_hour, service_hours, servers).wait;
}

double sakasegawa_approximation(double arrivals_per_hour, double service_hours, int servers,
                                double arrival_scv, double service_scv) {
    const double utilisation = arrivals_per_hour * service_hours / servers;
    return (arrival_scv + service_scv) / 2 * service_hours *
           std::pow(utilisation, std::sqrt(2.0 * (servers + 1)) - 1) /
           (servers * (1 - utilisation));
}

Deadline mmc_with_deadline(double arrivals_per_hour, double service_hours, int servers,
                           double deadline_hours) {
    const double capacity = servers / service_hours;
    const double drift = arrivals_per_hour - capacity;
    const double t = deadline_hours;
    const double at_deadline = std::exp(drift * t);
    // The integrals of e^{drift x} and x e^{drift x} up to the deadline, and what lies beyond it.
    const bool level = std::abs(drift) < 1e-9;
    const double mass = level ? t : (at_deadline - 1) / drift;
    const double moment = level ? t * t / 2 : (t * at_deadline - (at_deadline - 1) / drift) / drift;
    const double j = mass + at_deadline / capacity;
    const double j_wait = moment + t * at_deadline / capacity;
    // The states in which nobody waits, against the state with one server free.
    const double offered_load = arrivals_per_hour * service_hours;
    double term = 1, sum = 1;
    for (int k = servers - 1; k >= 1; --k) {
        term *= k / offered_load;
        sum += term;
    }
    Deadline result;
    result.missed = (1 + drift * j) / (sum + arrivals_per_hour * j);
    result.wait = arrivals_per_hour * j_wait / (sum + arrivals_per_hour * j);
    result.utilisation = arrivals_per_hour * (1 - result.missed) / capacity;
    return result;
}

double mmc_knee(double service_hours, int servers) {
    const double inverse_golden = (std::sqrt(5.0) - 1) / 2;
    const auto power = [&](double arrivals) {
        return arrivals / mmc(arrivals, service_hours, servers).flow_time;
    };
    double low = 0, high = servers / service_hours;
    for (int step = 0; step < 200; ++step) {
        const double a = high - inverse_golden * (high - low);
        const double b = low + inverse_golden * (high - low);
        (power(a) < power(b) ? low : high) = power(a) < power(b) ? a : b;
    }
    return (low + high) / 2;
}

double mm1_arrivals_within_due(double service_hours, double due_hours, double share) {
    return 1 / service_hours - std::log(1 / (1 - share)) / due_hours;
}

} // namespace theory
