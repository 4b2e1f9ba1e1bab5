// What the workflow graph says once and for all: followers, outcomes, the stretches of reworks, and
// which reworks may hold which join (MODEL.md rulings 1-3).
#pragma once

#include "model/operation.hpp"
#include "sim/plan.hpp"

#include <span>

namespace plimsoll {

/// Fills the structural fields of `workflow` and of its compiled steps.
void compile_flow(const Workflow& source, PlanWorkflow& workflow, std::span<PlanStep> steps);

} // namespace plimsoll
