// Formulas of queueing theory for a single station and for work done side by side.
//
// Times may be in any unit as long as it is one; variations are squared coefficients of variation
// (variance / mean^2). All stay finite at thousands of servers and at utilisations close to 1.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace plimsoll {

/// A station as the formulas see it.
struct Station {
    std::int64_t servers = 1;
    double service = 0;  ///< mean time of one server for one visit
    double per_time = 0; ///< visits that arrive in a unit of time
    double arrival_variation = 1;
    double service_variation = 1;

    double utilisation() const { return per_time * service / static_cast<double>(servers); }
};

/// Chance that all servers of M/M/m without a queue are busy; `load` = arrival rate x service time.
/// By the recursion over servers (Erlang 1917), which neither over- nor underflows.
double erlang_b(std::int64_t servers, double load);

/// Chance to wait in M/M/m; load < servers (Erlang 1917).
double erlang_c(std::int64_t servers, double load);

/// Mean wait of M/M/m; utilisation below 1.
double wait_of_exponential(std::int64_t servers, double service, double per_time);

/// Krämer and Langenbach-Belz's (1976) correction of the GI/G/1 wait; 1 where arrivals vary as much
/// as Poisson's or more.
double langenbach_belz(double utilisation, double arrival_variation, double service_variation);

/// Mean wait: that of M/M/m times the mean variation (Allen 1978, Cunneen); with one server and
/// Poisson arrivals exact (Pollaczek 1930, Khinchine 1932), with one server and calmer ones
/// corrected by langenbach_belz. Utilisation below 1.
double mean_wait(const Station& station);

/// Variance of the wait: nothing with the chance not to wait, else exponential; exact for M/M/m.
double variance_of_wait(const Station& station, double mean_wait);

/// Mean time until all of `branches` >= 1 equal M/M/1 branches of one fork are done, in units of
/// the mean time of one of them: exact for two (Flatto and Hahn 1984), else Nelson and Tantawi
/// (1988), within 5% up to 32 branches.
double fork_join_factor(std::size_t branches, double utilisation);

/// A duration by its first two moments.
struct Spread {
    double mean = 0;
    double variance = 0;
};

/// The longest of independent durations, each taken as gamma with its moments: numeric integral of
/// 1 - (product of the distributions), relative error below 1e-9 for variations from 0.01 to 100.
Spread longest_of(std::span<const Spread> durations);

} // namespace plimsoll
