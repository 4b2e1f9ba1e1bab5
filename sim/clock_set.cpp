#include "sim/clock_set.hpp"

#include <algorithm>
#include <limits>

namespace plimsoll {

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

int ClockSet::add(WeekClock clock) {
    own_.push_back(std::move(clock));
    places_.emplace_back();
    return static_cast<int>(of_plan_.size() + own_.size()) - 1;
}

int ClockSet::common(std::vector<int> numbers) {
    if (std::equal(numbers.begin() + 1, numbers.end(), numbers.begin())) {
        return numbers.front();
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    const auto found = common_.find(numbers);
    if (found != common_.end()) {
        return found->second;
    }
    WeekClock common = (*this)[numbers.front()];
    for (const int number : numbers) {
        common = WeekClock::both(common, (*this)[number]);
    }
    const auto same = std::find_if(numbers.begin(), numbers.end(),
                                   [&](int number) { return (*this)[number] == common; });
    const int number = same != numbers.end() ? *same : add(std::move(common));
    common_.emplace(std::move(numbers), number);
    return number;
}

int ClockSet::either(const std::vector<int>& numbers) {
    if (numbers.size() == 1) {
        return numbers.front();
    }
    const auto found = either_.find(numbers);
    if (found != either_.end()) {
        return found->second;
    }
    WeekClock either = (*this)[numbers.front()];
    for (const int number : numbers) {
        either = WeekClock::either(either, (*this)[number]);
    }
    const int number = add(std::move(either));
    either_.emplace(numbers, number);
    return number;
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
