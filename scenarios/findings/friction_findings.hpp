// What is said of the gap between paper and practice (scenarios/friction.hpp).
#pragma once

#include "scenarios/result/result.hpp"

#include <optional>
#include <string>

namespace plimsoll {

/// How the headline's limit is called where there are two: "" where there is one; otherwise as in
/// " as such firms work; on paper it would be 101".
std::string beside_paper(const Result& result);

/// What the gap goes to: "Hand-offs cost 14 of the 37, errors 9 ..."; nothing without a gap.
std::optional<Finding> friction_finding(const Result& result);

} // namespace plimsoll
