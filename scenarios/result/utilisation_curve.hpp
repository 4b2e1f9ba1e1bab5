// What lies along the load line: how full each team is at any number of clients, and who holds work
// back on which stretch.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// Use and demand of a team that differ by no more are one figure.
inline constexpr double as_good_as_the_same = 0.02;

/// How full a team is along the line.
struct UtilisationCurve {
    struct Point {
        double clients = 0;
        double fullness = 0; ///< worked hours / available hours, or offered ones (TeamFigures)
    };
    std::string team;
    std::vector<Point> points;        ///< ascending in clients; of volumes with a figure
    std::optional<double> saturation; ///< clients at which it is full for the first time

    /// Between points linear in clients: what they bring is proportional to how many there are.
    /// Nothing without points.
    std::optional<double> at(double clients) const;
};

/// A stretch of the line on which one team holds work back, one of two, or nobody.
struct HolderStretch {
    std::optional<int> team;
    bool confirmed = false;      ///< by trial, at every volume of the stretch
    std::optional<double> up_to; ///< clients; empty: the end of the range
    std::vector<int> contested;  ///< no team, but one of these
    bool nobody_waits = false;   ///< no team, and nobody is waited for
};

} // namespace plimsoll
