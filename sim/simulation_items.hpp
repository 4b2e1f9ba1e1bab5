// The way of a visit to its step, and where items come from and go to. Part of sim/simulation.hpp.
#pragma once

#include "sim/simulation.hpp"

namespace plimsoll {

/// A blank item.
template <bool one_clock, class... Mechanisms>
std::uint32_t Simulation<one_clock, Mechanisms...>::new_item() {
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
    item.has_room = false;
    item.has_called = false;
    item.is_released = false;
    item.rest = 0;
    item.later = 0;
    item.bookings = 0;
    item.comes = true;
    item.batch = nobody;
    item.part_of = nobody;
    item.is_later_part = false;
    item.bringer = nobody;
    item.keeps_people = false;
    item.holds = 0;
    return index;
}

/// The item waits for a time drawn from `law`, then comes to its step.
template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::start_delay(std::uint32_t index, const Sampler& law,
                                                       int clock_number) {
    WorkItem& item = items_[index];
    const Case& subject = cases_[item.case_slot];
    const PlanStep& plan = plan_.steps[static_cast<std::size_t>(item.step)];
    const RandomWords more =
        philox(counter_of(subject.client, subject.number, static_cast<std::uint32_t>(plan.number),
                          item.visit, DrawKind::step_service, 1),
               key_);
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
template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::recycle_item(std::uint32_t index) {
    const std::uint32_t slot = items_[index].case_slot;
    --cases_[slot].in_hands;
    free_items_.push_back(index);
    recycle_if_over(slot);
}

} // namespace plimsoll
