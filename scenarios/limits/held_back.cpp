#include "scenarios/limits/held_back.hpp"

#include "scenarios/figures/figures.hpp"
#include "scenarios/statistics/ratio.hpp"

namespace plimsoll {

std::string team_holding(const Operation& operation, const Plan& plan,
                         const std::vector<Volume>& volumes, double clients) {
    const Volume* nearest = &volumes.front();
    for (const Volume& volume : volumes) {
        if (static_cast<double>(volume.clients) <= clients) {
            nearest = &volume;
        }
    }
    double largest = 0;
    std::string name;
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        const Ratio share = wait_share(plan, *nearest, team);
        const double waiting = pooled(share, share.numerators.size());
        if (waiting > largest) {
            largest = waiting;
            name = operation.teams[team].name;
        }
    }
    return name;
}

} // namespace plimsoll
