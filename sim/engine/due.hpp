// By when a case is due, as it stands, and whether it was done by then (MODEL.md ruling 14). Part
// of sim/engine/simulation.hpp.
//
// A due is a reading of its own clock: the operation's, a team's or the wall's. While the case is
// at a step that pauses it, the due moves with the clock; what is late already stays as late.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

template <class Features, class... Mechanisms>
const PlanDue& Simulation<Features, Mechanisms...>::due_of(const Case& subject) const {
    return plan_.workflow(subject.workflow).due[static_cast<std::size_t>(subject.variant)];
}

/// What the clock reads now.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::reading(int number) const {
    return number == 0 ? now_elapsed_ : open_before(number, now_);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::start_due(Case& subject) const {
    const PlanDue& due = due_of(subject);
    subject.due = -1;
    if (!due.exists) {
        return;
    }
    subject.pauses = 0;
    subject.reached = -1;
    subject.due = due.by >= 0 ? next_time_of_day(due)
                  : due.date  ? next_date(due)
                              : reading(due.clock) + due.within;
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_open_or_closes(int number, Microseconds t) const {
    return is_open(number, t) || (t > 0 && is_open(number, t - 1));
}

/// The next time of day after now at which the clock is open, or closes; if there is a time before
/// which the case must have come, the first that it is early enough for.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::next_time_of_day(const PlanDue& due) const {
    // The last time to come for it lies so long before it.
    const Microseconds notice =
        due.if_before < 0 ? 0 : ((due.by - due.if_before) % day + day) % day;
    Microseconds at = now_ - now_ % day + due.by;
    const auto counts = [&] { return at - notice > now_ && is_open_or_closes(due.open, at); };
    while (!counts()) {
        at += day;
    }
    return at;
}

/// The end of the next such day, today's included; or the next such time, as above.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::next_date(const PlanDue& due) const {
    if (due.date->time < 0) {
        const std::int64_t number = plan_.dates->next_day(*due.date, now_ / day);
        return number < 0 ? never : (number + 1) * day;
    }
    constexpr int most_closed = 10'000; // a checked model has one sooner
    Microseconds at = now_;
    for (int i = 0; i < most_closed && at < never; ++i) {
        at = plan_.dates->next(*due.date, at + 1);
        if (at < never && is_open_or_closes(due.open, at)) {
            return at;
        }
    }
    return never;
}

/// The case has come to a step at which the time stands still.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::pause_due(Case& subject) const {
    if (subject.pauses++ == 0) {
        subject.paused_at = reading(due_of(subject).clock);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::resume_due(Case& subject) const {
    if (subject.pauses == 1) {
        subject.due = due_now(subject);
    }
    --subject.pauses;
}

/// The due as it stands: a reading of its clock.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::due_now(const Case& subject) const {
    return subject.pauses > 0 && subject.reached < 0
               ? subject.due + reading(due_of(subject).clock) - subject.paused_at
               : subject.due;
}

/// A step that pauses the due, or meets it, is done.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::mark_due(Case& subject, const PlanStep& step) const {
    if (step.pauses_due) {
        resume_due(subject);
    }
    if (step.meets_due && subject.reached < 0) {
        subject.due = due_now(subject); // from here on nothing moves it
        subject.reached = reading(due_of(subject).clock);
    }
}

/// A case leaves, or is still open when the window closes.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_due(const Case& subject, bool in_time_if_now) {
    if (subject.due < 0 || (!subject.arrived_in_window && !plan_.has_money)) {
        return;
    }
    const PlanDue& plan = due_of(subject);
    const Microseconds due = due_now(subject);
    const Microseconds due_at = clocks_.at_open(plan.clock, due);
    const bool met = subject.reached >= 0 ? subject.reached <= due
                                          : in_time_if_now && reading(plan.clock) <= due;
    if (plan_.has_money && !met) {
        tally_penalty(subject, due_at);
    }
    if (!subject.arrived_in_window || (unit_.cases == 0 && due_at > window_to_)) {
        return;
    }
    for_each_sum(subject, [met](WorkflowSums& sums) {
        ++sums.due;
        sums.met += met ? 1 : 0;
    });
    PromiseSums& promise = record_.promises[static_cast<std::size_t>(plan.promise)];
    ++promise.due;
    promise.met += met ? 1 : 0;
    if (years_.is_kept()) {
        years_.add_due(subject.arrival_elapsed, subject.workflow, plan.promise, met);
    }
}

/// Whether the visit, which starts now, starts within its step's own time.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::starts_in_time(const WorkItem& item,
                                                         const PlanStep& step) const {
    const int number = step.response_clock;
    return reading(number) - open_before(number, item.ready) <= step.response;
}

} // namespace plimsoll
