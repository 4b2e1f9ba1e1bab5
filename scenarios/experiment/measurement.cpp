#include "scenarios/experiment/measurement.hpp"

#include "scenarios/experiment/instability_reason.hpp"
#include "scenarios/experiment/longest_memory.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/experiment/pilots.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/statistics/cycles.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr double fewest_cases = 3000;       ///< in the measured time of a replication
constexpr double enough_cases = 20000;      ///< above this, 26 weeks are not asked for
constexpr double enough_in_a_sweep = 10000; ///< which looks at many volumes
constexpr double far_beyond = 1.25; ///< a load at which nothing needs to be measured for long
constexpr double enough_far_beyond = 5000; ///< cases, above such a load
constexpr Microseconds half_year_weeks = 26;
constexpr double times_until_due = 1.5;
// A sweep measures a case of a thousand steps at a thousand places: so many visits are enough, of
// so many cases.
constexpr double enough_visits = 3e5;
constexpr double fewest_long_cases = 300;

/// SCIENCE.md 6.2: 26 weeks or 3,000 cases, whichever is longer, unless enough cases come sooner.
Microseconds chosen_length(const Plan& plan, std::int64_t clients, bool of_a_sweep,
                           bool is_far_beyond = false) {
    const double enough = is_far_beyond ? enough_far_beyond
                          : of_a_sweep  ? enough_in_a_sweep
                                        : enough_cases;
    const double open_week = static_cast<double>(plan.wall.open_per_week());
    const double half_year = open_week * static_cast<double>(half_year_weeks);
    const double per_hour = expected_arrivals_per_hour(plan, clients);
    double length = half_year;
    if (per_hour > 0) {
        const double per_case = static_cast<double>(hour) / per_hour;
        // Some cases are to fall due in it.
        const double until_due = times_until_due * static_cast<double>(longest_due(plan));
        length = std::max({fewest_cases * per_case, std::min(half_year, enough * per_case),
                           is_far_beyond ? 0 : until_due});
        const double cases =
            std::max(fewest_long_cases, enough_visits / visits_of_a_case(plan, clients));
        if (of_a_sweep && cases < fewest_cases) {
            length = std::min(length, std::max(cases * per_case, until_due));
        }
    }
    // A rare demand must not ask for centuries.
    length = std::min(length, open_week * 52 * 50);
    const auto chosen = static_cast<Microseconds>(std::ceil(length));
    return whole_cycles(plan, {0, chosen}).length;
}

/// Whether pilots of a quarter of the length may look first: nothing comes back only after that.
bool may_look_first(const Plan& plan) {
    return !months_show(plan) && plan.comes_back != Period::year;
}

/// Whether the first look leaves no doubt: far from full, and over the empty start soon; or far
/// more work than can be done.
bool is_clear(const Plan& plan, const Pilots& pilots, const Fullest& busiest, Microseconds memory,
              Microseconds length, std::optional<bool> known) {
    constexpr double surely_quiet = 0.9;
    constexpr double surely_too_much = 1.1;
    const bool shows_start = !week_shows(plan) || pilots.step == plan.working_day;
    const bool settles = shows_start && only_load_holds_up(plan) &&
                         busiest.load + busiest.half_width < surely_quiet && !pilots.cut.at_bound &&
                         memories_in_a_replication * memory <= length;
    return (settles && known.value_or(true)) ||
           (busiest.load > surely_too_much && busiest.load - 2 * busiest.half_width > 1);
}

/// Whether a team beside the fullest is nearly full, or just over, by work that never comes to that
/// one: what waits for it is seen only after long.
bool is_another_nearly_full(const Plan& plan, const Volume& volume, const Fullest& busiest) {
    constexpr double nearly = 0.9;
    constexpr double just_over = 1.1;
    if (busiest.team < 0) {
        return false;
    }
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        if (static_cast<int>(team) == busiest.team || plan.teams[team].unlimited ||
            absorbs_overload(plan, team)) {
            continue;
        }
        const Ratio load =
            load_beside(plan, volume, team, {static_cast<std::size_t>(busiest.team)});
        const double mean = pooled(load, load.numerators.size());
        if (mean > nearly && mean < just_over) {
            return true;
        }
    }
    return false;
}

/// How a volume is, whatever is measured of it.
struct Steadiness {
    bool too_full = false; ///< some are asked for more than they can do
    Stable by_growth = Stable::yes;
    bool unsettled = false; ///< what fills is still filling
};

/// What pilots say of it, beside what is known. Growth is looked at where the load alone does not
/// decide, and where the start never seems to be over.
Steadiness steadiness_of(const Plan& plan, const Pilots& pilots, const Fullest& busiest,
                         std::optional<bool> known) {
    Steadiness found;
    if (known) {
        found.too_full = !*known;
        return found;
    }
    found.too_full = busiest.load >= 1;
    // Within a single year growth cannot be told from a season.
    const bool looks = plan.comes_back != Period::year && !found.too_full &&
                       (pilots.cut.at_bound || !only_load_holds_up(plan));
    if (looks) {
        found.by_growth = stable_by_growth(plan, pilots);
        // Where only the load decides a start that is never over is no doubt, but a longer one.
        // A long patience fills a queue for long, too, and ends it.
        if (found.by_growth != Stable::yes && only_load_holds_up(plan)) {
            found.unsettled = found.by_growth == Stable::no;
            found.by_growth = Stable::yes;
        }
    }
    return found;
}

/// Short runs that say how long the empty start is felt, and whether there is a steady state at
/// all.
Measurement measure_by_pilots(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                              const Workers& workers, const std::atomic<bool>& interrupted,
                              std::optional<bool> known) {
    Measurement measurement;
    measurement.length =
        settings.hours.value_or(chosen_length(plan, clients, settings.may_give_up));
    const Microseconds usual = measurement.length;
    const bool may_lengthen = !settings.hours && plan.comes_back != Period::year;
    Microseconds memory = 0;
    double load = 0;
    bool another_is_nearly_full = false;
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
        if (attempt < 0 && !is_clear(plan, pilots, busiest, memory, usual, known)) {
            continue;
        }
        measurement.fullest_team = busiest.team;
        load = busiest.load;
        const Steadiness found = steadiness_of(plan, pilots, busiest, known);
        measurement.grows = found.by_growth == Stable::no;
        measurement.unsettled = found.unsettled;
        measurement.in_doubt = found.by_growth == Stable::in_doubt;
        measurement.overloaded = found.too_full || measurement.grows;
        measurement.staying = mean_staying(pilots);
        another_is_nearly_full =
            measurement.overloaded && is_another_nearly_full(plan, pilots.volume, busiest);
        const WarmUp& cut = pilots.cut;
        measurement.warm_up =
            static_cast<Microseconds>(std::max<std::size_t>(cut.points, 5)) * pilots.step;
        // Within a single year the test cannot tell a season from the start.
        const bool settled = !cut.at_bound && !measurement.in_doubt;
        if (settled || measurement.overloaded || !may_lengthen) {
            break;
        }
        measurement.length = pilot_length;
        measurement.lengthened = static_cast<std::size_t>((pilot_length + usual - 1) / usual);
    }
    if (measurement.overloaded) {
        // Nothing settles; what is measured starts after a quarter of the time, whatever the series
        // says. What queues up meanwhile is a matter of how long one looks.
        if (load > far_beyond && !settings.hours) {
            measurement.length = std::min(measurement.length,
                                          chosen_length(plan, clients, settings.may_give_up, true));
        }
        measurement.warm_up = measurement.length / 4;
        if (!settings.hours && another_is_nearly_full) {
            constexpr Microseconds times_as_long = 4;
            measurement.length = usual * times_as_long;
            measurement.warm_up = measurement.length / 2;
        }
    } else {
        outlast_memory(measurement, memory, usual, may_lengthen);
    }
    const MeasuredTime measured = whole_cycles(plan, {measurement.warm_up, measurement.length});
    measurement.warm_up = measured.warm_up;
    if (months_show(plan) && !settings.hours) {
        measurement.length = measured.length;
    }
    return measurement;
}

/// However a run is cut, a volume has a steady state or none: it is asked of runs of the usual
/// length.
void judge_by_usual_runs(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                         const Workers& workers, const std::atomic<bool>& interrupted,
                         std::optional<bool> known, Measurement& measurement) {
    if (known) {
        measurement.overloaded = !*known;
        return;
    }
    StudySettings usual = settings;
    usual.hours.reset();
    usual.warm_up.reset();
    const Measurement found = measure_by_pilots(plan, clients, usual, workers, interrupted, known);
    measurement.overloaded = found.overloaded;
    measurement.grows = found.grows;
    measurement.unsettled = found.unsettled;
    measurement.in_doubt = found.in_doubt;
    measurement.staying = found.staying;
    measurement.fullest_team = found.fullest_team;
}

} // namespace

bool only_load_holds_up(const Plan& plan) {
    // Work that goes away may still keep people from work that stays.
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        const TeamWork work = work_of(plan, team);
        if (work.leaves && work.stays && !plan.teams[team].unlimited) {
            return false;
        }
    }
    return plan.limits.empty() && plan.batches.empty() && plan.appointments.empty() &&
           !plan.keeps &&
           std::all_of(plan.needs.begin(), plan.needs.end(),
                       [](const PlanQueue& need) {
                           return need.people <= 1 && !need.one_person && need.candidates.empty();
                       }) &&
           std::all_of(plan.steps.begin(), plan.steps.end(), [](const PlanStep& step) {
               return step.calls < 0 && step.pace == 0 && step.person_rule < 0;
           });
}

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

double staying_share_at(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                        const Workers& workers, const std::atomic<bool>& interrupted) {
    const std::size_t runs = settings.may_give_up ? 10 : 20;
    constexpr Microseconds times_as_long = 2;
    const Pilots pilots = run_pilots(
        plan, clients, times_as_long * chosen_length(plan, clients, settings.may_give_up), settings,
        workers, interrupted, runs);
    return interrupted.load() ? 0 : mean_staying(pilots);
}

GrowthTrial try_growth(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                       const Workers& workers, const std::atomic<bool>& interrupted,
                       std::optional<bool> known) {
    constexpr std::size_t trials = 10;
    GrowthTrial found{Stable::in_doubt, 0};
    Microseconds length = chosen_length(plan, clients, settings.may_give_up);
    const int attempts = settings.may_give_up ? 2 : 3;
    for (int attempt = 0; attempt < attempts && found.stable == Stable::in_doubt; ++attempt) {
        length *= attempt == 0 ? 1 : 2;
        const Pilots pilots =
            run_pilots(plan, clients, length, settings, workers, interrupted, trials);
        if (interrupted.load()) {
            return found;
        }
        const Fullest busiest = fullest(plan, pilots.volume);
        found.staying = mean_staying(pilots);
        const bool too_full = known == false || busiest.load - busiest.half_width >= 1;
        found.stable = too_full ? Stable::no : stable_by_growth(plan, pilots);
        if (found.stable == Stable::yes && busiest.load + busiest.half_width >= 1) {
            found.stable = Stable::in_doubt;
        }
    }
    return found;
}

Measurement choose_measurement(const Plan& plan, std::int64_t clients,
                               const StudySettings& settings, const Workers& workers,
                               const std::atomic<bool>& interrupted, std::optional<bool> known) {
    Measurement measurement;
    const Microseconds usual = chosen_length(plan, clients, settings.may_give_up);
    if (settings.from_empty) {
        measurement.horizon = settings.cases ? Horizon::cases : Horizon::window;
        measurement.length = settings.cases ? 0 : settings.hours.value_or(usual);
    } else if (settings.warm_up && settings.hours) {
        measurement.warm_up = *settings.warm_up;
        measurement.length = *settings.hours;
    } else {
        measurement = measure_by_pilots(plan, clients, settings, workers, interrupted, known);
        if (settings.warm_up) {
            measurement.warm_up = *settings.warm_up;
        }
        if (!settings.hours || *settings.hours >= usual || measurement.overloaded) {
            return measurement;
        }
    }
    judge_by_usual_runs(plan, clients, settings, workers, interrupted, known, measurement);
    return measurement;
}

} // namespace plimsoll
