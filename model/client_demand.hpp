// Whether clients bring the work.
#pragma once

#include "model/operation.hpp"

namespace plimsoll {

/// Whether any work comes per client, or with new and lost ones: elsewhere a number of clients says
/// nothing.
bool clients_bring_work(const Operation& operation);

} // namespace plimsoll
