// Who works on a step, and how long.
#pragma once

#include "model/reading.hpp"

namespace plimsoll {

/// Reads team, with, people, effort and delay of a step; `keys_are_sound`: no key of it was faulty.
/// False after a fault: what is missing then was never left out.
bool read_work(const Entry& entry, bool keys_are_sound, Step& step, Reading& reading);

} // namespace plimsoll
