// An operation as the network of stations that the formulas of the preview speak of.
#pragma once

#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/formulas/case_class.hpp"
#include "scenarios/formulas/case_time.hpp"
#include "scenarios/formulas/station_network.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

/// A kind of case with its traffic equations solved, for any volume.
struct ClassTraffic {
    CaseClass cases;
    Visits visits;
    double share = 1; ///< of its workflow's cases
};

/// All kinds of case; nothing: the traffic equations of one cannot be solved.
std::optional<std::vector<ClassTraffic>> traffic_of(const Operation& operation, const Plan& plan);

/// What cases bring about in other workflows; nothing: that depends on who gives up or is turned
/// away.
std::optional<Followers> followers_of(const std::vector<ClassTraffic>& traffic, const Plan& plan);

/// Sets the rate of each kind of case, and how evenly it comes.
void arrive(std::vector<ClassTraffic>& traffic, const Plan& plan, std::int64_t clients,
            const Followers& followers);

/// Offered load of each team: hours of work / hours of its people, per open hour; 0 where it is
/// unlimited.
std::vector<double> offered_by_formula(const std::vector<ClassTraffic>& traffic, const Plan& plan);

/// The teams as stations, in the plan's order, in open hours. Unlimited ones get no visits.
StationNetwork network_of(const std::vector<ClassTraffic>& traffic, const Plan& plan);

/// A visit of each step, given what waits at the stations.
std::vector<StepTime> step_times(const ClassTraffic& traffic, const Plan& plan,
                                 const std::vector<StationFigures>& stations);

} // namespace plimsoll
