// What a client costs.
#pragma once

#include "scenarios/result/result.hpp"

namespace plimsoll {

/// Everything paid in a month of the operation's calendar, over the clients; none where nobody is
/// paid, or where clients bring no work.
Figure monthly_cost_of_a_client(const VolumeFigures& volume, const Operation& operation);

} // namespace plimsoll
