// How a volume is measured: after how long, for how long, and whether there is a steady state at
// all.
#pragma once

#include "scenarios/volume.hpp"

#include <atomic>
#include <cstddef>
#include <vector>

namespace plimsoll {

/// Chooses warm-up and length where the settings do not, by short runs.
Measurement choose_measurement(const Plan& plan, std::int64_t clients,
                               const StudySettings& settings, const Workers& workers,
                               const std::atomic<bool>& interrupted);

/// Replications `from` to before `to` of a volume measured so.
std::vector<WorkUnit> units_of(const Measurement& measurement, std::int64_t clients,
                               const StudySettings& settings, std::size_t from, std::size_t to);

} // namespace plimsoll
