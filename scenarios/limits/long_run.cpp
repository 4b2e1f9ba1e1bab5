#include "scenarios/limits/long_run.hpp"

#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>

namespace plimsoll {

namespace {

/// What grows without end where work piles up.
struct Growing {
    int team = -1;               ///< work that waits for its people
    std::vector<int> pages = {}; ///< or for an appointment on one of these
};

std::optional<Growing> growing(const Operation& operation, const Plan& plan,
                               const KnownLimit& known, const Limits& limits) {
    if (known.at_most() && limits.stability_cause == known.cause().name &&
        !known.full_pages().empty()) {
        return Growing{-1, known.full_pages()};
    }
    const auto full =
        std::find_if(operation.teams.begin(), operation.teams.end(),
                     [&](const Team& team) { return team.name == limits.stability_cause; });
    if (full == operation.teams.end() || plan.has_precedence) {
        return std::nullopt;
    }
    const int team = static_cast<int>(full - operation.teams.begin());
    const Order order = plan.team(team).order;
    return order == Order::fifo || order == Order::due ? std::optional(Growing{team})
                                                       : std::nullopt;
}

bool waits(const Plan& plan, const PlanStep& step, const Growing& growing) {
    if (!growing.pages.empty()) {
        return step.appointment >= 0 &&
               std::all_of(plan.appointment(step.appointment).pages.begin(),
                           plan.appointment(step.appointment).pages.end(), [&](int page) {
                               return std::binary_search(growing.pages.begin(), growing.pages.end(),
                                                         page);
                           });
    }
    if (step.need < 0 || step.person_rule >= 0) {
        return false;
    }
    const PlanQueue& need = plan.queue(step.need);
    return need.alternatives.empty() && need.helps < 0 &&
           std::any_of(need.teams.begin(), need.teams.end(),
                       [&](const Need& part) { return part.team == growing.team; });
}

/// Whether every visit of a step, for all kinds of cases, waits there.
bool always_waits(const Plan& plan, int step_number, const Growing& growing) {
    bool some = false;
    for (const PlanStep& step : plan.steps) {
        if (step.number == step_number) {
            if (!waits(plan, step, growing)) {
                return false;
            }
            some = true;
        }
    }
    return some;
}

/// At least so large a share of what is promised comes to what grows; measured where nothing does.
double share_that_comes(const Plan& plan, const Volume& volume, const Promise& promise,
                        const Growing& growing) {
    const PlanWorkflow& workflow = plan.workflow(promise.workflow);
    if (promise.step >= 0) {
        return always_waits(plan, workflow.first_number + promise.step, growing) ? 1 : 0;
    }
    double left = 0;
    std::vector<double> visits(static_cast<std::size_t>(plan.step_numbers), 0);
    for (const Replication& record : volume.replications) {
        left +=
            static_cast<double>(record.workflows[static_cast<std::size_t>(promise.workflow)].left);
        for (std::size_t counter = 0; counter < plan.counters.size(); ++counter) {
            visits[static_cast<std::size_t>(plan.counters[counter].step)] +=
                static_cast<double>(record.counters[counter].visits);
        }
    }
    double most = 0;
    for (int step = 0; step < workflow.steps; ++step) {
        const int number = workflow.first_number + step;
        if (left > 0 && always_waits(plan, number, growing)) {
            most = std::max(most, visits[static_cast<std::size_t>(number)] / left);
        }
    }
    const bool of_a_kind = promise.client_kind >= 0 || promise.case_kind >= 0;
    constexpr double all = 0.999;
    return of_a_kind && most < all ? 0 : std::min(most, 1.);
}

/// Teams that are full beyond where work first piles up, by what the full ones let pass and by work
/// that comes to none of them: the next of them, and at how many clients.
struct NextFull {
    std::size_t team = 0;
    Estimate clients;
};

std::optional<NextFull> next_full(const Plan& plan, const std::vector<Volume>& volumes,
                                  const std::set<std::size_t>& full) {
    std::optional<NextFull> next;
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        const Order order = plan.teams[team].order;
        if (full.count(team) > 0 || plan.teams[team].unlimited || absorbs_overload(plan, team) ||
            (order != Order::fifo && order != Order::due)) {
            continue;
        }
        double clients_before = 0;
        double load_before = 0;
        for (const Volume& volume : volumes) {
            const Ratio load = load_behind(plan, volume, team, full);
            const std::size_t n = load.numerators.size();
            const double here = n > 0 ? pooled(load, n) : 0;
            const auto clients = static_cast<double>(volume.clients);
            if (here >= 1) {
                const double at = clients_before + (clients - clients_before) * (1 - load_before) /
                                                       (here - load_before);
                const double half = n > 1 ? at * half_width(load, n) / here : 0;
                if (load_before > 0 && (!next || at < next->clients.mean)) {
                    next = {team, {at, at - half, at + half}};
                }
                break;
            }
            clients_before = clients;
            load_before = here;
        }
    }
    return next;
}

/// Ends promises at this limit of which enough comes to what grows from there on.
/// `below` is the last volume before it.
void end_promises(const Plan& plan, const Volume& steady, const Volume& below, const Growing& grows,
                  const Figure& end, Limits& limits) {
    for (std::size_t number = 0; number < limits.promises.size(); ++number) {
        PromiseLimit& promise = limits.promises[number];
        const bool holds = promise.limit.value ? promise.limit.value->mean > end.value->mean
                                               : promise.state == PromiseState::kept;
        if (!holds ||
            share_that_comes(plan, steady, plan.promises[number], grows) <= 1 - promise.promised) {
            continue;
        }
        const bool was_below = promise.state == PromiseState::below;
        if (static_cast<double>(below.clients) < close_below_a_limit * end.value->mean) {
            promise.limit = {std::nullopt, "kept up to " + clients_in_words(below.clients) +
                                               "; nothing was simulated between that and where "
                                               "work piles up"};
            promise.state = was_below ? promise.state : PromiseState::kept;
        } else {
            promise.limit = end;
            // It may break anywhere beyond the last volume that keeps it.
            promise.limit.value->low = std::min(end.value->low.value_or(end.value->mean),
                                                static_cast<double>(below.clients));
            promise.limit.value->high = end.value->high.value_or(end.value->mean);
            promise.state = was_below ? promise.state : PromiseState::breaks;
        }
    }
}

} // namespace

void break_where_work_piles_up(const Operation& operation, const Plan& plan,
                               const std::vector<Volume>& volumes, const KnownLimit& known,
                               Limits& limits) {
    const std::optional<Growing> grows = growing(operation, plan, known, limits);
    const auto steady = std::find_if(volumes.rbegin(), volumes.rend(), [](const Volume& volume) {
        return !volume.measurement.overloaded && !volume.measurement.unsettled &&
               volume.clients > 0;
    });
    if (!limits.stability.value || !grows || steady == volumes.rend()) {
        return;
    }
    end_promises(plan, *steady, *steady, *grows, limits.stability, limits);
    if (grows->team < 0) {
        return;
    }
    // Other teams are full further on, and work piles up there, too.
    std::set<std::size_t> full{static_cast<std::size_t>(grows->team)};
    while (const std::optional<NextFull> next = next_full(plan, volumes, full)) {
        const auto beyond = std::find_if(volumes.begin(), volumes.end(), [&](const Volume& volume) {
            return static_cast<double>(volume.clients) >= next->clients.mean;
        });
        end_promises(plan, *steady, *std::prev(beyond), Growing{static_cast<int>(next->team)},
                     {next->clients, {}}, limits);
        full.insert(next->team);
    }
}

} // namespace plimsoll
