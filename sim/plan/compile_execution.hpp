// How a step is carried out, compiled: batches, several visits, pieces, appointments.
#pragma once

#include "sim/plan/plan.hpp"

#include <functional>

namespace plimsoll {

/// What goes before other work whatever the order.
Precedence precedence_of(const Step& source);

/// Fills in how `step` is carried out; its number, need and effort are known. `clock_of` gives the
/// number of the clock that a delay runs on.
void compile_execution(const Operation& operation, const Step& source, PlanStep& step, Plan& plan,
                       const std::function<int(const Delay&)>& clock_of);

/// Marks the teams from which some work takes people away, once every queue is known.
void compile_interruptions(Plan& plan);

/// Puts the diaries in order, once every step's appointments are known.
void compile_diaries(Plan& plan);

/// Whether a visit of some step is made of several, so that a case must remember its steps.
bool has_visits_of_several(const Workflow& source);

/// Whether something happens by the time of day or of the week.
bool needs_wall_clock(const Step& source);

} // namespace plimsoll
