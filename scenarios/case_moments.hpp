// The mean square of what a case gathers on its way.
#pragma once

#include "scenarios/case_class.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

struct Moments {
    double mean = 0;
    double square = 0; ///< the mean of the square
};

/// Each visit of step i brings something with the moments visits[i], independently of all else;
/// the mean square of the sum over a case. Reworks as routing, only where a case is at one step at
/// a time and no rework has a limit; side by side only without reworks. Nothing: it was not found.
std::optional<double> square_of_sum(const CaseClass& cases, const std::vector<Moments>& visits);

} // namespace plimsoll
