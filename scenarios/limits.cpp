#include "scenarios/limits.hpp"

#include "model/elementary.hpp"
#include "scenarios/arrival_rates.hpp"
#include "scenarios/due_figures.hpp"
#include "scenarios/figures.hpp"
#include "scenarios/offered_load.hpp"
#include "scenarios/ratio.hpp"
#include "scenarios/resample.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

namespace {

/// One figure at every volume that a limit is read from, ascending in clients.
struct Curve {
    std::vector<double> clients;
    std::vector<Ratio> shares;
};

using Locate = std::function<Crossing(std::span<const double>)>;

/// The estimate, and the 2.5% and 97.5% points of the resamples; one in which the limit was not
/// found counts at the end of the range that it lies beyond.
Figure located(const Curve& curve, const Resamples& resamples, const Locate& locate) {
    std::vector<double> values;
    for (const Ratio& ratio : curve.shares) {
        values.push_back(pooled(ratio, ratio.numerators.size()));
    }
    const Crossing estimate = locate(values);
    if (!estimate.at) {
        return {};
    }
    Estimate found;
    found.mean = *estimate.at;
    if (std::all_of(curve.shares.begin(), curve.shares.end(),
                    [](const Ratio& ratio) { return ratio.numerators.size() > 1; })) {
        std::vector<double> draws;
        for (std::size_t resample = 0; resample < Resamples::count; ++resample) {
            for (std::size_t i = 0; i < values.size(); ++i) {
                values[i] = resamples.value(curve.shares[i], resample);
            }
            const Crossing drawn = locate(values);
            draws.push_back(drawn.at             ? *drawn.at
                            : drawn.starts_above ? curve.clients.front()
                                                 : curve.clients.back());
        }
        std::sort(draws.begin(), draws.end());
        constexpr std::size_t tail = Resamples::count / 40;
        found.low = std::min(found.mean, draws[tail]);
        found.high = std::max(found.mean, draws[Resamples::count - tail - 1]);
    }
    return {found, {}};
}

constexpr const char* slip_already = "deadlines slip already";

Curve curve_of(const std::vector<Volume>& volumes,
               const std::function<Ratio(const Volume&)>& share) {
    Curve curve;
    for (const Volume& volume : volumes) {
        curve.clients.push_back(static_cast<double>(volume.clients));
        curve.shares.push_back(share(volume));
    }
    return curve;
}

double first_value(const Curve& curve) {
    return pooled(curve.shares.front(), curve.shares.front().numerators.size());
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

Crossing falls_to(std::span<const double> clients, std::span<const double> fitted, double level) {
    std::vector<double> negative;
    for (const double value : fitted) {
        negative.push_back(-value);
    }
    return rises_to(clients, negative, -level);
}

Crossing rises_to(std::span<const double> clients, std::span<const double> values, double level) {
    if (values.empty() || values.front() > level) {
        return {std::nullopt, !values.empty()};
    }
    for (std::size_t i = 1; i < values.size(); ++i) {
        if (values[i] > level) {
            const double part = (level - values[i - 1]) / (values[i] - values[i - 1]);
            const double from = logarithm(clients[i - 1]);
            return {exponential(from + part * (logarithm(clients[i]) - from)), false};
        }
    }
    return {std::nullopt, false};
}

namespace {

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

namespace {

struct FoundLimit {
    Figure limit;
    std::string team;
};

/// Work piles up: the fullest team's offered load reaches 1.
FoundLimit stability_limit(const Operation& operation, const Plan& plan,
                           const std::vector<Volume>& volumes, const Resamples& resamples) {
    FoundLimit first;
    first.limit.why = "no team has a limited number of people";
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        if (plan.teams[team].unlimited || absorbs_overload(plan, team)) {
            continue;
        }
        const Curve load = curve_of(
            volumes, [&](const Volume& volume) { return offered_load(plan, volume, team); });
        if (first_value(load) > 1) {
            return {{std::nullopt, "work piles up already at " +
                                       std::to_string(volumes.front().clients) + " clients"},
                    operation.teams[team].name};
        }
        Figure full = located(load, resamples, [&](std::span<const double> values) {
            return rises_to(load.clients, values, 1);
        });
        if (full.value && (!first.limit.value || full.value->mean < first.limit.value->mean)) {
            first = {std::move(full), operation.teams[team].name};
        } else if (!first.limit.value) {
            first.limit.why =
                "no team is full up to " + std::to_string(volumes.back().clients) + " clients";
        }
    }
    return first;
}

/// Where the share in time falls below what is promised; nothing where at some volume nothing fell
/// due.
std::optional<Figure> broken_promise(const PlanPromise& promise, std::size_t number,
                                     const std::vector<Volume>& volumes,
                                     const Resamples& resamples) {
    const Curve on_time =
        curve_of(volumes, [number](const Volume& volume) { return kept(volume, number); });
    std::vector<double> weights;
    for (const Ratio& ratio : on_time.shares) {
        double due = 0;
        for (const double part : ratio.denominators) {
            due += part;
        }
        if (due <= 0) {
            return std::nullopt;
        }
        weights.push_back(due);
    }
    Figure limit = located(on_time, resamples, [&](std::span<const double> shares) {
        return falls_to(on_time.clients, non_increasing_fit(shares, weights), promise.share);
    });
    if (!limit.value) {
        limit.why =
            first_value(on_time) < promise.share
                ? std::string(slip_already) + " at " + std::to_string(volumes.front().clients) +
                      " clients"
                : "deadlines hold up to " + std::to_string(volumes.back().clients) + " clients";
    }
    return limit;
}

/// Deadlines slip: what is promised alike, of cases or of visits, is judged together; the first
/// promise that is broken counts.
FoundLimit sla_limit(const Operation& operation, const Plan& plan,
                     const std::vector<Volume>& volumes, const Resamples& resamples) {
    std::optional<Figure> first;
    for (std::size_t number = 0; number < plan.promises.size(); ++number) {
        std::optional<Figure> limit =
            broken_promise(plan.promises[number], number, volumes, resamples);
        if (!limit) {
            continue;
        }
        if (!limit->value && slips_already(*limit)) {
            return {std::move(*limit), {}};
        }
        if (!first ||
            (limit->value && (!first->value || limit->value->mean < first->value->mean))) {
            first = std::move(limit);
        }
    }
    if (!first) {
        return {{std::nullopt, "no workflow has a due time, or no case fell due in the measured "
                               "time"},
                {}};
    }
    std::string team =
        first->value ? team_holding(operation, plan, volumes, first->value->mean) : std::string{};
    return {std::move(*first), std::move(team)};
}

/// Waits lengthen: one per cent more clients cost one per cent more time (Kleinrock's power).
FoundLimit knee(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes,
                const Resamples& resamples) {
    Curve flow;
    for (const Volume& volume : volumes) {
        if (!volume.measurement.overloaded) {
            flow.clients.push_back(static_cast<double>(volume.clients));
            flow.shares.push_back(mean_flow_time(volume));
        }
    }
    if (flow.clients.size() < 3) {
        return {{std::nullopt, "too few volumes have a steady state"}, {}};
    }
    Figure limit = located(flow, resamples, [&](std::span<const double> times) {
        return elasticity_reaches_one(flow.clients, times);
    });
    if (!limit.value) {
        limit.why = "waits do not start to lengthen faster than clients are added up to the "
                    "largest steady volume";
        return {limit, {}};
    }
    return {limit, team_holding(operation, plan, volumes, limit.value->mean)};
}

} // namespace

bool slips_already(const Figure& sla) {
    return sla.why.rfind(slip_already, 0) == 0;
}

Limits limits_of(const Operation& operation, const Plan& plan, const std::vector<Volume>& volumes) {
    Limits limits;
    limits.visibility = {std::nullopt, "not computed in this version"};
    limits.ready = {std::nullopt, "not computed in this version"};
    if (volumes.size() < 2) {
        limits.knee = limits.sla =
            limits.stability = {std::nullopt, "one volume is not enough to tell"};
        return limits;
    }
    std::size_t most = 0;
    for (const Volume& volume : volumes) {
        most = std::max(most, volume.replications.size());
    }
    const Resamples resamples(most);
    const auto set = [](Figure& limit, std::string& cause, FoundLimit found) {
        limit = std::move(found.limit);
        cause = std::move(found.team);
    };
    set(limits.stability, limits.stability_cause,
        stability_limit(operation, plan, volumes, resamples));
    set(limits.sla, limits.sla_cause, sla_limit(operation, plan, volumes, resamples));
    set(limits.knee, limits.knee_cause, knee(operation, plan, volumes, resamples));
    return limits;
}

} // namespace plimsoll
