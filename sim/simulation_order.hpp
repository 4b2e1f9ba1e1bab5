// Which work goes first: MODEL.md rulings 6 and 8. Part of sim/simulation.hpp.
//
// The order's key decides, then the time the work became ready, then names, so that nothing depends
// on when something was put where. Work that needs several people at once stands in the queue of
// every team it needs. Until it has waited longer than its mean effort it may be overtaken; from
// then on nothing that became ready later starts in any of these teams.
#pragma once

#include "sim/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// The order's key, smaller first.
template <class Features, class... Mechanisms>
std::int64_t Simulation<Features, Mechanisms...>::urgency(const WorkItem& item, Order order) const {
    const std::int64_t plain_urgency = urgency_of_plain_work(item, order);
    if (!any_work || !plan_.has_precedence) {
        return plain_urgency;
    }
    // Whole bands of urgency, one below the other; none is beyond `never`.
    constexpr std::int64_t band = never + 1;
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
    return plain_urgency - (plain - step.precedence) * band;
}

template <class Features, class... Mechanisms>
std::int64_t Simulation<Features, Mechanisms...>::urgency_of_plain_work(const WorkItem& item,
                                                                        Order order) const {
    switch (order) {
    case Order::fifo:
        return 0;
    case Order::priority:
        return plan_.steps[static_cast<std::size_t>(item.step)].priority;
    case Order::due: {
        const Case& subject = cases_[item.case_slot];
        if (subject.due < 0) {
            return never;
        }
        return clocks_.at_open(due_of(subject).clock, due_now(subject));
    }
    case Order::shortest:
        return is_alone(item) ? item.effort : effort_drawn_for(item.batch);
    }
    return 0;
}

/// The end of every tie: workflow, client and number of the case, step in file order, visit.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::named_before(std::uint32_t a, std::uint32_t b) const {
    const WorkItem& one = items_[a];
    const WorkItem& other = items_[b];
    const Case& first = cases_[one.case_slot];
    const Case& second = cases_[other.case_slot];
    return std::tie(first.workflow, first.client, first.number, one.step, one.visit) <
           std::tie(second.workflow, second.client, second.number, other.step, other.visit);
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::served_before(Order order, std::uint32_t a,
                                                        std::uint32_t b) const {
    const std::int64_t first = urgency(items_[a], order);
    const std::int64_t second = urgency(items_[b], order);
    if (first != second) {
        return first < second;
    }
    return items_[a].ready != items_[b].ready ? items_[a].ready < items_[b].ready
                                              : named_before(a, b);
}

/// By the order of the team that the queue belongs to.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::served_before(std::uint32_t a, std::uint32_t b) const {
    const WorkItem& one = items_[a];
    const WorkItem& other = items_[b];
    if (one.urgency != other.urgency) {
        return one.urgency < other.urgency;
    }
    return one.ready != other.ready ? one.ready < other.ready : named_before(a, b);
}

/// What became ready later than this must let work go first that needs several of these teams.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::not_overtaking(const PlanNeed& need) {
    Microseconds ready_until = never;
    if constexpr (!any_work) {
        return ready_until;
    }
    for (const Need& part : need.teams) {
        if (!teams_[static_cast<std::size_t>(part.team)].shared_needs.empty()) {
            ready_until = std::min(ready_until, may_not_be_overtaken(part.team));
        }
    }
    return ready_until;
}

/// The first in the queue's order of those that may start if their people are there.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::next_in(int need) {
    WorkQueue& queue = queues_[static_cast<std::size_t>(need)];
    if (queue.empty()) {
        return nobody;
    }
    if constexpr (!any_work) {
        return queue.front();
    }
    const PlanNeed& wanted = plan_.needs[static_cast<std::size_t>(need)];
    Microseconds ready_until = not_overtaking(wanted);
    if (!wanted.options.empty()) {
        // One of them is enough.
        ready_until = -1;
        for (const int option : wanted.options) {
            ready_until = std::max(ready_until,
                                   not_overtaking(plan_.needs[static_cast<std::size_t>(option)]));
        }
    }
    const auto may_go = [&](std::uint32_t item) {
        return wanted.precedence != plain || items_[item].ready <= ready_until ||
               is_kept_for(items_[item]);
    };
    const std::uint32_t head = queue.front();
    if (may_go(head)) {
        return head;
    }
    std::uint32_t best = nobody;
    if (!queue.first_come() || plan_.keeps) {
        queue.for_each_by_readiness([&](std::uint32_t item) {
            if (items_[item].ready > ready_until && !plan_.keeps) {
                return false;
            }
            if (may_go(item) && (best == nobody || served_before(item, best))) {
                best = item;
            }
            return true;
        });
    }
    return best;
}

/// The queue of this need gains or loses an item: what may not be overtaken may be another.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::queue_changed(int need) {
    const PlanNeed& plan = plan_.needs[static_cast<std::size_t>(need)];
    if (!any_work || plan.people < 2) {
        return;
    }
    for (const Need& part : plan.teams) {
        teams_[static_cast<std::size_t>(part.team)].overtaking_known_at = -1;
    }
}

/// Ruling 6: work that needs several may be overtaken until it has waited longer than its mean
/// effort. The earliest ready time of such work that may no longer be, or never.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::may_not_be_overtaken(int team) {
    TeamState& state = teams_[static_cast<std::size_t>(team)];
    if (state.overtaking_known_at == now_) {
        return state.not_overtaken;
    }
    Microseconds earliest = never;
    for (const int need : state.shared_needs) {
        queues_[static_cast<std::size_t>(need)].for_each_by_readiness([&](std::uint32_t index) {
            const WorkItem& item = items_[index];
            if (item.ready >= earliest) {
                return false;
            }
            const double waited = static_cast<double>(now_elapsed_ - elapsed_at(item.ready));
            if (waited > plan_.steps[static_cast<std::size_t>(item.step)].effort.mean()) {
                earliest = item.ready;
                return false;
            }
            return true;
        });
    }
    state.overtaking_known_at = now_;
    state.not_overtaken = earliest;
    return earliest;
}

/// Whether some team of work that needs several puts other work first that can start, too. Among
/// such work the one ready earlier goes first in every team, or two could wait for each other.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::must_let_another_go_first(int need, std::uint32_t index) {
    const PlanNeed& plan = plan_.needs[static_cast<std::size_t>(need)];
    if (!any_work || plan.people < 2) {
        return false;
    }
    for (const Need& part : plan.teams) {
        const PlanTeam& team = plan_.teams[static_cast<std::size_t>(part.team)];
        for (const int other : team.needs) {
            const std::uint32_t rival = next_in(other);
            if (rival == nobody || rival == index || !served_before(team.order, rival, index) ||
                !are_free_for(other)) {
                continue;
            }
            const bool alone = plan_.needs[static_cast<std::size_t>(other)].teams.size() == 1;
            if (alone || served_before(Order::fifo, rival, index)) {
                return true;
            }
        }
    }
    return false;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_from_queue(std::uint32_t index) {
    const WorkItem& item = items_[index];
    queue_changed(item.need);
    count_waiting(item, -1);
    queues_[static_cast<std::size_t>(item.need)].remove(
        index, items_, [this](std::uint32_t a, std::uint32_t b) { return served_before(a, b); });
    const PlanNeed& need = plan_.needs[static_cast<std::size_t>(item.need)];
    for (const Need& part : need.teams) {
        --teams_[static_cast<std::size_t>(part.team)].waiting;
    }
    for (const int helper : need.helpers) {
        --teams_[static_cast<std::size_t>(helper)].waiting;
    }
}

} // namespace plimsoll
