// The way of a visit to its step, and where items come from and go to. Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// A blank item.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::new_item() {
    std::uint32_t index = 0;
    if (free_items_.empty()) {
        index = static_cast<std::uint32_t>(items_.size());
        items_.emplace_back();
    } else {
        index = free_items_.back();
        free_items_.pop_back();
    }
    WorkItem& item = items_[index];
    item.is_void = false;
    item.is_rework = false;
    item.came = -1;
    item.is_escalated = false;
    if constexpr (full_engine) {
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
    return index;
}

/// The visit's own luck in one of its draws.
template <class Features, class... Mechanisms>
RandomWords Simulation<Features, Mechanisms...>::random_words(const WorkItem& item,
                                                              std::uint32_t draw) const {
    const Case& subject = cases_[item.case_index];
    const int number = plan_.step(item.step).number;
    return philox(counter_of(subject.client, subject.number, static_cast<std::uint32_t>(number),
                             item.visit, DrawKind::step_service, draw),
                  key_);
}

/// A timer of this instant that concerns an item.
template <class Features, class... Mechanisms>
Timer Simulation<Features, Mechanisms...>::timer_of(std::uint32_t index, Timer::Kind kind) const {
    const WorkItem& item = items_[index];
    const Case& subject = cases_[item.case_index];
    Timer timer;
    timer.time = now_;
    timer.kind = kind;
    timer.workflow = subject.workflow;
    timer.client = subject.client;
    timer.number = subject.number;
    timer.step = plan_.step(item.step).number;
    timer.visit = item.visit;
    timer.index = index;
    timer.generation = item.generation;
    return timer;
}

/// The item waits for a time drawn from `law`, then comes to its step.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::start_delay(std::uint32_t index, const Sampler& law,
                                                      int clock_number) {
    WorkItem& item = items_[index];
    const PlanStep& plan = plan_.step(item.step);
    const RandomWords more = random_words(item, 1);
    item.stage = WorkItem::Stage::delay;
    item.start = now_;
    item.end = after(clock_number, now_, law.draw(uniform(more[0], more[1])));
    charge(item.elapsed, ElapsedCategory::external, elapsed_at(item.end) - now_elapsed_);
    events_.push({item.end, EventKind::delay_end, index});
    if (plan.has_patience && plan.has_delay) {
        start_patience(index);
    }
}

/// Nothing points to the item any more.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::recycle_item(std::uint32_t index) {
    const std::uint32_t case_index = items_[index].case_index;
    --cases_[case_index].in_hands;
    free_items_.push_back(index);
    recycle_if_over(case_index);
}

} // namespace plimsoll
