// What a visit's random bits decide, and how its drawn effort is stretched.
#pragma once

#include "model/calendar.hpp"
#include "sim/random/philox.hpp"

#include <cmath>
#include <cstdint>

namespace plimsoll {

/// A fresh uniform for one kind of choice out of a visit's random bits.
inline double choice_uniform(std::uint64_t choice, std::uint64_t meaning) {
    return (static_cast<double>(mix(choice ^ meaning) >> 12U) + 0.5) * (1.0 / 4503599627370496.0);
}
inline constexpr std::uint64_t chance_meaning = 0x63686E6365000001U;
inline constexpr std::uint64_t exit_meaning = 0x6578697400000002U;
inline constexpr std::uint64_t rework_meaning = 0x7265776F726B0003U;

/// A length of time times a factor, rounded once.
inline Microseconds scaled(Microseconds length, double factor) {
    return factor == 1
               ? length
               : static_cast<Microseconds>(std::floor(static_cast<double>(length) * factor + 0.5));
}

} // namespace plimsoll
