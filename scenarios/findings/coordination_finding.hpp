// What working together costs, along the line.
#pragma once

#include "scenarios/result/result.hpp"

#include <optional>

namespace plimsoll {

/// The share of the payroll at today's clients and at the largest steady volume, where it exceeds a
/// quarter, and what becomes of it for each client; nothing where no mechanism books any.
std::optional<Finding> coordination_finding(const Result& result);

} // namespace plimsoll
