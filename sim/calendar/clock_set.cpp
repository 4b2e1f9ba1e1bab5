#include "sim/calendar/clock_set.hpp"

#include <algorithm>
#include <limits>

namespace plimsoll {

Microseconds ClockSet::ask(Place& place, int number, Microseconds t) const {
    place.answer = (*this)[number].open_before(t);
    place.asked = t;
    return place.answer;
}

void ClockSet::find_place(const WeekClock& clock, Place& place) const {
    if (clock.is_open(now_)) {
        place.from = clock.opened_at(now_);
        place.to = clock.closes_at(now_);
        place.until = place.to;
    } else {
        place.from = now_;
        place.to = now_;
        place.until = clock.never_opens() ? std::numeric_limits<Microseconds>::max()
                                          : clock.next_opening(now_);
    }
    place.open = clock.open_before(place.from);
}

int ClockSet::combined(const std::vector<int>& numbers, Combine combine, Known& known) {
    if (numbers.size() == 1) {
        return numbers.front();
    }
    const auto found = known.find(numbers);
    if (found != known.end()) {
        return found->second;
    }
    WeekClock clock = (*this)[numbers.front()];
    for (const int number : numbers) {
        clock = combine(clock, (*this)[number]);
    }
    const auto same = std::find_if(numbers.begin(), numbers.end(),
                                   [&](int number) { return (*this)[number] == clock; });
    int number = static_cast<int>(of_plan_.size() + own_.size());
    if (same != numbers.end()) {
        number = *same;
    } else {
        own_.push_back(std::move(clock));
        places_.emplace_back();
    }
    known.emplace(numbers, number);
    return number;
}

int ClockSet::common(std::vector<int> numbers) {
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return combined(numbers, WeekClock::both, common_);
}

int ClockSet::find_in_open_time(int number) {
    const auto place = static_cast<std::size_t>(number);
    if (place >= in_open_time_.size()) {
        in_open_time_.resize(place + 1, -1);
    }
    in_open_time_[place] = common({0, number});
    return in_open_time_[place];
}

} // namespace plimsoll
