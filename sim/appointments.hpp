// The appointments of a team that are taken: one a person at each time that it offers.
#pragma once

#include "sim/plan.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace plimsoll {

class Appointments {
public:
    /// The first time at or after `from` at which somebody is free; it is taken.
    Microseconds take(const PlanSlot& slot, Microseconds from) {
        const auto count = static_cast<Microseconds>(slot.offered.size());
        const Microseconds weeks = from / week;
        const auto found = std::lower_bound(
            slot.offered.begin(), slot.offered.end(), from - weeks * week,
            [](const PlanSlot::Offer& offer, Microseconds time) { return offer.time < time; });
        auto number = static_cast<std::size_t>(weeks * count + (found - slot.offered.begin()));
        number = first_free(number);
        const auto within = number % slot.offered.size();
        if (++times_[number].taken == slot.offered[within].people) {
            times_[number].next = number + 1;
        }
        return static_cast<Microseconds>(number / slot.offered.size()) * week +
               slot.offered[within].time;
    }

private:
    struct Time {
        std::int64_t taken = 0;
        std::size_t next = 0; ///< where to look on, once it is full
    };

    std::size_t first_free(std::size_t number) {
        std::size_t free = number;
        while (free < times_.size() && times_[free].next > free) {
            free = times_[free].next;
        }
        if (free >= times_.size()) {
            times_.resize(free + 1);
        }
        // Whoever looks next skips what was full.
        while (number < free) {
            const std::size_t next = times_[number].next;
            times_[number].next = free;
            number = next;
        }
        return free;
    }

    std::vector<Time> times_; ///< by number, from the start of the first week
};

} // namespace plimsoll
