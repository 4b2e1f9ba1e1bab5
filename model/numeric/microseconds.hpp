// Time in whole microseconds, so that ledgers close and ties are ties.
#pragma once

#include <cstdint>

namespace plimsoll {

/// Microseconds: an instant since Monday 00:00 of the first week, or a length of time.
using Microseconds = std::int64_t;

inline constexpr Microseconds second = 1'000'000;
inline constexpr Microseconds minute = 60 * second;
inline constexpr Microseconds hour = 60 * minute;
inline constexpr Microseconds day = 24 * hour;
inline constexpr Microseconds week = 7 * day;

} // namespace plimsoll
