#include "sim/week_clock.hpp"

#include <algorithm>
#include <cassert>

namespace plimsoll {

WeekClock WeekClock::of(std::vector<Stretch> stretches) {
    std::sort(stretches.begin(), stretches.end(),
              [](const Stretch& a, const Stretch& b) { return a.from < b.from; });
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
    return clock;
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
    std::vector<Stretch> common;
    for (const Stretch& a : one.whole_week()) {
        for (const Stretch& b : other.whole_week()) {
            common.push_back({std::max(a.from, b.from), std::min(a.to, b.to), 0});
        }
    }
    return of(std::move(common));
}

WeekClock WeekClock::either(const WeekClock& one, const WeekClock& other) {
    std::vector<Stretch> all = one.whole_week();
    for (const Stretch& stretch : other.whole_week()) {
        all.push_back(stretch);
    }
    return of(std::move(all));
}

Microseconds WeekClock::open_before(Microseconds t) const {
    if (always_) {
        return t;
    }
    const Microseconds weeks = t / week;
    const Microseconds within = t - weeks * week;
    Microseconds open = 0;
    for (const Stretch& stretch : stretches_) {
        if (within <= stretch.from) {
            break;
        }
        open = stretch.before + std::min(within, stretch.to) - stretch.from;
    }
    return weeks * open_per_week_ + open;
}

Microseconds WeekClock::at_open(Microseconds open) const {
    if (always_ || open == 0) {
        return open;
    }
    assert(open_per_week_ > 0);
    // In (0, open_per_week], so that an end at the last closing of a week stays in that week.
    const Microseconds weeks = (open - 1) / open_per_week_;
    const Microseconds within = open - weeks * open_per_week_;
    const Stretch* found = stretches_.data();
    for (const Stretch& stretch : stretches_) {
        if (stretch.before >= within) {
            break;
        }
        found = &stretch;
    }
    return weeks * week + found->from + (within - found->before);
}

bool WeekClock::is_open(Microseconds t) const {
    if (always_) {
        return true;
    }
    const Microseconds within = t % week;
    for (const Stretch& stretch : stretches_) {
        if (within < stretch.from) {
            return false;
        }
        if (within < stretch.to) {
            return true;
        }
    }
    return false;
}

Microseconds WeekClock::next_opening(Microseconds t) const {
    if (is_open(t)) {
        return t;
    }
    assert(!stretches_.empty());
    const Microseconds start_of_week = t - t % week;
    for (const Stretch& stretch : stretches_) {
        if (start_of_week + stretch.from >= t) {
            return start_of_week + stretch.from;
        }
    }
    return start_of_week + week + stretches_.front().from;
}

Microseconds WeekClock::opened_at(Microseconds t) const {
    if (always_) {
        return 0;
    }
    const Microseconds start_of_week = t - t % week;
    Microseconds opened = start_of_week;
    for (const Stretch& stretch : stretches_) {
        if (start_of_week + stretch.from <= t) {
            opened = start_of_week + stretch.from;
        }
    }
    // A stretch that began on Sunday night goes on from the week before.
    if (opened == start_of_week && stretches_.back().to == week && start_of_week > 0) {
        opened = start_of_week - week + stretches_.back().from;
    }
    return opened;
}

} // namespace plimsoll
