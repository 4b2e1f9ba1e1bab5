// Whether the people a step needs are ever at work at the same time.
#pragma once

#include "model/operation.hpp"

#include <cstdint>
#include <vector>

namespace plimsoll {

/// The most people of `team` that are ever on shift at one instant of the week.
std::int64_t most_on_shift(const Team& team);

/// True when at some instant of the week every need has enough people of its team on shift.
bool ever_together(const std::vector<Need>& needs, const std::vector<Team>& teams);

} // namespace plimsoll
