#include "sim/calendar/week_clock.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace plimsoll {

WeekClock WeekClock::of(std::vector<Stretch> stretches) {
    std::sort(stretches.begin(), stretches.end(), starts_before);
    WeekClock clock;
    clock.stretches_.clear();
    for (const Stretch& next : stretches) {
        if (next.from >= next.to) {
            continue;
        }
        if (!clock.stretches_.empty() && next.from <= clock.stretches_.back().to) {
            clock.stretches_.back().to = std::max(clock.stretches_.back().to, next.to);
        } else {
            clock.stretches_.push_back(next);
        }
    }
    Microseconds open = 0;
    for (Stretch& stretch : clock.stretches_) {
        stretch.before = open;
        open += stretch.to - stretch.from;
    }
    clock.open_per_week_ = open;
    clock.always_ = open == week;
    if (clock.always_) {
        clock.stretches_.clear();
    }
    clock.make_index();
    return clock;
}

/// Where a search for a time of the week may begin.
void WeekClock::make_index() {
    const auto count = [this](Microseconds length, Microseconds Stretch::*place) {
        std::vector<std::uint32_t> index;
        std::uint32_t begun = 0;
        for (Microseconds at = 0; at <= length; at += hour) {
            while (begun < stretches_.size() && stretches_[begun].*place < at) {
                ++begun;
            }
            index.push_back(begun);
        }
        return index;
    };
    begun_ = count(week, &Stretch::from);
    begun_by_open_ = count(open_per_week_, &Stretch::before);
}

/// Where a search for a time of the date cycle may begin.
void WeekClock::make_date_index() {
    std::size_t by_week = 0;
    std::size_t by_open_week = 0;
    for (Microseconds number = 0; number * week <= DateTable::cycle; ++number) {
        while (by_week < closed_.size() && closed_[by_week].from < number * week) {
            ++by_week;
        }
        while (by_open_week < closed_.size() &&
               closed_[by_open_week].open_from - closed_[by_open_week].lost <
                   number * open_per_week_) {
            ++by_open_week;
        }
        closed_by_week_.push_back(static_cast<std::uint32_t>(by_week));
        closed_by_open_week_.push_back(static_cast<std::uint32_t>(by_open_week));
    }
}

WeekClock::WeekClock(const Calendar& calendar) {
    std::vector<Stretch> stretches;
    for (const Span& span : calendar.spans) {
        stretches.push_back({span.from, std::min(span.to, week), 0});
        if (span.to > week) {
            stretches.push_back({0, span.to - week, 0});
        }
    }
    *this = of(std::move(stretches));
}

std::vector<WeekClock::Stretch> WeekClock::whole_week() const {
    return always_ ? std::vector<Stretch>{{0, week, 0}} : stretches_;
}

WeekClock WeekClock::both(const WeekClock& one, const WeekClock& other) {
    if (one == other || other.always()) {
        return one;
    }
    if (one.always()) {
        return other;
    }
    std::vector<Stretch> common;
    for (const Stretch& a : one.whole_week()) {
        for (const Stretch& b : other.whole_week()) {
            common.push_back({std::max(a.from, b.from), std::min(a.to, b.to), 0});
        }
    }
    WeekClock clock = of(std::move(common));
    if (one.has_dates() || other.has_dates()) {
        std::vector<Stretch> closed;
        for (const WeekClock* of_them : {&one, &other}) {
            for (const Closed& stretch : of_them->closed_) {
                closed.push_back({stretch.from, stretch.to, 0});
            }
        }
        const auto middle = closed.begin() + static_cast<std::ptrdiff_t>(one.closed_.size());
        std::inplace_merge(closed.begin(), middle, closed.end(), starts_before);
        clock.close(std::move(closed));
    }
    return clock;
}

WeekClock WeekClock::either(const WeekClock& one, const WeekClock& other) {
    if (one == other || one.always()) {
        return one;
    }
    if (other.always()) {
        return other;
    }
    std::vector<Stretch> all = one.whole_week();
    for (const Stretch& stretch : other.whole_week()) {
        all.push_back(stretch);
    }
    WeekClock clock = of(std::move(all));
    if (one.has_dates() || other.has_dates()) {
        // Closed is what lies between the stretches in which one of them is open.
        std::vector<Stretch> open = one.whole_cycle();
        const std::vector<Stretch> others = other.whole_cycle();
        const auto middle = static_cast<std::ptrdiff_t>(open.size());
        open.insert(open.end(), others.begin(), others.end());
        std::inplace_merge(open.begin(), open.begin() + middle, open.end(), starts_before);
        open.push_back({DateTable::cycle, DateTable::cycle, 0});
        std::vector<Stretch> closed;
        Microseconds until = 0;
        for (const Stretch& stretch : open) {
            closed.push_back({until, stretch.from, 0});
            until = std::max(until, stretch.to);
        }
        clock.close(std::move(closed));
    }
    return clock;
}

Microseconds WeekClock::week_next_opening(Microseconds t) const {
    if (week_is_open(t)) {
        return t;
    }
    assert(!stretches_.empty());
    const Microseconds within = t % week;
    const Microseconds start_of_week = t - within;
    const std::size_t begun = begun_before(within);
    return begun < stretches_.size() ? start_of_week + stretches_[begun].from
                                     : start_of_week + week + stretches_.front().from;
}

Microseconds WeekClock::week_opened_at(Microseconds t) const {
    if (always_) {
        return 0;
    }
    const Microseconds within = t % week;
    const Microseconds start_of_week = t - within;
    const std::size_t begun = begun_before(within + 1);
    const Microseconds opened = begun == 0 ? 0 : stretches_[begun - 1].from;
    // A stretch that began on Sunday night goes on from the week before.
    if (opened == 0 && stretches_.back().to == week && start_of_week > 0) {
        return start_of_week - week + stretches_.back().from;
    }
    return start_of_week + opened;
}

WeekClock::WeekClock(const Calendar& calendar, const std::vector<char>& closed_days)
    : WeekClock(calendar) {
    std::vector<Stretch> closed;
    for (std::int64_t number = 0; number < DateTable::cycle_days; ++number) {
        if (closed_days[static_cast<std::size_t>(number)] == 0) {
            continue;
        }
        for (const Span& span : calendar.spans) {
            if (span.weekday == number % 7) {
                const Microseconds shift = number * day - span.weekday * day;
                closed.push_back({span.from + shift, span.to + shift, 0});
            }
        }
    }
    close(std::move(closed));
}

std::vector<WeekClock::Stretch> WeekClock::whole_cycle() const {
    std::vector<Stretch> all;
    Microseconds at = 0;
    const auto add_open = [&](Microseconds until) {
        for (Microseconds monday = at - at % week; monday < until; monday += week) {
            for (const Stretch& stretch : whole_week()) {
                const Microseconds from = std::max(at, monday + stretch.from);
                const Microseconds to = std::min(until, monday + stretch.to);
                if (from < to) {
                    all.push_back({from, to, 0});
                }
            }
        }
    };
    for (const Closed& closed : closed_) {
        add_open(closed.from);
        at = closed.to;
    }
    add_open(DateTable::cycle);
    return all;
}

/// Takes these stretches of the date cycle out of the week. Each is noted from the first to the
/// last open instant it takes, so that equal clocks are equal, whatever they were made of.
void WeekClock::close(std::vector<Stretch> stretches) {
    const std::size_t given = stretches.size();
    for (std::size_t i = 0; i < given; ++i) {
        if (stretches[i].to > DateTable::cycle) {
            stretches.push_back({0, stretches[i].to - DateTable::cycle, 0});
            stretches[i].to = DateTable::cycle;
        }
    }
    if (!std::is_sorted(stretches.begin(), stretches.end(), starts_before)) {
        std::sort(stretches.begin(), stretches.end(), starts_before);
    }
    for (const Stretch& stretch : stretches) {
        const Microseconds from = week_open_before(stretch.from);
        const Microseconds to = week_open_before(stretch.to);
        if (from >= to) {
            continue;
        }
        if (!closed_.empty() && from <= closed_.back().open_to) {
            closed_.back().open_to = std::max(closed_.back().open_to, to);
        } else {
            closed_.push_back({0, 0, from, to, 0});
        }
    }
    Microseconds lost = 0;
    for (Closed& closed : closed_) {
        closed.from = week_next_opening(week_at_open(closed.open_from));
        closed.to = week_at_open(closed.open_to);
        closed.lost = lost;
        lost += closed.open_to - closed.open_from;
    }
    if (!closed_.empty()) {
        open_per_date_cycle_ = week_open_before(DateTable::cycle) - lost;
        stretches_ = whole_week();
        always_ = false;
        make_index();
        make_date_index();
    }
}

Microseconds WeekClock::next_opening(Microseconds t) const {
    Microseconds opening = week_next_opening(t);
    while (has_dates() && !is_open(opening)) {
        const Microseconds within = opening % DateTable::cycle;
        const Closed* closed = last_closed(within + 1);
        opening = week_next_opening(opening - within + closed->to);
    }
    return opening;
}

Microseconds WeekClock::closes_at(Microseconds t) const {
    if (always_) {
        return std::numeric_limits<Microseconds>::max();
    }
    const Microseconds in_week = t % week;
    const Microseconds closing = t - in_week + stretches_[begun_before(in_week + 1) - 1].to;
    if (!has_dates()) {
        return closing;
    }
    const Microseconds within = t % DateTable::cycle;
    const Closed* last = last_closed(within + 1);
    const Closed* next = last == nullptr ? closed_.data() : last + 1;
    return next == closed_.data() + closed_.size() ? closing
                                                   : std::min(closing, t - within + next->from);
}

Microseconds WeekClock::opened_at(Microseconds t) const {
    const Microseconds opened = week_opened_at(t);
    if (!has_dates()) {
        return opened;
    }
    const Microseconds within = t % DateTable::cycle;
    const Closed* closed = last_closed(within + 1);
    return closed == nullptr ? opened : std::max(opened, t - within + closed->to);
}

} // namespace plimsoll
