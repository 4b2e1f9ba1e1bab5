// Who is away though the calendar says otherwise.
//
//     here | away ......................... | here
//     here | going: in use to the end | away | here      whom a case keeps, or holds up, stays till
//     then
//
// Who is away has no hours: they are not available, and booked as absent when a mechanism says so.
#pragma once

#include "model/numeric/table.hpp"
#include "sim/engine/clock.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>
#include <cstdint>

namespace plimsoll {

/// People have the plan's numbers.
template <bool one_clock>
class Absences {
public:
    Absences(const Plan& plan, Clock<one_clock>& clock) : plan_(plan), clock_(clock) {
        if (plan.people_go_away) {
            people_.resize(plan.people.size());
        }
    }

    bool is_away(int person) const {
        return plan_.people_go_away && people_[person].state != State::here;
    }
    /// Whether one of those whom this need is for is there on this day: not away, and with hours.
    bool somebody_is_there(const PlanQueue& need) const {
        return somebody_is_there(need, clock_.now() / day);
    }
    bool somebody_is_there(const PlanQueue& need, Microseconds number_of_day) const {
        return std::any_of(need.candidates.begin(), need.candidates.end(), [&](int person) {
            return !is_away(person) &&
                   clock_.open_between(plan_.person(person).clock, number_of_day * day,
                                       (number_of_day + 1) * day) > 0;
        });
    }
    /// Changes whenever somebody goes or comes.
    int changes() const { return changes_; }

    void go(std::uint32_t person, bool is_in_use) {
        people_[person].state = is_in_use ? State::going : State::away;
        people_[person].since = clock_.now();
        ++changes_;
    }
    /// Somebody is free: whether to be gone.
    bool goes_when_free(std::uint32_t person) {
        if (!plan_.people_go_away || people_[person].state != State::going) {
            return false;
        }
        people_[person].state = State::away;
        people_[person].since = clock_.now();
        return true;
    }
    /// Whether the person had been gone.
    bool come_back(std::uint32_t person) {
        Person& who = people_[person];
        const bool was_gone = who.state == State::away;
        who.absent += absent_since(person);
        who.state = State::here;
        ++changes_;
        return was_gone;
    }
    /// Hours of a person's own in the window that were spent away; none of those that another team
    /// pays.
    Microseconds absent(std::uint32_t person) const {
        return plan_.people_go_away ? people_[person].absent + absent_since(person) : 0;
    }

private:
    enum class State : std::uint8_t { here, going, away };
    struct Person {
        State state = State::here;
        Microseconds since = 0;
        Microseconds absent = 0; ///< in the window
    };

    Microseconds absent_since(std::uint32_t person) const {
        const Person& who = people_[person];
        const Microseconds from = std::max(who.since, clock_.window_from());
        const Microseconds to = std::min(clock_.now(), clock_.window_to());
        if (who.state != State::away || from >= to) {
            return 0;
        }
        const PlanPerson& plan = plan_.people[person];
        Microseconds own = clock_.open_between(plan.clock, from, to);
        if (plan.paid_elsewhere) {
            own -= plan.paid_elsewhere->open_before(to) - plan.paid_elsewhere->open_before(from);
        }
        return own;
    }

    const Plan& plan_;
    Clock<one_clock>& clock_;
    Table<Person> people_;
    int changes_ = 0;
};

} // namespace plimsoll
