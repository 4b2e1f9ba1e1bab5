// An operation along its volumes: those that are simulated, and the limits that follow from them.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/formulas/known_work.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/result/study_settings.hpp"
#include "scenarios/sweep_progress.hpp"

#include <atomic>
#include <cstdint>
#include <vector>

namespace plimsoll {

/// Volumes to look at; `search`: and more, until the limits lie between close ones.
struct LineRange {
    std::vector<std::int64_t> clients; ///< ascending
    bool search = true;
    bool with_knee = true; ///< otherwise it is not looked for below them
};

struct LoadLine {
    std::vector<Volume> volumes;      ///< ascending; which are steady agrees with the limits
    std::vector<std::int64_t> beyond; ///< far beyond the last limit: not simulated
    Limits limits;                    ///< nothing where no volume was finished
    std::int64_t lowest = 0;          ///< looked at
    bool interrupted = false;
};

/// Draws the line of an operation, whose plan and known work these are. `progress` may be none.
LoadLine draw_line(const Operation& operation, const Plan& plan, const KnownWork& known,
                   const LineRange& range, const StudySettings& settings, const Workers& workers,
                   ProgressOfSweep* progress, const std::atomic<bool>& interrupted);

} // namespace plimsoll
