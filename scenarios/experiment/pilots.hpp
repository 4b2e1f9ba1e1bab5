// Short runs from the empty start, whose luck is used nowhere else: what they say of the start and
// of growth.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/study_settings.hpp"
#include "scenarios/statistics/warm_up.hpp"
#include "sim/parallel.hpp"

#include <atomic>
#include <vector>

namespace plimsoll {

inline constexpr std::size_t pilot_count = 5;

struct Pilots {
    Volume volume;
    Microseconds length = 0;
    Microseconds step = 0; ///< of the series of open cases
    WarmUp cut;
};

Pilots run_pilots(const Plan& plan, std::int64_t clients, Microseconds length,
                  const StudySettings& settings, const Workers& workers,
                  const std::atomic<bool>& interrupted, std::size_t count = pilot_count);

/// What the pilots say of growth: the share of arriving cases that stays for good, of each.
std::vector<double> staying_shares(const Pilots& pilots);

/// Their mean, at least 0.
double mean_staying(const Pilots& pilots);

/// Whether open cases of these pilots grow without end: no, yes, or too little to be sure. Where
/// most open cases are not held up by anything they are only on their way.
Stable stable_by_growth(const Plan& plan, const Pilots& pilots);

} // namespace plimsoll
