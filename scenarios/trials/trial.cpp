#include "scenarios/trials/trial.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/experiment/measurement.hpp"
#include "sim/compile.hpp"
#include "sim/mechanisms/meetings.hpp"
#include "sim/record/blank_record.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

namespace {

/// After so many replications it is looked whether one team is ahead.
constexpr std::array<std::size_t, 6> looks{6, 10, 20, 30, 45, 60};
constexpr std::size_t one_look = 14; ///< where the difference is wanted, whoever leads
constexpr std::size_t fewest_of_one_look = 10;
constexpr double level_of_all_looks = 0.05;
/// After so many already those that are behind without any doubt are let go.
constexpr std::size_t screening = 6;
constexpr double without_doubt = 1e-3;
constexpr double known_well_enough = 0.2; ///< the width of the interval, of the largest sensitivity
constexpr double hardly_any_delay = 0.01; ///< of the time that a case is touched

void put_largest_first(VolumeTrial& trial) {
    std::vector<std::pair<double, Relieved>> ranked;
    for (Relieved& relieved : trial.relieved) {
        ranked.emplace_back(sensitivity(trial.base, relieved), std::move(relieved));
    }
    std::stable_sort(ranked.begin(), ranked.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    trial.relieved.clear();
    for (auto& [value, relieved] : ranked) {
        trial.relieved.push_back(std::move(relieved));
    }
}

/// Looks once: whether the largest is surely above the next, and above nothing.
void look(VolumeTrial& trial, double level) {
    put_largest_first(trial);
    trial.confirmed.reset();
    const Relieved& first = trial.relieved.front();
    const Test alone = test_of(sensitivity_values(trial.base, first));
    trial.p = alone.mean > 0 ? alone.p : 1;
    if (trial.relieved.size() > 1) {
        const Test ahead = difference(trial.base, first, trial.relieved[1]);
        trial.p = std::max(trial.p, ahead.mean > 0 ? ahead.p : 1);
    }
    if (trial.p < level) {
        trial.confirmed = first.team;
    }
}

bool is_known_well_enough(const VolumeTrial& trial) {
    if (trial.relieved.size() < 2) {
        return false;
    }
    const Test ahead = difference(trial.base, trial.relieved[0], trial.relieved[1]);
    return 2 * ahead.half_width <
           known_well_enough * sensitivity(trial.base, trial.relieved.front());
}

/// Who is surely behind the first two is not run any further.
void let_go_of_those_behind(VolumeTrial& trial, double level) {
    for (std::size_t i = 2; i < trial.relieved.size(); ++i) {
        Relieved& other = trial.relieved[i];
        other.is_settled =
            other.is_settled || difference(trial.base, trial.relieved.front(), other).p < level;
    }
}

} // namespace

double capacity_of(const Plan& plan, std::size_t team) {
    Replication record = blank_record(plan);
    Microseconds cycle = week;
    for (const WeekClock& clock : plan.clocks) {
        cycle = std::max(cycle, clock.cycle());
    }
    count_available(plan, 0, cycle, record);
    const auto* meetings = plan.mechanism<PlanMeetings>();
    const double left = meetings == nullptr ? 1 : 1 - meetings->share_of_team[team];
    return static_cast<double>(record.teams[team].available) * plan.teams[team].mean_speed * left;
}

const Relieved* VolumeTrial::of_team(int team) const {
    const auto found = std::find_if(relieved.begin(), relieved.end(),
                                    [team](const Relieved& one) { return one.team == team; });
    return found == relieved.end() ? nullptr : &*found;
}

Trials::Trials(const ModelText& text, const Plan& plan, const StudySettings& settings,
               const Workers& workers, const std::atomic<bool>& interrupted)
    : text_(text), plan_(plan), settings_(settings), workers_(workers), interrupted_(interrupted) {}

const Trials::Relief* Trials::relief_of(std::size_t team) const {
    const std::lock_guard<std::mutex> alone(making_);
    const auto known = reliefs_.find(team);
    if (known != reliefs_.end()) {
        return known->second ? &*known->second : nullptr;
    }
    std::optional<Relief>& relief = reliefs_[team];
    const double before = capacity_of(plan_, team);
    for (const std::string& setting : settings_for_a_tenth_more(text_, team)) {
        const std::optional<Operation> operation = changed_operation(text_, setting);
        if (!operation) {
            continue;
        }
        Plan changed = compile(*operation);
        const double growth = capacity_of(changed, team) / before;
        if (before > 0 && growth > 1) {
            relief = Relief{logarithm(growth), std::move(changed)};
            return &*relief;
        }
    }
    return nullptr;
}

Measurement Trials::measurement_of(const Plan& plan, std::int64_t clients) const {
    return choose_measurement(plan, clients, settings_, workers_, interrupted_, std::nullopt);
}

std::vector<Replication> Trials::run(const Plan& plan, std::int64_t clients,
                                     const Measurement& measurement, std::size_t from,
                                     std::size_t to) const {
    StudySettings settings = settings_;
    settings.keep_log = false;
    std::vector<WorkUnit> units = units_of(measurement, clients, settings, from, to);
    for (WorkUnit& unit : units) {
        unit.keep_times = false;
    }
    return simulate_all(plan, units, workers_, interrupted_, [] {});
}

void Trials::extend(VolumeTrial& trial, const Measurement& measurement,
                    std::span<const Replication> known, std::size_t replications) const {
    const auto take = [&](const Replication& record) { return delay_of(record, trial.is_steady); };
    while (trial.base.size() < std::min(replications, known.size())) {
        trial.base.push_back(take(known[trial.base.size()]));
    }
    // One list of work: whoever is free takes the next.
    struct Piece {
        const Plan* plan;
        std::vector<Delayed>* delays;
    };
    std::vector<Piece> pieces{{&plan_, &trial.base}};
    for (Relieved& relieved : trial.relieved) {
        if (!relieved.is_settled) {
            pieces.push_back(
                {&relief_of(static_cast<std::size_t>(relieved.team))->plan, &relieved.delays});
        }
    }
    workers_.run(pieces.size(), [&](std::size_t i) {
        std::vector<Delayed>& delays = *pieces[i].delays;
        if (delays.size() < replications && !is_interrupted()) {
            for (const Replication& record :
                 run(*pieces[i].plan, trial.clients, measurement, delays.size(), replications)) {
                delays.push_back(take(record));
            }
        }
    });
}

void Trials::try_more_pairs(VolumeTrial& trial, const Measurement& measurement, int team,
                            int other) const {
    for (const int missing : {team, other}) {
        const Relief* relief = trial.of_team(missing) == nullptr
                                   ? relief_of(static_cast<std::size_t>(missing))
                                   : nullptr;
        if (relief != nullptr) {
            trial.relieved.push_back({missing, relief->log_growth, {}, false});
        }
    }
    for (Relieved& relieved : trial.relieved) {
        relieved.is_settled = relieved.team != team && relieved.team != other;
    }
    extend(trial, measurement, {}, stops_for(measurement, Depth::one_look).front());
}

std::vector<std::size_t> Trials::stops_for(const Measurement& measurement, Depth depth) const {
    if (settings_.replications) {
        return {static_cast<std::size_t>(*settings_.replications)};
    }
    // A longer replication says as much as several.
    if (depth == Depth::one_look) {
        return {std::max(fewest_of_one_look, one_look / measurement.lengthened)};
    }
    const std::size_t most = looks.back() / measurement.lengthened;
    std::vector<std::size_t> stops;
    // Where one volume is asked for there is time to know how much more a team would help.
    const std::size_t first = settings_.may_give_up ? 0 : 2;
    for (const std::size_t replications : std::span(looks).subspan(first)) {
        if (stops.empty() || replications <= most) {
            stops.push_back(replications);
        }
    }
    return stops;
}

VolumeTrial Trials::try_at(std::int64_t clients, const Measurement& measurement,
                           std::span<const Replication> known,
                           const std::vector<std::size_t>& teams, Depth depth) const {
    VolumeTrial trial;
    trial.clients = clients;
    trial.is_steady = !measurement.overloaded;
    for (const std::size_t team : teams) {
        if (const Relief* relief = relief_of(team)) {
            trial.relieved.push_back({static_cast<int>(team), relief->log_growth, {}, false});
        }
    }
    const std::vector<std::size_t> stops = stops_for(measurement, depth);
    const double level = level_of_all_looks / static_cast<double>(stops.size());
    // Whether anybody waits at all is known before anything is tried.
    Delayed delay;
    Delayed touch;
    for (const Replication& record : known) {
        const Delayed one = delay_of(record, trial.is_steady);
        const Delayed touched = touch_of(record);
        delay.hours += one.hours;
        delay.cases += one.cases;
        touch.hours += touched.hours;
        touch.cases += touched.cases;
    }
    trial.nobody_waits = !known.empty() &&
                         (delay.cases <= 0 || delay.hours <= 0 ||
                          delay.hours * touch.cases < hardly_any_delay * touch.hours * delay.cases);
    if (trial.nobody_waits || trial.relieved.empty()) {
        return trial;
    }
    if (stops.front() > screening && trial.relieved.size() > 2) {
        extend(trial, measurement, known, screening);
        if (is_interrupted()) {
            return trial;
        }
        put_largest_first(trial);
        let_go_of_those_behind(trial, without_doubt);
    }
    for (const std::size_t replications : stops) {
        extend(trial, measurement, known, replications);
        if (is_interrupted()) {
            return trial;
        }
        look(trial, level);
        if (trial.confirmed || is_known_well_enough(trial)) {
            break;
        }
        // Who is surely behind the first two is not looked at again.
        let_go_of_those_behind(trial, level);
    }
    return trial;
}

} // namespace plimsoll
