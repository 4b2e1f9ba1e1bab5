// What a model says that the formulas of the preview do not know.
#pragma once

#include "scenarios/formulas/case_class.hpp"
#include "sim/plan/plan.hpp"

#include <string>
#include <vector>

namespace plimsoll {

/// As a sentence names them; some of their people are not on shift exactly while the operation is
/// open.
std::vector<std::string> teams_at_other_hours(const Operation& operation, const Plan& plan);

/// Each in the words that follow "because", most important first; empty: the formulas know it all.
std::vector<std::string> preview_validity(const Operation& operation, const Plan& plan);

/// Whether the formulas know every way that a case may go, and its chance.
bool knows_ways(const CaseClass& cases);

} // namespace plimsoll
