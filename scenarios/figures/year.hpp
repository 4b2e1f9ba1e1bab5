// What a single year may bring: the luck of one year, where an interval says how sure the long run
// is.
//
// Years are simulated for this alone: stretches of twelve months, one after the other, behind the
// warm-up of the volume; the same luck at every volume.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/result/study_settings.hpp"
#include "sim/parallel.hpp"

#include <atomic>
#include <functional>
#include <string>
#include <vector>

namespace plimsoll {

/// How many years are simulated: as many as `most` where they take no more visits than `cheap`,
/// their warm-ups included, and never fewer than `fewest`.
struct ManyYears {
    std::int64_t fewest = 0;
    double cheap = 0;
    double cheap_beyond_usual = 0; ///< visits beyond usual work take several times as long
    std::int64_t most = 0;
};
/// For one volume whose years are asked for; two thousand that overlap leave less than one in a
/// hundred of doubt about what share of all years lies between the two figures.
inline constexpr ManyYears of_a_run{200, 2e7, 1.5e7, 2000};
/// For each of the volumes of a sweep.
inline constexpr ManyYears of_a_sweep{24, 6e5, 1.5e5, 1000};

/// The years of one volume, by replication, in index order. Where years follow each other one
/// begins with every quarter: they overlap, and tell more than those on end alone.
struct SimulatedYears {
    std::int64_t clients = 0;
    std::size_t on_end = 0; ///< how many fill the simulated time
    std::vector<std::vector<YearSums>> replications;
    bool interrupted = false;
};

/// Twelve months of the operation's calendar (month_of), in its open time.
Microseconds year_of(const Operation& operation);

/// Visits that a year takes with so many clients, by what was measured at `like`.
double visits_per_year(const Operation& operation, const Volume& like, std::int64_t clients);

/// Why no years are simulated at this volume; empty where they are.
std::string why_no_years(const Operation& operation, const Volume& volume,
                         const StudySettings& settings);

/// So many years with so many clients, measured as at `like`.
SimulatedYears simulate_years(const Operation& operation, const Plan& plan, std::int64_t clients,
                              const Volume& like, const ManyYears& many,
                              const StudySettings& settings, const Workers& workers,
                              const std::atomic<bool>& interrupted);

/// Writes down what the years of this volume were like: of all cases, and of each workflow.
void add_year_figures(const Plan& plan, const SimulatedYears& years, VolumeFigures& figures);

/// The same reason at all these places.
void leave_out_years(const std::string& why, VolumeFigures& figures);

/// Whether the promise is broken in a year: more cases are late than its share allows, rounded up.
bool is_broken(const Promise& promise, const PromiseSums& sums);

} // namespace plimsoll
