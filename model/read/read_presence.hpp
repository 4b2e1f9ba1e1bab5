// When a member of a team is there: `from`, `until`, `days`.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// Of a member's map; nothing when it does not say. `calendar` is the member's own.
std::optional<Presence> read_presence(const Node& member, const Calendar& calendar,
                                      Reading& reading);

} // namespace plimsoll
