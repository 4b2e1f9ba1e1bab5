// What the engine keeps of a team while it runs.
#pragma once

#include "model/calendar.hpp"
#include "sim/engine/work_queue.hpp"

#include <limits>
#include <utility>
#include <vector>

namespace plimsoll {

/// Later than anything that happens, and early enough for sums of times to fit.
inline constexpr Microseconds never = std::numeric_limits<Microseconds>::max() / 4;

/// Begun work that waits for this person to go on; for anybody of an unlimited team if that is
/// nobody.
struct Suspended {
    std::uint32_t person = nobody;
    std::vector<std::uint32_t> items;
};

struct TeamState {
    std::vector<OrderedRing> free; ///< one a shift: who worked last longest ago first
    std::int64_t free_people = -1; ///< in all of them; -1 where people are not kept so
    Microseconds next_opening = never;
    Microseconds all_on_shift_at = -1; ///< the last instant at which that was found
    bool dirty = false;
    std::int64_t waiting = 0;         ///< items in queues that its people serve
    std::vector<Suspended> suspended; ///< by person, in no order
    std::size_t suspended_items = 0;  ///< of all of them
    std::vector<int> shared_needs;    ///< of work that needs several at the same time
    std::vector<int> same_people;     ///< this team and those that somebody of it is in, too
    std::vector<int> partners;        ///< teams whose people work together with its own
    // Where some work waits for one person: since when the account below is kept, for how long
    // somebody was free and on shift, and for how long of that a clock was open.
    bool keeps_account = false;
    Microseconds account_until = 0;
    Microseconds others_free = 0;
    std::vector<std::pair<int, Microseconds>> others_on_duty;
};

} // namespace plimsoll
