#include "scenarios/formulas/utilisation_curve.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

struct Point {
    double clients;
    double fullness;
};

std::vector<Point> points_of(const Result& result, std::size_t team) {
    std::vector<Point> points;
    for (const VolumeFigures& volume : result.volumes) {
        const std::optional<double> full =
            team < volume.teams.size() ? how_full(volume, volume.teams[team]) : std::nullopt;
        if (full) {
            points.push_back(
                {static_cast<double>(std::max<std::int64_t>(volume.clients, 1)), *full});
        }
    }
    return points;
}

double share_between(double clients, double from, double to) {
    return (clients - from) / (to - from);
}

} // namespace

std::optional<double> how_full(const VolumeFigures& volume, const TeamFigures& team) {
    const std::optional<Estimate>& used = team.utilisation.value;
    const std::optional<Estimate>& asked = team.offered.value;
    if (!used || !asked) {
        return asked ? std::optional(asked->mean) : std::nullopt;
    }
    // Where all that is asked for is done the two are one figure, and what is asked is known
    // better.
    if (std::abs(used->mean - asked->mean) <= as_good_as_the_same) {
        return asked->mean;
    }
    return volume.stable == Stable::yes ? used->mean : std::max(used->mean, asked->mean);
}

std::optional<double> fullness_at(const Result& result, std::size_t team, double clients) {
    const std::vector<Point> points = points_of(result, team);
    if (points.empty()) {
        return std::nullopt;
    }
    if (clients <= points.front().clients) {
        return points.front().fullness;
    }
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Point& a = points[i - 1];
        const Point& b = points[i];
        if (clients <= b.clients) {
            return a.fullness +
                   (b.fullness - a.fullness) * share_between(clients, a.clients, b.clients);
        }
    }
    return points.back().fullness;
}

std::optional<double> saturation_volume(const Result& result, std::size_t team) {
    // Where the stability limit is this team's, or its places' or appointments', both rows must say
    // the same.
    if (result.limits && result.limits->stability.value) {
        const std::string& cause = result.limits->stability_cause;
        const std::string& name = result.operation.teams[team].name;
        if (cause == name || cause.starts_with(name + " (")) {
            return result.limits->stability.value->mean;
        }
    }
    const std::vector<Point> points = points_of(result, team);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].fullness < 1) {
            continue;
        }
        if (i == 0) {
            return points[0].clients;
        }
        const Point& a = points[i - 1];
        const double share = (1 - a.fullness) / (points[i].fullness - a.fullness);
        return a.clients + share * (points[i].clients - a.clients);
    }
    return std::nullopt;
}

std::vector<HolderStretch> holder_stretches(const Result& result) {
    std::vector<const VolumeFigures*> volumes;
    for (const VolumeFigures& volume : result.volumes) {
        if (volume.horizon == Horizon::fluid) {
            break; // whoever held the last that was simulated
        }
        if (!result.tried || volume.bottleneck.tried) {
            volumes.push_back(&volume);
        }
    }
    std::vector<HolderStretch> stretches;
    for (std::size_t i = 0; i < volumes.size(); ++i) {
        const BottleneckFinding& bottleneck = volumes[i]->bottleneck;
        HolderStretch stretch{
            bottleneck.team, bottleneck.confirmed, std::nullopt, bottleneck.contested,
            !bottleneck.team && (!result.tried || bottleneck.why == "nobody waits")};
        if (i + 1 < volumes.size()) {
            stretch.up_to = std::sqrt(static_cast<double>(volumes[i]->clients) *
                                      static_cast<double>(volumes[i + 1]->clients));
        }
        std::sort(stretch.contested.begin(), stretch.contested.end());
        if (!stretches.empty() && stretches.back().team == stretch.team &&
            stretches.back().contested == stretch.contested &&
            stretches.back().nobody_waits == stretch.nobody_waits) {
            stretches.back().up_to = stretch.up_to;
            stretches.back().confirmed = stretches.back().confirmed && stretch.confirmed;
        } else {
            stretches.push_back(std::move(stretch));
        }
    }
    return stretches;
}

} // namespace plimsoll
