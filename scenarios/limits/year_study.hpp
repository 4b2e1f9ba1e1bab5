// Years where they are asked for: at the volumes that are shown, and where more than one year in
// ten starts to break a promise.
#pragma once

#include "scenarios/figures/year.hpp"

namespace plimsoll {

/// What keeps going while years are simulated.
struct YearSetting {
    const Operation& operation;
    const Plan& plan;
    const StudySettings& settings;
    const Workers& workers;
    const std::atomic<bool>& interrupted;
    std::function<void(double)> progress; ///< share done, 0..1, one call at a time
};

/// The years of a run's volume.
void add_years(const YearSetting& with, const Volume& volume, VolumeFigures& figures);

/// The years of a sweep, and limits.nine_in_ten. `volumes` are those of the result, whose figures
/// and other limits are there already.
void add_years(const YearSetting& with, const std::vector<Volume>& volumes, Result& result);

} // namespace plimsoll
