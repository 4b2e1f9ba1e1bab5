// How long a case takes when it is known how long each step does: steps in line add up, branches
// side by side last as long as the longest.
#pragma once

#include "scenarios/formulas/case_class.hpp"
#include "scenarios/formulas/queueing.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

/// A visit of a step, in hours.
struct StepTime {
    Spread before;          ///< delay and wait
    Spread effort;          ///< of a fresh draw
    double utilisation = 0; ///< of the team it waits for
};

/// Mean hours from a case's arrival to its end. One step at a time: visits x time, exact given the
/// times. Side by side: the mean over all ways of the longest chain of steps, where branches that
/// begin together are independent but for fork_join_factor at their mean utilisation, divided by
/// its value for independent ones (SCIENCE.md 7.4), and a rework adds its stretch as often as it
/// fires. Nothing: there are too many ways.
std::optional<double> mean_case_time(const CaseClass& cases, const Visits& visits,
                                     const std::vector<StepTime>& times);

} // namespace plimsoll
