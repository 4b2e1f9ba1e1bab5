// Visits that may not start yet, or are done and let nothing follow yet. Part of
// sim/engine/simulation.hpp.
//
//     ready ... | on hold (handoff) | on hold (clarification) | ready, waits, is in work | done
//                 a mechanism's timer   side work of a colleague
//
// A mechanism is asked at either point whether it holds the visit; it puts it on hold, with the
// line of the case's ledger, and lets it go on when it will. Then the next mechanism is asked. A
// visit on hold waits for nobody's queue; a rework or the end of its case takes it back.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// Puts a visit on hold that is about to be ready, or that has just been done.
template <class Engine>
void put_on_hold(Engine& engine, std::uint32_t index, ElapsedCategory line) {
    WorkItem& item = engine.items[index];
    if (item.stage == WorkItem::Stage::work) {
        free_people(engine, item);
        item.people.clear();
    }
    item.stage = WorkItem::Stage::on_hold;
    item.hold_line = line;
    item.hold_since = engine.clock.now();
}

/// Books what it has been on hold until now, on the line that was said; from now on this one.
template <class Engine>
void book_hold(Engine& engine, std::uint32_t index, ElapsedCategory next_line) {
    WorkItem& item = engine.items[index];
    engine.cases[item.case_index].charge_any(item.elapsed, item.hold_line,
                                             engine.clock.elapsed() -
                                                 engine.clock.elapsed_at(item.hold_since));
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
    if (item.hold_is_before) {
        make_ready(engine, timer.index);
    } else {
        engine.upstream = timer.index;
        finish(engine, timer.index);
    }
}

} // namespace plimsoll
