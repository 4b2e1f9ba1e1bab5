// From the model's calendars to clocks: the week, without the days that are closed by date.
#pragma once

#include "sim/calendar/week_clock.hpp"

#include <memory>
#include <utility>
#include <vector>

namespace plimsoll {

class CalendarClocks {
public:
    explicit CalendarClocks(const Operation& operation);

    /// Holidays close every calendar but `always`.
    const WeekClock& of(const Calendar& calendar);

    /// Theirs, on the days on which they are there.
    WeekClock of(const Members& members);

    /// Which days dates fall on; nullptr where the operation knows no dates.
    const std::shared_ptr<const DateTable>& dates() const { return dates_; }

private:
    std::shared_ptr<const DateTable> dates_;
    std::vector<char> holidays_; ///< empty: none
    std::vector<std::pair<Calendar, std::unique_ptr<WeekClock>>> known_;
};

} // namespace plimsoll
