// A weekly calendar made ready for arithmetic: open time as a clock of its own.
//
//     wall   |Mon 00:00 ....... 09:00======17:00 ....... Tue 09:00======17:00 ...
//     open                      0 ------- 8 h                8 h ------- 16 h
//
// open_before(t) is O(t) of MODEL.md ruling 13; at_open(x) its inverse, the earliest instant at
// which x of open time has passed, so work that ends at closing time ends at that instant and not
// at the next opening. Everything is exact in whole microseconds.
#pragma once

#include "model/calendar.hpp"

#include <vector>

namespace plimsoll {

class WeekClock {
public:
    /// Round the clock.
    WeekClock() = default;
    explicit WeekClock(const Calendar& calendar);

    /// Open time in [0, t), t >= 0.
    Microseconds open_before(Microseconds t) const;

    /// The earliest t with open_before(t) >= open; open >= 0. The clock must open at all.
    Microseconds at_open(Microseconds open) const;

    bool is_open(Microseconds t) const;

    /// The earliest open instant at or after t. The clock must open at all.
    Microseconds next_opening(Microseconds t) const;

    /// Since when it has been open; t must be open. Under round-the-clock opening: 0.
    Microseconds opened_at(Microseconds t) const;

    Microseconds open_per_week() const { return always_ ? week : open_per_week_; }
    bool never_opens() const { return open_per_week() == 0; }
    bool always() const { return always_; }

    bool operator==(const WeekClock&) const = default;

    /// Open when both are; open when at least one is.
    static WeekClock both(const WeekClock& one, const WeekClock& other);
    static WeekClock either(const WeekClock& one, const WeekClock& other);

private:
    struct Stretch {
        Microseconds from, to, before; ///< [from, to) of the week; open time before it
        bool operator==(const Stretch&) const = default;
    };
    static WeekClock of(std::vector<Stretch> stretches);
    std::vector<Stretch> whole_week() const;

    bool always_ = true;
    Microseconds open_per_week_ = week;
    std::vector<Stretch> stretches_; ///< sorted, disjoint, not adjacent
};

} // namespace plimsoll
