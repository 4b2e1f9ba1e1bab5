// Cases that can never go on, in figures and in words.
#pragma once

#include "model/operation.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

#include <optional>
#include <string>

namespace plimsoll {

/// Adds up what the replications found; nothing where no case stalled.
std::optional<StalledFigures> stalled_cases(const Operation& operation, const Plan& plan,
                                            const Volume& volume);

/// "3 of 50 cases can never go on."
std::string how_many_stalled(const StalledFigures& stalled);

/// The sentence about the first volume at which cases stall, if there is one.
std::optional<Finding> stalled_finding(const Result& result);

} // namespace plimsoll
