// A limit on work in progress, while a replication runs.
#pragma once

#include "model/calendar.hpp"
#include "model/numeric/table.hpp"

#include <cstdint>
#include <deque>
#include <vector>

namespace plimsoll {

/// Work that waits elsewhere until there is a place within the limit.
struct Asking {
    std::uint32_t item = 0;
    Microseconds since = 0;
};

struct LimitState {
    std::int64_t held = 0;             ///< so many are within it
    std::deque<std::uint32_t> blocked; ///< items that found it full
    std::deque<std::uint32_t> pending; ///< cases that have not begun
    std::deque<Asking> asking;         ///< who asked first stands first, as in the others
    Microseconds blocked_since = 0;    ///< elapsed time since when there are as many of all
    /// By need: items within it that stand in that queue. Only where people are held with their
    /// work.
    Table<std::int64_t> waiting;

    std::size_t blocked_in_all() const { return blocked.size() + pending.size() + asking.size(); }
    /// Whether work that comes now would pass others.
    bool is_asked_for() const { return !blocked.empty() || !asking.empty(); }
};

} // namespace plimsoll
