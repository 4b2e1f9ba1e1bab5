// Appointments: who offers them, and when. Part of the compiled plan.
#pragma once

#include "model/calendar.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace plimsoll {

/// When somebody may begin an appointment: times of the week, from each opening on.
struct PlanGrid {
    Microseconds every = 0;          ///< so long is each
    std::vector<Microseconds> times; ///< sorted

    /// Offers are numbered from the start of the first week: the first at or after this time.
    std::size_t number_at(Microseconds time) const {
        time = std::max<Microseconds>(time, 0);
        const Microseconds weeks = time / week;
        const auto found = std::lower_bound(times.begin(), times.end(), time - weeks * week);
        return static_cast<std::size_t>(weeks) * times.size() +
               static_cast<std::size_t>(found - times.begin());
    }
    Microseconds time_of(std::size_t number) const {
        return static_cast<Microseconds>(number / times.size()) * week +
               times[number % times.size()];
    }
    bool operator==(const PlanGrid&) const = default;
};

/// The appointments of one person, all equally long.
struct PlanPage {
    int person = 0;
    int grid = 0;          ///< of Plan::grids
    std::vector<int> same; ///< pages of the same person, this one included: none is at two places
};

/// The appointments of a step.
struct PlanAppointment {
    /// In a week, by all who may do it.
    struct Offer {
        Microseconds time = 0;
        std::int64_t people = 0;
    };
    int team = 0;
    int workflow = 0;
    double no_show = 0;
    std::vector<Offer> offered; ///< sorted by time
    std::vector<int> pages; ///< of Plan::pages: of who may do it, those who may do least else first
};

} // namespace plimsoll
