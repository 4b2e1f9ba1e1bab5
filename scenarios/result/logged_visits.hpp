// The simulated event log of a run: what a real system would have written down about its cases.
#pragma once

#include "model/calendar.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace plimsoll {

/// A visit of a case at a step. Times are on the wall clock, since Monday 00:00 of the first week.
struct LoggedVisit {
    int workflow = 0;
    int step = 0;               ///< within the workflow
    std::uint32_t client = 0;   ///< 1, 2, ...; 0 where cases belong to no client
    std::uint32_t number = 0;   ///< of the client's cases in this workflow: 1, 2, ...
    std::vector<int> resources; ///< indices into LoggedVisits::resources
    Microseconds enabled = 0;   ///< from here on the work could have been done
    Microseconds start = 0;     ///< start == enabled: it did not wait
    Microseconds end = 0;
    bool waited_in_queue = false; ///< somebody was on shift, and busy with other work
    bool waited_off_duty = false; ///< the operation was open, but nobody for it on shift
};

/// The visits of every case that left in the measured time of one replication, in order of start.
struct LoggedVisits {
    std::vector<std::string> resources; ///< people, then the teams that nobody waits for
    std::vector<LoggedVisit> visits;
};

} // namespace plimsoll
