// Which operations are plain: what sim/plain_simulation.hpp can run.
#pragma once

#include "sim/plan.hpp"

namespace plimsoll {

/// Whether one visit follows the other, each by anybody of one team, first come, first served, on
/// one calendar: no joins, kinds, limits, patience, batches, appointments, several people at once.
bool is_plain(const Plan& plan);

} // namespace plimsoll
