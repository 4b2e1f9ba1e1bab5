// Work that is done for a case and is no step of it: questions and answers, decisions, status. Part
// of sim/engine/simulation.hpp.
//
// A visit of a hidden step outside the flow graph (sim/plan/compile_needs.hpp), with an item of its
// own: queues, calendars, interruptions and the ledger of hours serve it as any other. It is in no
// visits, waits or flow time, and nothing of the case follows from it but what its mechanism makes
// follow. It keeps its case in memory, though not open.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// Lets it wait for its team, from now on; the item.
template <class Engine>
std::uint32_t begin_side_work(Engine& engine, const SideWork& work) {
    const std::uint32_t index = new_item(engine);
    WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(work.step);
    item.case_index = work.case_index;
    item.step = work.step;
    item.visit = work.visit;
    item.elapsed = {};
    item.effort = work.effort;
    item.join_wait = 0;
    item.side = true;
    item.line = work.line;
    item.mechanism = work.mechanism;
    item.tag = work.tag;
    item.ready = engine.clock.now();
    item.queued_since = engine.clock.now();
    item.queued = 0;
    item.held = 0;
    ++engine.cases[work.case_index].in_hands;
    if (step.has_patience) {
        start_patience(engine, index);
    }
    queue_up(engine, index, step.need);
    return index;
}

/// Nobody asks for it any more. What is in work is finished, and nothing follows.
template <class Engine>
void withdraw_side_work(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    item.is_void = true;
    if (item.stage == WorkItem::Stage::waiting) {
        leave_queue(engine, index);
        release_item(engine, index);
    } else if (item.stage == WorkItem::Stage::suspended) {
        leave_suspended(engine, index);
        release_item(engine, index);
    }
}

/// Nobody has begun it by its deadline (PlanStep::patience of its hidden step).
template <class Engine>
void give_up_side_work(Engine& engine, std::uint32_t index) {
    if (engine.items[index].stage != WorkItem::Stage::waiting) {
        return;
    }
    leave_queue(engine, index);
    tell_side_given_up(engine, index);
    release_item(engine, index);
}

/// It is done: its mechanism knows what follows.
template <class Engine>
void finish_side_work(Engine& engine, std::uint32_t index) {
    if (!engine.draining()) {
        free_people(engine, engine.items[index]);
        if (!engine.items[index].is_void) {
            tell_side_done(engine, index);
        }
    }
    release_item(engine, index);
}

} // namespace plimsoll
