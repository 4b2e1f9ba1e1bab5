// Words that together bring every case to a standstill.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// Refuses what no case can ever get past: a called workflow that needs whom its caller keeps, a
/// batch of more cases than can keep somebody. `workflows` is the map they were read from.
void check_standstills(const Node& workflows, Reading& reading);

} // namespace plimsoll
