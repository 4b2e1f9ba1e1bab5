// What the engine keeps of a team while it runs.
#pragma once

#include "sim/engine/clock.hpp"
#include "sim/engine/work_queue.hpp"

#include <utility>
#include <vector>

namespace plimsoll {

/// Begun work that waits for this person to go on; for anybody of an unlimited team if that is
/// nobody.
struct Suspended {
    std::uint32_t person = nobody;
    std::vector<std::uint32_t> items;
};

struct TeamState {
    Microseconds next_opening = never;
    Microseconds next_day = -1;        ///< at which it looks again who may do what
    Microseconds all_on_shift_at = -1; ///< the last instant at which that was found
    bool dirty = false;
    std::int64_t waiting = 0;         ///< items in queues that its people serve
    std::vector<Suspended> suspended; ///< by person, in no order
    std::size_t suspended_items = 0;  ///< of all of them
    std::vector<int> shared_needs;    ///< of work that needs several at the same time
    std::vector<int> same_people;     ///< this team and those that somebody of it is in, too
    std::vector<int> partners;        ///< teams whose people work together with its own
};

} // namespace plimsoll
