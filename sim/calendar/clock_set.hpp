// All clocks of a simulation, read at an instant: the plan's, and those of people who work
// together.
//
// Most questions are about now, or about a time not far from it. So each clock remembers where it
// stands: the stretch in which it is open, or the one until it opens, and answers from that what
// lies in it.
#pragma once

#include "sim/calendar/week_clock.hpp"

#include <deque>
#include <map>
#include <vector>

namespace plimsoll {

class ClockSet {
public:
    /// Numbered as in the plan, which must outlive the set; 0 is the operation's own.
    explicit ClockSet(const std::vector<WeekClock>& of_plan)
        : of_plan_(of_plan), places_(of_plan.size()) {}

    /// Time never goes back.
    void move_to(Microseconds now) { now_ = now; }

    const WeekClock& operator[](int number) const {
        const auto place = static_cast<std::size_t>(number);
        return place < of_plan_.size() ? of_plan_[place] : own_[place - of_plan_.size()];
    }

    bool is_open_now(int number) const { return now_ < place_of(number).to; }

    /// As WeekClock::open_before.
    Microseconds open_before(int number, Microseconds t) const {
        Place& place = place_of(number);
        if (t >= place.from && t <= place.until) {
            return place.open + std::min(t, place.to) - place.from;
        }
        return t == place.asked ? place.answer : ask(place, number, t);
    }

    /// As WeekClock::at_open.
    Microseconds at_open(int number, Microseconds open) const {
        const Place& place = place_of(number);
        const Microseconds within = open - place.open;
        return within > 0 && within <= place.to - place.from ? place.from + within
                                                             : (*this)[number].at_open(open);
    }

    Microseconds open_between(int number, Microseconds from, Microseconds to) const {
        return open_before(number, to) - open_before(number, from);
    }
    /// When so much open time has passed after `from`.
    Microseconds after(int number, Microseconds from, Microseconds open) const {
        return open == 0 ? from : at_open(number, open_before(number, from) + open);
    }

    /// The clock that is open when all of these are; `numbers` are not empty.
    int common(std::vector<int> numbers);
    /// The clock that is open when one of these is; `numbers` are sorted, and not empty.
    int either(const std::vector<int>& numbers) {
        return combined(numbers, WeekClock::either, either_);
    }
    /// The clock that is open when this one and the operation are.
    int in_open_time(int number) {
        const auto place = static_cast<std::size_t>(number);
        return place < in_open_time_.size() && in_open_time_[place] >= 0
                   ? in_open_time_[place]
                   : find_in_open_time(number);
    }

private:
    /// Open in [from, to), closed in [to, until); before `from` it was open for so long. Where it
    /// is closed now, from = to.
    struct Place {
        Microseconds from = 0;
        Microseconds to = 0;
        Microseconds until = -1;
        Microseconds open = 0;
        // The last question about another time: it is often asked again, for another account.
        Microseconds asked = 0;
        Microseconds answer = 0; ///< its open time
    };
    Place& place_of(int number) const {
        Place& place = places_[static_cast<std::size_t>(number)];
        if (now_ >= place.until) {
            find_place((*this)[number], place);
        }
        return place;
    }
    void find_place(const WeekClock& clock, Place& place) const;
    Microseconds ask(Place& place, int number, Microseconds t) const;
    using Combine = WeekClock (*)(const WeekClock&, const WeekClock&);
    using Known = std::map<std::vector<int>, int>;
    int combined(const std::vector<int>& numbers, Combine combine, Known& known);
    int find_in_open_time(int number);

    const std::vector<WeekClock>& of_plan_;
    std::deque<WeekClock> own_; ///< of combinations, numbered after the plan's
    Known common_;
    Known either_;
    std::vector<int> in_open_time_; ///< by clock; -1: not known yet
    Microseconds now_ = 0;
    mutable std::vector<Place> places_; ///< by clock
};

} // namespace plimsoll
