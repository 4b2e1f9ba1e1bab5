#include "sim/calendar/calendar_clocks.hpp"

#include <algorithm>

namespace plimsoll {

CalendarClocks::CalendarClocks(const Operation& operation) {
    if (operation.dates) {
        dates_ = std::make_shared<const DateTable>(*operation.dates, operation.calendar);
        if (!operation.dates->holidays.empty()) {
            holidays_ = dates_->days_in(operation.dates->holidays);
        }
    }
}

const WeekClock& CalendarClocks::of(const Calendar& calendar) {
    const auto found = std::find_if(known_.begin(), known_.end(),
                                    [&](const auto& known) { return known.first == calendar; });
    if (found != known_.end()) {
        return *found->second;
    }
    known_.emplace_back(calendar, holidays_.empty() || calendar.always
                                      ? std::make_unique<WeekClock>(calendar)
                                      : std::make_unique<WeekClock>(calendar, holidays_));
    return *known_.back().second;
}

WeekClock CalendarClocks::of(const Members& members) {
    if (!members.presence) {
        return of(members.calendar);
    }
    std::vector<char> closed = dates_->days_away(*members.presence);
    if (!members.calendar.always && !holidays_.empty()) {
        std::transform(closed.begin(), closed.end(), holidays_.begin(), closed.begin(),
                       [](char a, char b) { return static_cast<char>(a | b); });
    }
    return WeekClock(members.calendar, closed);
}

} // namespace plimsoll
