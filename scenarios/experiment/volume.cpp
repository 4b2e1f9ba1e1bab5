#include "scenarios/experiment/volume.hpp"

#include "scenarios/experiment/control_variates.hpp"
#include "scenarios/experiment/instability_reason.hpp"
#include "scenarios/experiment/longest_memory.hpp"
#include "scenarios/experiment/measurement.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/statistics/cycles.hpp"
#include "scenarios/statistics/drift.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "sim/plan/features.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace plimsoll {

namespace {

constexpr std::size_t first_look = 10;      ///< replications before the first decision
constexpr std::size_t looks_that_agree = 6; ///< the rule must hold at a look and at five more
/// How many replications there may be.
struct Cap {
    std::size_t usual = 0;  ///< of the usual length
    std::size_t fewest = 0; ///< longer ones say as much each as several
    double of_share = 0;    ///< half width of the share in time that is precise enough
};
constexpr Cap cap_of_a_run{400, 25, 0.005};
constexpr Cap cap_of_a_slow_run{200, 25, 0.005};
/// Its limits are read from several volumes together. Work beyond usual work takes several times as
/// long.
constexpr Cap cap_of_a_sweep{100, 20, 0.0075};
constexpr Cap cap_of_a_slow_sweep{60, 12, 0.0075};
constexpr std::size_t explicit_cap = 5000;

/// Replications whose records are held unfolded: each has a sketch of the waits of each step, of
/// some 20 KB where many are counted.
std::size_t most_at_once(const Plan& plan) {
    constexpr std::size_t usual = 128;
    constexpr std::size_t fewest = 2;
    constexpr std::size_t counters = 4000;
    return std::clamp(counters / std::max<std::size_t>(1, plan.counters.size()), fewest, usual);
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
    std::vector<Sketch> by_team(plan.declared_teams());
    for (std::size_t counter = 0; counter < plan.counters.size(); ++counter) {
        VisitSums& sums = record.counters[counter];
        by_step[static_cast<std::size_t>(plan.counters[counter].step)].merge(sums.waits);
        if (plan.counters[counter].team >= 0) {
            Sketch& of_team = by_team[static_cast<std::size_t>(plan.counters[counter].team)];
            of_team.merge(sums.waits);
            of_team.add(0, static_cast<std::uint64_t>(sums.beside));
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

/// What is read of sketches from now on are their quantiles.
void finish_sketches(Volume& volume) {
    for (PooledSketch* one : {&volume.flow_time, &volume.flow_time_wall}) {
        one->finish();
    }
    for (std::vector<PooledSketch>* sketches :
         {&volume.workflow_flow_time, &volume.workflow_flow_time_wall, &volume.step_wait,
          &volume.team_wait}) {
        for (PooledSketch& one : *sketches) {
            one.finish();
        }
    }
    for (std::vector<std::vector<PooledSketch>>* by_workflow :
         {&volume.kind_flow_time, &volume.kind_flow_time_wall, &volume.outcome_flow_time}) {
        for (std::vector<PooledSketch>& sketches : *by_workflow) {
            for (PooledSketch& one : sketches) {
                one.finish();
            }
        }
    }
}

/// The headline figures of the replications so far, for the stopping rule.
class PrecisionRule {
public:
    PrecisionRule(double precision, double of_share)
        : relative_(precision / (1 + precision)), of_share_(of_share) {}

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
        agreeing_ = precise(volume) ? agreeing_ + 1 : 0;
        return agreeing_ >= looks_that_agree;
    }

    /// How many times the replications so far would be needed, roughly, for all that is not out of
    /// `reach`: so many times.
    double factor_missing(double reach) const {
        return std::max({1.0, factor_missing_, share_missing_ <= reach ? share_missing_ : 1.0});
    }

    Control that_helps(const Control& control) const { return control.that_helps(flow_); }

    /// So many more looks must agree.
    std::size_t looks_missing() const {
        return looks_that_agree - std::min(looks_that_agree, agreeing_);
    }

    /// Whether `reach` times the replications so far would not do: for the times, or for the share
    /// in time once the times are precise. The rest would then tell the same in more time.
    bool is_out_of_reach(double reach) const {
        return factor_missing_ > reach || (factor_missing_ <= 1 && share_missing_ > reach);
    }

private:
    /// So many times the replications would make this interval narrow enough.
    double factor_for(const Figure& figure) const {
        const double missing = figure.value && figure.value->mean > 0
                                   ? half_of(figure) / figure.value->mean / relative_
                                   : 0;
        return missing * missing;
    }

    bool precise(const Volume& volume) {
        Ratio flow = flow_;
        Ratio met = met_;
        const Control control = volume.control.that_helps(flow_);
        control.correct(flow);
        control.correct(met);
        factor_missing_ = std::max(factor_for(ratio_figure(flow, "")),
                                   factor_for(volume.flow_time.figure(level_p95, control, "")));
        const Figure in_time = ratio_figure(met, "");
        const double missing = in_time.value ? half_of(in_time) / of_share_ : 0;
        share_missing_ = missing * missing;
        return factor_missing_ <= 1 && share_missing_ <= 1;
    }

    double relative_;
    double of_share_; ///< half width of the share in time
    Ratio flow_;
    Ratio met_;
    std::size_t agreeing_ = 0;
    double factor_missing_ = 1;
    double share_missing_ = 0;
};

/// So long is a stretch over which open cases are averaged to see whether they grow.
Microseconds growth_step(const Measurement& measurement) {
    return std::max<Microseconds>(1, (measurement.warm_up + measurement.length) / 100);
}

/// What all replications say of the fullest team: more than enough, enough, or it is in doubt.
void judge_by_load(const Fullest& busiest, Measurement& measurement) {
    const double half = std::isfinite(busiest.half_width) ? busiest.half_width : 0;
    const bool surely = busiest.load - half >= 1;
    measurement.overloaded = measurement.grows || surely;
    measurement.in_doubt =
        !measurement.overloaded && (measurement.in_doubt || busiest.load + half >= 1);
}

/// What they say of growth, more of them and longer than the pilots that looked first.
void judge_by_growth(const Plan& plan, Volume& volume) {
    const Microseconds step = growth_step(volume.measurement);
    std::vector<double> shares;
    for (Replication& record : volume.replications) {
        double arrived = 0;
        for (const WorkflowSums& sums : record.workflows) {
            arrived += static_cast<double>(sums.arrived);
        }
        std::vector<double> open;
        for (const int128 integral : record.in_progress_series) {
            open.push_back(static_cast<double>(integral) / static_cast<double>(step));
        }
        record.in_progress_series.clear();
        const double stretches = static_cast<double>(record.open_time) / static_cast<double>(step);
        shares.push_back(stretches > 0 ? staying_share(open, arrived / stretches) : 0);
    }
    if (shares.size() < 2 || !most_wait(plan, volume)) {
        return;
    }
    Measurement& measurement = volume.measurement;
    measurement.grows = grows_without_end(shares);
    measurement.overloaded = measurement.grows;
    measurement.in_doubt = !measurement.grows && may_grow(shares);
}

} // namespace

Volume simulate_volume(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                       const Workers& workers, const std::atomic<bool>& interrupted,
                       const std::function<void(double)>& progress, const KnownWork& known) {
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
    volume.team_wait.resize(plan.declared_teams());
    const std::optional<bool> known_steady = known.limit().is_steady(clients);
    volume.measurement =
        choose_measurement(plan, clients, settings, workers, interrupted, known_steady);
    if (known_steady == false) {
        volume.measurement.full = known.limit().cause().words;
    }
    if (!volume.measurement.overloaded && volume.measurement.horizon == Horizon::steady &&
        !settings.warm_up && !settings.hours && plan.comes_back != Period::year) {
        // Some of a team, or their appointments, may be nearly full while the team is not.
        Measurement& measurement = volume.measurement;
        const Microseconds usual =
            measurement.length / static_cast<Microseconds>(measurement.lengthened);
        outlast_memory(measurement, known.limit().memory_at(clients), usual, true);
        measurement.warm_up = whole_cycles(plan, {measurement.warm_up, measurement.length}).warm_up;
    }
    const bool watches_growth = !known_steady && !only_load_holds_up(plan) &&
                                volume.measurement.horizon == Horizon::steady &&
                                plan.comes_back != Period::year;

    const bool fixed = settings.replications.has_value() || volume.measurement.overloaded;
    const bool is_quick = work_asked_for(plan) == Work::usual;
    const Cap of_a_sweep = is_quick ? cap_of_a_sweep : cap_of_a_slow_sweep;
    const Cap of_a_run = is_quick ? cap_of_a_run : cap_of_a_slow_run;
    const Cap allowed = settings.may_give_up && !settings.precision_given ? of_a_sweep : of_a_run;
    const std::size_t cap =
        settings.replications           ? static_cast<std::size_t>(*settings.replications)
        : volume.measurement.overloaded ? first_look
        : settings.precision_given
            ? explicit_cap
            : std::max(allowed.fewest, allowed.usual / volume.measurement.lengthened);
    PrecisionRule rule(settings.precision, allowed.of_share);
    const bool may_give_up = settings.may_give_up && !fixed && !settings.precision_given;
    std::size_t planned = fixed ? cap : first_look + looks_that_agree - 1;
    if (may_give_up) {
        planned = std::min(planned, std::max(first_look, allowed.fewest));
    }
    std::size_t simulated = 0;
    double told = 0;
    bool out_of_reach = false;
    const ControlVariates luck(plan, known, clients, volume.measurement);
    // A quarter more than may be made, as a multiple of so many; any multiple until one gives up.
    const auto reach = [&](std::size_t replications) {
        return may_give_up && replications >= allowed.fewest
                   ? 1.25 * static_cast<double>(cap) / static_cast<double>(replications)
                   : std::numeric_limits<double>::infinity();
    };
    // Whoever stops as soon as it looks precise stops where the replications so far lie close
    // together, and these are mostly too low: twice as many more follow at which nobody looks.
    std::optional<std::size_t> enough;
    const auto is_done = [&] { return enough && volume.replications.size() >= *enough; };
    while (!is_done() && !out_of_reach && simulated < cap && !interrupted.load()) {
        planned = std::min({fixed ? cap : planned, cap, simulated + most_at_once(plan)});
        const std::size_t wanted = fixed ? cap : planned;
        std::size_t done = simulated;
        std::mutex telling;
        std::vector<WorkUnit> units =
            units_of(volume.measurement, clients, settings, simulated, planned);
        for (WorkUnit& unit : units) {
            unit.reference = luck.reference();
            unit.series_step = watches_growth ? growth_step(volume.measurement) : 0;
        }
        std::vector<Replication> records = simulate_all(plan, units, workers, interrupted, [&] {
            const std::lock_guard<std::mutex> alone(telling);
            told = std::max(told, static_cast<double>(++done) / static_cast<double>(wanted));
            progress(told);
        });
        if (interrupted.load()) {
            break;
        }
        simulated = planned;
        for (Replication& record : records) {
            volume.control.deviations.push_back(luck.of(record));
            fold(plan, volume, std::move(record));
            const std::size_t n = volume.replications.size();
            const bool looks_precise = rule.look(volume);
            if (!enough && looks_precise && !fixed) {
                enough = settings.may_give_up ? n : std::min(cap, 3 * n);
            }
            out_of_reach = !enough && rule.is_out_of_reach(reach(n));
            if ((is_done() || out_of_reach) && !fixed) {
                break; // what ran ahead is dropped: the answer must not depend on how far that was
            }
        }
        if (enough) {
            planned = *enough;
            continue;
        }
        // Half of what seems to be missing: how much that is will be better known then.
        const double missing = static_cast<double>(simulated) *
                               (std::min(rule.factor_missing(reach(simulated)), 3.0) - 1);
        planned = simulated +
                  std::max(rule.looks_missing(), static_cast<std::size_t>(std::ceil(missing / 2)));
        if (luck.has_reference() && simulated < fewest_for_control) {
            // What is missing then is little against what is missing now.
            planned = std::min(planned, fewest_for_control + looks_that_agree - 1);
        }
        if (may_give_up && simulated < allowed.fewest) {
            planned = std::min(planned, allowed.fewest); // where it may turn out to be out of reach
        }
    }
    finish_sketches(volume);
    volume.measurement.unsettled = volume.measurement.unsettled || volume.control.has_not_settled();
    volume.control = rule.that_helps(volume.control);
    volume.interrupted = interrupted.load();
    volume.precision_reached = fixed || enough.has_value();
    if (!volume.replications.empty() && volume.measurement.horizon == Horizon::steady) {
        const Fullest busiest = fullest(plan, volume);
        volume.measurement.fullest_team = busiest.team;
        if (!known_steady) {
            judge_by_load(busiest, volume.measurement);
        }
        if (watches_growth && !volume.measurement.overloaded) {
            judge_by_growth(plan, volume);
        }
    }
    for (const Replication& record : volume.replications) {
        // What stalls never goes, and more of it comes.
        const bool stalls = record.stalled > 0 && volume.measurement.horizon == Horizon::steady;
        volume.measurement.overloaded =
            volume.measurement.overloaded || record.overflowed || stalls;
        volume.measurement.grows = volume.measurement.grows || stalls;
    }
    return volume;
}

} // namespace plimsoll
