#include "scenarios/figures/client_cost.hpp"

#include "model/client_demand.hpp"
#include "model/date_table.hpp"

namespace plimsoll {

Figure monthly_cost_of_a_client(const VolumeFigures& volume, const Operation& operation) {
    if (!volume.paid_per_hour.value) {
        return volume.paid_per_hour;
    }
    if (volume.paid_per_hour.value->mean <= 0) {
        return {std::nullopt, "nobody is paid"};
    }
    if (volume.clients <= 0 || !clients_bring_work(operation)) {
        return {std::nullopt, "clients bring no work here"};
    }
    const double month_hours =
        static_cast<double>(month_of(operation.calendar, operation)) / static_cast<double>(hour);
    const double factor = month_hours / static_cast<double>(volume.clients);
    Figure cost = volume.paid_per_hour;
    cost.value->mean *= factor;
    if (cost.value->low && cost.value->high) {
        *cost.value->low *= factor;
        *cost.value->high *= factor;
    }
    return cost;
}

} // namespace plimsoll
