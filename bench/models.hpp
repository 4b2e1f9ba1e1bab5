// The operations that several of these programs measure.
#pragma once

#include "model/operation.hpp"
#include "sim/plan/plan.hpp"
#include "sim/record/unit.hpp"

#include <string>

namespace plimsoll::bench {

/// Reads a model's text, with every mechanism off; ends the program with the diagnostics if it has
/// faults.
Operation operation_of(const std::string& text);

/// The text of a file, by its path in the project.
std::string text_of(const std::string& path);

/// One server that works an hour on average, exponential, and so many arrivals an hour.
std::string one_queue(double load);

/// How many steps of work a second a replication makes on one core.
double steps_per_second(const Plan& plan, const WorkUnit& unit);

} // namespace plimsoll::bench
