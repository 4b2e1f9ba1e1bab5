#include "scenarios/formulas/arrival_rates.hpp"

#include "sim/plan/dated_arrivals.hpp"

#include <algorithm>
#include <limits>

namespace plimsoll {

namespace {

/// Microseconds of work that a case asks of each team, every step counted once.
std::vector<double> work_of_a_case(const Plan& plan, const PlanWorkflow& workflow) {
    std::vector<double> work(plan.declared_teams(), 0);
    for (int step = 0; step < workflow.steps; ++step) {
        const PlanStep& source = plan.step(workflow.first_step + step);
        if (!source.takes_work) {
            continue;
        }
        const PlanQueue& queue = plan.queue(source.need);
        const std::vector<int> options =
            queue.alternatives.empty() ? std::vector<int>{source.need} : queue.alternatives;
        for (const int option : options) {
            for (const Need& need : plan.queue(option).teams) {
                work[static_cast<std::size_t>(need.team)] += static_cast<double>(need.people) *
                                                             source.chance * source.mean_work() /
                                                             static_cast<double>(options.size());
            }
        }
    }
    return work;
}

/// Cases an hour that keep the busiest team busy all the time.
double capacity_per_hour(const Plan& plan, const PlanWorkflow& workflow) {
    const std::vector<double> work = work_of_a_case(plan, workflow);
    double least = std::numeric_limits<double>::max();
    for (std::size_t team = 0; team < work.size(); ++team) {
        std::size_t people = 0;
        for (const Shift& shift : plan.teams[team].shifts) {
            people += shift.people.size();
        }
        if (!plan.teams[team].unlimited && work[team] > 0) {
            least = std::min(least,
                             static_cast<double>(people) * static_cast<double>(hour) / work[team]);
        }
    }
    return least;
}

double share_of_kind(const Plan& plan, int kind) {
    const std::vector<double>& thresholds = plan.client_kind_thresholds;
    if (kind < 0 || thresholds.empty()) {
        return 1;
    }
    const auto place = static_cast<std::size_t>(kind);
    return thresholds[place] - (place > 0 ? thresholds[place - 1] : 0);
}

/// Cases an hour from one source that nothing else has a say in.
double source_per_hour(const Plan& plan, const PlanDemand& demand) {
    const WeekClock& clock = plan.one_clock ? plan.wall : plan.clock(demand.clock);
    const Microseconds cycle = std::max(clock.cycle(), plan.wall.cycle());
    const double open_share = static_cast<double>(clock.open_before(cycle)) /
                              static_cast<double>(plan.wall.open_before(cycle));
    return open_share * static_cast<double>(hour) / demand.mean_interval;
}

/// How many kinds of case a workflow has, of clients and of its own.
int variants_of(const Plan& plan, const PlanWorkflow& workflow) {
    return std::max(1, static_cast<int>(plan.client_kind_thresholds.size())) *
           std::max(1, workflow.case_kinds);
}

bool is_called(const Plan& plan, std::size_t workflow) {
    return std::any_of(plan.steps.begin(), plan.steps.end(), [&](const PlanStep& step) {
        return step.calls == static_cast<int>(workflow);
    });
}

/// Days on which a time of day comes, over the whole cycle of dates.
double open_dates(const Plan& plan, const PlanDated& dated, std::size_t rule) {
    std::int64_t dates = 0;
    for (std::int64_t number = 1; number <= DateTable::cycle_days; ++number) {
        dates += comes_on(plan, dated, rule, number) ? 1 : 0;
    }
    return static_cast<double>(dates);
}

/// Dates in an open hour, over many years.
double dates_per_hour(const Plan& plan, const PlanDated& dated) {
    double dates = 0;
    for (std::size_t i = 0; i < dated.at.size(); ++i) {
        const Period period = period_of(dated.at[i]);
        dates += period == Period::day     ? open_dates(plan, dated, i)
                 : period == Period::week  ? static_cast<double>(DateTable::cycle_days) / 7
                 : period == Period::month ? static_cast<double>(DateTable::cycle_months)
                                           : static_cast<double>(DateTable::cycle_months) / 12;
    }
    return dates / (static_cast<double>(plan.wall.open_before(DateTable::cycle)) /
                    static_cast<double>(hour));
}

/// Cases an hour that come at dates, over many years.
double dated_per_hour(const Plan& plan, const PlanDemand& demand, std::int64_t clients) {
    const double of_each = demand.dated->per_client ? static_cast<double>(clients) *
                                                          share_of_kind(plan, demand.client_kind)
                                                    : 1;
    return dates_per_hour(plan, *demand.dated) * demand.dated->cases * of_each;
}

/// Cases an hour that come by themselves, if that can be said.
std::optional<double> own_arrivals_per_hour(const Plan& plan, std::size_t workflow,
                                            std::int64_t clients) {
    double sum = 0;
    for (const PlanDemand& demand : plan.workflows[workflow].demands) {
        switch (demand.kind) {
        case Demand::Kind::per_client:
            sum += static_cast<double>(clients) * share_of_kind(plan, demand.client_kind) *
                   source_per_hour(plan, demand);
            break;
        case Demand::Kind::new_client:
        case Demand::Kind::lost_client:
            sum += static_cast<double>(clients) * share_of_kind(plan, demand.client_kind) *
                   demand.turnover->times * source_per_hour(plan, demand);
            break;
        case Demand::Kind::rate:
        case Demand::Kind::every:
            sum += source_per_hour(plan, demand);
            break;
        case Demand::Kind::none:
            break;
        case Demand::Kind::always_open:
        case Demand::Kind::idle_client:
        case Demand::Kind::caused:
        case Demand::Kind::dated: // what a window holds of it is a matter of dates
            return std::nullopt;
        }
    }
    return sum;
}

} // namespace

double hours_of_a_case(const Plan& plan, const PlanWorkflow& workflow) {
    double sum = 0;
    for (int step = 0; step < workflow.steps; ++step) {
        const PlanStep& source = plan.step(workflow.first_step + step);
        sum += source.chance * ((source.takes_work ? source.mean_work() : 0) +
                                (source.has_delay ? source.delay.mean() : 0) +
                                (source.appointment >= 0 ? source.lead.mean() : 0));
    }
    return sum / static_cast<double>(hour);
}

std::optional<ArrivalRate> arrival_rate(const Plan& plan, const PlanDemand& demand) {
    ArrivalRate rate;
    switch (demand.kind) {
    case Demand::Kind::per_client:
        rate.per_client = source_per_hour(plan, demand);
        break;
    case Demand::Kind::new_client:
    case Demand::Kind::lost_client:
        rate.per_client = demand.turnover->times * source_per_hour(plan, demand);
        break;
    case Demand::Kind::rate:
    case Demand::Kind::every:
        rate.fixed = source_per_hour(plan, demand);
        break;
    case Demand::Kind::dated:
    case Demand::Kind::caused:
    case Demand::Kind::none:
        break;
    case Demand::Kind::always_open:
    case Demand::Kind::idle_client:
        return std::nullopt;
    }
    if (demand.dated) {
        const double cases = dates_per_hour(plan, *demand.dated) * demand.dated->cases;
        (demand.dated->per_client ? rate.per_client : rate.fixed) += cases;
    }
    return rate;
}

std::optional<double> known_arrivals_per_hour(const Plan& plan, std::size_t workflow,
                                              std::int64_t clients) {
    return is_called(plan, workflow) ? std::nullopt
                                     : own_arrivals_per_hour(plan, workflow, clients);
}

std::optional<double> steady_arrivals_per_hour(const Plan& plan, std::size_t workflow,
                                               std::int64_t clients) {
    if (is_called(plan, workflow)) {
        return std::nullopt;
    }
    double dated = 0;
    for (const PlanDemand& demand : plan.workflows[workflow].demands) {
        if (demand.kind == Demand::Kind::always_open || demand.kind == Demand::Kind::idle_client ||
            demand.kind == Demand::Kind::caused) {
            return std::nullopt;
        }
        dated += demand.dated ? 1 : 0;
    }
    return dated > 0 ? expected_arrivals(
                           plan, clients,
                           Followers(plan.workflows.size(),
                                     std::vector<double>(plan.workflows.size(), 0)))[workflow]
                     : own_arrivals_per_hour(plan, workflow, clients);
}

Followers guessed_followers(const Plan& plan) {
    const std::size_t count = plan.workflows.size();
    Followers followers(count, std::vector<double>(count, 0));
    for (std::size_t i = 0; i < count; ++i) {
        const PlanWorkflow& workflow = plan.workflows[i];
        const auto first = plan.steps.begin() + workflow.first_step;
        for (const PlanCause& cause : workflow.causes) {
            double share = 1;
            if (cause.step >= 0 && cause.exit >= 0) {
                const std::vector<double>& thresholds = (first + cause.step)->exit_thresholds;
                const auto exit = static_cast<std::size_t>(cause.exit);
                share = thresholds[exit] - (exit > 0 ? thresholds[exit - 1] : 0);
            }
            followers[i][static_cast<std::size_t>(cause.workflow)] += share * cause.times;
        }
        for (auto step = first; step != first + workflow.steps; ++step) {
            if (step->calls >= 0) {
                followers[i][static_cast<std::size_t>(step->calls)] +=
                    step->chance * (step->has_times ? step->times.mean() : 1);
            }
        }
    }
    return followers;
}

std::vector<double> expected_arrivals(const Plan& plan, std::int64_t clients,
                                      const Followers& followers) {
    const std::size_t count = plan.workflows.size();
    std::vector<double> rates(count, 0);
    for (std::size_t i = 0; i < count; ++i) {
        const PlanWorkflow& workflow = plan.workflows[i];
        if (const auto known = own_arrivals_per_hour(plan, i, clients)) {
            rates[i] = *known;
            continue;
        }
        const double alone = std::max(hours_of_a_case(plan, workflow), 1e-9);
        const bool by_date =
            std::any_of(workflow.demands.begin(), workflow.demands.end(),
                        [](const PlanDemand& demand) { return demand.dated.has_value(); });
        for (const PlanDemand& demand : workflow.demands) {
            const bool is_rate =
                demand.kind == Demand::Kind::rate || demand.kind == Demand::Kind::every;
            if (demand.dated) {
                rates[i] += dated_per_hour(plan, demand, clients);
            } else if (by_date && is_rate) {
                rates[i] += source_per_hour(plan, demand);
            } else if (by_date && demand.kind == Demand::Kind::per_client) {
                rates[i] += static_cast<double>(clients) * share_of_kind(plan, demand.client_kind) *
                            source_per_hour(plan, demand);
            } else if (demand.kind == Demand::Kind::always_open) {
                rates[i] += static_cast<double>(demand.open_cases) / alone;
            } else if (demand.kind == Demand::Kind::idle_client) {
                const double idle = 1 / source_per_hour(plan, demand);
                rates[i] += static_cast<double>(clients) * share_of_kind(plan, demand.client_kind) /
                            (idle + alone);
            }
        }
        rates[i] = by_date ? rates[i] : std::min(rates[i], capacity_per_hour(plan, workflow));
    }
    // What cases bring about elsewhere, followed as often as there are workflows to pass through.
    std::vector<double> all = rates;
    for (std::size_t round = 0; round < std::min<std::size_t>(count, 20); ++round) {
        std::vector<double> next = rates;
        for (std::size_t i = 0; i < count; ++i) {
            for (std::size_t follower = 0; follower < count; ++follower) {
                next[follower] += all[i] * followers[i][follower];
            }
        }
        all = next;
    }
    return all;
}

double expected_arrivals_per_hour(const Plan& plan, std::int64_t clients) {
    double sum = 0;
    for (const double rate : expected_arrivals(plan, clients, guessed_followers(plan))) {
        sum += rate;
    }
    return sum;
}

double visits_of_a_case(const Plan& plan, std::int64_t clients) {
    const std::vector<double> arrivals = expected_arrivals(plan, clients, guessed_followers(plan));
    double cases = 0;
    double visits = 0;
    for (std::size_t i = 0; i < arrivals.size(); ++i) {
        cases += arrivals[i];
        visits += arrivals[i] * static_cast<double>(plan.workflows[i].steps);
    }
    return cases > 0 ? visits / cases : 1;
}

std::vector<double> shares_of_client_kinds(const Plan& plan, std::size_t workflow) {
    const std::size_t kinds = std::max<std::size_t>(1, plan.client_kind_thresholds.size());
    std::vector<double> shares(kinds, 0);
    double sum = 0;
    for (const PlanDemand& demand : plan.workflows[workflow].demands) {
        if (demand.client_kind < 0 || demand.mean_interval <= 0) {
            continue;
        }
        const double clients =
            demand.kind == Demand::Kind::per_client ? share_of_kind(plan, demand.client_kind) : 1;
        const double rate = clients * source_per_hour(plan, demand);
        shares[static_cast<std::size_t>(demand.client_kind)] += rate;
        sum += rate;
    }
    for (std::size_t kind = 0; kind < kinds; ++kind) {
        shares[kind] = sum > 0     ? shares[kind] / sum
                       : kinds > 1 ? share_of_kind(plan, static_cast<int>(kind))
                                   : 1;
    }
    return shares;
}

bool is_closed(const PlanWorkflow& workflow) {
    return std::all_of(workflow.demands.begin(), workflow.demands.end(),
                       [](const PlanDemand& demand) {
                           return demand.kind == Demand::Kind::always_open ||
                                  demand.kind == Demand::Kind::idle_client;
                       });
}

TeamWork work_of(const Plan& plan, std::size_t team) {
    TeamWork work;
    for (const PlanWorkflow& workflow : plan.workflows) {
        const bool closed = is_closed(workflow);
        // Of every kind: one that waits for ever is enough.
        for (int step = 0; step < workflow.steps * variants_of(plan, workflow); ++step) {
            const PlanStep& source = plan.step(workflow.first_step + step);
            if (!source.takes_work) {
                continue;
            }
            for (const Need& need : plan.queue(source.need).teams) {
                if (static_cast<std::size_t>(need.team) == team) {
                    (closed || source.may_leave ? work.leaves : work.stays) = true;
                }
            }
        }
    }
    return work;
}

bool absorbs_overload(const Plan& plan, std::size_t team) {
    const TeamWork work = work_of(plan, team);
    return work.leaves && !work.stays;
}

} // namespace plimsoll
