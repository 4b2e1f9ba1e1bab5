// A step that runs a case of another workflow and waits for it (MODEL.md: calls). Part of
// sim/engine/simulation.hpp.
//
// The called case is one like any other. When it has left, whatever its outcome, the step is done,
// and every line of its ledger is on that of the step's case: the two follow each other.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// The step's own work is over: its case is opened when all else of the event has happened.
template <class Engine>
void call(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    if (item.stage == WorkItem::Stage::work) {
        free_people(engine, item);
        item.people.clear();
    }
    if (item.has_capacity) {
        release_capacity(engine, index);
    }
    const Case& subject = engine.cases[item.case_index];
    item.stage = WorkItem::Stage::calling;
    item.has_called = true;
    const PlanStep& step = engine.plan.step(item.step);
    Timer timer = timer_of(engine, index, Timer::Kind::call);
    timer.workflow = step.calls;
    timer.client = subject.client;
    engine.agenda.set(timer);
}

template <class Engine>
void make_call(Engine& engine, const Timer& timer) {
    const WorkItem& item = engine.items[timer.index];
    if (item.generation == timer.generation) {
        Origin origin{timer.workflow, timer.client, engine.cases[item.case_index].client_kind};
        origin.caller = timer.index;
        open_case(engine, origin);
    }
}

/// A case that was called has left.
template <class Engine>
void return_to_caller(Engine& engine, std::uint32_t case_index) {
    const Case& subject = engine.cases[case_index];
    WorkItem& item = engine.items[subject.caller];
    if (item.generation != subject.caller_generation) {
        return; // nobody waits for it any more
    }
    for (std::size_t line = 0; line < elapsed_categories; ++line) {
        engine.cases[item.case_index].charge_any(item.elapsed, static_cast<ElapsedCategory>(line),
                                                 subject.on_line(subject.last.elapsed, line));
    }
    if (engine.draining()) {
        finish_at_once(engine, subject.caller);
    } else {
        engine.agenda.set(timer_of(engine, subject.caller, Timer::Kind::returned));
    }
}

template <class Engine>
void take_up_after_call(Engine& engine, const Timer& timer) {
    if (engine.items[timer.index].generation == timer.generation) {
        engine.items[timer.index].stage = WorkItem::Stage::none;
        engine.upstream = timer.index;
        finish(engine, timer.index);
    }
}

} // namespace plimsoll
