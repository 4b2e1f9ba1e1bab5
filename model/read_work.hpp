// Who works on a step, and how long.
#pragma once

#include "model/reading.hpp"

namespace plimsoll {

/// Reads team, with, people, effort and delay of a step.
void read_work(const Entry& entry, Step& step, Reading& reading);

} // namespace plimsoll
