#include "scenarios/trials/moves.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/experiment/offered_load.hpp"
#include "scenarios/figures/figures.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/formulas/known_limit.hpp"
#include "scenarios/limits/long_run.hpp"
#include "scenarios/result/whole_number.hpp"
#include "scenarios/statistics/resample.hpp"
#include "scenarios/trials/deadline_search.hpp"
#include "sim/compile.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace plimsoll {

namespace {

constexpr double hardly_waited_for = 1e-2; ///< share of all waiting: such a team is not tried
constexpr double same_place = 0.03;        ///< work piles up where the first team is full
constexpr const char* moves_nothing = "moves nothing";

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

/// Where work piles up: the first team to be full, in a resample; `team` has so many times as much.
std::optional<double> first_full(const Plan& plan, const std::vector<Volume>& volumes,
                                 const std::vector<std::vector<double>>& loads, int team,
                                 double growth) {
    std::optional<double> first;
    for (std::size_t number = 0; number < plan.declared_teams(); ++number) {
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
          plan_(trials.plan()), base_{volumes, {}} {
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
            const KnownLimit known(*changed, plan);
            by_deadline[i].clients =
                no_deadline.empty() ? at_deadline(changes[i], plan, deadlines, resamples, known)
                                    : Figure{std::nullopt, no_deadline};
            by_pile[i].clients = at_pile(changes[i], plan, known);
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
        const bool promises_first = limits_.deadlines_come_first();
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
        if (limits_.ends_where_work_piles_up(limits_.sla)) {
            return "promises are kept until work piles up";
        }
        return base_.pairs < 2 ? "one replication is not enough to tell" : "";
    }

    /// Whether so little waits for the team around the limit, and at the first volume behind it
    /// however far that is, that one more cannot matter.
    bool is_hardly_waited_for(std::size_t team, double limit) const {
        bool seen_behind = false;
        for (const Volume& volume : base_.volumes) {
            const auto clients = static_cast<double>(volume.clients);
            if (clients < limit / step_up || (seen_behind && clients > limit * step_up)) {
                continue;
            }
            seen_behind = seen_behind || clients > limit;
            const Ratio share = wait_share(plan_, volume, team);
            if (pooled_value(share) > hardly_waited_for) {
                return false;
            }
        }
        return plan_.limits.empty() && !works_together(static_cast<int>(team));
    }

    /// Where two come free at once work was waiting for both, and one of them has it counted.
    bool works_together(int team) const {
        return std::any_of(plan_.needs.begin(), plan_.needs.end(), [team](const PlanQueue& need) {
            return need.teams.size() > 1 &&
                   std::any_of(need.teams.begin(), need.teams.end(),
                               [team](const Need& part) { return part.team == team; });
        });
    }

    Figure at_deadline(const Change& change, const Plan& changed, const Deadlines& deadlines,
                       const Resamples& resamples, const KnownLimit& known) const {
        // Nothing is kept where work piles up, even if that is not yet seen in what was simulated.
        const double piles_up = known.at_most() && known.at_most()->clients > 0
                                    ? known.at_most()->clients
                                    : std::numeric_limits<double>::infinity();
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
        const std::vector<const InTime*> then = search.around(*limit, piles_up);
        const std::string farther = "promises are then kept up to " +
                                    clients_in_words(static_cast<std::int64_t>(search.tried_to())) +
                                    " at least";
        if (then.empty()) {
            return {std::nullopt, farther};
        }
        if (!search.differs()) {
            return {std::nullopt, moves_nothing};
        }
        std::optional<double> moved = deadlines.first_broken(then, pooled_value);
        if (!moved && std::isinf(piles_up)) {
            return {std::nullopt, farther};
        }
        moved = std::min(moved.value_or(piles_up), piles_up);
        std::vector<double> draws;
        for (std::size_t resample = 0; resample < Resamples::count; ++resample) {
            const Value value = [&](const Ratio& ratio) {
                return resamples.value(ratio, resample);
            };
            const auto end = [](const std::vector<const InTime*>& points,
                                const std::optional<double>& at) {
                return at.value_or(points.back()->clients);
            };
            draws.push_back(std::min(end(then, deadlines.first_broken(then, value)), piles_up) -
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
        std::vector<std::vector<Ratio>> ratios(plan_.declared_teams());
        for (std::size_t team = 0; team < plan_.declared_teams(); ++team) {
            if (plan_.teams[team].unlimited || absorbs_overload(plan_, team)) {
                continue;
            }
            for (const Volume& volume : base_.volumes) {
                ratios[team].push_back(staying_load(plan_, volume, team));
            }
        }
        for (std::size_t draw = 0; draw <= Resamples::count; ++draw) {
            std::vector<std::vector<double>> loads(plan_.declared_teams());
            for (std::size_t team = 0; team < plan_.declared_teams(); ++team) {
                for (const Ratio& ratio : ratios[team]) {
                    loads[team].push_back(draw == 0 ? pooled_value(ratio)
                                                    : resamples.value(ratio, draw - 1));
                }
            }
            loads_.push_back(std::move(loads));
        }
    }

    /// The gain where it is known for both without simulating what gives: places, skills, visits.
    Figure known_gain(const KnownLimit& then) const {
        const Estimate& limit = *limits_.stability.value;
        const KnownLimit now(operation_, plan_);
        if (!now.at_most() || !then.at_most() || now.at_most()->clients <= 0 ||
            std::abs(now.at_most()->clients - limit.mean) > same_place * limit.mean) {
            return {std::nullopt, "not computed in this version where work piles up though no team "
                                  "is full"};
        }
        const double growth = then.at_most()->clients / now.at_most()->clients - 1;
        if (growth <= 0) {
            return {std::nullopt, moves_nothing};
        }
        return {Estimate{limit.mean * growth, limit.low.value_or(limit.mean) * growth,
                         limit.high.value_or(limit.mean) * growth},
                {}};
    }

    Figure at_pile(const Change& change, const Plan& changed, const KnownLimit& known) const {
        if (!limits_.stability.value) {
            return {std::nullopt, limits_.stability.why};
        }
        if (known.is_exact() && KnownLimit(operation_, plan_).is_exact()) {
            return known_gain(known);
        }
        const std::optional<double> now = first_full(plan_, base_.volumes, loads_.front(), -1, 1);
        if (!now || std::abs(*now - limits_.stability.value->mean) > same_place * *now) {
            return known_gain(known);
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

std::vector<Move> moves_of(const Operation& operation, const std::vector<Volume>& volumes,
                           const Limits& limits, const Trials& trials) {
    return Moves(operation, volumes, limits, trials).all();
}

} // namespace plimsoll
