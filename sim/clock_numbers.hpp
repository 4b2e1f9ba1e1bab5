// Clocks by number, while a plan is compiled.
#pragma once

#include "sim/plan.hpp"

#include <algorithm>

namespace plimsoll {

/// Clocks by number; equal ones share theirs. In a one-clock plan every clock is the engine's own.
class Clocks {
public:
    Clocks(Plan& plan, bool one_clock) : plan_(plan), one_clock_(one_clock) {}

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
    int number(const Calendar& calendar) { return number(WeekClock(calendar)); }

private:
    Plan& plan_;
    bool one_clock_;
};

} // namespace plimsoll
