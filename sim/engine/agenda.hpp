// What will happen, and when: events, each of which does happen, and timers, which may turn out to
// be void when they ring. Of one instant, events come first.
#pragma once

#include "sim/engine/clock.hpp"
#include "sim/engine/event_list.hpp"
#include "sim/engine/timer.hpp"

#include <algorithm>
#include <functional>
#include <vector>

namespace plimsoll {

/// Of two events at one time of this engine, which comes first (sim/engine/activity/loop.hpp).
template <class Engine>
struct EarlierAtTie {
    const Engine* engine;
    bool operator()(const Event& a, const Event& b) const { return earlier_at_tie(*engine, a, b); }
};

/// `Earlier(a, b)`: of two events at one time, a comes first.
template <class Earlier>
class Agenda {
public:
    explicit Agenda(Earlier earlier_at_tie) : events_(earlier_at_tie) {}

    void push(Event event) { events_.push(event); }
    void set(const Timer& timer) {
        calendar_ += timer.kind == Timer::Kind::calendar ? 1 : 0;
        timers_.push_back(timer);
        std::push_heap(timers_.begin(), timers_.end(), std::greater<>());
    }

    /// When something happens next; `never` when nothing does.
    Microseconds next_time() const {
        const Microseconds event = events_.empty() ? never : events_.next().time;
        return timers_.empty() ? event : std::min(event, timers_.front().time);
    }
    bool has_event_at(Microseconds now) const {
        return !events_.empty() && events_.next().time == now;
    }
    bool has_timer_at(Microseconds now) const {
        return !timers_.empty() && timers_.front().time == now;
    }
    Event take_event() { return events_.pop(); }
    Timer take_timer() {
        std::pop_heap(timers_.begin(), timers_.end(), std::greater<>());
        const Timer timer = timers_.back();
        timers_.pop_back();
        calendar_ -= timer.kind == Timer::Kind::calendar ? 1 : 0;
        return timer;
    }

    /// Whether nothing will happen but that people come and go, and what comes again and again.
    bool has_only_openings() const {
        return calendar_ == timers_.size() && events_.all([](const Event& event) {
            return event.kind == EventKind::opening || event.kind == EventKind::back ||
                   event.kind == EventKind::away;
        });
    }
    /// Whether nothing will happen but what comes again and again.
    bool is_over() const { return events_.empty() && calendar_ == timers_.size(); }

private:
    EventList<Earlier> events_;
    std::vector<Timer> timers_; ///< a heap, the earliest on top
    std::size_t calendar_ = 0;  ///< so many of them
};

} // namespace plimsoll
