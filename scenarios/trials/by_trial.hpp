// What is found by trying: who holds work back, where that passes to another, what moves the line.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/result/study_settings.hpp"
#include "sim/parallel.hpp"

#include <atomic>
#include <functional>
#include <vector>

namespace plimsoll {

/// Fills in the result, which has the figures of `volumes`, beside them, and, in a sweep, their
/// limits: who holds work back at the volumes that are shown, shifts between them and moves. What
/// the settings give no text for is not tried. `progress` gets a share 0..1.
void find_by_trial(const Plan& plan, const std::vector<Volume>& volumes,
                   const StudySettings& settings, const Workers& workers,
                   const std::atomic<bool>& interrupted,
                   const std::function<void(double)>& progress, Result& result);

} // namespace plimsoll
