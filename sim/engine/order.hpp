// Which work goes first: MODEL.md ruling 8. Part of sim/engine/simulation.hpp.
//
// The order's key decides, then the time the work became ready, then names, so that nothing depends
// on when something was put where. Work that needs several people at once stands in the queue of
// every team it needs; what may overtake it is in sim/engine/joint_work.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// The order's key, smaller first.
template <class Features, class... Mechanisms>
std::int64_t Simulation<Features, Mechanisms...>::urgency(const WorkItem& item, Order order) const {
    const std::int64_t plain_urgency = urgency_of_plain_work(item, order);
    if (!full_engine || !plan_.has_precedence) {
        return plain_urgency;
    }
    // Whole bands of urgency, one below the other; none is beyond `never`.
    constexpr std::int64_t band = never + 1;
    const PlanStep& step = plan_.step(item.step);
    return plain_urgency - (plain - step.precedence) * band;
}

template <class Features, class... Mechanisms>
std::int64_t Simulation<Features, Mechanisms...>::urgency_of_plain_work(const WorkItem& item,
                                                                        Order order) const {
    switch (order) {
    case Order::fifo:
        return 0;
    case Order::priority:
        return plan_.step(item.step).priority;
    case Order::due: {
        const Case& subject = cases_[item.case_index];
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
    const Case& first = cases_[one.case_index];
    const Case& second = cases_[other.case_index];
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

/// The first in the queue's order of those that may start if their people are there.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::next_in(int need) {
    WorkQueue& queue = queues_[static_cast<std::size_t>(need)];
    if (queue.empty()) {
        return nobody;
    }
    const std::uint32_t head = queue.front();
    if (!joint_work || (!joint_.exists() && !plan_.keeps)) {
        return head;
    }
    const auto may_start = [&](std::uint32_t index) {
        if (full_engine && !kept_are_there(index)) {
            expect_kept(index);
            return false;
        }
        const std::vector<int>& options = plan_.queue(need).alternatives;
        return options.empty() ? !joint_.is_kept_from(index, need)
                               : std::any_of(options.begin(), options.end(), [&](int option) {
                                     return !joint_.is_kept_from(index, option);
                                 });
    };
    if (may_start(head)) {
        return head;
    }
    // Behind it something shorter may fit into the gap. Of the visits of a step that differ in
    // nothing but the time they became ready, what keeps one keeps those behind it.
    const PlanQueue& wanted = plan_.queue(need);
    const bool one_order =
        wanted.teams.size() == 1 ||
        std::all_of(wanted.teams.begin(), wanted.teams.end(), [this](const Need& part) {
            const Order order = plan_.team(part.team).order;
            return order == Order::fifo || order == Order::priority;
        });
    const auto differ = [&](const WorkItem& item) {
        return !one_order || !is_alone(item) || item.uses_kept;
    };
    std::vector<std::uint32_t> kept;
    if (!differ(items_[head])) {
        kept.push_back(head);
    }
    const auto all_are_kept = [&] {
        return queue.first_come() && kept.size() >= joint_.steps_of(need);
    };
    if (all_are_kept()) {
        return nobody;
    }
    std::uint32_t best = nobody;
    queue.for_each([&](std::uint32_t index) {
        const WorkItem& item = items_[index];
        if (index == head || (best != nobody && !served_before(index, best))) {
            return true;
        }
        const bool is_kept = std::any_of(kept.begin(), kept.end(), [&](std::uint32_t other) {
            return items_[other].step == item.step && served_before(other, index);
        });
        if (is_kept && !differ(item)) {
            return true;
        }
        if (may_start(index)) {
            best = index;
            return !queue.first_come();
        }
        if (!differ(item)) {
            kept.push_back(index);
        }
        return !all_are_kept();
    });
    return best;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_from_queue(std::uint32_t index) {
    const WorkItem& item = items_[index];
    count_waiting(item, -1);
    joint_.changed();
    queues_[static_cast<std::size_t>(item.need)].remove(
        index, items_, [this](std::uint32_t a, std::uint32_t b) { return served_before(a, b); });
    const PlanQueue& need = plan_.queue(item.need);
    for (const Need& part : need.teams) {
        --teams_[static_cast<std::size_t>(part.team)].waiting;
    }
    for (const int helper : need.helpers) {
        --teams_[static_cast<std::size_t>(helper)].waiting;
    }
}

} // namespace plimsoll
