// How a step is carried out, compiled: batches, several visits.
#pragma once

#include "sim/plan.hpp"

#include <functional>

namespace plimsoll {

/// Fills in how `step` is carried out; its number, need and effort are known. `clock_of` gives the
/// number of the clock that a delay runs on.
void compile_execution(const Step& source, PlanStep& step, Plan& plan,
                       const std::function<int(const Delay&)>& clock_of);

/// Whether a visit of some step is made of several, so that a case must remember its steps.
bool has_visits_of_several(const Workflow& source);

/// Whether something happens by the time of day or of the week.
bool needs_wall_clock(const Step& source);

} // namespace plimsoll
