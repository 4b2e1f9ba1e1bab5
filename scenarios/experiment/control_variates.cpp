#include "scenarios/experiment/control_variates.hpp"

#include "sim/record/blank_record.hpp"

namespace plimsoll {

namespace {

/// Work that comes to a team by Poisson's law in a microsecond of open time: the sum of what cases
/// ask for, of its squares and about of its cubes, in microseconds of one person's time.
struct AskedFlow {
    double work = 0;
    double squares = 0;
    double cubes = 0;
};

/// How many people of a team are there at a time, on average over the operation's open time.
double people_at_a_time(std::size_t team, const Plan& plan) {
    const WeekClock& open = plan.clocks.front();
    Replication record = blank_record(plan);
    count_available(plan, 0, open.cycle(), record);
    return static_cast<double>(record.teams[team].available) /
           static_cast<double>(open.open_per_cycle());
}

} // namespace

ControlVariates::ControlVariates(const Plan& plan, const KnownWork& known, std::int64_t clients,
                                 const Measurement& measurement) {
    if (measurement.horizon != Horizon::steady || measurement.overloaded ||
        measurement.fullest_team < 0 || known.empty()) {
        return;
    }
    const auto team = static_cast<std::size_t>(measurement.fullest_team);
    AskedFlow flow;
    bool is_poisson = true;
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const std::optional<WorkMoments> work = known.of_case(i, team);
        const std::optional<double> per_hour = constant_rate(plan, i, clients);
        if (work) {
            known_.push_back({i, work->mean, per_hour});
        }
        is_poisson = is_poisson && work && per_hour;
        if (is_poisson && work->mean > 0) {
            const double rate = *per_hour / static_cast<double>(hour);
            const double growth = work->square / work->mean; // as if it were lognormal
            flow.work += rate * work->mean;
            flow.squares += rate * work->square;
            flow.cubes += rate * growth * growth * growth;
        }
    }
    team_ = team;
    const double speed = people_at_a_time(team, plan);
    if (!is_poisson || flow.work <= 0 || flow.work >= speed) {
        return;
    }
    const double mean = flow.squares / (2 * (speed - flow.work));
    // E V^2 = 2 (E V)^2 + cubes / (3 (speed - work)) (Takacs 1962): where the second part is large,
    // what is long about the queue is some rare piece of work that a sample may not have seen.
    constexpr double most_by_single_pieces = 1.5;
    if (flow.cubes / (3 * (speed - flow.work)) <= most_by_single_pieces * 2 * mean * mean) {
        reference_ = {measurement.fullest_team, speed};
        mean_workload_ = mean;
    }
}

double ControlVariates::work_deviation(const Replication& record) const {
    double deviation = 0;
    for (const Known& known : known_) {
        const double expected =
            known.per_hour ? *known.per_hour *
                                 (static_cast<double>(record.open_time) / static_cast<double>(hour))
                           : static_cast<double>(record.workflows[known.workflow].arrived);
        deviation += static_cast<double>(record.teams[team_].demanded[known.workflow]) -
                     known.work * expected;
    }
    return deviation;
}

std::array<double, 2> ControlVariates::of(const Replication& record) const {
    return {work_deviation(record),
            reference_.team < 0 ? 0 : record.reference_workload - mean_workload_};
}

} // namespace plimsoll
