// For which team work waits longest.
#pragma once

#include "scenarios/experiment/volume.hpp"

#include <string>

namespace plimsoll {

/// The name of the team with the largest share of all waiting, at the largest of these volumes that
/// is not beyond `clients`; empty where nobody waits.
std::string team_holding(const Operation& operation, const Plan& plan,
                         const std::vector<Volume>& volumes, double clients);

} // namespace plimsoll
