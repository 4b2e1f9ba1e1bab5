// Clocks by number, while a plan is compiled.
#pragma once

#include "sim/calendar/calendar_clocks.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>

namespace plimsoll {

/// Clocks by number; equal ones share theirs. In a one-clock plan every clock is the engine's own.
class Clocks {
public:
    Clocks(Plan& plan, CalendarClocks& calendars, bool one_clock)
        : plan_(plan), calendars_(calendars), one_clock_(one_clock) {}

    int number(const WeekClock& clock) {
        if (one_clock_) {
            return 0;
        }
        const auto found = std::find(plan_.clocks.begin(), plan_.clocks.end(), clock);
        if (found != plan_.clocks.end()) {
            return static_cast<int>(found - plan_.clocks.begin());
        }
        plan_.clocks.push_back(clock);
        return static_cast<int>(plan_.clocks.size()) - 1;
    }
    int number(const Calendar& calendar) { return number(of(calendar)); }
    /// Of a delay or of patience.
    int number_of(const Delay& delay) {
        return delay.wall_clock ? number(WeekClock()) : number(delay.calendar);
    }
    int number(const Members& members) { return number(calendars_.of(members)); }
    const WeekClock& of(const Calendar& calendar) { return calendars_.of(calendar); }
    const DateTable* dates() const { return calendars_.dates().get(); }

private:
    Plan& plan_;
    CalendarClocks& calendars_;
    bool one_clock_;
};

} // namespace plimsoll
