// How long a queue remembers what it was.
#pragma once

#include "model/numeric/microseconds.hpp"

namespace plimsoll {

/// The relaxation time each / (1 - sqrt(load))^2 of a queue whose servers together take `each` for
/// one piece of work (Cohen 1982 for one server). A load of 1 or more counts as nearly full: short
/// runs may have asked for more than there is where the long run does not.
Microseconds relaxation_time(double each, double load);

} // namespace plimsoll
