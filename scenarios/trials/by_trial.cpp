#include "scenarios/trials/by_trial.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/experiment/measurement.hpp"
#include "scenarios/figures/active_periods.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/result/shown_volumes.hpp"
#include "scenarios/result/whole_number.hpp"
#include "scenarios/trials/moves.hpp"
#include "scenarios/trials/shifts.hpp"
#include "scenarios/trials/trial.hpp"
#include "sim/compile.hpp"
#include "sim/simulate.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <mutex>

namespace plimsoll {

namespace {

constexpr std::size_t most_candidates = 4;
constexpr double worth_trying = 0.2; ///< of the most that any team has
constexpr std::size_t logged_replications = 6;
constexpr double logged_cases = 1500; ///< in the measured time of each; fewer where they are long
constexpr double logged_visits = 60000;

double value_of(const Figure& figure) {
    return figure.value ? figure.value->mean : 0;
}

/// Active periods and critical paths, from a few short runs that keep their log.
void add_team_shares(const Plan& wall_plan, const Volume& volume, const StudySettings& settings,
                     const Workers& workers, const std::atomic<bool>& interrupted,
                     VolumeFigures& figures) {
    if (volume.measurement.horizon == Horizon::cases) {
        for (TeamFigures& team : figures.teams) {
            team.active_share.why = team.critical_share.why =
                "only where a stretch of time is measured";
        }
        return;
    }
    Measurement measurement = volume.measurement;
    const double per_hour = expected_arrivals_per_hour(wall_plan, volume.clients);
    const Microseconds open_week = wall_plan.clocks.front().open_per_week();
    if (per_hour > 0) {
        const double cases =
            std::min(logged_cases, logged_visits / visits_of_a_case(wall_plan, volume.clients));
        const double wanted = cases / per_hour * static_cast<double>(hour);
        const auto weeks = static_cast<Microseconds>(
            std::ceil(wanted / static_cast<double>(std::max<Microseconds>(open_week, 1))));
        measurement.length =
            std::min(measurement.length, std::max<Microseconds>(1, weeks) * open_week);
    }
    std::vector<WorkUnit> units =
        units_of(measurement, volume.clients, settings, 0, logged_replications);
    for (WorkUnit& unit : units) {
        unit.keep_log = true;
        unit.keep_times = false;
    }
    // Each log is let go as soon as it was read: one of a long chain takes 50 MB.
    std::vector<std::vector<TeamShares>> by_replication(units.size());
    workers.run(units.size(), [&](std::size_t i) {
        const Replication logged = simulate(wall_plan, units[i], interrupted);
        if (!interrupted.load()) {
            by_replication[i] =
                team_shares(wall_plan, logged, measurement.warm_up, measurement.length);
        }
    });
    if (interrupted.load()) {
        return;
    }
    std::vector<TeamShares> shares = std::move(by_replication.front());
    for (std::size_t i = 1; i < by_replication.size(); ++i) {
        for (std::size_t team = 0; team < shares.size(); ++team) {
            shares[team].active.add(by_replication[i][team].active);
            shares[team].critical.add(by_replication[i][team].critical);
        }
    }
    for (std::size_t team = 0; team < shares.size(); ++team) {
        figures.teams[team].active_share =
            wall_plan.teams[team].unlimited
                ? Figure{std::nullopt, "an unlimited team always has somebody idle"}
                : ratio_figure(shares[team].active, "no time was measured", {0, 1});
        figures.teams[team].critical_share =
            ratio_figure(shares[team].critical, "no case left in the measured time", {0, 1});
    }
}

/// Leaves out who cannot hold work back most: all waiting for a team is what more of it could take
/// away at most, and a tenth more takes about 1 / (1 - load) tenths of it (M/M/1). Never fewer than
/// two are left.
void leave_out_the_hopeless(const VolumeFigures& figures, std::vector<std::size_t>& teams) {
    constexpr double hopeless = 0.05; // of the most that any of them could take away
    constexpr double fullest = 0.98;
    const auto reach = [&](std::size_t number) {
        const TeamFigures& team = figures.teams[number];
        return value_of(team.wait_share) / (1 - std::min(value_of(team.offered), fullest));
    };
    std::size_t first = teams.empty() ? 0 : teams.front();
    for (const std::size_t team : teams) {
        first = reach(team) > reach(first) ? team : first;
    }
    std::vector<std::size_t> rest;
    std::erase_if(teams, [&](std::size_t team) {
        const TeamFigures& one = figures.teams[team];
        const TeamFigures& leader = figures.teams[first];
        const bool is_hopeless = team != first && reach(team) < hopeless * reach(first) &&
                                 value_of(one.offered) < value_of(leader.offered) &&
                                 value_of(one.active_share) <= value_of(leader.active_share);
        if (is_hopeless) {
            rest.push_back(team);
        }
        return is_hopeless;
    });
    if (teams.size() < 2 && !rest.empty()) {
        teams.push_back(rest.front());
    }
}

/// The teams worth trying: those with the most by any of load, waiting and active time.
std::vector<std::size_t> candidates(const Plan& plan, const VolumeFigures& figures) {
    const auto largest = [&](auto of) {
        double most = 0;
        for (std::size_t team = 0; team < figures.teams.size(); ++team) {
            most = plan.teams[team].unlimited ? most : std::max(most, of(figures.teams[team]));
        }
        return most;
    };
    const auto load = [](const TeamFigures& team) { return value_of(team.offered); };
    const auto waiting = [](const TeamFigures& team) { return value_of(team.wait_share); };
    const auto active = [](const TeamFigures& team) { return value_of(team.active_share); };
    const double most_load = largest(load);
    const double most_waiting = largest(waiting);
    const double most_active = largest(active);
    std::vector<std::pair<double, std::size_t>> ranked;
    for (std::size_t team = 0; team < figures.teams.size(); ++team) {
        if (plan.teams[team].unlimited) {
            continue;
        }
        const auto part = [](double value, double most) { return most > 0 ? value / most : 0; };
        const TeamFigures& one = figures.teams[team];
        ranked.emplace_back(-std::max({part(load(one), most_load), part(waiting(one), most_waiting),
                                       part(active(one), most_active)}),
                            team);
    }
    std::sort(ranked.begin(), ranked.end());
    std::erase_if(ranked, [](const auto& one) { return -one.first < worth_trying; });
    ranked.resize(std::min(ranked.size(), most_candidates));
    std::vector<std::size_t> teams;
    for (const auto& [value, team] : ranked) {
        teams.push_back(team);
    }
    leave_out_the_hopeless(figures, teams);
    return teams;
}

std::string share_in_words(double share) {
    return whole(100 * share) + "%";
}

BottleneckFinding finding_of(const Operation& operation, const VolumeTrial& trial) {
    BottleneckFinding finding;
    finding.tried = true;
    if (trial.nobody_waits) {
        finding.why = "nobody waits";
        return finding;
    }
    if (trial.relieved.empty()) {
        finding.why = "no team can be given more";
        return finding;
    }
    for (const Relieved& relieved : trial.relieved) {
        finding.sensitivity.push_back(
            {relieved.team, estimate_of(sensitivity_values(trial.base, relieved))});
    }
    const Estimate largest = finding.sensitivity.front().value;
    const std::vector<double> leads = shares_of_leading(trial.base, trial.relieved);
    std::sort(finding.sensitivity.begin(), finding.sensitivity.end(),
              [](const TeamSensitivity& a, const TeamSensitivity& b) { return a.team < b.team; });
    if (!(largest.low.value_or(largest.mean) > 0)) {
        finding.why = "more of no team would shorten the waits for sure";
        return finding;
    }
    finding.probability = leads.front();
    if (trial.confirmed) {
        finding.team = trial.confirmed;
        finding.confirmed = true;
        return finding;
    }
    if (trial.relieved.size() < 2) {
        finding.why = "too few replications to confirm it";
        return finding;
    }
    std::size_t first = 0;
    std::size_t second = 1;
    if (leads[second] > leads[first]) {
        std::swap(first, second);
    }
    finding.probability = leads[first];
    finding.contested = {trial.relieved[first].team, trial.relieved[second].team};
    const auto name = [&](std::size_t place) {
        const Team& team = operation.teams[static_cast<std::size_t>(trial.relieved[place].team)];
        return shown_name(team.label, team.name);
    };
    const double both = leads[first] + leads[second];
    // Where it is contested no share of resamples is a certainty.
    const double part = both > 0 ? std::clamp(leads[first] / both, 0.01, 0.99) : 0.5;
    finding.why = "contested: " + name(first) + " or " + name(second) + " (" +
                  share_in_words(part) + " : " + share_in_words(1 - part) + ")";
    return finding;
}

/// A promise breaks for want of the team whose people gain most, if no other change may gain as
/// much: neither of another team nor of places.
std::string cause_by_moves(const Operation& operation, const std::vector<Move>& moves) {
    const Move* best = nullptr;
    for (const Move& move : moves) {
        if (move.limit != "sla" || !move.clients.value) {
            continue;
        }
        if (best == nullptr) {
            best = &move;
        } else if (best->clients.value->low.value_or(0) <= move.clients.value->mean) {
            return "";
        } else {
            break;
        }
    }
    return best != nullptr && best->change.team >= 0 && best->change.of != Change::Of::places &&
                   best->clients.value->low.value_or(0) > 0
               ? operation.teams[static_cast<std::size_t>(best->change.team)].name
               : "";
}

} // namespace

void find_by_trial(const Plan& plan, const std::vector<Volume>& volumes,
                   const StudySettings& settings, const Workers& workers,
                   const std::atomic<bool>& interrupted,
                   const std::function<void(double)>& progress, Result& result) {
    if (!settings.text || volumes.empty()) {
        return;
    }
    const std::vector<std::size_t> shown = shown_and_simulated(result);
    const Plan wall_plan = compile(result.operation, false);
    const Trials trials(*settings.text, plan, settings, workers, interrupted);
    std::vector<TriedVolume> tried(shown.size());
    std::mutex telling;
    std::size_t done = 0;
    workers.run(shown.size(), [&](std::size_t i) {
        const Volume& volume = volumes[shown[i]];
        VolumeFigures& figures = result.volumes[shown[i]];
        add_team_shares(wall_plan, volume, settings, workers, interrupted, figures);
        tried[i].measurement = volume.measurement;
        for (const TeamFigures& team : figures.teams) {
            tried[i].offered.push_back(value_of(team.offered));
        }
        if (!interrupted.load()) {
            tried[i].trial = trials.try_at(volume.clients, volume.measurement, volume.replications,
                                           candidates(plan, figures));
        }
        const std::lock_guard<std::mutex> alone(telling);
        progress(0.6 * static_cast<double>(++done) / static_cast<double>(shown.size()));
    });
    if (interrupted.load()) {
        result.interrupted = true;
        return;
    }
    for (VolumeFigures& figures : result.volumes) {
        const std::string why = "not tried at this volume";
        figures.bottleneck = {};
        figures.bottleneck.why = why;
        for (TeamFigures& team : figures.teams) {
            for (Figure* share : {&team.active_share, &team.critical_share}) {
                share->why = share->value || !share->why.empty() ? share->why : why;
            }
        }
    }
    for (std::size_t i = 0; i < shown.size(); ++i) {
        result.volumes[shown[i]].bottleneck = finding_of(result.operation, tried[i].trial);
    }
    if (result.limits && volumes.size() > 1) {
        result.shifts =
            shifts_between(tried,
                           result.limits->stability.value ? result.limits->stability.value->mean
                                                          : std::numeric_limits<double>::infinity(),
                           trials);
        progress(0.7);
        result.moves = moves_of(result.operation, volumes, *result.limits, trials);
        result.limits->sla_cause = cause_by_moves(result.operation, result.moves);
    }
    progress(1);
    result.tried = true;
    result.interrupted = result.interrupted || interrupted.load();
}

} // namespace plimsoll
