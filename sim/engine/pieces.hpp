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
template <class Engine>
Microseconds next_day(const Engine& engine, int team, Microseconds from) {
    const WeekClock& open = engine.clock[engine.plan.team(team).clock];
    return open.next_opening((from / day + 1) * day);
}

/// Keeps what is more than a piece for later; what is done now.
template <class Engine>
Microseconds first_piece(Engine& engine, WorkItem& item, Microseconds worked) {
    const Microseconds piece = engine.plan.step(item.step).pace;
    item.later = std::max<Microseconds>(0, worked - piece);
    item.next_piece = next_day(engine, engine.plan.queue(item.need).lead, engine.clock.now());
    return worked - item.later;
}

/// A piece is done and there are more: the person is free until the next is ready.
template <class Engine>
void end_piece(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    free_people(engine, item);
    item.begun_by = std::move(item.people);
    item.people.clear();
    item.stage = WorkItem::Stage::between;
    Timer timer = timer_of(engine, index, Timer::Kind::piece);
    timer.time = std::max(engine.clock.now(), item.next_piece);
    engine.agenda.set(timer);
    item.end = engine.clock.now();
}

/// The next piece is ready.
template <class Engine>
void begin_piece(Engine& engine, const Timer& timer) {
    WorkItem& item = engine.items[timer.index];
    if (item.generation != timer.generation || item.stage != WorkItem::Stage::between) {
        return;
    }
    if (!kept_are_there(engine, timer.index)) {
        Timer later = timer;
        later.time = engine.clock[clock_of_kept(engine, item, {})].next_opening(engine.clock.now());
        engine.agenda.set(later);
        return;
    }
    charge(item.elapsed, ElapsedCategory::touch,
           engine.clock.elapsed() - engine.clock.elapsed_at(item.end));
    const Microseconds piece = engine.plan.step(item.step).pace;
    item.rest = std::min(piece, item.later);
    item.later -= item.rest;
    item.next_piece = next_day(engine, engine.plan.queue(item.need).lead, item.next_piece);
    item.ready = engine.clock.now(); // among the work that waits
    // What is still to do has been counted with the first piece.
    change_visit(engine, item, -item.rest);
    suspend(engine, timer.index);
    if (item.uses_kept && item.begun_by.empty()) {
        resume(engine, timer.index); // nobody else is waited for
    }
}

/// Nobody waits for the pieces that are left.
template <class Engine>
void drop_pieces(Engine& engine, WorkItem& item) {
    change_visit(engine, item, -item.later);
    item.later = 0;
}

/// A visit that needs an appointment is asked for, once: each one books 1 / (1 - no_show) times on
/// average.
template <class Engine>
void count_visit_by_appointment(Engine& engine, const WorkItem& item) {
    const int appointment = engine.plan.step(item.step).appointment;
    if (appointment >= 0 && item.bookings == 0 && engine.cases[item.case_index].arrived_in_window) {
        engine.ledger.ask_for_appointment(appointment);
    }
}

/// Whether this person's diary is one that the visit may be booked in.
template <class Engine>
bool may_be_booked(const Engine& engine, const WorkItem& item, int need, int person) {
    const Retained& kept = engine.cases[item.case_index].retained;
    const PlanStep& step = engine.plan.step(item.step);
    const int team = engine.plan.person(person).team;
    if (step.kept_need >= 0 && kept.team == team && !kept.to_go) {
        return std::find(kept.people.begin(), kept.people.end(),
                         static_cast<std::uint32_t>(person)) != kept.people.end();
    }
    const PlanQueue& wanted = engine.plan.queue(need);
    const auto may = [&](const PlanQueue& one) {
        return one.lead == team && one.may_serve(0, person);
    };
    return wanted.alternatives.empty()
               ? may(wanted)
               : std::any_of(wanted.alternatives.begin(), wanted.alternatives.end(),
                             [&](int option) { return may(engine.plan.queue(option)); });
}

/// Takes the first free appointment at or after a time drawn from `lead`, with somebody who may do
/// it.
template <class Engine>
void book(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(item.step);
    const PlanAppointment& appointment = engine.plan.appointment(step.appointment);
    const RandomWords words = random_words(engine, item, appointment_draw + item.bookings++);
    item.comes = uniform(words[2], words[3]) >= appointment.no_show;
    const Microseconds lead = engine.clock.after(step.lead_clock, engine.clock.now(),
                                                 step.lead.draw(uniform(words[0], words[1])));
    item.stage = WorkItem::Stage::delay;
    item.start = engine.clock.now();
    const int need = step.person_rule >= 0 ? need_by_person(engine, item) : step.need;
    item.end = engine.appointments
                   .take(appointment, lead,
                         [&](int person) { return may_be_booked(engine, item, need, person); })
                   .value_or(lead);
    charge(item.elapsed, ElapsedCategory::external,
           engine.clock.elapsed_at(lead) - engine.clock.elapsed());
    const Microseconds beyond = engine.clock.elapsed_at(item.end) - engine.clock.elapsed_at(lead);
    item.held = (item.bookings > 1 ? item.held : 0) + beyond;
    const int on_duty = engine.plan.queue(item.need).on_duty_clock;
    const Microseconds queued = engine.clock.open_between(on_duty, lead, item.end);
    charge(item.elapsed, ElapsedCategory::queue, queued);
    charge(item.elapsed, ElapsedCategory::off_duty, beyond - queued);
    engine.ledger.wait_booked(engine.plan.queue(item.need).lead, lead, item.end);
    engine.agenda.push({item.end, EventKind::delay_end, index});
}

} // namespace plimsoll
