// The unit of parallel work: one replication of one plan at one volume.
#pragma once

#include "model/numeric/microseconds.hpp"

#include <cstdint>

namespace plimsoll {

/// The team beside which a reference queue is kept (sim/engine/reference_queue.hpp), and how fast
/// its one server works.
struct Reference {
    int team = -1;    ///< -1: none
    double speed = 1; ///< people at a time
};

/// Stretches of the window that are counted one by one (sim/record/year_tally.hpp): so many on end
/// from its start on, and between two starts the others that begin within the first.
struct Years {
    Microseconds length = 0; ///< open time of the operation
    std::int64_t count = 0;  ///< on end
    int starts = 1;          ///< within the length of one; it divides the length
};

/// What to simulate. Every replication starts empty (MODEL.md ruling 21).
struct WorkUnit {
    std::int64_t clients = 0;
    std::uint64_t seed = 1;
    std::uint64_t replication = 0;
    Microseconds warm_up = 0; ///< open time of the operation that is not measured
    Microseconds length = 0;  ///< open time that is, after it
    std::int64_t cases =
        0;               ///< if positive: so many arrivals, until the last has left, all measured
    Reference reference; ///< not for a run by cases
    Years years;         ///< not for a run by cases
    bool keep_times = true; ///< sketches of flow times and waits, for their quantiles
    bool keep_log = false;
    Microseconds series_step =
        0; ///< if positive: keep the open cases of each such stretch of open time
};

} // namespace plimsoll
