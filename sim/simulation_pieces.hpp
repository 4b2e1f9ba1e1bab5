// Work that is done in pieces (MODEL.md: pace) and work by appointment (slot). Part of
// sim/simulation.hpp.
//
// A piece becomes ready at the first opening of each open day of the step's team, for the person
// who began; one that is late does not put off the next. Between two pieces the person is free and
// the case is being worked on, at its pace.
#pragma once

#include "sim/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// The first opening of the team on a later day.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::next_day(int team, Microseconds from) const {
    const WeekClock& open = clocks_[plan_.teams[static_cast<std::size_t>(team)].clock];
    return open.next_opening((from / day + 1) * day);
}

/// Keeps what is more than a piece for later; what is done now.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::first_piece(WorkItem& item, Microseconds worked) {
    const Microseconds piece = plan_.steps[static_cast<std::size_t>(item.step)].pace;
    item.later = std::max<Microseconds>(0, worked - piece);
    item.next_piece = next_day(plan_.needs[static_cast<std::size_t>(item.need)].lead, now_);
    return worked - item.later;
}

/// A piece is done and there are more: the person is free until the next is ready.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::end_piece(std::uint32_t index) {
    WorkItem& item = items_[index];
    const std::uint32_t person = item.people.empty() ? nobody : item.people.front();
    free_people(item);
    item.people.clear();
    item.goes_back_to = person;
    item.stage = WorkItem::Stage::between;
    Timer timer = timer_of(index, Timer::Kind::piece);
    timer.time = std::max(now_, item.next_piece);
    set_timer(timer);
    item.end = now_;
}

/// The next piece is ready.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::begin_piece(const Timer& timer) {
    WorkItem& item = items_[timer.index];
    if (item.generation != timer.generation || item.stage != WorkItem::Stage::between) {
        return;
    }
    charge(item.elapsed, ElapsedCategory::touch, now_elapsed_ - elapsed_at(item.end));
    const Microseconds piece = plan_.steps[static_cast<std::size_t>(item.step)].pace;
    item.rest = std::min(piece, item.later);
    item.later -= item.rest;
    item.next_piece =
        next_day(plan_.needs[static_cast<std::size_t>(item.need)].lead, item.next_piece);
    item.ready = now_; // among the work that waits
    // What is still to do has been counted with the first piece.
    change_visit(item, -item.rest);
    put_aside(timer.index, item.goes_back_to);
}

/// Nobody waits for the pieces that are left.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::drop_pieces(WorkItem& item) {
    change_visit(item, -item.later);
    item.later = 0;
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::somebody_is_there(int team, Microseconds time) const {
    const std::vector<Shift>& shifts = plan_.teams[static_cast<std::size_t>(team)].shifts;
    return std::any_of(shifts.begin(), shifts.end(),
                       [&](const Shift& shift) { return is_open(shift.clock, time); });
}

/// Takes the first free appointment at or after a time drawn from `lead`.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::book(std::uint32_t index) {
    WorkItem& item = items_[index];
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
    const PlanSlot& slot = plan_.slots[static_cast<std::size_t>(step.slot)];
    const RandomWords words = luck_of(item, slot_draw + item.bookings++);
    item.comes = uniform(words[2], words[3]) >= step.no_show;
    const Microseconds lead =
        after(step.lead_clock, now_, step.lead.draw(uniform(words[0], words[1])));
    item.stage = WorkItem::Stage::delay;
    item.start = now_;
    // Nobody sees anybody on a holiday, or after having left.
    constexpr int most_closed = 100'000;
    item.end = lead - 1;
    for (int i = 0; i < most_closed; ++i) {
        item.end = calendars_[static_cast<std::size_t>(step.slot)].take(slot, item.end + 1);
        if (somebody_is_there(slot.team, item.end)) {
            break;
        }
    }
    charge(item.elapsed, ElapsedCategory::external, elapsed_at(lead) - now_elapsed_);
    const Microseconds beyond = elapsed_at(item.end) - elapsed_at(lead);
    item.held = (item.bookings > 1 ? item.held : 0) + beyond;
    const int on_duty = plan_.needs[static_cast<std::size_t>(item.need)].on_duty_clock;
    const Microseconds queued = open_between(on_duty, lead, item.end);
    charge(item.elapsed, ElapsedCategory::queue, queued);
    charge(item.elapsed, ElapsedCategory::off_duty, beyond - queued);
    events_.push({item.end, EventKind::delay_end, index});
}

} // namespace plimsoll
