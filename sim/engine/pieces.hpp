// Work that is done in pieces (MODEL.md: pace) and work by appointment (slot). Part of
// sim/engine/simulation.hpp.
//
// A piece becomes ready at the first opening of each open day of the step's team, for the person
// who began; one that is late does not put off the next. Between two pieces the person is free and
// the case is being worked on, at its pace. Those whom the case keeps are not free: they go on with
// it when they are on shift.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// The first opening of the team on a later day.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::next_day(int team, Microseconds from) const {
    const WeekClock& open = clocks_[plan_.team(team).clock];
    return open.next_opening((from / day + 1) * day);
}

/// Keeps what is more than a piece for later; what is done now.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::first_piece(WorkItem& item, Microseconds worked) {
    const Microseconds piece = plan_.step(item.step).pace;
    item.later = std::max<Microseconds>(0, worked - piece);
    item.next_piece = next_day(plan_.queue(item.need).lead, now_);
    return worked - item.later;
}

/// A piece is done and there are more: the person is free until the next is ready.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::end_piece(std::uint32_t index) {
    WorkItem& item = items_[index];
    free_people(item);
    item.begun_by = std::move(item.people);
    item.people.clear();
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
    if (!kept_are_there(timer.index)) {
        Timer later = timer;
        later.time = clocks_[clock_of_kept(item, {})].next_opening(now_);
        set_timer(later);
        return;
    }
    charge(item.elapsed, ElapsedCategory::touch, now_elapsed_ - elapsed_at(item.end));
    const Microseconds piece = plan_.step(item.step).pace;
    item.rest = std::min(piece, item.later);
    item.later -= item.rest;
    item.next_piece = next_day(plan_.queue(item.need).lead, item.next_piece);
    item.ready = now_; // among the work that waits
    // What is still to do has been counted with the first piece.
    change_visit(item, -item.rest);
    suspend(timer.index);
    if (item.uses_kept && item.begun_by.empty()) {
        resume(timer.index); // nobody else is waited for
    }
}

/// Nobody waits for the pieces that are left.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::drop_pieces(WorkItem& item) {
    change_visit(item, -item.later);
    item.later = 0;
}

/// A visit that needs an appointment is asked for, once: each one books 1 / (1 - no_show) times on
/// average.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::count_visit_by_appointment(const WorkItem& item) {
    const int appointment = plan_.step(item.step).appointment;
    if (appointment >= 0 && item.bookings == 0 && cases_[item.case_index].arrived_in_window) {
        ++record_.appointments_asked[static_cast<std::size_t>(appointment)];
    }
}

/// Whether this person's diary is one that the visit may be booked in.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::may_be_booked(const WorkItem& item, int need,
                                                        int person) const {
    const Retained& kept = cases_[item.case_index].retained;
    const PlanStep& step = plan_.step(item.step);
    const int team = plan_.person(person).team;
    if (step.kept_need >= 0 && kept.team == team && !kept.to_go) {
        return std::find(kept.people.begin(), kept.people.end(),
                         static_cast<std::uint32_t>(person)) != kept.people.end();
    }
    const PlanQueue& wanted = plan_.queue(need);
    const auto may = [&](const PlanQueue& one) {
        return one.lead == team && may_serve(one, 0, person);
    };
    return wanted.alternatives.empty()
               ? may(wanted)
               : std::any_of(wanted.alternatives.begin(), wanted.alternatives.end(),
                             [&](int option) { return may(plan_.queue(option)); });
}

/// Takes the first free appointment at or after a time drawn from `lead`, with somebody who may do
/// it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::book(std::uint32_t index) {
    WorkItem& item = items_[index];
    const PlanStep& step = plan_.step(item.step);
    const PlanAppointment& appointment = plan_.appointment(step.appointment);
    const RandomWords words = random_words(item, appointment_draw + item.bookings++);
    item.comes = uniform(words[2], words[3]) >= appointment.no_show;
    const Microseconds lead =
        after(step.lead_clock, now_, step.lead.draw(uniform(words[0], words[1])));
    item.stage = WorkItem::Stage::delay;
    item.start = now_;
    const int need = step.person_rule >= 0 ? need_by_person(item) : step.need;
    item.end =
        appointments_
            .take(appointment, lead, [&](int person) { return may_be_booked(item, need, person); })
            .value_or(lead);
    charge(item.elapsed, ElapsedCategory::external, elapsed_at(lead) - now_elapsed_);
    const Microseconds beyond = elapsed_at(item.end) - elapsed_at(lead);
    item.held = (item.bookings > 1 ? item.held : 0) + beyond;
    const int on_duty = plan_.queue(item.need).on_duty_clock;
    const Microseconds queued = open_between(on_duty, lead, item.end);
    charge(item.elapsed, ElapsedCategory::queue, queued);
    charge(item.elapsed, ElapsedCategory::off_duty, beyond - queued);
    record_.teams[static_cast<std::size_t>(plan_.queue(item.need).lead)].booked_ahead +=
        in_window(elapsed_at(lead), elapsed_at(item.end));
    events_.push({item.end, EventKind::delay_end, index});
}

} // namespace plimsoll
