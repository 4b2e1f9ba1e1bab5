#include "scenarios/limits/knee.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/limits/held_back.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <array>

namespace plimsoll {

namespace {

constexpr const char* lengthen_already = "waits lengthen already";
constexpr const char* too_few_steady = "too few volumes have a steady state";

/// Arc elasticities of the flow time between volumes that stand at least `least` apart.
struct Arcs {
    std::vector<double> middles; ///< geometric means, in clients
    std::vector<double> elasticities;
};

Arcs arcs_of(std::span<const double> clients, std::span<const double> flow_times, double least) {
    Arcs arcs;
    double x = 0;
    double y = 0;
    bool begun = false;
    for (std::size_t i = 0; i < clients.size(); ++i) {
        const double at = logarithm(clients[i]);
        if (flow_times[i] <= 0 || (begun && at < x + least)) {
            continue;
        }
        const double time = logarithm(flow_times[i]);
        if (begun) {
            arcs.middles.push_back(exponential((x + at) / 2));
            arcs.elasticities.push_back((time - y) / (at - x));
        }
        x = at;
        y = time;
        begun = true;
    }
    return arcs;
}

/// Where they first rise above 1, and whether they do so in one leap.
std::pair<Crossing, bool> first_above_one(const Arcs& arcs) {
    const std::vector<double>& rise = arcs.elasticities;
    const auto above =
        std::find_if(rise.begin(), rise.end(), [](double elasticity) { return elasticity > 1; });
    if (above == rise.begin() || above == rise.end()) {
        return {{std::nullopt, above != rise.end()}, false};
    }
    const std::span<const double> ends(&*std::prev(above), 2);
    const std::span<const double> between(arcs.middles.data() + (std::prev(above) - rise.begin()),
                                          2);
    // Towards saturation it grows like 1 / (1 - load): its inverse is nearly straight.
    const Crossing at = ends[0] > 0.1
                            ? rises_to(between, std::array{-1 / ends[0], -1 / ends[1]}, -1)
                            : rises_to(between, ends, 1);
    return {at, ends[1] - ends[0] > steep};
}

} // namespace

Crossing elasticity_reaches_one(std::span<const double> clients,
                                std::span<const double> flow_times) {
    const auto [found, leaps] = first_above_one(arcs_of(clients, flow_times, long_arc));
    if (found.starts_above || (found.at && !leaps)) {
        return found;
    }
    const Crossing closer = first_above_one(arcs_of(clients, flow_times, short_arc)).first;
    return closer.at || !found.at ? closer : found;
}

bool knee_lies_lower(const Figure& knee) {
    return knee.why.rfind(lengthen_already, 0) == 0 || knee.why == too_few_steady;
}

FoundLimit knee(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                const Resamples& resamples) {
    Curve flow;
    for (const Volume& volume : volumes) {
        if (!volume.measurement.overloaded && !volume.measurement.in_doubt &&
            !volume.measurement.unsettled) {
            flow.clients.push_back(static_cast<double>(volume.clients));
            flow.shares.push_back(mean_flow_time(volume));
        }
    }
    if (flow.clients.size() < 3) {
        return {{std::nullopt, too_few_steady}, {}};
    }
    Figure limit = located(flow, resamples, [&](std::span<const double> times) {
        return elasticity_reaches_one(flow.clients, times);
    });
    if (!limit.value && elasticity_reaches_one(flow.clients, values_of(flow)).starts_above) {
        limit.why = std::string(lengthen_already) + " at " +
                    clients_in_words(static_cast<std::int64_t>(flow.clients.front()));
        return {limit, {}};
    }
    if (!limit.value) {
        limit.why = "waits do not start to lengthen faster than clients are added up to the "
                    "largest steady volume";
        return {limit, {}};
    }
    return {limit, team_holding(operation, plan, volumes, limit.value->mean)};
}

} // namespace plimsoll
