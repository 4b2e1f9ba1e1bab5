// The volume up to which nine years in ten keep every promise.
#pragma once

#include "scenarios/figures/year.hpp"
#include "scenarios/result/result.hpp"

#include <optional>
#include <vector>

namespace plimsoll {

inline constexpr double one_in_ten = 0.1;

/// By number in Plan::promises: from how many clients on a year is judged by it. What is late even
/// where nobody waits says nothing about a year (`no_clients`), nor what is late only below its
/// kept_from.
std::vector<double> counts_from(const Plan& plan, const Limits& limits);
inline constexpr double no_clients = 1e300;

/// At each volume, ascending in clients, the share of years that break a promise: a fit among
/// sequences that do not fall.
std::vector<double> shares_broken(const Plan& plan, const std::vector<SimulatedYears>& years,
                                  const std::vector<double>& counts);

/// The smallest volume at which more than one year in ten breaks any of these promises.
/// `piles_up`: beyond the largest of the volumes work piles up.
Figure nine_in_ten(const Plan& plan, const std::vector<SimulatedYears>& years,
                   const std::vector<double>& counts, bool piles_up);

/// The sentence about it; nothing where there is nothing to say.
std::optional<Finding> nine_in_ten_finding(const Result& result);

} // namespace plimsoll
