// What lies along the load line: how full each team is at any number of clients, and who holds work
// back on which stretch.
#pragma once

#include "scenarios/result/result.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace plimsoll {

/// Use and demand of a team that differ by no more are one figure.
inline constexpr double as_good_as_the_same = 0.02;

/// How full a team is at a volume: worked hours / available hours, offered work where that is known
/// better or piles up. Nothing for a team without figures.
std::optional<double> how_full(const VolumeFigures& volume, const TeamFigures& team);

/// The same at any number of clients, between neighbouring volumes linear in clients: what they
/// bring is proportional to how many there are.
std::optional<double> fullness_at(const Result& result, std::size_t team, double clients);

/// The clients at which a team is full for the first time; nothing when it is not in any volume.
std::optional<double> saturation_volume(const Result& result, std::size_t team);

/// A stretch of the line on which one team holds work back, one of two, or nobody.
struct HolderStretch {
    std::optional<int> team;
    bool confirmed = false;      ///< by trial, at every volume of the stretch
    std::optional<double> up_to; ///< clients; empty: the end of the range
    std::vector<int> contested;  ///< no team, but one of these
    bool nobody_waits = false;   ///< no team, and nobody is waited for
};

/// The whole line, ascending. Each volume speaks for the stretch around it, up to the geometric
/// mean with its neighbour; where teams were tried, each volume at which they were.
std::vector<HolderStretch> holder_stretches(const Result& result);

} // namespace plimsoll
