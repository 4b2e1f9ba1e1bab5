#include "scenarios/limits.hpp"

#include "model/elementary.hpp"
#include "scenarios/figures.hpp"
#include "scenarios/ratio.hpp"
#include "sim/philox.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr std::size_t resamples = 1000;

/// One volume's share in a limit: what its replications say, and how a resample of them reads.
using Curve = std::vector<Ratio>;

/// The pooled value of a resample; the same draws for volumes with as many replications.
double resampled(const Ratio& ratio, std::size_t resample) {
    const std::size_t n = ratio.numerators.size();
    double numerator = 0;
    double denominator = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const double drawn =
            static_cast<double>(mix(mix(resample + 1) + i) >> 11U) * (1.0 / 9007199254740992.0);
        const auto chosen = static_cast<std::size_t>(std::floor(drawn * static_cast<double>(n)));
        numerator += ratio.numerators[chosen];
        denominator += ratio.denominators[chosen];
    }
    return denominator > 0 ? numerator / denominator : 0;
}

using Locate = std::function<std::optional<double>(const std::vector<double>&)>;

/// The estimate, and the 2.5% and 97.5% points of the resamples; one in which the limit was not
/// found is counted at the end of the range that it lies beyond.
Figure located(const Curve& curve, double lowest, double highest, const Locate& locate,
               const std::string& why) {
    std::vector<double> values;
    for (const Ratio& ratio : curve) {
        values.push_back(pooled(ratio, ratio.numerators.size()));
    }
    const std::optional<double> estimate = locate(values);
    if (!estimate) {
        return {std::nullopt, why};
    }
    Estimate found;
    found.mean = *estimate;
    if (std::all_of(curve.begin(), curve.end(),
                    [](const Ratio& ratio) { return ratio.numerators.size() > 1; })) {
        std::vector<double> draws;
        for (std::size_t resample = 0; resample < resamples; ++resample) {
            for (std::size_t i = 0; i < curve.size(); ++i) {
                values[i] = resampled(curve[i], resample);
            }
            const std::optional<double> drawn = locate(values);
            draws.push_back(drawn ? *drawn
                                  : (2 * found.mean > lowest + highest ? highest : lowest));
        }
        std::sort(draws.begin(), draws.end());
        found.low = std::min(found.mean, draws[resamples / 40]);
        found.high = std::max(found.mean, draws[resamples - resamples / 40 - 1]);
    }
    return {found, {}};
}

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
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        const Ratio share = queue_share(plan, *nearest, team);
        const double waiting = pooled(share, share.numerators.size());
        if (waiting > largest) {
            largest = waiting;
            name = operation.teams[team].name;
        }
    }
    return name;
}

} // namespace

std::vector<double> non_increasing_fit(std::span<const double> values,
                                       std::span<const double> weights) {
    struct Block {
        double value, weight;
        std::size_t length;
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        blocks.push_back({values[i], weights[i], 1});
        while (blocks.size() > 1 && blocks[blocks.size() - 2].value < blocks.back().value) {
            const Block last = blocks.back();
            blocks.pop_back();
            Block& joined = blocks.back();
            const double weight = joined.weight + last.weight;
            joined.value = weight > 0
                               ? (joined.value * joined.weight + last.value * last.weight) / weight
                               : joined.value;
            joined.weight = weight;
            joined.length += last.length;
        }
    }
    std::vector<double> fitted;
    for (const Block& block : blocks) {
        fitted.insert(fitted.end(), block.length, block.value);
    }
    return fitted;
}

std::optional<double> falls_to(std::span<const double> clients, std::span<const double> fitted,
                               double level) {
    std::vector<double> negative;
    for (const double value : fitted) {
        negative.push_back(-value);
    }
    return rises_to(clients, negative, -level);
}

std::optional<double> rises_to(std::span<const double> clients, std::span<const double> values,
                               double level) {
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (values[i - 1] <= level && values[i] > level) {
            const double part = (level - values[i - 1]) / (values[i] - values[i - 1]);
            const double from = logarithm(clients[i - 1]);
            return exponential(from + part * (logarithm(clients[i]) - from));
        }
    }
    return std::nullopt;
}

Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes) {
    Limits limits;
    limits.visibility = {std::nullopt, "not computed in this version"};
    limits.ready = {std::nullopt, "not computed in this version"};
    const std::string one_volume = "one volume is not enough to tell";
    if (volumes.size() < 2) {
        limits.knee = limits.sla = limits.stability = {std::nullopt, one_volume};
        return limits;
    }
    std::vector<double> clients;
    for (const Volume& volume : volumes) {
        clients.push_back(static_cast<double>(volume.clients));
    }
    const double lowest = clients.front();
    const double highest = clients.back();
    const std::string range = std::to_string(volumes.back().clients) + " clients";

    // Work piles up: the fullest team's offered load reaches 1.
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        if (plan.teams[team].unlimited) {
            continue;
        }
        Curve curve;
        for (const Volume& volume : volumes) {
            curve.push_back(offered_load(plan, volume, team));
        }
        const bool full_from_the_start = pooled(curve.front(), curve.front().numerators.size()) > 1;
        const Figure full = located(
            curve, lowest, highest,
            [&](const std::vector<double>& load) { return rises_to(clients, load, 1); },
            full_from_the_start
                ? "work piles up already at " + std::to_string(volumes.front().clients) + " clients"
                : "no team is full up to " + range);
        const bool earlier = full.value && (!limits.stability.value ||
                                            full.value->mean < limits.stability.value->mean);
        if (earlier && limits.stability.why.rfind("work piles up", 0) != 0) {
            limits.stability = full;
            limits.stability_cause = operation.teams[team].name;
        } else if (full_from_the_start) {
            limits.stability = full;
            limits.stability_cause = operation.teams[team].name;
        } else if (!limits.stability.value && limits.stability.why.empty()) {
            limits.stability = full;
        }
    }
    if (!limits.stability.value && limits.stability.why.empty()) {
        limits.stability.why = "no team has a limited number of people";
    }

    // Deadlines slip: the share of cases within due falls below what is promised.
    Curve on_time;
    std::vector<double> weights;
    for (const Volume& volume : volumes) {
        on_time.push_back(attainment(volume));
        double due = 0;
        for (const double part : on_time.back().denominators) {
            due += part;
        }
        weights.push_back(due);
    }
    if (std::any_of(weights.begin(), weights.end(), [](double weight) { return weight <= 0; })) {
        limits.sla = {std::nullopt,
                      "no workflow has a due time, or no case fell due in the measured time"};
    } else {
        const bool late_from_the_start =
            pooled(on_time.front(), on_time.front().numerators.size()) < promised_share;
        limits.sla = located(
            on_time, lowest, highest,
            [&](const std::vector<double>& shares) {
                return falls_to(clients, non_increasing_fit(shares, weights), promised_share);
            },
            late_from_the_start ? "deadlines slip already at " +
                                      std::to_string(volumes.front().clients) + " clients"
                                : "deadlines hold up to " + range);
        if (limits.sla.value) {
            limits.sla_cause = team_holding(operation, plan, volumes, limits.sla.value->mean);
        }
    }

    // Waits lengthen: one per cent more clients cost one per cent more time (Kleinrock's power).
    Curve flow;
    std::vector<double> stable_clients;
    for (const Volume& volume : volumes) {
        if (!volume.measurement.overloaded) {
            flow.push_back(mean_flow_time(volume));
            stable_clients.push_back(static_cast<double>(volume.clients));
        }
    }
    const std::string no_knee =
        "waits do not lengthen faster than clients are added up to the largest steady volume";
    limits.knee =
        flow.size() < 3
            ? Figure{std::nullopt, "too few volumes have a steady state"}
            : located(
                  flow, lowest, highest,
                  [&](const std::vector<double>& times) -> std::optional<double> {
                      std::vector<double> middles;
                      std::vector<double> elasticities;
                      for (std::size_t i = 1; i < times.size(); ++i) {
                          const double step = logarithm(stable_clients[i] / stable_clients[i - 1]);
                          if (times[i] <= 0 || times[i - 1] <= 0) {
                              return std::nullopt;
                          }
                          middles.push_back(std::sqrt(stable_clients[i] * stable_clients[i - 1]));
                          elasticities.push_back(logarithm(times[i] / times[i - 1]) / step);
                      }
                      return rises_to(middles, elasticities, 1);
                  },
                  no_knee);
    if (limits.knee.value) {
        limits.knee_cause = team_holding(operation, plan, volumes, limits.knee.value->mean);
    }
    return limits;
}

} // namespace plimsoll
