// By when a case is due, as it stands (MODEL.md ruling 14).
//
// A due is a reading of its own clock: the operation's, a team's or the wall's. While the case is
// at a step that pauses it, the due moves with the clock; what is late already stays as late.
#pragma once

#include "sim/engine/clock.hpp"
#include "sim/engine/work_item.hpp"

namespace plimsoll {

/// Reads and sets what a case knows of its due, at the clock's instant.
template <bool one_clock>
class DueTimes {
public:
    DueTimes(const Plan& plan, const Clock<one_clock>& clock) : plan_(plan), clock_(clock) {}

    const PlanDue& of(const Case& subject) const {
        return plan_.workflow(subject.workflow).due[subject.variant];
    }

    /// The case arrives.
    void start(Case& subject) const {
        const PlanDue& due = of(subject);
        subject.due = -1;
        if (!due.exists) {
            return;
        }
        subject.pauses = 0;
        subject.reached = -1;
        subject.due = due.by >= 0 ? next_time_of_day(due)
                      : due.date  ? next_date(due)
                                  : clock_.reading(due.clock) + due.within;
    }

    /// The case has come to a step at which the time stands still.
    void pause(Case& subject) const {
        if (subject.pauses++ == 0) {
            subject.paused_at = clock_.reading(of(subject).clock);
        }
    }
    void resume(Case& subject) const {
        if (subject.pauses == 1) {
            subject.due = now(subject);
        }
        --subject.pauses;
    }

    /// The due as it stands: a reading of its clock.
    Microseconds now(const Case& subject) const {
        return subject.pauses > 0 && subject.reached < 0
                   ? subject.due + clock_.reading(of(subject).clock) - subject.paused_at
                   : subject.due;
    }
    /// When that is.
    Microseconds time_of(const Case& subject) const {
        return clock_.at_open(of(subject).clock, now(subject));
    }

    /// A step that pauses the due, or meets it, is done.
    void mark(Case& subject, const PlanStep& step) const {
        if (step.pauses_due) {
            resume(subject);
        }
        if (step.meets_due && subject.reached < 0) {
            subject.due = now(subject); // from here on nothing moves it
            subject.reached = clock_.reading(of(subject).clock);
        }
    }

    /// Whether it is met by a case that leaves now, or is still open (`done` false).
    bool is_met(const Case& subject, bool done) const {
        const Microseconds due = now(subject);
        return subject.reached >= 0 ? subject.reached <= due
                                    : done && clock_.reading(of(subject).clock) <= due;
    }

    /// Whether the visit, which starts now, starts within its step's own time.
    bool starts_in_time(const WorkItem& item, const PlanStep& step) const {
        const int number = step.response_clock;
        return clock_.reading(number) - clock_.open_before(number, item.ready) <= step.response;
    }

private:
    /// The next time of day after now at which the clock is open, or closes; if there is a time
    /// before which the case must have come, the first that it is early enough for.
    Microseconds next_time_of_day(const PlanDue& due) const {
        // The last time to come for it lies so long before it.
        const Microseconds notice =
            due.if_before < 0 ? 0 : ((due.by - due.if_before) % day + day) % day;
        const Microseconds now = clock_.now();
        Microseconds at = now - now % day + due.by;
        const auto counts = [&] {
            return at - notice > now && clock_.is_open_or_closes(due.open, at);
        };
        while (!counts()) {
            at += day;
        }
        return at;
    }

    /// The end of the next such day, today's included; or the next such time, as above.
    Microseconds next_date(const PlanDue& due) const {
        if (due.date->time < 0) {
            const std::int64_t number = plan_.dates->next_day(*due.date, clock_.now() / day);
            return number < 0 ? never : (number + 1) * day;
        }
        constexpr int most_closed = 10'000; // a checked model has one sooner
        Microseconds at = clock_.now();
        for (int i = 0; i < most_closed && at < never; ++i) {
            at = plan_.dates->next(*due.date, at + 1);
            if (at < never && clock_.is_open_or_closes(due.open, at)) {
                return at;
            }
        }
        return never;
    }

    const Plan& plan_;
    const Clock<one_clock>& clock_;
};

} // namespace plimsoll
