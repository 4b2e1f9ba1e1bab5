// The mean and the mean square of what a case gathers on its way.
#pragma once

#include "scenarios/formulas/case_class.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

struct WorkMoments {
    double mean = 0;
    double square = 0; ///< the mean of the square
};

/// Each visit of step i brings something with the moments visits[i], independently of all else, and
/// its part of that when it is done again for less effort: the moments of the sum over a case,
/// where they are exact. That is where a case is at one step at a time, sent back only to where it
/// surely has been (scenarios/formulas/preview_validity.hpp says so), and no rework has a limit,
/// shortens work or meets steps that may be skipped; and elsewhere where every rework sends back
/// the same steps, which were all done before, and no two reworks share one. Nothing: neither, or
/// there are too many ways.
std::optional<WorkMoments> moments_of_sum(const CaseClass& cases,
                                          const std::vector<WorkMoments>& visits);

} // namespace plimsoll
