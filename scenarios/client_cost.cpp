#include "scenarios/client_cost.hpp"

#include "model/date_table.hpp"

namespace plimsoll {

std::optional<double> monthly_cost_of_a_client(const VolumeFigures& volume,
                                               const Operation& operation) {
    if (!volume.paid_per_hour.value || volume.paid_per_hour.value->mean <= 0 ||
        volume.clients <= 0) {
        return std::nullopt;
    }
    const double month_hours =
        static_cast<double>(month_of(operation.calendar, operation)) / static_cast<double>(hour);
    return volume.paid_per_hour.value->mean * month_hours / static_cast<double>(volume.clients);
}

} // namespace plimsoll
