#include "scenarios/long_run.hpp"

#include "scenarios/whole_number.hpp"

#include <algorithm>
#include <optional>

namespace plimsoll {

namespace {

/// What grows without end where work piles up.
struct Growing {
    int team = -1; ///< work that waits for its people
    int slot = -1; ///< or for one of these appointments
};

std::optional<Growing> growing(const Operation& operation, const Plan& plan,
                               const KnownLimit& known, const Limits& limits) {
    if (known.at_most() && limits.stability_cause == known.cause().name &&
        !known.at_most()->people.empty()) {
        const int last = known.at_most()->people.back();
        const int slot = last - static_cast<int>(plan.people.size());
        if (slot >= 0) {
            return Growing{-1, slot};
        }
    }
    const auto full =
        std::find_if(operation.teams.begin(), operation.teams.end(),
                     [&](const Team& team) { return team.name == limits.stability_cause; });
    if (full == operation.teams.end() || plan.has_precedence) {
        return std::nullopt;
    }
    const int team = static_cast<int>(full - operation.teams.begin());
    const Order order = plan.teams[static_cast<std::size_t>(team)].order;
    return order == Order::fifo || order == Order::due ? std::optional(Growing{team, -1})
                                                       : std::nullopt;
}

bool waits(const Plan& plan, const PlanStep& step, const Growing& growing) {
    if (growing.slot >= 0) {
        return step.slot == growing.slot;
    }
    if (step.need < 0 || step.person_rule >= 0) {
        return false;
    }
    const PlanNeed& need = plan.needs[static_cast<std::size_t>(step.need)];
    return need.options.empty() && need.helps < 0 &&
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
    const PlanWorkflow& workflow = plan.workflows[static_cast<std::size_t>(promise.workflow)];
    if (promise.step >= 0) {
        return always_waits(plan, workflow.first_number + promise.step, growing) ? 1 : 0;
    }
    double left = 0;
    std::vector<double> visits(static_cast<std::size_t>(plan.step_numbers), 0);
    for (const Replication& record : volume.replications) {
        left +=
            static_cast<double>(record.workflows[static_cast<std::size_t>(promise.workflow)].left);
        for (std::size_t cell = 0; cell < plan.cells.size(); ++cell) {
            visits[static_cast<std::size_t>(plan.cells[cell].step)] +=
                static_cast<double>(record.cells[cell].visits);
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

} // namespace

void break_where_work_piles_up(const Operation& operation, const Plan& plan,
                               const std::vector<Volume>& volumes, const KnownLimit& known,
                               Limits& limits) {
    const std::optional<Growing> grows = growing(operation, plan, known, limits);
    const auto steady = std::find_if(volumes.rbegin(), volumes.rend(), [](const Volume& volume) {
        return !volume.measurement.overloaded && volume.clients > 0;
    });
    if (!limits.stability.value || !grows || steady == volumes.rend()) {
        return;
    }
    for (std::size_t number = 0; number < limits.promises.size(); ++number) {
        PromiseLimit& promise = limits.promises[number];
        const bool holds = promise.limit.value
                               ? promise.limit.value->mean > limits.stability.value->mean
                               : promise.state == PromiseState::kept;
        if (!holds || share_that_comes(plan, *steady, plan.promises[number], *grows) <=
                          1 - promise.promised) {
            continue;
        }
        const bool was_below = promise.state == PromiseState::below;
        if (static_cast<double>(steady->clients) <
            close_below_a_limit * limits.stability.value->mean) {
            promise.limit = {std::nullopt, "kept up to " + clients_in_words(steady->clients) +
                                               "; nothing was simulated between that and where "
                                               "work piles up"};
            promise.state = was_below ? promise.state : PromiseState::kept;
        } else {
            promise.limit = limits.stability;
            promise.state = was_below ? promise.state : PromiseState::breaks;
        }
    }
}

bool ends_where_work_piles_up(const Figure& limit, const Limits& limits) {
    return limit.value && limits.stability.value &&
           limit.value->mean == limits.stability.value->mean;
}

} // namespace plimsoll
