#include "scenarios/formulas/station_network.hpp"

#include "scenarios/statistics/linear_equations.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// A station with its visits in a row taken together.
struct Joined {
    Station station;
    double again = 0; ///< share of visits that come back at once
};

std::vector<Joined> joined_stations(const StationNetwork& network) {
    std::vector<Joined> all;
    for (std::size_t j = 0; j < network.stations.size(); ++j) {
        Joined joined{network.stations[j], 0};
        double arrives = 0;
        for (const OutsideStream& stream : network.outside) {
            arrives += stream.to == j ? stream.per_time : 0;
        }
        for (const std::vector<double>& row : network.flows) {
            arrives += row[j];
        }
        Station& station = joined.station;
        station.per_time = arrives;
        if (arrives > 0 && network.flows[j][j] > 0) {
            joined.again = network.flows[j][j] / arrives;
            station.per_time = arrives - network.flows[j][j];
            station.service /= 1 - joined.again;
            station.service_variation =
                joined.again + (1 - joined.again) * station.service_variation;
        }
        all.push_back(joined);
    }
    return all;
}

/// c_a of each station: c_aj = a_j + sum_i c_ai b_ij.
std::optional<std::vector<double>> arrival_variations(const StationNetwork& network,
                                                      const std::vector<Joined>& all) {
    const std::size_t count = all.size();
    LinearEquations equations(count);
    for (std::size_t j = 0; j < count; ++j) {
        const Station& here = all[j].station;
        equations.at(j, j) += 1;
        equations.right[j] = 1;
        if (here.per_time <= 0) {
            continue;
        }
        double squares = 0; // of the shares that sources have in what arrives
        double outside = 0;
        for (const OutsideStream& stream : network.outside) {
            if (stream.to == j) {
                const double share = stream.per_time / here.per_time;
                squares += share * share / stream.sources;
                outside += share * (stream.variation - 1);
            }
        }
        for (std::size_t i = 0; i < count; ++i) {
            const double share = i == j ? 0 : network.flows[i][j] / here.per_time;
            squares += share * share;
        }
        const double free = 1 - here.utilisation();
        const double weight = 1 / (1 + 4 * free * free * (1 / squares - 1));
        double own = outside;
        for (std::size_t i = 0; i < count; ++i) {
            if (i == j || network.flows[i][j] <= 0) {
                continue;
            }
            const Station& before = all[i].station;
            const double share = network.flows[i][j] / here.per_time;
            const double split = network.flows[i][j] / before.per_time;
            const double busy = before.utilisation() * before.utilisation();
            const double of_service = 1 + (std::max(before.service_variation, 0.2) - 1) /
                                              std::sqrt(static_cast<double>(before.servers));
            own += share * (1 - split + split * busy * of_service - 1);
            equations.at(j, i) -= weight * share * split * (1 - busy);
        }
        equations.right[j] = 1 + weight * own;
    }
    return solve(equations);
}

} // namespace

std::optional<std::vector<StationFigures>> figures_of(const StationNetwork& network) {
    const std::vector<Joined> all = joined_stations(network);
    std::vector<StationFigures> figures;
    bool full = false;
    for (const Joined& joined : all) {
        const double utilisation = joined.station.utilisation();
        figures.push_back({utilisation, 1, joined.station.service_variation, 0, 0});
        full = full || utilisation >= 1;
    }
    if (full) {
        return figures;
    }
    const auto variations = arrival_variations(network, all);
    if (!variations) {
        return std::nullopt;
    }
    for (std::size_t j = 0; j < all.size(); ++j) {
        Station station = all[j].station;
        station.arrival_variation = std::max(0.0, (*variations)[j]);
        figures[j].arrival_variation = station.arrival_variation;
        if (station.per_time <= 0) {
            continue;
        }
        // The wait of visits in a row is spread over them.
        const double alone = 1 - all[j].again;
        figures[j].wait = mean_wait(station) * alone;
        figures[j].variance_of_wait = variance_of_wait(station, figures[j].wait);
    }
    return figures;
}

} // namespace plimsoll
