// The sentences: what was found, said once, for every renderer to print.
#pragma once

#include "scenarios/formulas/known_limit.hpp"
#include "scenarios/result/result.hpp"

#include <vector>

namespace plimsoll {

/// `known`: what is known of the volume at which work piles up.
std::vector<Finding> sweep_findings(const Result& result, const KnownLimit& known = {});
std::vector<Finding> run_findings(const Result& result);

} // namespace plimsoll
