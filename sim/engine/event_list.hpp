// What happens next: pending events in a 4-ary heap, ordered by time and, at equal times, by
// meaning.
//
// Ties are common where times are exact. They are broken by what the events are (SCIENCE.md 6.10),
// never by when they were put in, so the list asks a comparator that is called on equal times only.
#pragma once

#include "model/calendar.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace plimsoll {

/// In the order in which they happen at one instant; who goes away does so when all else is done.
enum class EventKind : std::uint32_t { back, completion, delay_end, arrival, opening, away };

struct Event {
    Microseconds time = 0;
    EventKind kind = EventKind::completion;
    std::uint32_t index = 0; ///< item, stream, team or, of who comes and goes, its mechanism's
};

template <class EarlierAtTie>
class EventList {
public:
    explicit EventList(EarlierAtTie earlier_at_tie) : earlier_at_tie_(earlier_at_tie) {}

    bool empty() const { return heap_.empty(); }
    const Event& next() const { return heap_.front(); }

    void push(Event event) {
        std::size_t hole = heap_.size();
        heap_.push_back(event);
        while (hole > 0) {
            const std::size_t parent = (hole - 1) / 4;
            if (!earlier(event, heap_[parent])) {
                break;
            }
            heap_[hole] = heap_[parent];
            hole = parent;
        }
        heap_[hole] = event;
    }

    template <class Test>
    bool all(Test test) const {
        return std::all_of(heap_.begin(), heap_.end(), test);
    }

    Event pop() {
        const Event first = heap_.front();
        const Event last = heap_.back();
        heap_.pop_back();
        const std::size_t size = heap_.size();
        if (size > 0) {
            std::size_t hole = 0;
            while (true) {
                const std::size_t child = 4 * hole + 1;
                if (child >= size) {
                    break;
                }
                std::size_t least = child;
                const std::size_t end = child + 4 < size ? child + 4 : size;
                // Which of four comes first cannot be foretold: no branch on it.
                for (std::size_t other = child + 1; other < end; ++other) {
                    const Microseconds time = heap_[other].time;
                    const Microseconds least_time = heap_[least].time;
                    const bool is_tie = time == least_time;
                    if (is_tie && earlier_at_tie_(heap_[other], heap_[least])) [[unlikely]] {
                        least = other;
                    }
                    least = time < least_time ? other : least;
                }
                if (!earlier(heap_[least], last)) {
                    break;
                }
                heap_[hole] = heap_[least];
                hole = least;
            }
            heap_[hole] = last;
        }
        return first;
    }

private:
    bool earlier(const Event& a, const Event& b) const {
        return a.time != b.time ? a.time < b.time : earlier_at_tie_(a, b);
    }

    EarlierAtTie earlier_at_tie_;
    std::vector<Event> heap_;
};

} // namespace plimsoll
