#include "scenarios/limits/nine_in_ten.hpp"

#include "scenarios/limits/limit_curve.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

bool is_kept(const Plan& plan, const YearSums& year, double clients,
             const std::vector<double>& counts) {
    for (std::size_t promise = 0; promise < counts.size(); ++promise) {
        if (clients >= counts[promise] &&
            is_broken(plan.promises[promise], year.promises[promise])) {
            return false;
        }
    }
    return true;
}

/// Years that keep every promise, of all years; by replication.
Curve kept_along(const Plan& plan, const std::vector<SimulatedYears>& years,
                 const std::vector<double>& counts) {
    Curve curve;
    for (const SimulatedYears& volume : years) {
        Ratio ratio;
        for (const std::vector<YearSums>& replication : volume.replications) {
            const auto kept =
                std::count_if(replication.begin(), replication.end(), [&](const YearSums& year) {
                    return is_kept(plan, year, static_cast<double>(volume.clients), counts);
                });
            ratio.add(static_cast<double>(kept), static_cast<double>(replication.size()));
        }
        curve.clients.push_back(static_cast<double>(volume.clients));
        curve.shares.push_back(std::move(ratio));
    }
    return curve;
}

std::vector<double> weights_of(const Curve& curve) {
    std::vector<double> weights;
    for (const Ratio& ratio : curve.shares) {
        double sum = 0;
        for (const double part : ratio.denominators) {
            sum += part;
        }
        weights.push_back(sum);
    }
    return weights;
}

} // namespace

std::vector<double> counts_from(const Plan& plan, const Limits& limits) {
    std::vector<double> from(plan.promises.size(), 0);
    for (std::size_t promise = 0; promise < std::min(from.size(), limits.promises.size());
         ++promise) {
        const PromiseLimit& limit = limits.promises[promise];
        if (limit.state == PromiseState::late) {
            from[promise] = no_clients;
        } else if (limit.state == PromiseState::below && limit.kept_from &&
                   limit.kept_from->value) {
            from[promise] = limit.kept_from->value->mean;
        }
    }
    return from;
}

std::vector<double> shares_broken(const Plan& plan, const std::vector<SimulatedYears>& years,
                                  const std::vector<double>& counts) {
    const Curve kept = kept_along(plan, years, counts);
    std::vector<double> values;
    for (const Ratio& ratio : kept.shares) {
        values.push_back(pooled(ratio, ratio.numerators.size()));
    }
    std::vector<double> fitted = non_increasing_fit(values, weights_of(kept));
    for (double& value : fitted) {
        value = 1 - value;
    }
    return fitted;
}

Figure nine_in_ten(const Plan& plan, const std::vector<SimulatedYears>& years,
                   const std::vector<double>& counts, bool piles_up) {
    if (std::all_of(counts.begin(), counts.end(),
                    [](double clients) { return clients >= no_clients; })) {
        return {std::nullopt, "no promise can be kept at any volume"};
    }
    if (years.empty()) {
        return {std::nullopt, "no years were simulated"};
    }
    const Curve kept = kept_along(plan, years, counts);
    const std::vector<double> weights = weights_of(kept);
    std::size_t most = 0;
    for (const Ratio& ratio : kept.shares) {
        most = std::max(most, ratio.numerators.size());
    }
    Figure limit = located(kept, Resamples(most), [&](std::span<const double> values) {
        return falls_to(kept.clients, non_increasing_fit(values, weights), 1 - one_in_ten);
    });
    if (limit.value) {
        return limit;
    }
    const auto at = [](const SimulatedYears& volume) { return clients_in_words(volume.clients); };
    limit.why = first_value(kept) < 1 - one_in_ten
                    ? "more than one year in ten breaks a promise already at " + at(years.front())
                : piles_up ? "nine years in ten keep every promise as long as work does not pile up"
                           : "nine years in ten keep every promise up to " + at(years.back());
    return limit;
}

std::optional<Finding> nine_in_ten_finding(const Result& result) {
    const Figure& limit = result.limits->nine_in_ten;
    if (!limit.value) {
        return std::nullopt;
    }
    const std::vector<PromiseLimit>& promises = result.limits->promises;
    const bool one_is_never_kept =
        std::any_of(promises.begin(), promises.end(), [](const PromiseLimit& promise) {
            return promise.state == PromiseState::late;
        });
    return Finding{"nine_in_ten",
                   std::string("In nine years out of ten all ") +
                       (one_is_never_kept ? "other " : "") + "promises are kept up to " +
                       clients_in_words(static_cast<std::int64_t>(kept_to(limit.value->mean))) +
                       ".",
                   {"limits.nine_in_ten"},
                   {}};
}

} // namespace plimsoll
