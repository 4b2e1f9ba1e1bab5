// Exact results of queueing theory, for tests only.
//
// Nothing here is shared with the program: a formula that both used could be wrong in both. Times
// are hours, rates are per hour. Formulas with their sources; the closed forms that are only
// approximations say so in their names.
#pragma once

#include <vector>

namespace theory {

/// Share of arrivals that find every one of `servers` busy and are turned away, M/G/c/c.
/// `offered_load` = arrivals x mean service, in servers. Erlang 1917, by the recursion
/// B_k = aB/(k + aB) from B_0 = 1; Gross et al., Fundamentals of Queueing Theory, 4th ed.,
/// section 2.5.
double erlang_b(double offered_load, int servers);

/// Share of arrivals that wait, M/M/c. 1 when the load reaches the servers. Gross et al.,
/// section 2.3.
double erlang_c(double offered_load, int servers);

/// A station in the steady state.
struct Station {
    double utilisation = 0;
    double wait_probability = 0;
    double wait = 0;         ///< mean, in queue
    double flow_time = 0;    ///< mean, wait and service
    double queue_length = 0; ///< mean number waiting
    double in_system = 0;    ///< mean number waiting or served
};

/// M/M/c: Poisson arrivals, exponential service of this mean, first come first served. Waits are
/// infinite when the load reaches the servers. Gross et al., section 2.3.
Station mmc(double arrivals_per_hour, double service_hours, int servers);

/// P(wait > hours) in M/M/c: C e^{-(c mu - lambda) t}. Gross et al., section 2.3.
double mmc_wait_tail(double arrivals_per_hour, double service_hours, int servers, double hours);

/// The wait that `share` of the arrivals do not exceed; 0 when so many do not wait at all.
double mmc_wait_quantile(double arrivals_per_hour, double service_hours, int servers, double share);

/// P(flow time > hours) in M/M/c, by convolving the wait with the service. Gross et al.,
/// section 2.3.
double mmc_flow_time_tail(double arrivals_per_hour, double service_hours, int servers,
                          double hours);

/// Mean wait in M/G/1 from the first two moments of the service (hours, hours squared): Pollaczek
/// and Khinchine. Infinite at a utilisation of 1. Gross et al., section 5.1.
double mg1_wait(double arrivals_per_hour, double service_hours, double service_second_moment);

/// Mean wait of each class in M/M/c with non-preemptive priorities, the most urgent first, one
/// service law for all. Cobham, Operations Research 2(1), 1954; Gross et al., section 3.4.
std::vector<double> cobham_waits(const std::vector<double>& arrivals_per_hour, double service_hours,
                                 int servers);

/// A station of an open network: its own arrivals from outside, its people, and where work goes
/// next.
struct NetworkStation {
    double outside_arrivals = 0;
    double service_hours = 1;
    int servers = 1;
    std::vector<double> next; ///< probability of going to each station; the rest leaves
};

struct Network {
    std::vector<double> arrivals_per_hour; ///< of each station
    std::vector<Station> stations;
    double flow_time = 0; ///< mean of a case, over all its visits
};

/// Open network of M/M/c stations in product form. Jackson, Operations Research 5(4), 1957; the
/// traffic equations by elimination with pivots.
Network jackson(const std::vector<NetworkStation>& stations);

/// Mean time until both of two equal M/M/1 branches are done: (12 - rho)/8 / (mu - lambda).
/// Flatto and Hahn, SIAM J. Applied Mathematics 44(5), 1984; Nelson and Tantawi 1988.
double fork_join_two(double arrivals_per_hour, double service_hours);

/// The same for `branches` equal branches, within 5% up to 32: Nelson and Tantawi,
/// IEEE Transactions on Computers 37(6), 1988. An approximation but for two.
double fork_join_approximation(double arrivals_per_hour, double service_hours, int branches);

/// Mean wait in GI/G/m, approximately: half the sum of the squared coefficients of variation times
/// the M/M/m wait. Allen, Probability, Statistics and Queueing Theory, 2nd ed., section 5.3.5.
double allen_cunneen_approximation(double arrivals_per_hour, double service_hours, int servers,
                                   double arrival_scv, double service_scv);

/// The same in closed form. Sakasegawa, Annals of the Institute of Statistical Mathematics 29,
/// 1977.
double sakasegawa_approximation(double arrivals_per_hour, double service_hours, int servers,
                                double arrival_scv, double service_scv);

/// M/M/c whose customers leave the queue after a fixed time, and what becomes of them.
struct Deadline {
    double missed = 0; ///< share that leaves unserved
    double wait = 0;   ///< mean time in queue of all, at most the deadline
    double utilisation = 0;
};

/// M/M/c+D. Zeltyn and Mandelbaum, Queueing Systems 51, 2005, section 2, with a constant patience:
/// the integrals are elementary.
Deadline mmc_with_deadline(double arrivals_per_hour, double service_hours, int servers,
                           double deadline_hours);

/// The arrivals at which the flow time of M/M/c grows by 1% for 1% more arrivals, which is where
/// arrivals / flow time is greatest: Kleinrock, "Power and deterministic rules of thumb", ICC 1979.
/// Half the capacity for one server.
double mmc_knee(double service_hours, int servers);

/// The most arrivals at which `share` of the cases of an M/M/1 leave within `due_hours`:
/// mu - ln(1/(1 - share))/due, from the exponential flow time. Negative: not even the first.
double mm1_arrivals_within_due(double service_hours, double due_hours, double share);

} // namespace theory
