// Work that waits, and people who wait for work.
#pragma once

#include "sim/engine/pool.hpp"
#include "sim/engine/work_item.hpp"

#include <cstdint>
#include <utility>
#include <vector>

namespace plimsoll {

/// Numbers in an order that hardly changes: a ring whose newcomers belong at the end, or a few
/// places before it where times are equal. Removal from the middle leaves a gap that the front
/// skips later.
class OrderedRing {
public:
    static constexpr std::uint32_t gap = nobody;

    bool empty() const { return held_ == 0; }
    std::size_t size() const { return held_; }

    /// Puts `value` behind everything that does not come after it. `after(other)`: other comes
    /// after it; `moved(value, place)` tells where each number now stands.
    template <class After, class Moved>
    void push(std::uint32_t value, After after, Moved moved) {
        if (end_ - begin_ == places_.size()) {
            grow();
        }
        while (end_ > begin_ && at(end_ - 1) == gap) {
            --end_;
        }
        std::uint64_t place = end_++;
        while (place > begin_ && (at(place - 1) == gap || after(at(place - 1)))) {
            at(place) = at(place - 1);
            if (at(place) != gap) {
                moved(at(place), place);
            }
            --place;
        }
        at(place) = value;
        moved(value, place);
        ++held_;
    }

    std::uint32_t front() {
        while (at(begin_) == gap) {
            ++begin_;
        }
        return at(begin_);
    }
    void pop_front() {
        front();
        ++begin_;
        --held_;
    }
    bool holds(std::uint32_t value) const {
        for (std::uint64_t place = begin_; place < end_; ++place) {
            if (places_[place & (places_.size() - 1)] == value) {
                return true;
            }
        }
        return false;
    }
    /// Takes out a number wherever it stands.
    void remove_value(std::uint32_t value) {
        std::uint64_t place = begin_;
        while (at(place) != value) {
            ++place;
        }
        remove(place);
    }
    void remove(std::uint64_t place) {
        at(place) = gap;
        if (--held_ == 0) {
            begin_ = end_;
        }
    }

    /// From the front, as long as `visit` returns true.
    template <class Visit>
    void for_each_while(Visit visit) {
        while (held_ > 0 && at(begin_) == gap) {
            ++begin_;
        }
        for (std::uint64_t place = begin_; place < end_; ++place) {
            const std::uint32_t value = at(place);
            if (value != gap && !visit(value)) {
                return;
            }
        }
    }

private:
    std::uint32_t& at(std::uint64_t place) { return places_[place & (places_.size() - 1)]; }
    void grow() {
        std::vector<std::uint32_t> larger(places_.empty() ? 16 : 2 * places_.size(), gap);
        for (std::uint64_t place = begin_; place < end_; ++place) {
            larger[place & (larger.size() - 1)] = at(place);
        }
        places_ = std::move(larger);
    }

    std::vector<std::uint32_t> places_; ///< a power of two of them
    std::uint64_t begin_ = 0;
    std::uint64_t end_ = 0;
    std::size_t held_ = 0;
};

/// Items that need the same people. First come, first served is a ring; any other order a binary
/// heap from whose middle an item can be taken in O(log n), beside the ring where readiness
/// matters, too (MODEL.md ruling 6).
class WorkQueue {
public:
    WorkQueue(bool first_come, bool keeps_readiness)
        : first_come_(first_come), keeps_readiness_(first_come || keeps_readiness) {}

    bool empty() const { return first_come_ ? ring_.empty() : heap_.empty(); }

    /// `before(a, b)`: item a is served before item b (a total order).
    template <class Before>
    void push(std::uint32_t item, Pool<WorkItem>& items, Before before) {
        if (first_come_) {
            ring_.push(
                item, [&](std::uint32_t other) { return before(item, other); },
                [&](std::uint32_t moved, std::uint64_t place) {
                    items[moved].ready_place = place;
                });
            return;
        }
        if (keeps_readiness_) {
            ring_.push(
                item, [&](std::uint32_t other) { return items[item].ready < items[other].ready; },
                [&](std::uint32_t moved, std::uint64_t place) {
                    items[moved].ready_place = place;
                });
        }
        heap_.push_back(item);
        rise(heap_.size() - 1, items, before);
    }

    std::uint32_t front() { return first_come_ ? ring_.front() : heap_.front(); }

    template <class Before>
    void remove(std::uint32_t item, Pool<WorkItem>& items, Before before) {
        if (keeps_readiness_) {
            ring_.remove(items[item].ready_place);
        }
        if (first_come_) {
            return;
        }
        const std::size_t hole = items[item].queue_place;
        const std::uint32_t last = heap_.back();
        heap_.pop_back();
        if (last != item) {
            heap_[hole] = last;
            items[last].queue_place = hole;
            sink(hole, items, before);
            rise(items[last].queue_place, items, before);
        }
    }

    /// The waiting items, whoever became ready first first, as long as `visit` returns true; only
    /// where readiness is kept.
    template <class Visit>
    void for_each_by_readiness(Visit visit) {
        ring_.for_each_while(visit);
    }
    bool first_come() const { return first_come_; }

    /// The waiting items in no particular order, as long as `visit` returns true.
    template <class Visit>
    void for_each(Visit visit) {
        if (first_come_) {
            ring_.for_each_while(visit);
            return;
        }
        for (const std::uint32_t item : heap_) {
            if (!visit(item)) {
                return;
            }
        }
    }

private:
    template <class Before>
    void rise(std::size_t hole, Pool<WorkItem>& items, Before before) {
        const std::uint32_t item = heap_[hole];
        while (hole > 0 && before(item, heap_[(hole - 1) / 2])) {
            place(hole, heap_[(hole - 1) / 2], items);
            hole = (hole - 1) / 2;
        }
        place(hole, item, items);
    }
    template <class Before>
    void sink(std::size_t hole, Pool<WorkItem>& items, Before before) {
        const std::uint32_t item = heap_[hole];
        for (std::size_t child = 2 * hole + 1; child < heap_.size(); child = 2 * hole + 1) {
            if (child + 1 < heap_.size() && before(heap_[child + 1], heap_[child])) {
                ++child;
            }
            if (!before(heap_[child], item)) {
                break;
            }
            place(hole, heap_[child], items);
            hole = child;
        }
        place(hole, item, items);
    }
    void place(std::size_t hole, std::uint32_t item, Pool<WorkItem>& items) {
        heap_[hole] = item;
        items[item].queue_place = hole;
    }

    bool first_come_;
    bool keeps_readiness_;
    OrderedRing ring_; ///< by readiness
    std::vector<std::uint32_t> heap_;
};

} // namespace plimsoll
