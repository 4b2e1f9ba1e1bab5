// What comes in, compiled: what a case brings in by its outcome, and what a late one costs.
#pragma once

#include "sim/plan/plan.hpp"

#include <span>
#include <string>

namespace plimsoll {

/// Fills the values and penalties of `plan`, by variant.
void compile_money(std::span<const Workflow* const> variants,
                   const std::vector<std::string>& outcomes, PlanWorkflow& plan);

/// Whether the operation says what comes in.
bool says_what_comes_in(const Operation& operation);

} // namespace plimsoll
