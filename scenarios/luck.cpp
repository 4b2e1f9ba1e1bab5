#include "scenarios/luck.hpp"

#include "sim/blank_record.hpp"

namespace plimsoll {

namespace {

/// Work that comes to a team by Poisson's law in a microsecond of open time: the sum of what cases
/// ask for, of its squares and about of its cubes, in microseconds of one person's time.
struct Flow {
    double work = 0;
    double squares = 0;
    double cubes = 0;
};

/// Nothing where any of it is not known.
std::optional<Flow> flow_to(std::size_t team, const Plan& plan, const KnownWork& known,
                            std::int64_t clients) {
    Flow flow;
    for (std::size_t i = 0; i < known.of_case.size(); ++i) {
        const std::optional<Moments>& work = known.of_case[i][team];
        const std::optional<double> per_hour = constant_rate(plan, i, clients);
        if (!work || !per_hour) {
            return std::nullopt;
        }
        const double rate = *per_hour / static_cast<double>(hour);
        flow.work += rate * work->mean;
        flow.squares += rate * work->square;
        if (work->mean > 0) { // as if it were lognormal
            const double growth = work->square / work->mean;
            flow.cubes += rate * growth * growth * growth;
        }
    }
    return flow;
}

/// How many people of a team are there at a time, on average over the operation's open time.
double people_at_a_time(std::size_t team, const Plan& plan) {
    const WeekClock& open = plan.clocks.front();
    Replication record = blank_record(plan);
    count_available(plan, 0, open.cycle(), record);
    return static_cast<double>(record.teams[team].available) /
           static_cast<double>(open.open_per_cycle());
}

} // namespace

Luck::Luck(const Plan& plan, const KnownWork& known, std::int64_t clients,
           const Measurement& measurement)
    : plan_(plan), known_(known), clients_(clients) {
    if (measurement.horizon != Horizon::steady || measurement.overloaded ||
        measurement.fullest_team < 0 || known.of_case.empty()) {
        return;
    }
    team_ = static_cast<std::size_t>(measurement.fullest_team);
    const std::optional<Flow> flow = flow_to(*team_, plan, known, clients);
    const double speed = people_at_a_time(*team_, plan);
    if (!flow || flow->work <= 0 || flow->work >= speed) {
        return;
    }
    const double mean = flow->squares / (2 * (speed - flow->work));
    // E V^2 = 2 (E V)^2 + cubes / (3 (speed - work)) (Takacs 1962): where the second part is large,
    // what is long about the queue is some rare piece of work that a sample may not have seen.
    constexpr double most_by_single_pieces = 1.5;
    if (flow->cubes / (3 * (speed - flow->work)) <= most_by_single_pieces * 2 * mean * mean) {
        reference_ = {measurement.fullest_team, speed};
        mean_workload_ = mean;
    }
}

double Luck::work_deviation(const Replication& record) const {
    double deviation = 0;
    for (std::size_t i = 0; i < known_.of_case.size(); ++i) {
        const std::optional<Moments>& of_case = known_.of_case[i][*team_];
        if (!of_case) {
            continue;
        }
        const auto arrived = static_cast<double>(record.workflows[i].arrived);
        const std::optional<double> rate = constant_rate(plan_, i, clients_);
        const double expected =
            rate ? *rate * (static_cast<double>(record.open_time) / static_cast<double>(hour))
                 : arrived;
        deviation +=
            static_cast<double>(record.teams[*team_].demanded[i]) - of_case->mean * expected;
    }
    return deviation;
}

std::array<double, 2> Luck::of(const Replication& record) const {
    if (!team_) {
        return {};
    }
    return {work_deviation(record),
            reference_.team < 0 ? 0 : record.reference_workload - mean_workload_};
}

} // namespace plimsoll
