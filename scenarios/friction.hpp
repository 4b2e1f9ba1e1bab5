// Between paper and practice: what hand-offs, meetings, errors and the like cost in clients.
//
//     on paper      the model as it is drawn                     101
//     in practice   with all that acts                            81
//     without each  one group at a time, on the same luck         89, 86, 83 ...
//
// A group's cost is what taking it out alone gains; the rest of the gap only goes with several.
#pragma once

#include "scenarios/load_line.hpp"
#include "scenarios/result/result.hpp"

#include <atomic>

namespace plimsoll {

/// The line in practice, and how it was drawn.
struct FrictionStudy {
    const Operation& operation;
    const Plan& plan;
    const LoadLine& line;
    const LineRange& range;
    const StudySettings& settings;
    const Workers& workers;
    const std::atomic<bool>& interrupted;
};

/// Adds `friction` to a sweep's result, whose limits are known; nothing where no mechanism acts.
/// Automation that a model states is on paper, too, where it never fails.
void find_friction(const FrictionStudy& study, ProgressOfSweep& progress, Result& result);

} // namespace plimsoll
