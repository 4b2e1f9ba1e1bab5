// Visits that may not start yet, or are done and let nothing follow yet. Part of
// sim/engine/simulation.hpp.
//
//     begun | on hold (handoff) | delay, ready, waits | on hold (clarification) | waits, is in work
//             a mechanism's timer                       side work of a colleague
//
// A mechanism is asked at each such point whether it holds the visit (WorkItem::HoldPoint); it puts
// it on hold, with the line of the case's ledger, and lets it go on when it will. Then the next
// mechanism is asked. A visit on hold waits for nobody's queue; a rework or the end of its case
// takes it back. Who was about to start waits again with the time at which it became ready. Work in
// hand stops when it is put on hold, and goes on with what is left.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// Puts a visit on hold, where a mechanism is asked whether it holds it.
template <class Engine>
void put_on_hold(Engine& engine, std::uint32_t index, ElapsedCategory line) {
    if (engine.items[index].hold_point == WorkItem::HoldPoint::start) {
        stop_asking(engine, index);
        leave_queue(engine, index);
        charge_queue(engine, engine.items[index]);
    }
    WorkItem& item = engine.items[index];
    if (item.stage == WorkItem::Stage::work) {
        if (engine.plan.step(item.step).keeps >= 0) {
            keep_people(engine, item); // they stay with the case while it is on hold, too
            pass_kept_on(engine, item.case_index);
        }
        free_people(engine, item);
        item.people.clear();
    }
    item.stage = WorkItem::Stage::on_hold;
    item.hold_line = line;
    item.hold_since = engine.clock.now();
}

/// Puts work on hold that has begun, or is about to go on. Its people are free meanwhile; it waits
/// for them afterwards with what is left.
template <class Engine>
void put_begun_work_on_hold(Engine& engine, std::uint32_t index, ElapsedCategory line) {
    if (engine.items[index].stage == WorkItem::Stage::suspended) {
        leave_suspended(engine, index);
        charge_suspended(engine, index);
    } else {
        engine.items[index].rest = stop_work(engine, index);
    }
    WorkItem& item = engine.items[index];
    item.hold_point = WorkItem::HoldPoint::work;
    item.stage = WorkItem::Stage::on_hold;
    item.hold_line = line;
    item.hold_since = engine.clock.now();
}

/// Books what it has been on hold until now, on the line that was said; from now on this one.
template <class Engine>
void book_hold(Engine& engine, std::uint32_t index, ElapsedCategory next_line) {
    WorkItem& item = engine.items[index];
    const Microseconds held = engine.clock.elapsed() - engine.clock.elapsed_at(item.hold_since);
    if (item.hold_point == WorkItem::HoldPoint::work) {
        for_each_part(engine, index, 0, [&](WorkItem& one, Microseconds) {
            engine.cases[one.case_index].charge_any(one.elapsed, item.hold_line, held);
        });
    } else {
        engine.cases[item.case_index].charge_any(item.elapsed, item.hold_line, held);
    }
    item.on_hold += item.hold_point == WorkItem::HoldPoint::start ? held : 0;
    item.hold_since = engine.clock.now();
    item.hold_line = next_line;
}

/// It goes on, when all else of the event has happened.
template <class Engine>
void end_hold(Engine& engine, std::uint32_t index) {
    book_hold(engine, index, engine.items[index].hold_line);
    engine.agenda.set(timer_of(engine, index, Timer::Kind::held));
}

template <class Engine>
void go_on_after_hold(Engine& engine, const Timer& timer) {
    WorkItem& item = engine.items[timer.index];
    if (item.generation != timer.generation || item.stage != WorkItem::Stage::on_hold) {
        return;
    }
    item.stage = WorkItem::Stage::none;
    engine.upstream = item.hold_point == WorkItem::HoldPoint::done ? timer.index : nobody;
    go_on_from_hold(engine, timer.index);
}

template <class Engine>
void go_on_from_hold(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    switch (item.hold_point) {
    case WorkItem::HoldPoint::begun: {
        const Case& subject = engine.cases[item.case_index];
        const PlanStep& step = engine.plan.step(item.step);
        go_to_step(engine, index,
                   step.has_times ? draw_times(engine, subject, step, item.visit) : 0);
        break;
    }
    case WorkItem::HoldPoint::ready:
        make_ready(engine, index);
        break;
    case WorkItem::HoldPoint::start:
        if (engine.draining()) {
            make_ready(engine, index);
        } else {
            item.queued_since = engine.clock.now();
            queue_up(engine, index, item.need);
        }
        break;
    case WorkItem::HoldPoint::work:
        if (engine.draining()) {
            finish_at_once(engine, index);
        } else {
            suspend(engine, index);
        }
        break;
    case WorkItem::HoldPoint::done:
        if (engine.draining()) {
            finish_at_once(engine, index);
        } else {
            finish(engine, index);
        }
        break;
    }
}

} // namespace plimsoll
