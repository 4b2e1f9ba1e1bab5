// Volumes far beyond the last limit: nothing settles there, and how full each team would be follows
// from the loads at the largest volume that was simulated.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

/// Clients at which, by the traffic equations, the first team is full whose work would pile up.
/// Nothing: they say nothing, or no team ever is.
std::optional<double> full_by_formula(const Operation& operation, const Plan& plan);

/// How many of the `waiting` volumes, ascending and larger than all `simulated` ones, are to be
/// simulated next; 0: none is needed, every limit lies below the last two. It depends on nothing
/// but what was measured.
std::size_t still_to_simulate(const std::vector<std::int64_t>& waiting,
                              const std::vector<Volume>& simulated, const Operation& operation,
                              const Plan& plan, const std::optional<double>& full);

/// What holds at a volume larger than `nearest`, whose figures are `measured`: no steady state, how
/// full each team is, what is paid for people who are there; every other figure is missing and says
/// so. A team's work grows with the cases that bring it, at their exact rates.
VolumeFigures fluid_figures(const Plan& plan, const Volume& nearest, const VolumeFigures& measured,
                            std::int64_t clients);

} // namespace plimsoll
