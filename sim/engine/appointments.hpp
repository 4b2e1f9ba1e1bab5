// The diaries of those who give appointments: who is taken when.
//
// A person has a page for each length of appointment that is booked with them. What is booked on
// one page is taken on all pages of that person, so that nobody has two appointments at once.
#pragma once

#include "model/numeric/table.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

class Appointments {
public:
    explicit Appointments(const Plan& plan) : plan_(plan), next_(plan.pages.size()) {}

    /// Takes the first time at or after `from` that one of them offers, is there and is not taken:
    /// of the slot's people, of those only who pass the test. Nothing where none of them comes
    /// within a year after all that is taken.
    template <class May>
    std::optional<Microseconds> take(const PlanAppointment& case_index, Microseconds from,
                                     May may) {
        std::optional<Microseconds> first;
        int found = -1;
        Microseconds soonest = -1;
        for (const int page : case_index.pages) {
            if (!may(plan_.page(page).person)) {
                continue;
            }
            const std::optional<Microseconds> time = first_free(page, from);
            if (time && (!first || *time < *first)) {
                first = time;
                found = page;
            }
            // Nobody has one before the first that any of them might have.
            soonest = soonest < 0 ? first_offered(case_index, from) : soonest;
            if (first && *first == soonest) {
                break;
            }
        }
        if (first) {
            take(found, *first);
        }
        return first;
    }

private:
    const PlanGrid& grid_of(int page) const {
        const int grid = plan_.page(page).grid;
        return plan_.grid(grid);
    }

    Microseconds first_offered(const PlanAppointment& case_index, Microseconds from) const {
        Microseconds first = -1;
        int last_grid = -1;
        for (const int page : case_index.pages) {
            const int number = plan_.page(page).grid;
            if (number != last_grid) {
                const PlanGrid& grid = plan_.grid(number);
                const Microseconds time = grid.time_of(grid.number_at(from));
                first = first < 0 ? time : std::min(first, time);
                last_grid = number;
            }
        }
        return first;
    }

    std::optional<Microseconds> first_free(int page, Microseconds from) {
        constexpr Microseconds longest_leave = 366 * day;
        const PlanGrid& grid = grid_of(page);
        const int person = plan_.page(page).person;
        const WeekClock& hours = plan_.clock(plan_.person(person).clock);
        for (std::size_t number = grid.number_at(from);;) {
            number = skip_taken(page, number);
            const Microseconds time = grid.time_of(number);
            if (hours.is_open(time)) {
                return time;
            }
            // Nobody sees anybody on a holiday, or after having left.
            const Microseconds back = hours.next_opening(time);
            if (back - time > longest_leave) {
                return std::nullopt;
            }
            number = std::max(number + 1, grid.number_at(back));
        }
    }

    /// The first that is not taken, from this number on.
    std::size_t skip_taken(int page, std::size_t number) {
        std::vector<std::size_t>& next = next_[page];
        std::size_t free = number;
        while (free < next.size() && next[free] > free) {
            free = next[free];
        }
        // Whoever looks next skips what was taken.
        while (number < free) {
            const std::size_t after = next[number];
            next[number] = free;
            number = after;
        }
        return free;
    }

    void take(int page, Microseconds time) {
        const Microseconds end = time + grid_of(page).every;
        for (const int same : plan_.page(page).same) {
            const PlanGrid& grid = grid_of(same);
            std::vector<std::size_t>& next = next_[same];
            for (std::size_t number = grid.number_at(time - grid.every + 1);
                 grid.time_of(number) < end; ++number) {
                while (next.size() <= number) {
                    next.push_back(next.size());
                }
                if (next[number] == number) {
                    next[number] = number + 1;
                }
            }
        }
    }

    const Plan& plan_;
    Table<std::vector<std::size_t>> next_; ///< by page and number: where to look on
};

} // namespace plimsoll
