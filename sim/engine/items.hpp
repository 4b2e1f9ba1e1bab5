// The way of a visit to its step, and where items come from and go to. Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// Whether it is work for a case that is no step of it (sim/engine/side_work.hpp).
template <class Engine>
bool is_side_work([[maybe_unused]] const Engine& engine, [[maybe_unused]] const WorkItem& item) {
    return Engine::has_mechanisms && item.side;
}

/// Whether nobody does it: the automated share of a step.
template <class Engine>
bool is_automated([[maybe_unused]] const Engine& engine, [[maybe_unused]] const WorkItem& item) {
    return Engine::has_mechanisms && item.is_automated;
}

/// Whether people do what a program could not (M12).
template <class Engine>
bool is_fallback([[maybe_unused]] const Engine& engine, [[maybe_unused]] const WorkItem& item) {
    return Engine::has_mechanisms && item.fallback_need >= 0;
}

template <class Engine>
bool is_alone([[maybe_unused]] const Engine& engine, const WorkItem& item) {
    return !Engine::full_engine || item.batch == nobody;
}

/// In work, or part of a batch that goes on later: it comes to its end, whatever happens.
template <class Engine>
bool must_be_finished(const Engine& engine, const WorkItem& item) {
    return item.stage == WorkItem::Stage::work ||
           (!is_alone(engine, item) && (item.stage == WorkItem::Stage::suspended ||
                                        (item.stage == WorkItem::Stage::on_hold &&
                                         item.hold_point == WorkItem::HoldPoint::work)));
}

/// Whether it is side work that may be given up or put off, so that nobody counts it as demand.
template <class Engine>
bool is_absorbed([[maybe_unused]] const Engine& engine, [[maybe_unused]] const WorkItem& item) {
    return Engine::has_mechanisms && item.side && engine.plan.step(item.step).absorbed;
}

/// The item that has the people: its own, or that of its batch.
template <class Engine>
const WorkItem& leader_of(const Engine& engine, const WorkItem& item) {
    return item.batch == nobody ? item : engine.items[engine.batches[item.batch].leader];
}

/// A blank item.
template <class Engine>
std::uint32_t new_item(Engine& engine) {
    const std::uint32_t index = engine.items.take();
    WorkItem& item = engine.items[index];
    item.is_void = false;
    item.is_rework = false;
    item.came = -1;
    item.is_escalated = false;
    if constexpr (Engine::full_engine) {
        item.has_capacity = false;
        item.asks_at = -1;
        item.has_called = false;
        item.uses_kept = false;
        item.kept_expected = 0;
        item.is_released = false;
        item.rest = 0;
        item.later = 0;
        item.bookings = 0;
        item.comes = true;
        item.batch = nobody;
        item.part_of = nobody;
        item.is_later_part = false;
        item.upstream = nobody;
        item.keeps_people = false;
        item.has_passed_place = false;
        item.holds = 0;
    }
    if constexpr (Engine::has_mechanisms) {
        item.side = false;
        item.is_automated = false;
        item.fallback_need = -1;
        item.is_called = false;
        item.asked = 0;
        item.came_over = -1;
        item.came_from = -1;
        item.returned = false;
        item.on_hold = 0;
        item.parts.clear();
    }
    return index;
}

/// The visit's own luck in one of its draws.
template <class Engine>
RandomWords random_words(const Engine& engine, const WorkItem& item, std::uint32_t draw) {
    const Case& subject = engine.cases[item.case_index];
    const int number = engine.plan.step(item.step).number;
    return philox(counter_of(subject.client, subject.number, static_cast<std::uint32_t>(number),
                             item.visit, DrawKind::step_service, draw),
                  engine.key);
}

/// The visit's step is decided now, with this on the case's ledger.
template <class Engine>
Moment moment_of(const Engine& engine, const WorkItem& item) {
    const int step = item.step - engine.cases[item.case_index].first_step;
    const int worked_at = is_automated(engine, item)               ? -1
                          : !Engine::has_mechanisms                ? -1
                          : engine.plan.step(item.step).takes_work ? step
                                                                   : item.came_from;
    return {engine.clock.now(), step, worked_at, item.elapsed};
}

/// A timer of this instant that concerns an item.
template <class Engine>
Timer timer_of(const Engine& engine, std::uint32_t index, Timer::Kind kind) {
    const WorkItem& item = engine.items[index];
    const Case& subject = engine.cases[item.case_index];
    Timer timer;
    timer.time = engine.clock.now();
    timer.kind = kind;
    timer.workflow = subject.workflow;
    timer.client = subject.client;
    timer.number = subject.number;
    timer.step = engine.plan.step(item.step).number;
    timer.visit = item.visit;
    timer.index = index;
    timer.generation = item.generation;
    return timer;
}

/// The item waits for a time drawn from `law`, then comes to its step.
template <class Engine>
void start_delay(Engine& engine, std::uint32_t index, const Sampler& law, int clock_number) {
    WorkItem& item = engine.items[index];
    const PlanStep& plan = engine.plan.step(item.step);
    const RandomWords more = random_words(engine, item, 1);
    item.stage = WorkItem::Stage::delay;
    item.start = engine.clock.now();
    item.end =
        engine.clock.after(clock_number, engine.clock.now(), law.draw(uniform(more[0], more[1])));
    charge(item.elapsed, ElapsedCategory::external,
           engine.clock.elapsed_at(item.end) - engine.clock.elapsed());
    engine.agenda.push({item.end, EventKind::delay_end, index});
    if (plan.has_patience && plan.has_delay) {
        start_patience(engine, index);
    }
}

/// Nothing points to the item any more.
template <class Engine>
void recycle_item(Engine& engine, std::uint32_t index) {
    const std::uint32_t case_index = engine.items[index].case_index;
    --engine.cases[case_index].in_hands;
    engine.items.give_back(index);
    recycle_if_over(engine, case_index);
}

} // namespace plimsoll
