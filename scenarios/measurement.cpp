#include "scenarios/measurement.hpp"

#include "scenarios/arrival_rates.hpp"
#include "scenarios/cycles.hpp"
#include "scenarios/drift.hpp"
#include "scenarios/held_up.hpp"
#include "scenarios/offered_load.hpp"
#include "scenarios/queue_memory.hpp"
#include "scenarios/warm_up.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr std::size_t pilot_count = 5;
constexpr Microseconds fewest_days_in_series = 50;
constexpr double fewest_cases = 3000;  ///< in the measured time of a replication
constexpr double enough_cases = 20000; ///< above this, 26 weeks are not asked for
constexpr double far_beyond = 1.25;    ///< a load at which nothing needs to be measured for long
constexpr double enough_far_beyond = 5000; ///< cases, above such a load
constexpr Microseconds half_year_weeks = 26;

/// SCIENCE.md 6.2: 26 weeks or 3,000 cases, whichever is longer, unless enough cases come sooner.
Microseconds chosen_length(const Plan& plan, std::int64_t clients, double enough = enough_cases) {
    const double open_week = static_cast<double>(plan.wall.open_per_week());
    const double half_year = open_week * static_cast<double>(half_year_weeks);
    const double per_hour = expected_arrivals_per_hour(plan, clients);
    double length = half_year;
    if (per_hour > 0) {
        const double per_case = static_cast<double>(hour) / per_hour;
        length = std::max(fewest_cases * per_case, std::min(half_year, enough * per_case));
    }
    // A rare demand must not ask for centuries.
    length = std::min(length, open_week * 52 * 50);
    const auto chosen = static_cast<Microseconds>(std::ceil(length));
    return whole_cycles(plan, {0, chosen}).length;
}

/// Whether open cases grow without end in these replications from the empty start.
bool grows(const Volume& volume, Microseconds step) {
    std::vector<double> shares;
    for (const Replication& record : volume.replications) {
        double arrived = 0;
        for (const WorkflowSums& sums : record.workflows) {
            arrived += static_cast<double>(sums.arrived);
        }
        std::vector<double> open;
        for (const int128 integral : record.in_progress_series) {
            open.push_back(static_cast<double>(integral) / static_cast<double>(step));
        }
        shares.push_back(staying_share(open, arrived / static_cast<double>(open.size())));
    }
    return grows_without_end(shares) && most_wait(volume);
}

/// Replications from the empty start, whose luck is that of replications never used elsewhere.
struct Pilots {
    Volume volume;
    Microseconds length = 0;
    Microseconds step = 0; ///< of the series of open cases
    WarmUp cut;
};

Pilots run_pilots(const Plan& plan, std::int64_t clients, Microseconds length,
                  const StudySettings& settings, const Workers& workers,
                  const std::atomic<bool>& interrupted) {
    Pilots pilots;
    pilots.length = length;
    // The test for the empty start takes five steps together.
    pilots.step = months_show(plan) ? open_per_month(plan) / 5
                  : week_shows(plan) && length / plan.working_day >= fewest_days_in_series
                      ? plan.working_day
                      : std::max<Microseconds>(1, length / 500);
    std::vector<WorkUnit> units =
        units_of({}, clients, settings, 1U << 30U, (1U << 30U) + pilot_count);
    for (WorkUnit& unit : units) {
        unit.length = length;
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

/// Whether pilots of a quarter of the length may look first: nothing comes back only after that.
bool may_look_first(const Plan& plan) {
    return !months_show(plan) && plan.comes_back != Period::year;
}

/// Whether nothing holds work up but that people of one team are busy, so that a low load says that
/// open cases do not grow.
bool only_load_holds_up(const Plan& plan) {
    return plan.limits.empty() && plan.batches.empty() && plan.slots.empty() && !plan.keeps &&
           std::all_of(plan.needs.begin(), plan.needs.end(),
                       [](const PlanNeed& need) {
                           return need.people <= 1 && !need.one_person && need.candidates.empty();
                       }) &&
           std::all_of(plan.steps.begin(), plan.steps.end(), [](const PlanStep& step) {
               return step.calls < 0 && step.pace == 0 && step.person_rule < 0;
           });
}

/// Whether the first look leaves no doubt: far from full, and over the empty start soon; or far
/// more work than can be done.
bool is_clear(const Plan& plan, const Pilots& pilots, const Fullest& busiest, Microseconds memory,
              Microseconds length) {
    constexpr double surely_quiet = 0.9;
    constexpr double surely_too_much = 1.1;
    const bool shows_start = !week_shows(plan) || pilots.step == plan.working_day;
    const bool settles = shows_start && only_load_holds_up(plan) &&
                         busiest.load + busiest.half_width < surely_quiet && !pilots.cut.at_bound &&
                         memories_in_a_replication * memory <= length;
    return settles || (busiest.load > surely_too_much && busiest.load - 2 * busiest.half_width > 1);
}

/// Short runs that say how long the empty start is felt, and whether there is a steady state at
/// all.
Measurement measure_by_pilots(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                              const Workers& workers, const std::atomic<bool>& interrupted) {
    Measurement measurement;
    measurement.length = settings.hours.value_or(chosen_length(plan, clients));
    const Microseconds usual = measurement.length;
    Microseconds memory = 0;
    double load = 0;
    for (int attempt = may_look_first(plan) ? -1 : 0; attempt < 4; ++attempt) {
        const Microseconds pilot_length =
            attempt < 0 ? usual / 4 : measurement.length * (2 + attempt) / 2;
        const Pilots pilots =
            run_pilots(plan, clients, pilot_length, settings, workers, interrupted);
        if (interrupted.load()) {
            return measurement;
        }
        const Fullest busiest = fullest(plan, pilots.volume);
        memory = longest_memory(plan, pilots.volume);
        if (attempt < 0 && !is_clear(plan, pilots, busiest, memory, usual)) {
            continue;
        }
        measurement.fullest_team = busiest.team;
        load = busiest.load;
        measurement.overloaded = load >= 1;
        const WarmUp& cut = pilots.cut;
        if (cut.at_bound && !settings.hours && plan.comes_back != Period::year) {
            measurement.grows = !measurement.overloaded && grows(pilots.volume, pilots.step);
            measurement.overloaded = measurement.overloaded || measurement.grows;
        }
        measurement.warm_up =
            static_cast<Microseconds>(std::max<std::size_t>(cut.points, 5)) * pilots.step;
        // Within a single year the test cannot tell a season from the start.
        if (!cut.at_bound || measurement.overloaded || settings.hours ||
            plan.comes_back == Period::year) {
            break;
        }
        measurement.length = pilot_length;
        measurement.lengthened = static_cast<std::size_t>((pilot_length + usual - 1) / usual);
    }
    if (measurement.overloaded) {
        // Nothing settles; what is measured starts after a quarter of the time, whatever the series
        // says. What queues up meanwhile is a matter of how long one looks.
        if (load > far_beyond && !settings.hours) {
            measurement.length =
                std::min(measurement.length, chosen_length(plan, clients, enough_far_beyond));
        }
        measurement.warm_up = measurement.length / 4;
    } else {
        outlast_memory(measurement, memory, usual,
                       !settings.hours && plan.comes_back != Period::year);
    }
    const MeasuredTime measured = whole_cycles(plan, {measurement.warm_up, measurement.length});
    measurement.warm_up = measured.warm_up;
    if (months_show(plan) && !settings.hours) {
        measurement.length = measured.length;
    }
    return measurement;
}

} // namespace

std::vector<WorkUnit> units_of(const Measurement& measurement, std::int64_t clients,
                               const StudySettings& settings, std::size_t from, std::size_t to) {
    std::vector<WorkUnit> units;
    for (std::size_t replication = from; replication < to; ++replication) {
        WorkUnit unit;
        unit.clients = clients;
        unit.seed = settings.seed;
        unit.replication = replication;
        unit.warm_up = measurement.warm_up;
        unit.length = measurement.length;
        unit.cases = settings.cases.value_or(0);
        unit.keep_log = settings.keep_log && replication == 0;
        units.push_back(unit);
    }
    return units;
}

Measurement choose_measurement(const Plan& plan, std::int64_t clients,
                               const StudySettings& settings, const Workers& workers,
                               const std::atomic<bool>& interrupted) {
    Measurement measurement;
    if (settings.from_empty) {
        measurement.horizon = settings.cases ? Horizon::cases : Horizon::window;
        measurement.length =
            settings.cases ? 0 : settings.hours.value_or(chosen_length(plan, clients));
        return measurement;
    }
    if (settings.warm_up && settings.hours) {
        measurement.warm_up = *settings.warm_up;
        measurement.length = *settings.hours;
    } else {
        measurement = measure_by_pilots(plan, clients, settings, workers, interrupted);
        if (settings.warm_up) {
            measurement.warm_up = *settings.warm_up;
        }
    }
    return measurement;
}

} // namespace plimsoll
