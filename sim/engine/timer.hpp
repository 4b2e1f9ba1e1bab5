// Something that will happen unless it is overtaken: patience that ends, a case that will come.
#pragma once

#include "model/calendar.hpp"

#include <compare>
#include <cstdint>

namespace plimsoll {

/// Carries all that tells it from others, so that a timer whose reason is gone may stay in the heap
/// until its time and is then found void. Ordered by time and meaning.
struct Timer {
    enum class Kind : std::uint8_t {
        patience,
        idle,
        cause,
        anybody,
        part_done,
        batch,
        call,
        returned,
        piece,
        kept,
        held,
        mechanism,
        own,     ///< a mechanism's, of no item
        calendar ///< a mechanism's, of no case: it comes again and again
    };
    Microseconds time = 0;
    Kind kind = Kind::cause;
    int workflow = 0;
    std::uint32_t client = 0;
    std::uint32_t number = 0; ///< of the case
    int step = 0;
    std::uint32_t visit = 0;
    std::uint32_t index = 0; ///< an item; batch: its number; otherwise the kind of the client
    std::uint32_t generation = 0;
    bool of_no_kind = false;
    int mechanism = 0;     ///< whose it is
    std::uint64_t tag = 0; ///< for its mechanism

    auto operator<=>(const Timer&) const = default; // NOLINT(modernize-use-nullptr)
};

} // namespace plimsoll
