// Visits that are taken back: cleared by a rework, or their case has ended. Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// Takes back what waits; what is in work is finished, but nothing follows from it.
template <class Engine>
void withdraw(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    Case& subject = engine.cases[item.case_index];
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    if (workflow.holds) {
        subject.under_way.erase(static_cast<std::size_t>(item.step - subject.first_step));
    }
    if (!must_be_finished(engine, item) && engine.plan.step(item.step).pauses_due) {
        engine.due.resume(subject);
    }
    engine.ledger.leave_step(item);
    take_back(engine, index);
}

template <class Engine>
void take_back(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    Case& subject = engine.cases[item.case_index];
    item.is_void = true;
    switch (item.stage) {
    case WorkItem::Stage::waiting:
    case WorkItem::Stage::forming:
    case WorkItem::Stage::batched:
        stop_waiting(engine, index);
        break;
    case WorkItem::Stage::between:
        drop_pieces(engine, item);
        break;
    case WorkItem::Stage::suspended:
        if (item.batch != nobody) {
            return; // the others of its batch go on with it
        }
        leave_suspended(engine, index);
        drop_pieces(engine, item);
        break;
    case WorkItem::Stage::calling: // the called case goes on
        break;
    case WorkItem::Stage::on_hold:
        if (must_be_finished(engine, item)) {
            return;
        }
        tell_withdrawn(engine, index);
        break;
    case WorkItem::Stage::parent:
        withdraw_visits_of(engine, index);
        break;
    case WorkItem::Stage::blocked:
        leave_blocked(engine, index);
        break;
    case WorkItem::Stage::delay:
        --subject.live; // its event finds it void and lets it go
        return;
    case WorkItem::Stage::work:
        if (item.later > 0) {
            drop_pieces(engine, item);
        }
        return;
    case WorkItem::Stage::held:
    case WorkItem::Stage::none:
        return;
    }
    --subject.live;
    release_item(engine, index);
}

} // namespace plimsoll
