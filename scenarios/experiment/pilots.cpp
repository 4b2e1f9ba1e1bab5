#include "scenarios/experiment/pilots.hpp"

#include "scenarios/experiment/instability_reason.hpp"
#include "scenarios/experiment/measurement.hpp"
#include "scenarios/statistics/cycles.hpp"
#include "scenarios/statistics/drift.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr Microseconds fewest_days_in_series = 50;

} // namespace

Pilots run_pilots(const Plan& plan, std::int64_t clients, Microseconds length,
                  const StudySettings& settings, const Workers& workers,
                  const std::atomic<bool>& interrupted, std::size_t count) {
    Pilots pilots;
    pilots.length = length;
    // The test for the empty start takes five steps together.
    pilots.step = months_show(plan) ? open_per_month(plan) / 5
                  : week_shows(plan) && length / plan.working_day >= fewest_days_in_series
                      ? plan.working_day
                      : std::max<Microseconds>(1, length / 500);
    std::vector<WorkUnit> units = units_of({}, clients, settings, 1U << 30U, (1U << 30U) + count);
    for (WorkUnit& unit : units) {
        unit.length = length;
        unit.cases = 0;
        unit.keep_log = false;
        unit.keep_times = false;
        unit.series_step = pilots.step;
    }
    pilots.volume.clients = clients;
    pilots.volume.replications = simulate_all(plan, units, workers, interrupted, [] {});
    if (interrupted.load()) {
        return pilots;
    }
    std::vector<double> series;
    for (std::size_t i = 0; i < pilots.volume.replications.front().in_progress_series.size(); ++i) {
        double sum = 0;
        for (const Replication& record : pilots.volume.replications) {
            sum += i < record.in_progress_series.size()
                       ? static_cast<double>(record.in_progress_series[i])
                       : 0;
        }
        series.push_back(sum);
    }
    pilots.cut = mser5(series);
    return pilots;
}

std::vector<double> staying_shares(const Pilots& pilots) {
    std::vector<double> shares;
    for (const Replication& record : pilots.volume.replications) {
        double arrived = 0;
        for (const WorkflowSums& sums : record.workflows) {
            arrived += static_cast<double>(sums.arrived);
        }
        std::vector<double> open;
        for (const int128 integral : record.in_progress_series) {
            open.push_back(static_cast<double>(integral) / static_cast<double>(pilots.step));
        }
        shares.push_back(staying_share(open, arrived / static_cast<double>(open.size())));
    }
    return shares;
}

double mean_staying(const Pilots& pilots) {
    double sum = 0;
    const std::vector<double> shares = staying_shares(pilots);
    for (const double share : shares) {
        sum += share;
    }
    return std::clamp(sum / static_cast<double>(shares.size()), 0.0, 1.0);
}

Stable stable_by_growth(const Plan& plan, const Pilots& pilots) {
    if (std::any_of(pilots.volume.replications.begin(), pilots.volume.replications.end(),
                    [](const Replication& record) { return record.overflowed; })) {
        return Stable::no;
    }
    const std::vector<double> shares = staying_shares(pilots);
    if (!most_wait(plan, pilots.volume)) {
        return Stable::yes;
    }
    return grows_without_end(shares) ? Stable::no
           : may_grow(shares)        ? Stable::in_doubt
                                     : Stable::yes;
}

} // namespace plimsoll
