// Shares that sum to 100%: exits of a step, kinds of clients and cases.
#pragma once

#include "model/text/yaml_tree.hpp"

#include <string>
#include <vector>

namespace plimsoll {

/// The shares of entries like `accepted: 70%` and `refused: rest`, in order; an entry may also be a
/// map with a `share`. `what` begins the sentence when they do not sum to 100%. Empty after a
/// fault.
std::vector<double> read_shares(const std::vector<Entry>& entries, const std::string& what,
                                Faults& faults);

} // namespace plimsoll
