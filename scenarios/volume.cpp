#include "scenarios/volume.hpp"

#include "scenarios/arrival_rates.hpp"
#include "scenarios/cycles.hpp"
#include "scenarios/drift.hpp"
#include "scenarios/held_up.hpp"
#include "scenarios/queue_memory.hpp"
#include "scenarios/ratio.hpp"
#include "scenarios/warm_up.hpp"

#include <algorithm>
#include <cmath>
#include <mutex>

namespace plimsoll {

namespace {

constexpr std::size_t first_look = 10;      ///< replications before the first decision
constexpr std::size_t looks_that_agree = 6; ///< the rule must hold at a look and at five more
constexpr std::size_t usual_cap = 200;      ///< of replications of the usual length
constexpr std::size_t fewest_at_cap = 25;   ///< longer ones say as much each as several
constexpr std::size_t explicit_cap = 5000;
constexpr double attainment_precision = 0.005;
constexpr std::size_t pilots = 5;
constexpr double fewest_cases = 3000;  ///< in the measured time of a replication
constexpr double enough_cases = 20000; ///< above this, 26 weeks are not asked for
constexpr Microseconds half_year_weeks = 26;

/// SCIENCE.md 6.2: 26 weeks or 3,000 cases, whichever is longer, unless 20,000 cases come sooner.
Microseconds chosen_length(const Plan& plan, std::int64_t clients) {
    const double open_week = static_cast<double>(plan.wall.open_per_week());
    const double half_year = open_week * static_cast<double>(half_year_weeks);
    const double per_hour = expected_arrivals_per_hour(plan, clients);
    double length = half_year;
    if (per_hour > 0) {
        const double per_case = static_cast<double>(hour) / per_hour;
        length = std::max(fewest_cases * per_case, std::min(half_year, enough_cases * per_case));
    }
    // A rare demand must not ask for centuries.
    length = std::min(length, open_week * 52 * 50);
    const auto chosen = static_cast<Microseconds>(std::ceil(length));
    return whole_cycles(plan, {0, chosen}).length;
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

/// The team with the largest offered load over these records, and that load.
std::pair<int, double> fullest(const Plan& plan, const Volume& volume) {
    std::pair<int, double> found{-1, 0};
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        if (absorbs_overload(plan, team)) {
            continue;
        }
        const Ratio load = offered_load(plan, volume, team);
        const double mean = pooled(load, load.numerators.size());
        if (mean > found.second) {
            found = {static_cast<int>(team), mean};
        }
    }
    return found;
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

/// Short runs that say how long the empty start is felt, and whether there is a steady state at
/// all. Their luck is that of replications that are never used elsewhere.
Measurement measure_by_pilots(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                              const Workers& workers, const std::atomic<bool>& interrupted) {
    Measurement measurement;
    measurement.length = settings.hours.value_or(chosen_length(plan, clients));
    const Microseconds usual = measurement.length;
    const bool weeks = week_shows(plan);
    Microseconds memory = 0;
    for (int attempt = 0; attempt < 4; ++attempt) {
        const Microseconds pilot_length = measurement.length * (2 + attempt) / 2;
        std::vector<WorkUnit> units =
            units_of({}, clients, settings, 1U << 30U, (1U << 30U) + pilots);
        // The test for the empty start takes five steps together.
        const Microseconds step = months_show(plan) ? open_per_month(plan) / 5
                                  : weeks && pilot_length / plan.working_day >= 50
                                      ? plan.working_day
                                      : std::max<Microseconds>(1, pilot_length / 500);
        for (WorkUnit& unit : units) {
            unit.length = pilot_length;
            unit.series_step = step;
        }
        Volume pilot;
        pilot.clients = clients;
        pilot.replications = simulate_all(plan, units, workers, interrupted, [] {});
        if (interrupted.load()) {
            return measurement;
        }
        const auto [team, load] = fullest(plan, pilot);
        measurement.fullest_team = team;
        measurement.overloaded = load >= 1;
        std::vector<double> series;
        for (std::size_t i = 0; i < pilot.replications.front().in_progress_series.size(); ++i) {
            double sum = 0;
            for (const Replication& record : pilot.replications) {
                sum += i < record.in_progress_series.size()
                           ? static_cast<double>(record.in_progress_series[i])
                           : 0;
            }
            series.push_back(sum);
        }
        const WarmUp cut = mser5(series);
        if (cut.at_bound && !settings.hours && plan.comes_back != Period::year) {
            measurement.grows = !measurement.overloaded && grows(pilot, step);
            measurement.overloaded = measurement.overloaded || measurement.grows;
        }
        measurement.warm_up =
            static_cast<Microseconds>(std::max<std::size_t>(cut.points, 5)) * step;
        memory = longest_memory(plan, pilot);
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
        // says.
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

/// Moves a replication's sketches into the volume's and keeps the rest.
void fold(const Plan& plan, Volume& volume, Replication&& record) {
    Sketch flow_time;
    Sketch flow_time_wall;
    for (std::size_t i = 0; i < record.workflows.size(); ++i) {
        WorkflowSums& sums = record.workflows[i];
        flow_time.merge(sums.flow_times);
        flow_time_wall.merge(sums.flow_times_wall);
        volume.workflow_flow_time[i].add(sums.flow_times);
        volume.workflow_flow_time_wall[i].add(sums.flow_times_wall);
        sums.flow_times = Sketch();
        sums.flow_times_wall = Sketch();
        for (std::size_t outcome = 0; outcome < sums.by_outcome.size(); ++outcome) {
            volume.outcome_flow_time[i][outcome].add(sums.by_outcome[outcome].flow_times);
            sums.by_outcome[outcome].flow_times = Sketch();
        }
        for (std::size_t kind = 0; kind < record.kinds[i].size(); ++kind) {
            WorkflowSums& of_kind = record.kinds[i][kind];
            volume.kind_flow_time[i][kind].add(of_kind.flow_times);
            volume.kind_flow_time_wall[i][kind].add(of_kind.flow_times_wall);
            of_kind.flow_times = Sketch();
            of_kind.flow_times_wall = Sketch();
        }
    }
    volume.flow_time.add(flow_time);
    volume.flow_time_wall.add(flow_time_wall);
    std::vector<Sketch> by_step(static_cast<std::size_t>(plan.step_numbers));
    std::vector<Sketch> by_team(plan.teams.size());
    for (std::size_t cell = 0; cell < plan.cells.size(); ++cell) {
        VisitSums& sums = record.cells[cell];
        by_step[static_cast<std::size_t>(plan.cells[cell].step)].merge(sums.waits);
        if (plan.cells[cell].team >= 0) {
            by_team[static_cast<std::size_t>(plan.cells[cell].team)].merge(sums.waits);
        }
        sums.waits = Sketch();
    }
    for (std::size_t step = 0; step < by_step.size(); ++step) {
        volume.step_wait[step].add(by_step[step]);
    }
    for (std::size_t team = 0; team < by_team.size(); ++team) {
        volume.team_wait[team].add(by_team[team]);
    }
    volume.replications.push_back(std::move(record));
}

/// The headline figures of the replications so far, for the stopping rule.
class PrecisionRule {
public:
    PrecisionRule(double precision) : relative_(precision / (1 + precision)) {}

    /// Looks at the volume after its latest replication; true once the rule held long enough.
    bool look(const Volume& volume) {
        const Replication& record = volume.replications.back();
        double flow = 0;
        double left = 0;
        double met = 0;
        double due = 0;
        for (const WorkflowSums& sums : record.workflows) {
            flow += static_cast<double>(sums.flow_time) / static_cast<double>(hour);
            left += static_cast<double>(sums.left);
            met += static_cast<double>(sums.met);
            due += static_cast<double>(sums.due);
        }
        flow_.add(flow, left);
        met_.add(met, due);
        const std::size_t n = volume.replications.size();
        if (n < first_look) {
            return false;
        }
        agreeing_ = precise(volume, n) ? agreeing_ + 1 : 0;
        return agreeing_ >= looks_that_agree;
    }

    /// How many times the replications so far would be needed, roughly, for the mean and the
    /// 95% point.
    double factor_missing() const { return std::max(1.0, factor_missing_); }

    /// Whether so many replications say that even twice as many as may be made would not do: for
    /// the times, or for the share in time once the times are precise. The rest would then tell the
    /// same in more time.
    bool is_out_of_reach(std::size_t replications, std::size_t most) const {
        const double still = 2 * static_cast<double>(most) / static_cast<double>(replications);
        return replications >= fewest_at_cap &&
               (factor_missing_ > still || (factor_missing_ <= 1 && share_missing_ > still));
    }

private:
    /// So many times the replications would make this half width precise enough.
    double factor_for(double half, double value) const {
        const double missing = value > 0 ? half / value / relative_ : 0;
        return missing * missing;
    }

    bool precise(const Volume& volume, std::size_t n) {
        factor_missing_ = factor_for(half_width(flow_, n), pooled(flow_, n));
        std::vector<double> p95;
        for (const auto& quantiles : volume.flow_time.by_replication()) {
            p95.push_back(quantiles[2]);
        }
        const double pooled_p95 = volume.flow_time.pooled_quantile(0.95);
        const Figure tail = quantile_figure(pooled_p95, p95, "");
        if (tail.value && tail.value->high) {
            factor_missing_ =
                std::max(factor_missing_, factor_for(*tail.value->high - pooled_p95, pooled_p95));
        }
        double due = 0;
        for (const double part : met_.denominators) {
            due += part;
        }
        const double missing = due > 0 ? half_width(met_, n) / attainment_precision : 0;
        share_missing_ = missing * missing;
        return factor_missing_ <= 1 && share_missing_ <= 1;
    }

    double relative_;
    Ratio flow_;
    Ratio met_;
    std::size_t agreeing_ = 0;
    double factor_missing_ = 1;
    double share_missing_ = 0;
};

} // namespace

void PooledSketch::add(const Sketch& sketch) {
    pooled_.merge(sketch);
    if (sketch.count() > 0) {
        std::array<double, 4> quantiles{};
        sketch.quantiles(quantile_levels, quantiles);
        by_replication_.push_back(quantiles);
    }
}

Quantiles PooledSketch::quantiles() const {
    Quantiles all;
    all.by_replication = by_replication_;
    if (pooled_.count() > 0) {
        pooled_.quantiles(quantile_levels, all.pooled);
    }
    return all;
}

double PooledSketch::pooled_quantile(double level) const {
    return pooled_.count() > 0 ? pooled_.quantile(level) : 0;
}

Ratio offered_load(const Plan& plan, const Volume& volume, std::size_t team) {
    const auto replications = static_cast<double>(volume.replications.size());
    std::vector<double> demanded(volume.replications.size(), 0);
    for (std::size_t workflow = 0; workflow < plan.workflows.size(); ++workflow) {
        double all_demanded = 0;
        double all_arrived = 0;
        double open_hours = 0;
        for (const Replication& record : volume.replications) {
            all_demanded += static_cast<double>(record.teams[team].demanded[workflow]);
            all_arrived += static_cast<double>(record.workflows[workflow].arrived);
            open_hours += static_cast<double>(record.open_time) / static_cast<double>(hour);
        }
        if (all_arrived <= 0) {
            continue;
        }
        // Where the arrival rate is known, what varies is what a case asks for. So each replication
        // counts with the mean demand, corrected by how much its own cases asked more or less.
        const std::optional<double> rate = known_arrivals_per_hour(plan, workflow, volume.clients);
        if (!rate) {
            for (std::size_t i = 0; i < demanded.size(); ++i) {
                demanded[i] +=
                    static_cast<double>(volume.replications[i].teams[team].demanded[workflow]);
            }
            continue;
        }
        const double expected = *rate * open_hours;
        const double per_case = all_demanded / all_arrived;
        for (std::size_t i = 0; i < demanded.size(); ++i) {
            const Replication& record = volume.replications[i];
            const double own = static_cast<double>(record.teams[team].demanded[workflow]);
            const double arrived = static_cast<double>(record.workflows[workflow].arrived);
            demanded[i] +=
                expected * (per_case / replications + (own - per_case * arrived) / all_arrived);
        }
    }
    Ratio load;
    for (std::size_t i = 0; i < demanded.size(); ++i) {
        load.add(demanded[i], static_cast<double>(volume.replications[i].teams[team].available));
    }
    return load;
}

Volume simulate_volume(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                       const Workers& workers, const std::atomic<bool>& interrupted,
                       const std::function<void(double)>& progress) {
    Volume volume;
    volume.clients = clients;
    volume.workflow_flow_time.resize(plan.workflows.size());
    volume.workflow_flow_time_wall.resize(plan.workflows.size());
    for (const PlanWorkflow& workflow : plan.workflows) {
        const std::size_t kinds =
            plan.client_kind_thresholds.size() + workflow.case_kind_thresholds.size();
        volume.outcome_flow_time.emplace_back(static_cast<std::size_t>(workflow.outcomes));
        volume.kind_flow_time.emplace_back(kinds);
        volume.kind_flow_time_wall.emplace_back(kinds);
    }
    volume.step_wait.resize(static_cast<std::size_t>(plan.step_numbers));
    volume.team_wait.resize(plan.teams.size());
    volume.measurement = choose_measurement(plan, clients, settings, workers, interrupted);

    const bool fixed = settings.replications.has_value() || volume.measurement.overloaded;
    const std::size_t cap =
        settings.replications           ? static_cast<std::size_t>(*settings.replications)
        : volume.measurement.overloaded ? first_look
        : settings.precision_given
            ? explicit_cap
            : std::max(fewest_at_cap, usual_cap / volume.measurement.lengthened);
    PrecisionRule rule(settings.precision);
    std::size_t planned = fixed ? cap : first_look + looks_that_agree - 1;
    std::size_t simulated = 0;
    bool precise = false;
    double told = 0;
    const bool may_give_up = !fixed && !settings.precision_given;
    bool out_of_reach = false;
    while (!precise && !out_of_reach && simulated < cap && !interrupted.load()) {
        planned = std::min(planned, cap);
        const std::size_t wanted = fixed ? cap : planned;
        std::size_t done = simulated;
        std::mutex telling;
        std::vector<Replication> records = simulate_all(
            plan, units_of(volume.measurement, clients, settings, simulated, planned), workers,
            interrupted, [&] {
                const std::lock_guard<std::mutex> alone(telling);
                told = std::max(told, static_cast<double>(++done) / static_cast<double>(wanted));
                progress(told);
            });
        if (interrupted.load()) {
            break;
        }
        simulated = planned;
        for (Replication& record : records) {
            fold(plan, volume, std::move(record));
            precise = rule.look(volume);
            out_of_reach = may_give_up && rule.is_out_of_reach(volume.replications.size(), cap);
            if ((precise || out_of_reach) && !fixed) {
                break; // what ran ahead is dropped: the answer must not depend on how far that was
            }
        }
        precise = precise && !fixed;
        const double factor = std::clamp(rule.factor_missing(), 1.2, 3.0);
        planned = static_cast<std::size_t>(std::ceil(static_cast<double>(simulated) * factor)) +
                  looks_that_agree;
        if (may_give_up && simulated < fewest_at_cap) {
            planned = std::min(planned, fewest_at_cap); // where it may turn out to be out of reach
        }
    }
    volume.interrupted = interrupted.load();
    volume.precision_reached = fixed || precise;
    if (!volume.replications.empty() && volume.measurement.horizon == Horizon::steady) {
        const auto [team, load] = fullest(plan, volume);
        volume.measurement.fullest_team = team;
        volume.measurement.overloaded = volume.measurement.overloaded || load >= 1;
    }
    for (const Replication& record : volume.replications) {
        volume.measurement.overloaded = volume.measurement.overloaded || record.overflowed;
    }
    return volume;
}

} // namespace plimsoll
