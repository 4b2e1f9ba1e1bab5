// The mechanisms that are simulated: one line each.
#pragma once

#include "sim/mechanisms/mechanism.hpp"

namespace plimsoll {

/// None is yet; until it is, its keys are read and listed as declared, not simulated.
using Mechanisms = MechanismList<>;

} // namespace plimsoll
