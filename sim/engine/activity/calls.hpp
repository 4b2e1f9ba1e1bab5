// A step that runs a case of another workflow and waits for it (MODEL.md: calls). Part of
// sim/engine/simulation.hpp.
//
// The called case is one like any other. When it has left, whatever its outcome, the step is done,
// and every line of its ledger is on that of the step's case: the two follow each other.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// The step's own work is over: its case is opened when all else of the event has happened.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::call(std::uint32_t index) {
    WorkItem& item = items_[index];
    if (item.stage == WorkItem::Stage::work) {
        free_people(item);
        item.people.clear();
    }
    if (item.has_capacity) {
        release_capacity(index);
    }
    const Case& subject = cases_[item.case_index];
    item.stage = WorkItem::Stage::calling;
    item.has_called = true;
    const PlanStep& step = plan_.step(item.step);
    Timer timer = timer_of(index, Timer::Kind::call);
    timer.workflow = step.calls;
    timer.client = subject.client;
    set_timer(timer);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::make_call(const Timer& timer) {
    const WorkItem& item = items_[timer.index];
    if (item.generation == timer.generation) {
        Origin origin{timer.workflow, timer.client, cases_[item.case_index].client_kind};
        origin.caller = timer.index;
        open_case(origin);
    }
}

/// A case that was called has left.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::return_to_caller(std::uint32_t case_index) {
    const Case& subject = cases_[case_index];
    WorkItem& item = items_[subject.caller];
    if (item.generation != subject.caller_generation) {
        return; // nobody waits for it any more
    }
    for (std::size_t category = 0; category < elapsed_categories; ++category) {
        item.elapsed[category] += subject.last.elapsed[category];
    }
    if (draining_) {
        finish_at_once(subject.caller);
    } else {
        set_timer(timer_of(subject.caller, Timer::Kind::returned));
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_up_after_call(const Timer& timer) {
    if (items_[timer.index].generation == timer.generation) {
        items_[timer.index].stage = WorkItem::Stage::none;
        upstream_ = timer.index;
        finish(timer.index);
    }
}

} // namespace plimsoll
