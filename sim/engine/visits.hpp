// A step that is done several times (MODEL.md: times). Part of sim/engine/simulation.hpp.
//
// The visit that the flow knows is `whole`; the visits that it is made of are items of their own
// and point to it. They count, draw and wait like any visit. When the last of them is done, the
// whole is: reworks and exits are drawn once, and the ledger goes on from that last one's.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

template <class Features, class... Mechanisms>
std::int64_t Simulation<Features, Mechanisms...>::draw_times(const Case& subject,
                                                             const PlanStep& plan,
                                                             std::uint32_t visit) const {
    constexpr std::int64_t most_visits = 1000;
    const RandomWords words =
        philox(counter_of(subject.client, subject.number, static_cast<std::uint32_t>(plan.number),
                          visit, DrawKind::step_service, times_draw),
               key_);
    return std::min(plan.times.draw(uniform(words[0], words[1])), most_visits);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::begin_visits_of(std::uint32_t parent,
                                                          std::int64_t times) {
    items_[parent].stage = WorkItem::Stage::parent;
    const PlanStep& plan = plan_.step(items_[parent].step);
    MultiInstance& visits = multi_instances_[parent];
    visits.to_begin = times;
    visits.begun = 0;
    visits.under_way.clear();
    for (std::int64_t i = 0; i < (plan.in_turn ? 1 : times); ++i) {
        if (items_[parent].stage == WorkItem::Stage::parent) {
            begin_visit_of(parent);
        }
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::begin_visit_of(std::uint32_t parent) {
    MultiInstance& visits = multi_instances_[parent];
    const bool is_first = visits.begun == 0;
    const std::uint32_t index = new_item();
    const WorkItem& before = items_[parent];
    WorkItem& item = items_[index];
    Case& subject = cases_[before.case_index];
    const PlanStep& plan = plan_.step(before.step);
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
        const RandomWords words = random_words(item, 0);
        item.effort = plan.effort.draw(uniform(words[0], words[1]));
    }
    ++subject.in_hands;
    ++visits.begun;
    --visits.to_begin;
    visits.under_way.push_back(index);
    if (plan.has_delay && !draining_) {
        start_delay(index, plan.delay, plan.delay_clock);
    } else if (plan.in_turn && !is_first && !draining_) {
        start_delay(index, plan.apart, plan.apart_clock);
    } else {
        come(index);
    }
}

/// One of the visits is done: the next begins, or the whole is done.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::part_is_done(std::uint32_t index) {
    const std::uint32_t parent = items_[index].part_of;
    MultiInstance& visits = multi_instances_[parent];
    visits.under_way.erase(std::find(visits.under_way.begin(), visits.under_way.end(), index));
    items_[index].part_of = nobody;
    WorkItem& item = items_[parent];
    item.elapsed = items_[index].elapsed;
    if (!visits.under_way.empty()) {
        return;
    }
    if (visits.to_begin > 0) {
        begin_visit_of(parent);
        return;
    }
    multi_instances_.erase(parent);
    const std::uint32_t case_index = item.case_index;
    Case& subject = cases_[case_index];
    const Moment moment{now_, item.step - subject.first_step, item.elapsed};
    const std::uint64_t choice = item.choice;
    item.stage = WorkItem::Stage::none;
    --subject.live;
    complete(case_index, moment.step, choice, moment);
    release_item(parent);
}

/// One of the visits, which neither waits any more nor is in work, leaves for all of them: the
/// others are taken back. What goes on is the whole.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::leave_whole(std::uint32_t index) {
    WorkItem& item = items_[index];
    const std::uint32_t parent = item.part_of;
    std::vector<std::uint32_t>& under_way = multi_instances_[parent].under_way;
    under_way.erase(std::find(under_way.begin(), under_way.end(), index));
    item.part_of = nobody;
    items_[parent].elapsed = item.elapsed;
    if (item.stage == WorkItem::Stage::delay) {
        item.is_void = true; // its event lets it go
    } else {
        release_item(index);
    }
    withdraw_visits_of(parent);
    items_[parent].stage = WorkItem::Stage::none;
    return parent;
}

/// Takes back what waits of a step's visits; those in work are finished, but nothing follows.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::withdraw_visits_of(std::uint32_t parent) {
    const std::vector<std::uint32_t> under_way = std::move(multi_instances_[parent].under_way);
    multi_instances_.erase(parent);
    for (const std::uint32_t index : under_way) {
        // By itself now, it counts among the case's visits.
        items_[index].part_of = nobody;
        Case& subject = cases_[items_[index].case_index];
        ++subject.live;
        if (must_be_finished(items_[index]) && plan_.step(items_[index].step).pauses_due) {
            pause_due(subject); // until it is finished
        }
        take_back(index);
    }
}

} // namespace plimsoll
