// Demand that another workflow brings about: `1 per order`, `3% per order.cancelled`.
#pragma once

#include "model/check/reading.hpp"

#include <string_view>

namespace plimsoll {

/// `W`, `W.step`, `W.exit`, `W.step.exit` or `W.outcome`, of a workflow that is there. A bare name
/// that is a step's means the step, as in `after`; one that could mean several things is refused.
/// `workflows` is the whole map.
bool read_cause(std::string_view cause, const Place& place, const Node& workflows, Demand& demand,
                Reading& reading);

} // namespace plimsoll
