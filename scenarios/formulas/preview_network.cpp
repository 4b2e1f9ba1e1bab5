#include "scenarios/formulas/preview_network.hpp"

#include "scenarios/formulas/brought_about.hpp"

#include <algorithm>
#include <map>

namespace plimsoll {

namespace {

constexpr double hours_of(double microseconds) {
    return microseconds / static_cast<double>(hour);
}

/// Hours of this clock that pass in an open hour of the operation.
double pace_of(const Plan& plan, int clock) {
    const auto open_share = [](const WeekClock& of) {
        return static_cast<double>(of.open_per_cycle()) / static_cast<double>(of.cycle());
    };
    return open_share(plan.clock(clock)) / open_share(plan.clocks.front());
}

std::int64_t people_of(const PlanTeam& team) {
    std::int64_t people = 0;
    for (const Shift& shift : team.shifts) {
        people += static_cast<std::int64_t>(shift.people.size());
    }
    return people;
}

/// Hours of work that one of the team does on average in an open hour.
double work_an_hour(const Plan& plan, const PlanTeam& team) {
    if (team.unlimited) {
        return pace_of(plan, team.clock);
    }
    double work = 0;
    for (const Shift& shift : team.shifts) {
        const double pace = pace_of(plan, shift.clock);
        for (const int person : shift.people) {
            work += pace * plan.person(person).speed;
        }
    }
    return work / static_cast<double>(people_of(team));
}

std::vector<double> work_an_hour(const Plan& plan) {
    std::vector<double> all;
    for (const PlanTeam& team : plan.teams) {
        all.push_back(work_an_hour(plan, team));
    }
    return all;
}

/// What a visit of a step asks of a team.
struct StreamPart {
    std::size_t team = 0;
    double visits = 1; ///< people, times the chance that it is this team
    double share = 1;  ///< of the work's time
    bool leads = true; ///< the flow of cases goes through it; others only lend people
};

/// The step's own team first.
std::vector<StreamPart> parts_of(const PlanStep& step, const Plan& plan) {
    std::vector<StreamPart> parts;
    if (!step.takes_work) {
        return parts;
    }
    const PlanQueue& queue = plan.queue(step.need);
    const std::vector<int> options =
        queue.alternatives.empty() ? std::vector<int>{step.need} : queue.alternatives;
    const double chance = 1 / static_cast<double>(options.size());
    for (const int option : options) {
        bool leads = true;
        for (const Need& need : plan.queue(option).teams) {
            const auto team = static_cast<std::size_t>(need.team);
            if (leads) {
                parts.push_back({team, chance, need.share, true});
            }
            const auto others = static_cast<double>(need.people) - (leads ? 1 : 0);
            if (others > 0) {
                parts.push_back({team, chance * others, need.share, false});
            }
            leads = false;
        }
    }
    return parts;
}

/// Where visits come from: a station, or one of these beyond the last of them.
enum Origin : std::size_t { from_delay, from_outside };

/// How often a case comes to a step, by where it comes from.
using Origins = std::map<std::size_t, double>;

void add(Origins& to, const Origins& from, double factor) {
    for (const auto& [origin, visits] : from) {
        to[origin] += visits * factor;
    }
}

double sum_of(const Origins& origins) {
    double sum = 0;
    for (const auto& [origin, visits] : origins) {
        sum += visits;
    }
    return sum;
}

/// Lays the ways of one kind of case into the network.
class Routing {
public:
    Routing(const ClassTraffic& traffic, const Plan& plan, StationNetwork& network)
        : traffic_(traffic), plan_(plan), network_(network), teams_(plan.declared_teams()) {
        const CaseClass& cases = traffic.cases;
        left_from_.resize(cases.steps.size());
        for (const int number : cases.order) {
            lay(static_cast<std::size_t>(number));
        }
        for (const auto& [team, visits] : outside_) {
            const double split = std::min(1.0, visits);
            network.outside.push_back({team, cases.per_hour * visits,
                                       split * cases.arrival_variation + 1 - split, cases.sources});
        }
    }

private:
    /// What leaves a step after work there.
    std::size_t origin_of(std::size_t step) const {
        const std::vector<StreamPart> parts = parts_of(traffic_.cases.steps[step], plan_);
        const bool station = !parts.empty() && !plan_.teams[parts.front().team].unlimited;
        return station ? parts.front().team : teams_ + from_delay;
    }

    void lay(std::size_t step) {
        const CaseClass& cases = traffic_.cases;
        const Visits& visits = traffic_.visits;
        const PlanStep& plan = cases.steps[step];
        Origins on;
        if (plan.arcs.empty()) {
            on[teams_ + from_outside] = 1;
        }
        for (std::size_t i = 0; i < plan.arcs.size(); ++i) {
            add(on, left_from_[static_cast<std::size_t>(plan.arcs[i].from)], visits.arcs[step][i]);
        }
        Origins back;
        double sent_back = 0;
        for (std::size_t k = 0; k < cases.reworks.size(); ++k) {
            if (cases.reworks[k].to == static_cast<int>(step) && visits.fired[k] > 0) {
                back[origin_of(static_cast<std::size_t>(cases.reworks[k].from))] += visits.fired[k];
                sent_back += visits.fired[k];
            }
        }
        const double done = visits.done[step];
        const double all = done + visits.skipped[step];
        if (all <= 0) {
            return;
        }
        const double reached = sum_of(on);
        Origins arrives = back;
        add(arrives, on, reached > 0 ? std::max(0.0, done - sent_back) / reached : 0);
        if (plan.has_delay) {
            arrives = {{teams_ + from_delay, done}};
        }
        const bool passes = !plan.takes_work && !plan.has_delay;
        Origins& leaves = left_from_[step];
        add(leaves, arrives, passes ? 1 / all : 0);
        if (!passes) {
            leaves[origin_of(step)] += done / all;
        }
        add(leaves, on, reached > 0 ? visits.skipped[step] / reached / all : 0);
        for (const StreamPart& part : parts_of(plan, plan_)) {
            if (!plan_.teams[part.team].unlimited) {
                visit(part, arrives, done);
            }
        }
    }

    void visit(const StreamPart& part, const Origins& arrives, double done) {
        const double per_hour = traffic_.cases.per_hour;
        if (!part.leads) {
            network_.outside.push_back({part.team, per_hour * done * part.visits, 1, 1});
            return;
        }
        for (const auto& [origin, visits] : arrives) {
            if (origin < teams_) {
                network_.flows[origin][part.team] += per_hour * visits * part.visits;
            } else if (origin == teams_ + from_outside) {
                outside_[part.team] += visits * part.visits;
            } else if (visits > 0) {
                network_.outside.push_back({part.team, per_hour * visits * part.visits, 1, 1});
            }
        }
    }

    const ClassTraffic& traffic_;
    const Plan& plan_;
    StationNetwork& network_;
    std::size_t teams_;
    std::vector<Origins> left_from_;        ///< by step; sums to 1
    std::map<std::size_t, double> outside_; ///< visits a case, of those that come from outside
};

/// Calls `look` with every part of every step's visits: rate, mean work in open hours, and the mean
/// of its square.
template <typename Look>
void for_each_part(const std::vector<ClassTraffic>& traffic, const Plan& plan, const Look& look) {
    const std::vector<double> speeds = work_an_hour(plan);
    for (const ClassTraffic& one : traffic) {
        for (std::size_t step = 0; step < one.cases.steps.size(); ++step) {
            const PlanStep& compiled = one.cases.steps[step];
            for (const StreamPart& part : parts_of(compiled, plan)) {
                const double fresh =
                    hours_of(compiled.mean_work()) * part.share / speeds[part.team];
                const double square = fresh * fresh * (1 + compiled.effort.squared_variation());
                look(part.team, one.cases.per_hour * one.visits.done[step] * part.visits,
                     fresh * one.visits.effort[step], square * one.visits.effort_squared[step]);
            }
        }
    }
}

} // namespace

std::optional<std::vector<ClassTraffic>> traffic_of(const Operation& operation, const Plan& plan) {
    std::vector<ClassTraffic> all;
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const PlanWorkflow& workflow = plan.workflows[i];
        const std::vector<double> of_clients = shares_of_client_kinds(plan, i);
        const std::vector<double>& thresholds = workflow.case_kind_thresholds;
        const std::size_t case_kinds = std::max<std::size_t>(1, thresholds.size());
        const std::size_t variants =
            std::max<std::size_t>(1, operation.workflows[i].variants.size());
        for (std::size_t variant = 0; variant < variants; ++variant) {
            const std::size_t kind = variant % case_kinds;
            ClassTraffic one{case_class(workflow, i, variant, operation, plan), {}, 1};
            if (!thresholds.empty()) {
                one.share = thresholds[kind] - (kind > 0 ? thresholds[kind - 1] : 0);
            }
            one.share *= variants > 1 ? of_clients[variant / case_kinds % of_clients.size()] : 1;
            std::optional<Visits> visits = visits_of(one.cases);
            if (!visits) {
                return std::nullopt;
            }
            one.visits = std::move(*visits);
            all.push_back(std::move(one));
        }
    }
    return all;
}

std::optional<Followers> followers_of(const std::vector<ClassTraffic>& traffic, const Plan& plan) {
    const std::size_t count = plan.workflows.size();
    Followers followers(count, std::vector<double>(count, 0));
    for (const ClassTraffic& one : traffic) {
        const auto follow = brought_about(one.cases, one.visits, plan);
        if (!follow) {
            return std::nullopt;
        }
        for (std::size_t target = 0; target < count; ++target) {
            followers[one.cases.workflow][target] += one.share * (*follow)[target];
        }
    }
    return followers;
}

void arrive(std::vector<ClassTraffic>& traffic, const Plan& plan, std::int64_t clients,
            const Followers& followers) {
    const std::vector<double> rates = expected_arrivals(plan, clients, followers);
    for (ClassTraffic& one : traffic) {
        CaseClass& cases = one.cases;
        cases.per_hour = rates[cases.workflow] * one.share;
        cases.arrival_variation = 1;
        cases.sources = 1;
        for (const PlanDemand& demand : plan.workflows[cases.workflow].demands) {
            if (!demand.poisson && demand.mean_interval > 0) {
                const double variation = demand.interval.squared_variation();
                cases.arrival_variation = one.share * variation + 1 - one.share;
                cases.sources = demand.kind == Demand::Kind::per_client
                                    ? static_cast<double>(std::max<std::int64_t>(1, clients))
                                    : 1;
            }
        }
    }
}

std::vector<double> offered_by_formula(const std::vector<ClassTraffic>& traffic, const Plan& plan) {
    std::vector<double> offered(plan.declared_teams(), 0);
    for_each_part(traffic, plan, [&](std::size_t team, double per_hour, double work, double) {
        if (!plan.teams[team].unlimited) {
            offered[team] += per_hour * work / static_cast<double>(people_of(plan.teams[team]));
        }
    });
    return offered;
}

StationNetwork network_of(const std::vector<ClassTraffic>& traffic, const Plan& plan) {
    const std::size_t teams = plan.declared_teams();
    StationNetwork network;
    network.stations.resize(teams);
    network.flows.assign(teams, std::vector<double>(teams, 0));
    std::vector<double> visits(teams, 0);
    std::vector<double> work(teams, 0);
    std::vector<double> squares(teams, 0);
    for_each_part(traffic, plan,
                  [&](std::size_t team, double per_hour, double mean, double square) {
                      visits[team] += per_hour;
                      work[team] += per_hour * mean;
                      squares[team] += per_hour * square;
                  });
    for (std::size_t team = 0; team < teams; ++team) {
        Station& station = network.stations[team];
        station.servers = std::max<std::int64_t>(1, people_of(plan.teams[team]));
        station.service_variation = 0;
        if (visits[team] > 0 && work[team] > 0) {
            station.service = work[team] / visits[team];
            station.service_variation = std::max(
                0.0, squares[team] / visits[team] / (station.service * station.service) - 1);
        }
    }
    for (const ClassTraffic& one : traffic) {
        if (one.cases.per_hour > 0) {
            Routing(one, plan, network);
        }
    }
    return network;
}

std::vector<StepTime> step_times(const ClassTraffic& traffic, const Plan& plan,
                                 const std::vector<StationFigures>& stations) {
    const std::vector<double> speeds = work_an_hour(plan);
    std::vector<StepTime> times;
    for (const PlanStep& step : traffic.cases.steps) {
        StepTime time;
        if (step.has_delay) {
            const double mean = hours_of(step.delay.mean()) / pace_of(plan, step.delay_clock);
            time.before = {mean, step.delay.squared_variation() * mean * mean};
        }
        const std::vector<StreamPart> parts = parts_of(step, plan);
        if (!parts.empty()) {
            const std::size_t team = parts.front().team;
            const double mean = hours_of(step.mean_work()) / speeds[team];
            time.effort = {mean, step.effort.squared_variation() * mean * mean};
            if (!plan.teams[team].unlimited) {
                time.before.mean += stations[team].wait;
                time.before.variance += stations[team].variance_of_wait;
                time.utilisation = stations[team].utilisation;
            }
        }
        times.push_back(time);
    }
    return times;
}

} // namespace plimsoll
