// How much work is asked of teams, beside what they can do.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/statistics/ratio.hpp"
#include "sim/plan/plan.hpp"

#include <cstddef>
#include <functional>
#include <set>
#include <vector>

namespace plimsoll {

/// What a replication's cases of one workflow ask for.
using DemandOf = std::function<double(const Replication&, std::size_t workflow)>;

/// What the cases of each replication ask for altogether, had so many of them come as come on
/// average.
std::vector<double> demanded_at_exact_rates(const Plan& plan, const Volume& volume,
                                            const DemandOf& demand_of);

/// Whether any case of the workflow asked for people of the team.
bool comes_to(const Volume& volume, std::size_t workflow, std::size_t team);

/// Demanded / available hours of a team, with arrivals at their exact rate and the demand of a case
/// as the replication measured it: a numerator and a denominator per replication.
Ratio offered_load(const Plan& plan, const Volume& volume, std::size_t team);

/// The same of work that waits for ever: at 1 of it open cases grow without end, whatever goes
/// away.
Ratio staying_load(const Plan& plan, const Volume& volume, std::size_t team);

/// The same of workflows that never come to these teams, by number: where those are full, what
/// comes by them is held up, and the rest comes as it would.
Ratio load_beside(const Plan& plan, const Volume& volume, std::size_t team,
                  const std::set<std::size_t>& full);

/// The same where these teams, by number, are full and serve in order: what comes by them comes as
/// fast as the fullest of them lets it pass, and the rest as it would. Work before a full team is
/// taken to be behind it, so that it may be more.
Ratio load_behind(const Plan& plan, const Volume& volume, std::size_t team,
                  const std::set<std::size_t>& full);

/// The team with the largest such load over these replications, that load, and half of its
/// interval.
struct Fullest {
    int team = -1;
    double load = 0;
    double half_width = 0;
};
Fullest fullest(const Plan& plan, const Volume& volume);

} // namespace plimsoll
