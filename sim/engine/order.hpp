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
template <class Engine>
std::int64_t urgency(const Engine& engine, const WorkItem& item, Order order) {
    const std::int64_t plain_urgency = urgency_of_plain_work(engine, item, order);
    if (!Engine::full_engine || !engine.plan.has_precedence) {
        return plain_urgency;
    }
    // Whole bands of urgency, one below the other; none is beyond `never`.
    constexpr std::int64_t band = never + 1;
    const PlanStep& step = engine.plan.step(item.step);
    return plain_urgency - (plain - step.precedence) * band;
}

template <class Engine>
std::int64_t urgency_of_plain_work(const Engine& engine, const WorkItem& item, Order order) {
    if (is_side_work(engine, item)) {
        return 0; // in the order in which it came
    }
    switch (order) {
    case Order::fifo:
        return 0;
    case Order::priority:
        return engine.plan.step(item.step).priority;
    case Order::due: {
        const Case& subject = engine.cases[item.case_index];
        if (subject.due < 0) {
            return never;
        }
        return engine.clock.at_open(engine.due.of(subject).clock, engine.due.now(subject));
    }
    case Order::shortest:
        return is_alone(engine, item) ? item.effort : effort_drawn_for(engine, item.batch);
    }
    return 0;
}

/// The end of every tie: workflow, client and number of the case, step in file order, visit.
template <class Engine>
bool named_before(const Engine& engine, std::uint32_t a, std::uint32_t b) {
    const WorkItem& one = engine.items[a];
    const WorkItem& other = engine.items[b];
    const Case& first = engine.cases[one.case_index];
    const Case& second = engine.cases[other.case_index];
    return std::tie(first.workflow, first.client, first.number, one.step, one.visit) <
           std::tie(second.workflow, second.client, second.number, other.step, other.visit);
}

template <class Engine>
bool served_before(const Engine& engine, Order order, std::uint32_t a, std::uint32_t b) {
    const std::int64_t first = urgency(engine, engine.items[a], order);
    const std::int64_t second = urgency(engine, engine.items[b], order);
    if (first != second) {
        return first < second;
    }
    return engine.items[a].ready != engine.items[b].ready
               ? engine.items[a].ready < engine.items[b].ready
               : named_before(engine, a, b);
}

/// By the order of the team that the queue belongs to.
template <class Engine>
bool served_before(const Engine& engine, std::uint32_t a, std::uint32_t b) {
    const WorkItem& one = engine.items[a];
    const WorkItem& other = engine.items[b];
    if (one.urgency != other.urgency) {
        return one.urgency < other.urgency;
    }
    return one.ready != other.ready ? one.ready < other.ready : named_before(engine, a, b);
}

/// The first in the queue's order of those that may start if their people are there.
template <class Engine>
std::uint32_t next_in(Engine& engine, int need) {
    WorkQueue& queue = engine.queues[need];
    if (queue.empty()) {
        return nobody;
    }
    const std::uint32_t head = queue.front();
    if (!Engine::joint_work || (!engine.joint.exists() && !engine.plan.keeps)) {
        return head;
    }
    const auto may_start = [&](std::uint32_t index) {
        if (Engine::full_engine && !kept_are_there(engine, index)) {
            expect_kept(engine, index);
            return false;
        }
        const std::vector<int>& options = engine.plan.queue(need).alternatives;
        return options.empty() ? !engine.joint.is_kept_from(index, need)
                               : std::any_of(options.begin(), options.end(), [&](int option) {
                                     return !engine.joint.is_kept_from(index, option);
                                 });
    };
    if (may_start(head)) {
        return head;
    }
    // Behind it something shorter may fit into the gap. Of the visits of a step that differ in
    // nothing but the time they became ready, what keeps one keeps those behind it.
    const PlanQueue& wanted = engine.plan.queue(need);
    const bool one_order =
        wanted.teams.size() == 1 ||
        std::all_of(wanted.teams.begin(), wanted.teams.end(), [&engine](const Need& part) {
            const Order order = engine.plan.team(part.team).order;
            return order == Order::fifo || order == Order::priority;
        });
    const auto differ = [&](const WorkItem& item) {
        return !one_order || !is_alone(engine, item) || item.uses_kept;
    };
    std::vector<std::uint32_t> kept;
    if (!differ(engine.items[head])) {
        kept.push_back(head);
    }
    const auto all_are_kept = [&] {
        return queue.first_come() && kept.size() >= engine.joint.steps_of(need);
    };
    if (all_are_kept()) {
        return nobody;
    }
    std::uint32_t best = nobody;
    queue.for_each([&](std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        if (index == head || (best != nobody && !served_before(engine, index, best))) {
            return true;
        }
        const bool is_kept = std::any_of(kept.begin(), kept.end(), [&](std::uint32_t other) {
            return engine.items[other].step == item.step && served_before(engine, other, index);
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

template <class Engine>
void take_from_queue(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    count_waiting(engine, item, -1);
    engine.joint.changed();
    engine.queues[item.need].remove(
        index, engine.items,
        [&engine](std::uint32_t a, std::uint32_t b) { return served_before(engine, a, b); });
    const PlanQueue& need = engine.plan.queue(item.need);
    for (const Need& part : need.teams) {
        --engine.teams[part.team].waiting;
    }
    for (const int helper : need.helpers) {
        --engine.teams[helper].waiting;
    }
}

} // namespace plimsoll
