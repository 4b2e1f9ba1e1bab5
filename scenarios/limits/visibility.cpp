#include "scenarios/limits/visibility.hpp"

#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <string_view>

namespace plimsoll {

namespace {

constexpr std::string_view of_tolerance = "status_age.of_tolerance";

/// The age that one in twenty exceeds, as a multiple of what is tolerated.
Ratio lateness(const Volume& volume) {
    Ratio ratio;
    for (const Replication& record : volume.replications) {
        const auto own = std::find_if(record.own.begin(), record.own.end(),
                                      [](const OwnSum& sum) { return sum.name == of_tolerance; });
        const bool is_known = own != record.own.end();
        ratio.add(is_known ? own->sum : 0, is_known ? own->each : 0);
    }
    return ratio;
}

bool is_known(const Volume& volume) {
    return std::any_of(
        volume.replications.begin(), volume.replications.end(), [](const Replication& record) {
            return std::any_of(record.own.begin(), record.own.end(), [](const OwnSum& sum) {
                return sum.name == of_tolerance && sum.each > 0;
            });
        });
}

} // namespace

Figure visibility_limit(const std::vector<Volume>& volumes, const Resamples& resamples) {
    Curve curve;
    for (const Volume& volume : volumes) {
        if (is_known(volume)) {
            curve.clients.push_back(static_cast<double>(volume.clients));
            curve.shares.push_back(lateness(volume));
        }
    }
    if (curve.clients.empty()) {
        return {std::nullopt, "nobody is asked for the state of the work"};
    }
    if (curve.clients.size() < 2) {
        return {std::nullopt, "one volume is not enough to tell"};
    }
    const auto first_late = [&](std::span<const double> ages) {
        return rises_to(curve.clients, ages, 1);
    };
    Figure limit = located(curve, resamples, first_late);
    if (!limit.value) {
        limit.why = rises_to(curve.clients, values_of(curve), 1).starts_above
                        ? "reports come too late already at " +
                              clients_in_words(static_cast<std::int64_t>(curve.clients.front()))
                        : "reports are in time up to the largest volume";
    }
    return limit;
}

} // namespace plimsoll
