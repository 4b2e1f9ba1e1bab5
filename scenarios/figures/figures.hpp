// From the replications of a volume to its figures.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/result/result.hpp"

namespace plimsoll {

/// Every figure of the result file for one volume.
VolumeFigures figures_of(const Operation& operation, const Plan& plan, const Volume& volume);

/// Flow time of a case, cases in time, waiting for a team among waiting for all (MODEL.md ruling
/// 19: queue and off duty before a start), per replication: what limits and findings need.
Ratio mean_flow_time(const Volume& volume);
Ratio attainment(const Volume& volume);
Ratio wait_share(const Plan& plan, const Volume& volume, std::size_t team);

} // namespace plimsoll
