#include "scenarios/experiment/longest_memory.hpp"

#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/formulas/relaxation_time.hpp"
#include "scenarios/statistics/ratio.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

Microseconds longest_memory(const Plan& plan, const Volume& volume) {
    Microseconds longest = 0;
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        if (absorbs_overload(plan, team)) {
            continue;
        }
        double worked = 0;
        double visits = 0;
        double available = 0;
        double open = 0;
        for (const Replication& record : volume.replications) {
            for (std::size_t counter = 0; counter < plan.counters.size(); ++counter) {
                if (plan.counters[counter].team == static_cast<int>(team)) {
                    worked += static_cast<double>(record.counters[counter].effort);
                    visits += static_cast<double>(record.counters[counter].visits);
                }
            }
            available += static_cast<double>(record.teams[team].available);
            open += static_cast<double>(record.open_time);
        }
        const Ratio load = offered_load(plan, volume, team);
        if (visits > 0 && available > 0) {
            const double each = worked / visits * open / available;
            longest =
                std::max(longest, relaxation_time(each, pooled(load, load.numerators.size())));
        }
    }
    return longest;
}

void outlast_memory(Measurement& measurement, Microseconds memory, Microseconds usual,
                    bool may_lengthen) {
    constexpr Microseconds most_times = 3;
    const Microseconds wanted = 2 * memory;
    if (may_lengthen && memories_in_a_replication * memory > measurement.length) {
        const Microseconds times =
            std::min(most_times, (memories_in_a_replication * memory + usual - 1) / usual);
        measurement.length = std::max(measurement.length, times * usual);
        measurement.lengthened = std::max(measurement.lengthened, static_cast<std::size_t>(times));
    }
    measurement.warm_up = std::max(measurement.warm_up, std::min(wanted, measurement.length / 2));
}

} // namespace plimsoll
