#include "scenarios/formulas/utilisation_curve.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

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

UtilisationCurve utilisation_curve(const Result& result, std::size_t team) {
    UtilisationCurve curve;
    curve.team = result.operation.teams[team].name;
    for (const VolumeFigures& volume : result.volumes) {
        const std::optional<double> full =
            team < volume.teams.size() ? how_full(volume, volume.teams[team]) : std::nullopt;
        if (full) {
            curve.points.push_back(
                {static_cast<double>(std::max<std::int64_t>(volume.clients, 1)), *full});
        }
    }
    // Where the stability limit is this team's, or its places' or appointments', both rows must say
    // the same.
    if (result.limits && result.limits->stability.value) {
        const std::string& cause = result.limits->stability_cause;
        if (cause == curve.team || cause.starts_with(curve.team + " (")) {
            curve.saturation = result.limits->stability.value->mean;
            return curve;
        }
    }
    const auto full =
        std::find_if(curve.points.begin(), curve.points.end(),
                     [](const UtilisationCurve::Point& point) { return point.fullness >= 1; });
    if (full == curve.points.begin() && full != curve.points.end()) {
        curve.saturation = full->clients;
    } else if (full != curve.points.end()) {
        const UtilisationCurve::Point& before = *(full - 1);
        const double share = (1 - before.fullness) / (full->fullness - before.fullness);
        curve.saturation = before.clients + share * (full->clients - before.clients);
    }
    return curve;
}

void add_utilisation_curves(Result& result) {
    for (VolumeFigures& volume : result.volumes) {
        for (TeamFigures& team : volume.teams) {
            team.fullness = how_full(volume, team);
        }
    }
    result.utilisation.clear();
    result.holders.clear();
    if (result.command != "sweep") {
        return;
    }
    for (std::size_t team = 0; team < result.operation.teams.size(); ++team) {
        result.utilisation.push_back(utilisation_curve(result, team));
    }
    result.holders = holder_stretches(result);
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
