// The sentences: what was found, said once, for every renderer to print.
#pragma once

#include "scenarios/result.hpp"

#include <vector>

namespace plimsoll {

std::vector<Finding> sweep_findings(const Result& result);
std::vector<Finding> run_findings(const Result& result);

} // namespace plimsoll
