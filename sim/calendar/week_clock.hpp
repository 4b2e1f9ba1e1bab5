// A weekly calendar made ready for arithmetic: open time as a clock of its own.
//
//     wall   |Mon 00:00 ....... 09:00======17:00 ....... Tue 09:00======17:00 ...
//     open                      0 ------- 8 h                8 h ------- 16 h
//
// open_before(t) is O(t) of MODEL.md ruling 13; at_open(x) its inverse, the earliest instant at
// which x of open time has passed, so work that ends at closing time ends at that instant and not
// at the next opening. Everything is exact in whole microseconds.
//
// Days that are closed by date (holidays, people who are there on some days only) are taken out of
// the week as closed stretches of one cycle of the Gregorian calendar, 400 years, after which
// everything comes back. A clock without them does not look for any.
#pragma once

#include "model/date_table.hpp"

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <vector>

namespace plimsoll {

class WeekClock {
public:
    /// Round the clock.
    WeekClock() = default;
    explicit WeekClock(const Calendar& calendar);
    /// Closed on some days of the date cycle, one flag a day. What begins on the day before and
    /// runs past midnight goes on.
    WeekClock(const Calendar& calendar, const std::vector<char>& closed_days);

    /// Open time in [0, t), t >= 0.
    Microseconds open_before(Microseconds t) const;

    /// The earliest t with open_before(t) >= open; open >= 0. The clock must open at all.
    Microseconds at_open(Microseconds open) const;

    bool is_open(Microseconds t) const;

    /// The earliest open instant at or after t. The clock must open at all.
    Microseconds next_opening(Microseconds t) const;

    /// Since when it has been open; t must be open. Under round-the-clock opening: 0.
    Microseconds opened_at(Microseconds t) const;

    /// Until when it stays open; t must be open. Round the clock: later than anything happens.
    /// Midnight at the end of a week ends a stretch, too.
    Microseconds closes_at(Microseconds t) const;

    /// Of a week without closed days.
    Microseconds open_per_week() const { return always_ ? week : open_per_week_; }
    /// After so long everything comes back, and so much of it is open.
    Microseconds cycle() const { return has_dates() ? DateTable::cycle : week; }
    Microseconds open_per_cycle() const {
        return has_dates() ? open_per_date_cycle_ : open_per_week();
    }
    bool never_opens() const { return open_per_cycle() == 0; }
    bool always() const { return always_; }
    bool has_dates() const { return !closed_.empty(); }

    bool operator==(const WeekClock&) const = default;

    /// Open when both are; open when at least one is.
    static WeekClock both(const WeekClock& one, const WeekClock& other);
    static WeekClock either(const WeekClock& one, const WeekClock& other);

private:
    struct Stretch {
        Microseconds from, to, before; ///< [from, to) of the week; open time before it
        bool operator==(const Stretch&) const = default;
    };
    /// Closed by date; with what the week would have been open before it in the cycle, until its
    /// start and its end, and what all closed stretches before it have taken.
    struct Closed {
        Microseconds from, to, open_from, open_to, lost;
        bool operator==(const Closed&) const = default;
    };
    static bool starts_before(const Stretch& a, const Stretch& b) { return a.from < b.from; }
    static WeekClock of(std::vector<Stretch> stretches);
    void make_index();
    void make_date_index();
    std::vector<Stretch> whole_week() const;
    std::vector<Stretch> whole_cycle() const;
    void close(std::vector<Stretch> stretches);

    // The week alone, without closed days.
    Microseconds week_open_before(Microseconds t) const;
    Microseconds week_at_open(Microseconds open) const;
    bool week_is_open(Microseconds t) const;
    Microseconds week_next_opening(Microseconds t) const;
    Microseconds week_opened_at(Microseconds t) const;
    /// How many stretches of the week begin before this time of it.
    std::size_t begun_before(Microseconds within) const {
        std::size_t begun = begun_[static_cast<std::size_t>(within / hour)];
        while (begun < stretches_.size() && stretches_[begun].from < within) {
            ++begun;
        }
        return begun;
    }
    /// The last closed stretch of the cycle that begins before this, or nullptr.
    const Closed* last_closed(Microseconds within_cycle) const {
        std::size_t begun = closed_by_week_[static_cast<std::size_t>(within_cycle / week)];
        while (begun < closed_.size() && closed_[begun].from < within_cycle) {
            ++begun;
        }
        return begun == 0 ? nullptr : &closed_[begun - 1];
    }

    bool always_ = true;
    Microseconds open_per_week_ = week;
    std::vector<Stretch> stretches_; ///< sorted, disjoint, not adjacent
    std::vector<Closed> closed_;     ///< sorted; between two there is open time
    // Where to look: of the stretches how many begin before each hour of the week, and how many
    // before each hour of its open time; of the closed ones before each week of the cycle, and
    // before each whole week of open time.
    std::vector<std::uint32_t> begun_;
    std::vector<std::uint32_t> begun_by_open_;
    std::vector<std::uint32_t> closed_by_week_;
    std::vector<std::uint32_t> closed_by_open_week_;
    Microseconds open_per_date_cycle_ = 0;
};

inline Microseconds WeekClock::week_open_before(Microseconds t) const {
    if (always_) {
        return t;
    }
    const Microseconds weeks = t / week;
    const Microseconds within = t - weeks * week;
    const std::size_t begun = begun_before(within);
    if (begun == 0) {
        return weeks * open_per_week_;
    }
    const Stretch& last = stretches_[begun - 1];
    return weeks * open_per_week_ + last.before + std::min(within, last.to) - last.from;
}

inline Microseconds WeekClock::week_at_open(Microseconds open) const {
    if (always_ || open == 0) {
        return open;
    }
    assert(open_per_week_ > 0);
    // In (0, open_per_week], so that an end at the last closing of a week stays in that week.
    const Microseconds weeks = (open - 1) / open_per_week_;
    const Microseconds within = open - weeks * open_per_week_;
    std::size_t begun = begun_by_open_[static_cast<std::size_t>(within / hour)];
    while (begun < stretches_.size() && stretches_[begun].before < within) {
        ++begun;
    }
    const Stretch& last = stretches_[begun - 1];
    return weeks * week + last.from + (within - last.before);
}

inline bool WeekClock::week_is_open(Microseconds t) const {
    if (always_) {
        return true;
    }
    const Microseconds within = t % week;
    const std::size_t begun = begun_before(within + 1);
    return begun > 0 && within < stretches_[begun - 1].to;
}

inline Microseconds WeekClock::open_before(Microseconds t) const {
    if (!has_dates()) {
        return week_open_before(t);
    }
    const Microseconds cycles = t / DateTable::cycle;
    const Microseconds within = t - cycles * DateTable::cycle;
    Microseconds open = week_open_before(within);
    if (const Closed* closed = last_closed(within)) {
        open -= closed->lost + std::min(open, closed->open_to) - closed->open_from;
    }
    return cycles * open_per_date_cycle_ + open;
}

inline Microseconds WeekClock::at_open(Microseconds open) const {
    if (!has_dates() || open == 0) {
        return week_at_open(open);
    }
    assert(open_per_date_cycle_ > 0);
    const Microseconds cycles = (open - 1) / open_per_date_cycle_;
    const Microseconds within = open - cycles * open_per_date_cycle_;
    std::size_t begun = closed_by_open_week_[static_cast<std::size_t>(within / open_per_week_)];
    while (begun < closed_.size() && closed_[begun].open_from - closed_[begun].lost < within) {
        ++begun;
    }
    Microseconds lost = 0;
    if (begun > 0) {
        const Closed& last = closed_[begun - 1];
        lost = last.lost + last.open_to - last.open_from;
    }
    return cycles * DateTable::cycle + week_at_open(within + lost);
}

inline bool WeekClock::is_open(Microseconds t) const {
    if (!week_is_open(t)) {
        return false;
    }
    if (!has_dates()) {
        return true;
    }
    const Microseconds within = t % DateTable::cycle;
    const Closed* closed = last_closed(within + 1);
    return closed == nullptr || within >= closed->to;
}

} // namespace plimsoll
