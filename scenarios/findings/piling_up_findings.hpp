// Where work piles up, in sentences.
#pragma once

#include "scenarios/formulas/known_limit.hpp"
#include "scenarios/result/result.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// What gives where work piles up, as a sentence ends: "Partner is full"; empty: nothing is known.
std::string what_gives(const Result& result);

/// `piles_up`: what gives and from how many clients on, where the line above does not say so: below
/// the range, at any volume, or where it is in doubt. `short_of_people`: how many people today's
/// clients need, where they need more than there are.
std::vector<Finding> piling_up_findings(const Result& result, const KnownLimit& known);

} // namespace plimsoll
