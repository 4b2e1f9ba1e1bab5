// Who works on a step, and how long.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// Reads team, with, people, effort and delay of a step; `keys_are_sound`: no key of it was faulty.
/// False after a fault: what is missing then was never left out.
bool read_work(const Entry& entry, bool keys_are_sound, Step& step, Reading& reading);

/// Where a fault of the people that a step needs is shown.
struct PeoplePlaces {
    Place people; ///< there are too few
    Place with;   ///< they never meet
};

/// Whether the people a step needs exist and ever meet; says at most one thing that is not so.
bool check_people(const Step& step, const PeoplePlaces& places, const Reading& reading);

} // namespace plimsoll
