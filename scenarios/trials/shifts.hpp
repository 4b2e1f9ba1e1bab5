// Where what holds work back passes from one team to another (SCIENCE.md 2.3).
#pragma once

#include "scenarios/result/result.hpp"
#include "scenarios/trials/trial.hpp"

#include <functional>
#include <vector>

namespace plimsoll {

/// What is known of a tried volume besides its trial.
struct TriedVolume {
    Measurement measurement;
    std::vector<double> offered; ///< by team; 0 where it has none
    VolumeTrial trial;
};

/// The shifts between volumes, ascending, at which different teams are confirmed with nobody
/// confirmed in between. Volumes in between are tried until the place is known to a tenth; each is
/// added to `tried`. From `piles_up_from` on, infinity if nowhere, there is no steady state.
std::vector<BottleneckShift> shifts_between(std::vector<TriedVolume>& tried, double piles_up_from,
                                            const Trials& trials);

/// The median of the root of E_from - E_to over resamples, linear in the logarithm of clients
/// between tried volumes, and its 90% interval. A resample without a root counts at the end of the
/// bracket that it lies beyond. `points` ascending, both teams tried at each.
Estimate shift_volume(const std::vector<const VolumeTrial*>& points, int from, int to);

} // namespace plimsoll
