// The two questions a user asks of a checked operation: one volume, or the whole line.
#pragma once

#include "model/operation.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/result/study_settings.hpp"

#include <atomic>
#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

/// Which volumes a sweep looks at: `volumes` as they stand, or the default grid over low..high, of
/// `points` points when given. What is missing is taken from the operation (MODEL.md, clients).
struct SweepRange {
    std::optional<std::int64_t> low, high;
    std::vector<std::int64_t> volumes;
    std::optional<int> points;
};

/// One volume. Once `interrupted` is set it returns soon, with `Result::interrupted` set and the
/// volumes that were finished.
Result run_study(const Operation& operation, std::int64_t clients, const StudySettings& settings,
                 const ReportProgress& report_progress, const std::atomic<bool>& interrupted);

/// The main job: many volumes, the limits and what is found from them. The operation must have a
/// demand per client. Interrupted as run_study.
Result sweep_study(const Operation& operation, const SweepRange& range,
                   const StudySettings& settings, const ReportProgress& report_progress,
                   const std::atomic<bool>& interrupted);

} // namespace plimsoll
