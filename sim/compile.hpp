// From an operation to the plan that is simulated, mechanisms included.
#pragma once

#include "model/operation.hpp"
#include "sim/plan/plan.hpp"

#include <vector>

namespace plimsoll {

/// Compiles an operation with the mechanisms that are simulated (sim/mechanisms/list.hpp).
/// `allow_one_clock`: run in open time where one calendar rules everybody, which is quicker and
/// gives the same figures.
Plan compile(const Operation& operation, bool allow_one_clock = true);

/// The mechanisms that are simulated and in force, by the n of Mn, ascending.
std::vector<int> mechanisms_in_force(const Operation& operation);

} // namespace plimsoll
