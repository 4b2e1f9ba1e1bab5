#include "scenarios/moves.hpp"

#include "model/plain_words.hpp"
#include "scenarios/arrival_rates.hpp"
#include "scenarios/figures.hpp"
#include "scenarios/offered_load.hpp"
#include "scenarios/promise_limits.hpp"
#include "scenarios/resample.hpp"

#include <algorithm>
#include <cmath>
#include <map>

namespace plimsoll {

namespace {

constexpr std::size_t usual_pairs = 20;
constexpr std::size_t fewest_pairs = 10;   ///< of replications that are longer than usual
constexpr double close_enough = 1.05;      ///< volumes between which a limit is interpolated
constexpr double step_up = 1.12;           ///< from volume to volume while promises are kept
constexpr double farthest = 4;             ///< so many times the limit is looked for
constexpr double hardly_waited_for = 1e-2; ///< share of all waiting: such a team is not tried
constexpr double same_place = 0.03;        ///< work piles up where the first team is full
constexpr const char* moves_nothing = "moves nothing";

/// What was promised at a volume, in pairs: by promise, a numerator and a denominator each
/// replication.
struct InTime {
    double clients = 0;
    std::vector<Ratio> promises;
    std::vector<double> halves; ///< of the intervals

    bool operator<(const InTime& other) const { return clients < other.clients; }
};

double due_of(const Ratio& ratio) {
    double due = 0;
    for (const double part : ratio.denominators) {
        due += part;
    }
    return due;
}

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

/// A value for each point, with the weights of a resample or without.
using Value = std::function<double(const Ratio&)>;

double pooled_value(const Ratio& ratio) {
    return pooled(ratio, ratio.numerators.size());
}

/// The promises that count, and where the first of them is broken.
class Deadlines {
public:
    /// Those that are kept somewhere: the others are late whatever one adds.
    Deadlines(const Plan& plan, const Limits& limits) : plan_(plan) {
        for (std::size_t number = 0; number < limits.promises.size(); ++number) {
            const PromiseLimit& promise = limits.promises[number];
            const bool late_at_once = promise.state == PromiseState::breaks && !promise.limit.value;
            if (promise.state != PromiseState::late && promise.state != PromiseState::unknown &&
                !late_at_once) {
                counted_.push_back(number);
            }
        }
    }

    bool are_kept_at(const InTime& point) const {
        return std::all_of(counted_.begin(), counted_.end(), [&](std::size_t number) {
            return due_of(point.promises[number]) <= 0 ||
                   pooled_value(point.promises[number]) >= plan_.promises[number].share;
        });
    }

    /// Nothing where they are kept at all points; the first point where they are broken there.
    std::optional<double> first_broken(const std::vector<const InTime*>& points,
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
            const Kept kept = where_kept(clients, fitted_shares(shares, halves, weights),
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

private:
    const Plan& plan_;
    std::vector<std::size_t> counted_;
};

/// The gain with its interval, from what it is in each resample.
Figure gain_of(double gain, std::vector<double> draws) {
    std::sort(draws.begin(), draws.end());
    const std::size_t tail = draws.size() / 40;
    Estimate estimate;
    estimate.mean = gain;
    estimate.low = std::min(gain, draws[tail]);
    estimate.high = std::max(gain, draws[draws.size() - tail - 1]);
    return {estimate, {}};
}

/// The operation as it is, at the volumes of the sweep.
struct Base {
    const std::vector<Volume>& volumes;
    std::vector<InTime> kept; ///< beside volumes
    std::size_t pairs = usual_pairs;

    /// A longer replication says as much as several.
    std::size_t pairs_at(const Measurement& measurement) const {
        return std::min(pairs, std::max(fewest_pairs, pairs / measurement.lengthened));
    }
};

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

/// Looks for the place where the changed operation first breaks a promise.
class Search {
public:
    Search(const Base& base, const Deadlines& deadlines, const Trials& trials, const Plan& changed)
        : base_(base), deadlines_(deadlines), trials_(trials), changed_(changed) {}

    /// The points around its limit, where the operation as it is breaks at `limit`; empty where
    /// that is too far away.
    std::vector<const InTime*> around(double limit) {
        auto above = static_cast<std::size_t>(
            std::find_if(base_.kept.begin(), base_.kept.end(),
                         [limit](const InTime& one) { return one.clients > limit; }) -
            base_.kept.begin());
        double low = above > 0 ? base_.kept[above - 1].clients : limit;
        const double below = low;
        double high = above < base_.kept.size() ? base_.kept[above].clients : limit * step_up;
        while (deadlines_.are_kept_at(at(high))) {
            low = high;
            if (high > farthest * limit || trials_.is_interrupted()) {
                return {};
            }
            while (above < base_.kept.size() && base_.kept[above].clients < low * step_up) {
                ++above;
            }
            high =
                above < base_.kept.size() ? base_.kept[above].clients : std::floor(low * 1.3 + 0.5);
        }
        while (high > close_enough * low && high > low + 1 && !trials_.is_interrupted()) {
            const double middle = std::floor(std::sqrt(low * high) + 0.5);
            if (middle <= low || middle >= high) {
                break;
            }
            (deadlines_.are_kept_at(at(middle)) ? low : high) = middle;
        }
        at(low);
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

    /// Whether what was tried differs at all from the operation as it is.
    bool differs() const {
        return std::any_of(points_.begin(), points_.end(), [&](const auto& point) {
            const auto same =
                std::find_if(base_.kept.begin(), base_.kept.end(), [&](const InTime& one) {
                    return one.clients == point.second.clients;
                });
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

private:
    const InTime& at(double clients) {
        const auto known = points_.find(clients);
        if (known != points_.end()) {
            return known->second;
        }
        const Measurement& measurement = measurement_near(base_.volumes, clients);
        const std::size_t pairs = base_.pairs_at(measurement);
        const std::vector<Replication> records =
            trials_.run(changed_, static_cast<std::int64_t>(clients), measurement, 0, pairs);
        return points_.emplace(clients, kept_of(clients, changed_.promises.size(), records, pairs))
            .first->second;
    }

    const Base& base_;
    const Deadlines& deadlines_;
    const Trials& trials_;
    const Plan& changed_;
    std::map<double, InTime> points_;
};

/// Where work piles up: the first team to be full, in a resample; `team` has so many times as much.
std::optional<double> first_full(const Plan& plan, const std::vector<Volume>& volumes,
                                 const std::vector<std::vector<double>>& loads, int team,
                                 double growth) {
    std::optional<double> first;
    for (std::size_t number = 0; number < plan.teams.size(); ++number) {
        const double divisor = static_cast<int>(number) == team ? growth : 1;
        const std::vector<double>& load = loads[number];
        for (std::size_t i = 0; i < load.size(); ++i) {
            const double here = load[i] / divisor;
            if (here <= 1) {
                continue;
            }
            const auto to = static_cast<double>(volumes[i].clients);
            double at = to;
            if (i > 0) {
                const auto from = static_cast<double>(volumes[i - 1].clients);
                const double before = load[i - 1] / divisor;
                at = from + (to - from) * (1 - before) / (here - before);
            }
            if (!first || at < *first) {
                first = at;
            }
            break;
        }
        // Beyond the last volume what a client brings goes on.
        const std::size_t n = load.size();
        if (n >= 2 && load[n - 1] / divisor <= 1 && load[n - 1] > load[n - 2]) {
            const auto last = static_cast<double>(volumes[n - 1].clients);
            const auto before = static_cast<double>(volumes[n - 2].clients);
            const double slope = (load[n - 1] - load[n - 2]) / divisor / (last - before);
            const double at = last + (1 - load[n - 1] / divisor) / slope;
            if (!first || at < *first) {
                first = at;
            }
        }
    }
    return first;
}

class Moves {
public:
    Moves(const Operation& operation, const std::vector<Volume>& volumes, const Limits& limits,
          const Trials& trials)
        : operation_(operation), limits_(limits), trials_(trials),
          plan_(trials.plan()), base_{volumes, {}, usual_pairs} {
        for (const Volume& volume : volumes) {
            base_.pairs = std::min(base_.pairs, volume.replications.size());
        }
        for (const Volume& volume : volumes) {
            base_.kept.push_back(kept_of(static_cast<double>(volume.clients), plan_.promises.size(),
                                         volume.replications, base_.pairs_at(volume.measurement)));
        }
    }

    std::vector<Move> all() {
        const std::vector<Change> changes = changes_of_one(trials_.text());
        std::vector<Move> by_deadline(changes.size());
        std::vector<Move> by_pile(changes.size());
        const Deadlines deadlines(plan_, limits_);
        const std::string no_deadline = why_no_deadline();
        const Resamples resamples(std::max<std::size_t>(base_.pairs, 2));
        prepare_loads();
        trials_.workers().run(changes.size(), [&](std::size_t i) {
            by_deadline[i] = begun(changes[i], "sla");
            by_pile[i] = begun(changes[i], "stability");
            if (trials_.is_interrupted()) {
                return;
            }
            const std::optional<Operation> changed =
                changed_operation(trials_.text(), changes[i].setting);
            if (!changed) {
                const Figure refused{std::nullopt, "the model does not allow it"};
                by_deadline[i].clients = refused;
                by_pile[i].clients = refused;
                return;
            }
            const Plan plan = compile(*changed);
            by_deadline[i].clients = no_deadline.empty()
                                         ? at_deadline(changes[i], plan, deadlines, resamples)
                                         : Figure{std::nullopt, no_deadline};
            by_pile[i].clients = at_pile(changes[i], plan);
        });
        const auto put_best_first = [](std::vector<Move>& moves) {
            std::stable_sort(moves.begin(), moves.end(), [](const Move& a, const Move& b) {
                if (a.clients.value && b.clients.value) {
                    return a.clients.value->mean > b.clients.value->mean;
                }
                return a.clients.value && !b.clients.value;
            });
        };
        put_best_first(by_deadline);
        put_best_first(by_pile);
        const bool promises_first = deadlines_come_first(limits_);
        std::vector<Move>& first = promises_first ? by_deadline : by_pile;
        std::vector<Move>& second = promises_first ? by_pile : by_deadline;
        first.insert(first.end(), second.begin(), second.end());
        return std::move(first);
    }

private:
    Move begun(const Change& change, const char* limit) const {
        Move move;
        move.change = change;
        move.limit = limit;
        if (change.team >= 0) {
            const Team& team = operation_.teams[static_cast<std::size_t>(change.team)];
            move.name = shown_name(team.label, team.name);
        } else {
            move.name = change.holder;
        }
        return move;
    }

    std::string why_no_deadline() const {
        if (!limits_.sla.value) {
            return limits_.sla.why;
        }
        return base_.pairs < 2 ? "one replication is not enough to tell" : "";
    }

    /// Whether so little waits for the team around the limit that one more cannot matter.
    bool is_hardly_waited_for(std::size_t team, double limit) const {
        for (const Volume& volume : base_.volumes) {
            const auto clients = static_cast<double>(volume.clients);
            if (clients < limit / step_up || clients > limit * step_up) {
                continue;
            }
            const Ratio share = wait_share(plan_, volume, team);
            if (pooled_value(share) > hardly_waited_for) {
                return false;
            }
        }
        return plan_.limits.empty();
    }

    Figure at_deadline(const Change& change, const Plan& changed, const Deadlines& deadlines,
                       const Resamples& resamples) const {
        std::vector<const InTime*> now;
        for (const InTime& one : base_.kept) {
            now.push_back(&one);
        }
        const std::optional<double> limit = deadlines.first_broken(now, pooled_value);
        if (!limit) {
            return {std::nullopt, "too few replications show where deadlines slip"};
        }
        if (change.team >= 0 && change.of != Change::Of::places &&
            is_hardly_waited_for(static_cast<std::size_t>(change.team), *limit)) {
            return {std::nullopt, "less than 1% of all waiting is for it"};
        }
        Search search(base_, deadlines, trials_, changed);
        const std::vector<const InTime*> then = search.around(*limit);
        if (then.empty()) {
            return {std::nullopt, "promises are then kept as far as was tried"};
        }
        if (!search.differs()) {
            return {std::nullopt, moves_nothing};
        }
        const std::optional<double> moved = deadlines.first_broken(then, pooled_value);
        if (!moved) {
            return {std::nullopt, "promises are then kept as far as was tried"};
        }
        std::vector<double> draws;
        for (std::size_t resample = 0; resample < Resamples::count; ++resample) {
            const Value value = [&](const Ratio& ratio) {
                return resamples.value(ratio, resample);
            };
            const auto end = [](const std::vector<const InTime*>& points,
                                const std::optional<double>& at) {
                return at.value_or(points.back()->clients);
            };
            draws.push_back(end(then, deadlines.first_broken(then, value)) -
                            end(now, deadlines.first_broken(now, value)));
        }
        return gain_of(*moved - *limit, std::move(draws));
    }

    void prepare_loads() {
        std::size_t most = 2;
        for (const Volume& volume : base_.volumes) {
            most = std::max(most, volume.replications.size());
        }
        const Resamples resamples(most);
        std::vector<std::vector<Ratio>> ratios(plan_.teams.size());
        for (std::size_t team = 0; team < plan_.teams.size(); ++team) {
            if (plan_.teams[team].unlimited || absorbs_overload(plan_, team)) {
                continue;
            }
            for (const Volume& volume : base_.volumes) {
                ratios[team].push_back(offered_load(plan_, volume, team));
            }
        }
        for (std::size_t draw = 0; draw <= Resamples::count; ++draw) {
            std::vector<std::vector<double>> loads(plan_.teams.size());
            for (std::size_t team = 0; team < plan_.teams.size(); ++team) {
                for (const Ratio& ratio : ratios[team]) {
                    loads[team].push_back(draw == 0 ? pooled_value(ratio)
                                                    : resamples.value(ratio, draw - 1));
                }
            }
            loads_.push_back(std::move(loads));
        }
    }

    Figure at_pile(const Change& change, const Plan& changed) const {
        if (!limits_.stability.value) {
            return {std::nullopt, limits_.stability.why};
        }
        const std::optional<double> now = first_full(plan_, base_.volumes, loads_.front(), -1, 1);
        if (!now || std::abs(*now - limits_.stability.value->mean) > same_place * *now) {
            return {std::nullopt, "not computed in this version where work piles up though no team "
                                  "is full"};
        }
        if (change.team < 0 || change.of == Change::Of::places) {
            return {std::nullopt, moves_nothing};
        }
        const auto team = static_cast<std::size_t>(change.team);
        const double growth = capacity_of(changed, team) / capacity_of(plan_, team);
        const std::optional<double> then =
            first_full(plan_, base_.volumes, loads_.front(), change.team, growth);
        if (!then || *then <= *now) {
            return {std::nullopt, moves_nothing};
        }
        std::vector<double> draws;
        for (std::size_t draw = 1; draw < loads_.size(); ++draw) {
            const auto at = [&](int of, double times) {
                return first_full(plan_, base_.volumes, loads_[draw], of, times).value_or(*now);
            };
            draws.push_back(at(change.team, growth) - at(-1, 1));
        }
        return gain_of(*then - *now, std::move(draws));
    }

    const Operation& operation_;
    const Limits& limits_;
    const Trials& trials_;
    const Plan& plan_;
    Base base_;
    std::vector<std::vector<std::vector<double>>> loads_; ///< [draw][team][volume]; draw 0: pooled
};

} // namespace

bool deadlines_come_first(const Limits& limits) {
    return limits.sla.value &&
           (!limits.stability.value || limits.sla.value->mean <= limits.stability.value->mean);
}

std::vector<Move> moves_of(const Operation& operation, const std::vector<Volume>& volumes,
                           const Limits& limits, const Trials& trials) {
    return Moves(operation, volumes, limits, trials).all();
}

} // namespace plimsoll
