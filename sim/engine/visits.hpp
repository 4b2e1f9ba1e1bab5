// A step that is done several times (MODEL.md: times). Part of sim/engine/simulation.hpp.
//
// The visit that the flow knows is `whole`; the visits that it is made of are items of their own
// and point to it. They count, draw and wait like any visit. When the last of them is done, the
// whole is: reworks and exits are drawn once, and the ledger goes on from that last one's.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

template <class Engine>
std::int64_t draw_times(const Engine& engine, const Case& subject, const PlanStep& plan,
                        std::uint32_t visit) {
    constexpr std::int64_t most_visits = 1000;
    const RandomWords words =
        philox(counter_of(subject.client, subject.number, static_cast<std::uint32_t>(plan.number),
                          visit, DrawKind::step_service, times_draw),
               engine.key);
    return std::min(plan.times.draw(uniform(words[0], words[1])), most_visits);
}

template <class Engine>
void begin_visits_of(Engine& engine, std::uint32_t parent, std::int64_t times) {
    engine.items[parent].stage = WorkItem::Stage::parent;
    const PlanStep& plan = engine.plan.step(engine.items[parent].step);
    MultiInstance& visits = engine.multi_instances[parent];
    visits.to_begin = times;
    visits.begun = 0;
    visits.under_way.clear();
    for (std::int64_t i = 0; i < (plan.in_turn ? 1 : times); ++i) {
        if (engine.items[parent].stage == WorkItem::Stage::parent) {
            begin_visit_of(engine, parent);
        }
    }
}

template <class Engine>
void begin_visit_of(Engine& engine, std::uint32_t parent) {
    MultiInstance& visits = engine.multi_instances[parent];
    const bool is_first = visits.begun == 0;
    const std::uint32_t index = new_item(engine);
    const WorkItem& before = engine.items[parent];
    WorkItem& item = engine.items[index];
    Case& subject = engine.cases[before.case_index];
    const PlanStep& plan = engine.plan.step(before.step);
    StepMemory& memory = subject.memory_of(before.step - subject.first_step);
    item.case_index = before.case_index;
    item.step = before.step;
    item.need = plan.need;
    item.part_of = parent;
    item.is_rework = before.is_rework;
    item.visit = is_first ? before.visit : memory.visits++;
    item.join_wait = is_first ? before.join_wait : 0;
    item.is_later_part = !is_first;
    item.elapsed = before.elapsed;
    item.effort = 0;
    if (plan.takes_work) {
        const RandomWords words = random_words(engine, item, 0);
        item.effort = plan.effort.draw(uniform(words[0], words[1]));
    }
    if constexpr (Engine::has_mechanisms) {
        item.came_from = before.came_from;
        item.is_automated = is_automated_visit(engine, item.case_index, item.step, item.visit);
    }
    ++subject.in_hands;
    ++visits.begun;
    --visits.to_begin;
    visits.under_way.push_back(index);
    if (plan.has_delay && !engine.draining()) {
        start_delay(engine, index, plan.delay, plan.delay_clock);
    } else if (plan.in_turn && !is_first && !engine.draining()) {
        start_delay(engine, index, plan.apart, plan.apart_clock);
    } else {
        come(engine, index);
    }
}

/// One of the visits is done: the next begins, or the whole is done.
template <class Engine>
void part_is_done(Engine& engine, std::uint32_t index) {
    const std::uint32_t parent = engine.items[index].part_of;
    MultiInstance& visits = engine.multi_instances[parent];
    visits.under_way.erase(std::find(visits.under_way.begin(), visits.under_way.end(), index));
    engine.items[index].part_of = nobody;
    WorkItem& item = engine.items[parent];
    item.elapsed = engine.items[index].elapsed;
    if (!visits.under_way.empty()) {
        return;
    }
    if (visits.to_begin > 0) {
        begin_visit_of(engine, parent);
        return;
    }
    engine.multi_instances.erase(parent);
    const std::uint32_t case_index = item.case_index;
    Case& subject = engine.cases[case_index];
    const Moment moment = moment_of(engine, item);
    const std::uint64_t choice = item.choice;
    item.stage = WorkItem::Stage::none;
    --subject.live;
    complete(engine, case_index, moment.step, choice, moment);
    release_item(engine, parent);
}

/// One of the visits, which neither waits any more nor is in work, leaves for all of them: the
/// others are taken back. What goes on is the whole.
template <class Engine>
std::uint32_t leave_whole(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    const std::uint32_t parent = item.part_of;
    std::vector<std::uint32_t>& under_way = engine.multi_instances[parent].under_way;
    under_way.erase(std::find(under_way.begin(), under_way.end(), index));
    item.part_of = nobody;
    engine.items[parent].elapsed = item.elapsed;
    if (item.stage == WorkItem::Stage::delay) {
        item.is_void = true; // its event lets it go
    } else {
        release_item(engine, index);
    }
    withdraw_visits_of(engine, parent);
    engine.items[parent].stage = WorkItem::Stage::none;
    return parent;
}

/// Takes back what waits of a step's visits; those in work are finished, but nothing follows.
template <class Engine>
void withdraw_visits_of(Engine& engine, std::uint32_t parent) {
    const std::vector<std::uint32_t> under_way =
        std::move(engine.multi_instances[parent].under_way);
    engine.multi_instances.erase(parent);
    for (const std::uint32_t index : under_way) {
        // By itself now, it counts among the case's visits.
        engine.items[index].part_of = nobody;
        Case& subject = engine.cases[engine.items[index].case_index];
        ++subject.live;
        if (must_be_finished(engine, engine.items[index]) &&
            engine.plan.step(engine.items[index].step).pauses_due) {
            engine.due.pause(subject); // until it is finished
        }
        take_back(engine, index);
    }
}

} // namespace plimsoll
