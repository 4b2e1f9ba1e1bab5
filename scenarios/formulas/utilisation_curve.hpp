// How full each team is along the load line, and who holds work back on which stretch: from what
// was found at volumes to the whole line.
#pragma once

#include "scenarios/result/result.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

/// How full a team is at a volume: worked hours / available hours, offered work where that is known
/// better or piles up. Nothing for a team without figures.
std::optional<double> how_full(const VolumeFigures& volume, const TeamFigures& team);

/// How full teams are at each volume (TeamFigures::fullness); of a sweep, the curves of all teams
/// and who holds work back (Result::utilisation, Result::holders). To be called once volumes,
/// limits and bottlenecks are known.
void add_utilisation_curves(Result& result);

/// The curve of one team.
UtilisationCurve utilisation_curve(const Result& result, std::size_t team);

/// The whole line, ascending. Each volume speaks for the stretch around it, up to the geometric
/// mean with its neighbour; where teams were tried, each volume at which they were.
std::vector<HolderStretch> holder_stretches(const Result& result);

} // namespace plimsoll
