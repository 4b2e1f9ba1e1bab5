// Which queue work waits in, and whom it may take: needs, choices among them, single people.
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

/// Members of one name in several teams become one person. Call once all teams are compiled.
void compile_persons(const Operation& operation, Plan& plan);

/// The queue for `parts`, of which the first may be of each of `teams`, the preferred one first,
/// and of whom `source` asks for a skill.
int queue_for(const Step& source, const std::vector<Need>& parts, const std::vector<int>& teams,
              const Operation& operation, Plan& plan, Clocks& clocks);

/// `person:` of the steps of one variant, which stand from `first_step` on.
void compile_person_rules(const Workflow& source, std::size_t first_step,
                          const Operation& operation, Plan& plan, Clocks& clocks);

} // namespace plimsoll
