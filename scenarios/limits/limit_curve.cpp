#include "scenarios/limits/limit_curve.hpp"

#include "model/numeric/elementary.hpp"

#include <algorithm>

namespace plimsoll {

Figure located(const Curve& curve, const Resamples& resamples, const Locate& locate) {
    std::vector<double> values = values_of(curve);
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

Curve curve_of(const std::vector<Volume>& volumes,
               const std::function<Ratio(const Volume&)>& share) {
    Curve curve;
    for (const Volume& volume : volumes) {
        curve.clients.push_back(static_cast<double>(volume.clients));
        curve.shares.push_back(share(volume));
    }
    return curve;
}

std::vector<double> values_of(const Curve& curve) {
    std::vector<double> values;
    for (const Ratio& ratio : curve.shares) {
        values.push_back(pooled(ratio, ratio.numerators.size()));
    }
    return values;
}

double first_value(const Curve& curve) {
    return pooled(curve.shares.front(), curve.shares.front().numerators.size());
}

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

} // namespace plimsoll
