// How a volume is measured: after how long, for how long, and whether there is a steady state at
// all.
#pragma once

#include "scenarios/experiment/growth_limit.hpp"
#include "scenarios/experiment/volume.hpp"

#include <atomic>
#include <cstddef>
#include <optional>
#include <vector>

namespace plimsoll {

/// Chooses warm-up and length where the settings do not, by short runs, which also say whether
/// there is a steady state; `known`: what is known of that beforehand.
Measurement choose_measurement(const Plan& plan, std::int64_t clients,
                               const StudySettings& settings, const Workers& workers,
                               const std::atomic<bool>& interrupted, std::optional<bool> known);

/// Longer runs that say only whether open cases grow without end, and how much.
GrowthTrial try_growth(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                       const Workers& workers, const std::atomic<bool>& interrupted,
                       std::optional<bool> known);

/// The share of arriving cases that stay for good, from many longer runs.
double staying_share_at(const Plan& plan, std::int64_t clients, const StudySettings& settings,
                        const Workers& workers, const std::atomic<bool>& interrupted);

/// Whether nothing holds work up but that people of one team are busy, so that a low load says that
/// open cases do not grow.
bool only_load_holds_up(const Plan& plan);

/// Replications `from` to before `to` of a volume measured so.
std::vector<WorkUnit> units_of(const Measurement& measurement, std::int64_t clients,
                               const StudySettings& settings, std::size_t from, std::size_t to);

} // namespace plimsoll
