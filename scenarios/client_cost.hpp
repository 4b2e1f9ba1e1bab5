// What a client costs.
#pragma once

#include "scenarios/result.hpp"

#include <optional>

namespace plimsoll {

/// Everything paid in a month of the operation's calendar, over the clients; nothing where nothing
/// has a price.
std::optional<double> monthly_cost_of_a_client(const VolumeFigures& volume,
                                               const Operation& operation);

} // namespace plimsoll
