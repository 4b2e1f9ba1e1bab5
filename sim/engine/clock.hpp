// Time, while a replication runs: the instant, the clocks read at it, and the window that is
// measured.
//
// In a plan of one clock the engine's time is the operation's open time, so that no clock costs
// anything; the wall's time is known where somebody asks for it.
#pragma once

#include "sim/calendar/clock_set.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/plan/plan.hpp"
#include "sim/record/unit.hpp"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

namespace plimsoll {

/// Later than anything that happens, and early enough for sums of times to fit.
inline constexpr Microseconds never = std::numeric_limits<Microseconds>::max() / 4;

/// Clocks have the numbers of Plan::clocks, 0 is the operation's own; times are microseconds.
template <bool one_clock>
class Clock {
public:
    Clock(const Plan& plan, const WorkUnit& unit)
        : plan_(plan), clocks_(plan.clocks),
          wall_is_elapsed_(one_clock ? plan.wall.always() : clocks_[0].always()) {
        if (unit.cases == 0) {
            window_from_elapsed_ = unit.warm_up;
            window_to_elapsed_ = unit.warm_up + unit.length;
            window_from_ = clocks_.at_open(0, window_from_elapsed_);
            window_to_ = clocks_.at_open(0, window_to_elapsed_);
        }
    }

    Microseconds now() const { return now_; }
    /// The operation's open time until now.
    Microseconds elapsed() const { return elapsed_; }
    /// Time never goes back.
    void move_to(Microseconds time) {
        now_ = time;
        clocks_.move_to(time);
        elapsed_ = open_before(0, time);
    }
    /// Except that nothing has happened since, and nothing will.
    void end_at(Microseconds time) {
        now_ = time;
        elapsed_ = open_before(0, time);
    }

    const WeekClock& operator[](int number) const { return clocks_[number]; }
    bool is_open(int number, Microseconds t) const {
        return one_clock || clocks_[number].is_open(t);
    }
    bool is_open_now(int number) const { return one_clock || clocks_.is_open_now(number); }
    /// Whether it is open at `t`, or closes then.
    bool is_open_or_closes(int number, Microseconds t) const {
        return is_open(number, t) || (t > 0 && is_open(number, t - 1));
    }
    Microseconds open_before(int number, Microseconds t) const {
        return one_clock ? t : clocks_.open_before(number, t);
    }
    Microseconds at_open(int number, Microseconds open) const {
        return one_clock ? open : clocks_.at_open(number, open);
    }
    Microseconds open_between(int number, Microseconds from, Microseconds to) const {
        return one_clock ? to - from : clocks_.open_between(number, from, to);
    }
    /// When so much open time has passed after `from`.
    Microseconds after(int number, Microseconds from, Microseconds open) const {
        return one_clock ? from + open : clocks_.after(number, from, open);
    }
    Microseconds elapsed_at(Microseconds t) const {
        return !one_clock && t == now_ ? elapsed_ : open_before(0, t);
    }
    /// What the clock reads now.
    Microseconds reading(int number) const {
        return number == 0 ? elapsed_ : open_before(number, now_);
    }

    /// Since when somebody who works by this clock has been there, in elapsed time; what is before
    /// `enough` does not matter. Nights in which the operation is closed do not count as gone.
    Microseconds there_since(int number, Microseconds enough) const {
        if constexpr (one_clock) {
            return 0;
        }
        const WeekClock& shift = clocks_[number];
        Microseconds opening = shift.opened_at(now_);
        while (opening > 0 && elapsed_at(opening) > enough) {
            const Microseconds closing = shift.at_open(shift.open_before(opening));
            if (elapsed_at(closing) < elapsed_at(opening)) {
                break;
            }
            opening = closing > 0 ? shift.opened_at(closing - 1) : 0;
        }
        return elapsed_at(opening);
    }

    /// The clock that is open when all of these are, when one of these is, when this one and the
    /// operation are.
    int common(std::vector<int> clocks) {
        return one_clock ? 0 : clocks_.common(std::move(clocks));
    }
    int either(const std::vector<int>& clocks) {
        return one_clock ? clocks.front() : clocks_.either(clocks);
    }
    int in_open_time(int number) { return one_clock ? 0 : clocks_.in_open_time(number); }

    /// From the engine's time to the wall's: the end of something, or the start of work, which is
    /// never at a closing.
    Microseconds wall(Microseconds t) const { return one_clock ? plan_.wall.at_open(t) : t; }
    Microseconds wall_start(Microseconds t) const {
        return one_clock ? plan_.wall.next_opening(plan_.wall.at_open(t)) : t;
    }
    bool wall_is_elapsed() const { return wall_is_elapsed_; } ///< the operation is always open

    /// (from, to] is measured; from 0: [0, to]. Where a number of cases is simulated, all is.
    Microseconds window_from() const { return window_from_; }
    Microseconds window_to() const { return window_to_; }
    /// Its length in open time, once it is closed.
    Microseconds window_length() const { return window_to_elapsed_ - window_from_elapsed_; }
    bool is_in_window(Microseconds t) const {
        return t <= window_to_ && (t > window_from_ || window_from_ == 0);
    }
    bool window_has_begun() const { return now_ > window_from_ || window_from_ == 0; }
    /// The part of a stretch of elapsed time that lies in the window.
    Microseconds in_window(Microseconds elapsed_from, Microseconds elapsed_to) const {
        return std::max<Microseconds>(0, std::min(elapsed_to, window_to_elapsed_) -
                                             std::max(elapsed_from, window_from_elapsed_));
    }
    /// The window ends at this instant, before it should have or because no end was known.
    void close_window_now() {
        window_to_ = now_;
        window_to_elapsed_ = elapsed_;
        window_from_elapsed_ = std::min(window_from_elapsed_, window_to_elapsed_);
    }
    void move_to_end_of_window() {
        now_ = window_to_;
        clocks_.move_to(now_);
        elapsed_ = window_to_elapsed_;
    }

    /// What lies between two instants of work on this clock. The last answer is kept: a visit is
    /// booked in its case's ledger, then in its team's.
    WorkTimes times_of(int work_clock, Microseconds from, Microseconds to) {
        if constexpr (one_clock) {
            return {to - from, to - from, to - from};
        }
        if (known_.clock != work_clock || known_.from != from || known_.to != to) {
            know_times(work_clock, from, to, open_between(work_clock, from, to));
        }
        return known_.times;
    }
    /// How long it takes its people is known, and asked for next.
    void know_times(int work_clock, Microseconds from, Microseconds to, Microseconds worked) {
        known_ = {work_clock, from, to, times_beside(work_clock, from, to, worked)};
    }

private:
    /// The times of one stretch of work, by what they were asked for.
    struct KnownTimes {
        int clock = -1;
        Microseconds from = 0;
        Microseconds to = 0;
        WorkTimes times;
    };

    /// The times of work whose people worked so long in it.
    WorkTimes times_beside(int work_clock, Microseconds from, Microseconds to,
                           Microseconds worked) {
        WorkTimes times;
        times.worked = worked;
        times.elapsed = worked;
        times.touched = worked;
        if (work_clock != 0) {
            times.elapsed = elapsed_at(to) - elapsed_at(from);
            const int both = in_open_time(work_clock);
            if (both == 0) {
                times.touched = times.elapsed;
            } else if (both != work_clock) {
                times.touched = open_between(both, from, to);
            }
        }
        return times;
    }

    const Plan& plan_;
    ClockSet clocks_;
    bool wall_is_elapsed_;
    Microseconds now_ = 0;
    Microseconds elapsed_ = 0;
    Microseconds window_from_ = 0;
    Microseconds window_to_ = never;
    Microseconds window_from_elapsed_ = 0;
    Microseconds window_to_elapsed_ = never;
    KnownTimes known_;
};

} // namespace plimsoll
