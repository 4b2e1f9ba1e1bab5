// What the workflow graph says once and for all: followers, outcomes, the stretches of reworks, and
// which reworks may hold which join (MODEL.md rulings 1-3).
#pragma once

#include "model/operation.hpp"
#include "sim/plan/plan.hpp"

#include <functional>
#include <span>

namespace plimsoll {

/// The outcomes a case of this workflow may have, in order: `done`, the exits that end a case, and
/// what the program gives.
std::vector<std::string> outcome_names(const Workflow& source, const Operation& operation);

/// Fills the structural fields of `workflow` and of its compiled steps.
void compile_flow(const Workflow& source, const std::vector<std::string>& outcomes,
                  PlanWorkflow& workflow, std::span<PlanStep> steps);

/// By step: itself and every step below it, in file order.
std::vector<std::vector<int>> steps_from_each(const Workflow& source);

/// Adds the ways back of the workflow's next variant: from a step to each step above it, where that
/// may happen. They hold no join: nobody waits for an error that nobody knows of.
void compile_send_backs(const Workflow& source, const std::function<bool(int from, int to)>& may,
                        PlanWorkflow& workflow, std::span<const PlanStep> steps);

} // namespace plimsoll
