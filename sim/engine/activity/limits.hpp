// Work that finds no room (MODEL.md: wip, full). Part of sim/engine/simulation.hpp.
//
// An item takes room at its step and at all its teams at once, when it becomes ready there, and
// gives it back when it goes. What finds no room stays where it came from:
//
//     full: wait        blocked; the item that brought it keeps its own room, its people go
//     full: hold        blocked; the item that brought it keeps its room and its people
//     full: turn away   the case ends
//
// So a finished item settles only when nothing that it brought is blocked. Room that was given back
// is offered at the end of the instant, to those that asked first. What goes on within a limit
// takes the place of the item that brought it; work that blocks itself in a ring is in
// sim/engine/activity/deadlocks.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// Before the first instant.
template <class Engine>
void prepare_limits(Engine& engine) {
    engine.limits.resize(engine.plan.limits.size());
    if (std::any_of(engine.plan.limits.begin(), engine.plan.limits.end(),
                    [](const Limit& limit) { return limit.full == Limit::Full::hold; })) {
        for (LimitState& limit : engine.limits) {
            limit.waiting.assign(engine.plan.needs.size(), 0);
        }
    }
}

/// To be called before anything comes to stand before a limit, or goes from there.
template <class Engine>
void note_wait_before(Engine& engine, int limit) {
    LimitState& state = engine.limits[limit];
    engine.ledger.wait_before(limit, state.blocked_in_all(), state.blocked_since);
    state.blocked_since = engine.clock.elapsed();
}

/// Of the limits that an item counts against, or would, of its step and of its teams, the first
/// that passes the test, or -1.
template <class Engine, class Test>
int first_limit(const Engine& engine, const WorkItem& item, int need, Test test) {
    const PlanStep& step = engine.plan.step(item.step);
    if (step.limit >= 0 && test(step.limit)) {
        return step.limit;
    }
    if (step.takes_work) {
        for (const Need& part : engine.plan.queue(need).teams) {
            const int limit = engine.plan.team(part.team).limit;
            if (limit >= 0 && test(limit)) {
                return limit;
            }
        }
    }
    return -1;
}

/// Whether the item has a place of this limit.
template <class Engine>
bool counts_in(const Engine& engine, const WorkItem& item, int limit) {
    if (!item.has_capacity) {
        return false;
    }
    return first_limit(engine, item, item.capacity_need,
                       [limit](int one) { return one == limit; }) >= 0;
}

/// The limit that is full for this item, or -1. A place of `before`, which leaves, is free for it.
template <class Engine>
int full_limit(const Engine& engine, const WorkItem& item, int need, const WorkItem* before) {
    return first_limit(engine, item, need, [&](int limit) {
        const bool passed_on = before != nullptr && counts_in(engine, *before, limit);
        return engine.limits[limit].held - (passed_on ? 1 : 0) >= engine.plan.limit(limit).most;
    });
}

/// A limit of this item that others wait for, or -1.
template <class Engine>
int limit_with_others_before(const Engine& engine, const WorkItem& item, int need,
                             const WorkItem* before) {
    return first_limit(engine, item, need, [&](int limit) {
        const bool passed_on = before != nullptr && counts_in(engine, *before, limit);
        return !passed_on && engine.limits[limit].is_asked_for();
    });
}

template <class Engine>
void count_capacity(Engine& engine, WorkItem& item, int change) {
    if (change > 0) {
        item.capacity_need = item.need;
    }
    first_limit(engine, item, item.capacity_need, [&](int limit) {
        engine.limits[limit].held += change;
        if (change < 0) {
            engine.freed_limits.push_back(limit);
        }
        return false;
    });
}

/// The item has come to its step: it asks for room.
template <class Engine>
void enter(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    if (!Engine::full_engine || engine.plan.limits.empty() || engine.draining()) {
        make_ready(engine, index);
        return;
    }
    const bool is_brought = engine.upstream != nobody && engine.upstream != index &&
                            engine.items[engine.upstream].case_index == item.case_index;
    item.need = need_to_enter(engine, item);
    const bool leaves_capacity = is_brought && engine.items[engine.upstream].has_capacity &&
                                 engine.items[engine.upstream].holds == 0;
    const WorkItem* before = leaves_capacity ? &engine.items[engine.upstream] : nullptr;
    int limit = full_limit(engine, item, item.need, before);
    if (limit < 0) {
        limit = limit_with_others_before(engine, item, item.need,
                                         before); // nobody passes those who asked before
    }
    if (limit < 0) {
        if (leaves_capacity) {
            release_capacity(engine, engine.upstream);
            engine.items[engine.upstream].has_passed_place = true;
        }
        item.has_capacity = true;
        count_capacity(engine, item, 1);
        make_ready(engine, index);
        return;
    }
    const Limit::Full full = engine.plan.limit(limit).full;
    if (full == Limit::Full::turn_away) {
        turn_away(engine, index, limit);
        return;
    }
    item.stage = WorkItem::Stage::blocked;
    item.ready = engine.clock.now();
    if (is_brought && !engine.items[engine.upstream].has_passed_place) {
        engine.may_have_ring = true;
        item.upstream = engine.upstream;
        ++engine.items[engine.upstream].holds;
        if (full == Limit::Full::hold) {
            engine.items[engine.upstream].keeps_people = true;
            engine.people_are_held = true;
        }
    }
    note_wait_before(engine, limit);
    engine.limits[limit].blocked.push_back(index);
}

template <class Engine>
void turn_away(Engine& engine, std::uint32_t index, int limit) {
    const WorkItem& item = engine.items[index];
    const std::uint32_t case_index = item.case_index;
    engine.ledger.turn_away(limit);
    tally_lost_demand(engine, item);
    const PlanStep& step = engine.plan.step(item.step);
    if (step.response_promise >= 0 && !item.is_later_part) {
        CountedVisit missed;
        missed.counter = step.first_counter;
        missed.promise = step.response_promise;
        missed.turned_away = true;
        engine.cases[case_index].visits.push_back(missed);
    }
    engine.items[index].stage = WorkItem::Stage::none; // its delay, if it had one, is over
    if (item.part_of != nobody) {
        index = leave_whole(engine, index);
    }
    end_with(engine, index, engine.plan.workflow(engine.cases[case_index].workflow).turned_away);
}

/// The case of an item that neither waits nor is in work ends with this outcome.
template <class Engine>
void end_with(Engine& engine, std::uint32_t index, int outcome) {
    WorkItem& item = engine.items[index];
    const std::uint32_t case_index = item.case_index;
    Case& subject = engine.cases[case_index];
    const Moment moment = moment_of(engine, item);
    subject.last = moment;
    --subject.live;
    item.stage = WorkItem::Stage::none;
    if (engine.plan.workflow(subject.workflow).remembers) {
        subject.memory_of(moment.step).item = nobody;
    }
    end_case(engine, case_index, outcome);
    release_item(engine, index);
}

/// Takes a blocked item out: its case ended elsewhere, or it was sent back.
template <class Engine>
void leave_blocked(Engine& engine, std::uint32_t index) {
    for (int limit = 0; limit < engine.limits.number(); ++limit) {
        std::deque<std::uint32_t>& waiting = engine.limits[limit].blocked;
        const auto found = std::find(waiting.begin(), waiting.end(), index);
        if (found != waiting.end()) {
            note_wait_before(engine, limit);
            waiting.erase(found);
            break;
        }
    }
    release_upstream(engine, engine.items[index]);
}

template <class Engine>
void release_upstream(Engine& engine, WorkItem& item) {
    if (item.upstream == nobody) {
        return;
    }
    WorkItem& upstream = engine.items[item.upstream];
    if (--upstream.holds == 0 && item.upstream != engine.upstream) {
        engine.finished.push_back(item.upstream);
    }
    item.upstream = nobody;
}

/// Finished items give back their people and, unless something they brought is blocked, their room.
template <class Engine>
void settle_finished(Engine& engine) {
    for (std::size_t i = 0; i < engine.finished.size(); ++i) {
        const std::uint32_t index = engine.finished[i];
        WorkItem& item = engine.items[index];
        if (!item.people.empty() && (item.holds == 0 || !item.keeps_people)) {
            free_people(engine, item);
            item.people.clear();
        }
        for (const std::uint32_t person : item.people) {
            engine.joint.ends(person, never); // held with the work
            engine.joint.look_again_beside(engine.plan.people[person].team);
        }
        if (item.holds == 0) {
            release_item(engine, index);
        }
    }
    engine.finished.clear();
    engine.upstream = nobody;
}

template <class Engine>
void release_capacity(Engine& engine, std::uint32_t index) {
    engine.items[index].has_capacity = false;
    count_capacity(engine, engine.items[index], -1);
}

/// Room that was given back goes to those that asked for it first.
template <class Engine>
bool offer_capacity(Engine& engine) {
    bool anything = false;
    while (!engine.freed_limits.empty()) {
        std::sort(engine.freed_limits.begin(), engine.freed_limits.end());
        engine.freed_limits.erase(
            std::unique(engine.freed_limits.begin(), engine.freed_limits.end()),
            engine.freed_limits.end());
        const int limit = engine.freed_limits.front();
        engine.freed_limits.erase(engine.freed_limits.begin());
        anything = admit_blocked(engine, limit) || anything;
    }
    return anything;
}

/// A blocked item comes in, and who brought it goes.
template <class Engine>
void take_freed_capacity(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    charge(item.elapsed, ElapsedCategory::blocked,
           engine.clock.elapsed() - engine.clock.elapsed_at(item.ready));
    item.has_capacity = true;
    count_capacity(engine, item, 1);
    release_upstream(engine, item);
}

/// Whether the first to ask for a place there stands in a queue elsewhere.
template <class Engine>
bool asked_first(const Engine& engine, const LimitState& limit) {
    return !limit.asking.empty() &&
           (limit.blocked.empty() ||
            limit.asking.front().since < engine.items[limit.blocked.front()].ready);
}

template <class Engine>
bool admit_blocked(Engine& engine, int limit) {
    const auto has_capacity = [&] {
        return engine.limits[limit].held < engine.plan.limit(limit).most;
    };
    bool anything = false;
    while (has_capacity() && engine.limits[limit].is_asked_for()) {
        if (asked_first(engine, engine.limits[limit])) {
            anything = admit_asking(engine, limit) || anything;
            continue;
        }
        const std::uint32_t index = engine.limits[limit].blocked.front();
        note_wait_before(engine, limit);
        engine.limits[limit].blocked.pop_front();
        const std::uint32_t upstream = engine.items[index].upstream;
        const bool leaves_capacity = upstream != nobody && engine.items[upstream].holds == 1;
        engine.items[index].need = need_to_enter(engine, engine.items[index]);
        const int other = full_limit(engine, engine.items[index], engine.items[index].need,
                                     leaves_capacity ? &engine.items[upstream] : nullptr);
        if (other >= 0) {
            note_wait_before(engine, other);
            engine.limits[other].blocked.push_back(index);
            engine.may_have_ring = true;
            continue;
        }
        take_freed_capacity(engine, index);
        make_ready(engine, index);
        follow_consequences(engine);
        settle_finished(engine);
        anything = true;
    }
    while (has_capacity() && !engine.limits[limit].pending.empty()) {
        const std::uint32_t case_index = engine.limits[limit].pending.front();
        note_wait_before(engine, limit);
        engine.limits[limit].pending.pop_front();
        Case& subject = engine.cases[case_index];
        subject.has_capacity = true;
        ++engine.limits[limit].held;
        Moment cause{engine.clock.now(), -1, -1, {}};
        charge(cause.elapsed, ElapsedCategory::blocked,
               engine.clock.elapsed() - subject.arrival_elapsed);
        begin_case(engine, case_index, cause);
        follow_consequences(engine);
        settle_finished(engine);
        anything = true;
    }
    return anything;
}

/// Whether a new case may begin now; otherwise it waits before its workflow or has been turned
/// away.
template <class Engine>
bool takes_capacity_of_workflow(Engine& engine, std::uint32_t case_index) {
    Case& subject = engine.cases[case_index];
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    if (!Engine::full_engine || workflow.limit < 0) {
        return true;
    }
    if (engine.limits[workflow.limit].held < engine.plan.limit(workflow.limit).most) {
        ++engine.limits[workflow.limit].held;
        subject.has_capacity = true;
        return true;
    }
    if (engine.plan.limit(workflow.limit).full == Limit::Full::turn_away) {
        leave(engine, case_index, workflow.turned_away);
        return false;
    }
    subject.begun = false;
    note_wait_before(engine, workflow.limit);
    engine.limits[workflow.limit].pending.push_back(case_index);
    return false;
}

template <class Engine>
void release_capacity_of_workflow(Engine& engine, std::uint32_t case_index) {
    Case& subject = engine.cases[case_index];
    if (Engine::full_engine && subject.has_capacity) {
        subject.has_capacity = false;
        const int limit = engine.plan.workflow(subject.workflow).limit;
        --engine.limits[limit].held;
        engine.freed_limits.push_back(limit);
    }
}

} // namespace plimsoll
