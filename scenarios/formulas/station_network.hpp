// A network of stations by Whitt's Queueing Network Analyzer (1983): what leaves one station
// arrives at the next, and how evenly it does so.
#pragma once

#include "scenarios/formulas/queueing.hpp"

#include <cstddef>
#include <optional>
#include <vector>

namespace plimsoll {

/// Visits that come to a station from outside.
struct OutsideStream {
    std::size_t to = 0;
    double per_time = 0;
    double variation = 1; ///< of each source's intervals, as far as they come here
    double sources = 1;   ///< so many independent ones, all alike
};

struct StationNetwork {
    std::vector<Station> stations; ///< per_time and arrival_variation are found
    std::vector<OutsideStream> outside;
    std::vector<std::vector<double>> flows; ///< [from][to], visits in a unit of time
};

struct StationFigures {
    double utilisation = 0;
    double arrival_variation = 1; ///< of visits in a row at one station, taken together
    double service_variation = 0; ///< the same
    double wait = 0;              ///< mean, of a visit
    double variance_of_wait = 0;
};

/// Traffic is taken as it stands in `flows` and `outside`. Visits in a row at one station are taken
/// together first (immediate feedback: service / (1 - q), variation q + (1 - q) c^2). With all
/// variations 1 this is Jackson's solution exactly. Waits of stations at utilisation 1 or above,
/// and of all in their network, are not computed (0). Nothing: the equations have no solution.
std::optional<std::vector<StationFigures>> figures_of(const StationNetwork& network);

} // namespace plimsoll
