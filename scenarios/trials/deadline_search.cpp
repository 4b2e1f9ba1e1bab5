#include "scenarios/trials/deadline_search.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/figures/figures.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>

namespace plimsoll {

namespace {

constexpr std::size_t fewest_pairs = 10; ///< of replications that are longer than usual
constexpr double close_enough = 1.05;    ///< volumes between which a limit is interpolated

constexpr double farthest = 12; ///< so many times the limit is looked for

double due_of(const Ratio& ratio) {
    return std::accumulate(ratio.denominators.begin(), ratio.denominators.end(), 0.);
}

const Measurement& measurement_near(const std::vector<Volume>& volumes, double clients) {
    const Volume* nearest = &volumes.front();
    for (const Volume& volume : volumes) {
        const auto ratio = [clients](const Volume& one) {
            const auto other = static_cast<double>(std::max<std::int64_t>(one.clients, 1));
            return std::max(other / clients, clients / other);
        };
        nearest = ratio(volume) < ratio(*nearest) ? &volume : nearest;
    }
    return nearest->measurement;
}

} // namespace

InTime kept_of(double clients, std::size_t promises, std::span<const Replication> records,
               std::size_t most) {
    InTime all;
    all.clients = clients;
    all.promises.resize(promises);
    for (std::size_t i = 0; i < std::min(most, records.size()); ++i) {
        for (std::size_t number = 0; number < promises; ++number) {
            all.promises[number].add(static_cast<double>(records[i].promises[number].met),
                                     static_cast<double>(records[i].promises[number].due));
        }
    }
    for (const Ratio& share : all.promises) {
        const std::size_t n = share.numerators.size();
        all.halves.push_back(n > 1 && due_of(share) > 0 ? half_width(share, n) : 0);
    }
    return all;
}

double pooled_value(const Ratio& ratio) {
    return pooled(ratio, ratio.numerators.size());
}

Deadlines::Deadlines(const Plan& plan, const Limits& limits) : plan_(plan) {
    for (std::size_t number = 0; number < limits.promises.size(); ++number) {
        const PromiseLimit& promise = limits.promises[number];
        const bool late_at_once = promise.state == PromiseState::breaks && !promise.limit.value;
        if (promise.state != PromiseState::late && promise.state != PromiseState::unknown &&
            !late_at_once) {
            counted_.push_back(number);
        }
    }
}

std::vector<std::size_t> Deadlines::broken_at(const InTime& point) const {
    std::vector<std::size_t> broken;
    std::copy_if(counted_.begin(), counted_.end(), std::back_inserter(broken),
                 [&](std::size_t number) {
                     return due_of(point.promises[number]) > 0 &&
                            pooled_value(point.promises[number]) < plan_.promises[number].share;
                 });
    return broken;
}

double Deadlines::margin_at(const InTime& point) const {
    constexpr double least = 1e-4; // of a share that is late, where hardly any or none may be
    double margin = std::numeric_limits<double>::infinity();
    for (const std::size_t number : counted_) {
        if (due_of(point.promises[number]) > 0) {
            const double late = std::max(least, 1 - pooled_value(point.promises[number]));
            const double may_be = std::max(least, 1 - plan_.promises[number].share);
            margin = std::min(margin, logarithm(may_be / late));
        }
    }
    return margin;
}

std::optional<double> Deadlines::first_broken(const std::vector<const InTime*>& points,
                                              const Value& value) const {
    std::optional<double> first;
    for (const std::size_t number : counted_) {
        std::vector<double> clients;
        std::vector<double> shares;
        std::vector<double> halves;
        std::vector<double> weights;
        for (const InTime* point : points) {
            const Ratio& share = point->promises[number];
            const double due = due_of(share);
            if (due > 0) {
                clients.push_back(point->clients);
                shares.push_back(value(share));
                halves.push_back(point->halves[number]);
                weights.push_back(due);
            }
        }
        const KeptRange kept = where_kept(clients, fitted_shares(shares, halves, weights),
                                          plan_.promises[number].share);
        std::optional<double> at = kept.up_to;
        if (!kept.at_some_volume && !clients.empty()) {
            at = clients.front();
        }
        if (at && (!first || *at < *first)) {
            first = at;
        }
    }
    return first;
}

std::size_t Base::pairs_at(const Measurement& measurement) const {
    return std::min(pairs, std::max(fewest_pairs, pairs / measurement.lengthened));
}

std::vector<const InTime*> Search::around(double limit, double end) {
    auto above = static_cast<std::size_t>(
        std::find_if(base_.kept.begin(), base_.kept.end(),
                     [limit](const InTime& one) { return one.clients > limit; }) -
        base_.kept.begin());
    double low = above > 0 ? base_.kept[above - 1].clients : limit;
    const double below = low;
    double high = above < base_.kept.size() ? base_.kept[above].clients : limit * step_up;
    while (deadlines_.broken_at(at(high)).empty()) {
        low = high;
        if (low >= end) {
            break;
        }
        if (high > farthest * limit || trials_.is_interrupted()) {
            return {};
        }
        while (above < base_.kept.size() && base_.kept[above].clients < low * step_up) {
            ++above;
        }
        high = above < base_.kept.size() ? base_.kept[above].clients : std::floor(low * 1.3 + 0.5);
    }
    // Where the first volume beyond is broken nearly as it was, the limit hardly moves.
    const bool stays = low <= below && hardly_differs_at(high, below);
    bool by_margin = true;
    while (high > close_enough * low && high > low + 1 && !stays && !trials_.is_interrupted()) {
        const double width = logarithm(high / low);
        const double middle =
            by_margin ? between(low, high) : std::floor(std::sqrt(low * high) + 0.5);
        if (middle <= low || middle >= high) {
            break;
        }
        (deadlines_.broken_at(at(middle)).empty() ? low : high) = middle;
        by_margin = logarithm(high / low) < width / 2;
    }
    if (!stays) {
        at(low);
    }
    // Beyond what was tried the change is taken to do nothing. But where it moves the limit up,
    // the operation as it is says nothing of the changed one close below its own limit: there
    // it may dip under the promise in a resample, and the changed one does not.
    const double known_to = low > below ? limit / step_up : limit;
    std::vector<const InTime*> points;
    for (const InTime& one : base_.kept) {
        if (one.clients < points_.begin()->first && one.clients <= known_to) {
            points.push_back(&one);
        }
    }
    for (const auto& [clients, one] : points_) {
        points.push_back(&one);
    }
    for (const InTime& one : base_.kept) {
        if (one.clients > points_.rbegin()->first) {
            points.push_back(&one);
        }
    }
    return points;
}

/// Where the margin passes 0 if the share that is late grows evenly on paper that is logarithmic
/// both ways, and not too close to either end.
double Search::between(double low, double high) const {
    constexpr double nearest = 0.15; // to an end, of the way between the two
    const auto margin = [&](double clients) {
        const auto tried = points_.find(clients);
        if (tried != points_.end()) {
            return deadlines_.margin_at(tried->second);
        }
        const auto base =
            std::find_if(base_.kept.begin(), base_.kept.end(),
                         [clients](const InTime& one) { return one.clients == clients; });
        return base == base_.kept.end() ? 0 : deadlines_.margin_at(*base);
    };
    const double before = std::max(0., margin(low));
    const double after = std::min(0., margin(high));
    const double part = std::isfinite(before) && before > after ? before / (before - after) : 0.5;
    return std::floor(low * power(high / low, std::clamp(part, nearest, 1 - nearest)) + 0.5);
}

/// Whether the change takes so little of what the shares fall between the operation's last kept
/// volume and this one that a volume between the two would say no more.
bool Search::hardly_differs_at(double clients, double kept_at) {
    constexpr double little = 0.1;
    const auto base = [&](double volume) {
        return std::find_if(base_.kept.begin(), base_.kept.end(),
                            [volume](const InTime& one) { return one.clients == volume; });
    };
    const auto before = base(kept_at);
    const auto here = base(clients);
    if (before == base_.kept.end() || here == base_.kept.end()) {
        return false;
    }
    const InTime& changed = at(clients);
    const std::vector<std::size_t> broken = deadlines_.broken_at(*here);
    return std::all_of(broken.begin(), broken.end(), [&](std::size_t number) {
        const double now = pooled_value(here->promises[number]);
        const double falls = pooled_value(before->promises[number]) - now;
        const double gains = pooled_value(changed.promises[number]) - now;
        return std::abs(gains) <= little * falls;
    });
}

bool Search::differs() const {
    return std::any_of(points_.begin(), points_.end(), [&](const auto& point) {
        const auto same =
            std::find_if(base_.kept.begin(), base_.kept.end(),
                         [&](const InTime& one) { return one.clients == point.second.clients; });
        if (same == base_.kept.end()) {
            return true;
        }
        for (std::size_t i = 0; i < same->promises.size(); ++i) {
            if (same->promises[i].numerators != point.second.promises[i].numerators) {
                return true;
            }
        }
        return false;
    });
}

const InTime& Search::at(double clients) {
    const auto known = points_.find(clients);
    if (known != points_.end()) {
        return known->second;
    }
    Measurement measurement = measurement_near(base_.volumes, clients);
    if (measurement.overloaded) {
        // Where the operation as it is piles up work the changed one may not.
        measurement = trials_.measurement_of(changed_, static_cast<std::int64_t>(clients));
    }
    const std::size_t pairs = base_.pairs_at(measurement);
    const std::vector<Replication> records =
        trials_.run(changed_, static_cast<std::int64_t>(clients), measurement, 0, pairs);
    return points_.emplace(clients, kept_of(clients, changed_.promises.size(), records, pairs))
        .first->second;
}

} // namespace plimsoll
