// What the workflow graph says once and for all: followers, outcomes, the stretches of reworks, and
// which reworks may hold which join (MODEL.md rulings 1-3).
#pragma once

#include "model/operation.hpp"
#include "sim/plan/plan.hpp"

#include <span>

namespace plimsoll {

/// The outcomes a case of this workflow may have, in order: `done`, the exits that end a case, and
/// what the program gives.
std::vector<std::string> outcome_names(const Workflow& source, const Operation& operation);

/// Fills the structural fields of `workflow` and of its compiled steps.
void compile_flow(const Workflow& source, const std::vector<std::string>& outcomes,
                  PlanWorkflow& workflow, std::span<PlanStep> steps);

} // namespace plimsoll
