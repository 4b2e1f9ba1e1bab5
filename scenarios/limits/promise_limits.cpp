#include "scenarios/limits/promise_limits.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/figures/due_figures.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <limits>

namespace plimsoll {

namespace {

/// A promise at the volumes at which anything fell due.
struct PromiseCurve {
    Curve curve;
    std::vector<double> halves;
    std::vector<double> weights;
};

PromiseCurve promise_curve(const std::vector<Volume>& volumes, std::size_t promise,
                           double promised) {
    PromiseCurve found;
    for (const Volume& volume : volumes) {
        Ratio share = kept(volume, promise);
        double due = 0;
        for (const double part : share.denominators) {
            due += part;
        }
        if (due <= 0) {
            continue;
        }
        const std::size_t n = share.numerators.size();
        // Late before queues are as long as they will be is late; in time is not in time.
        const bool may_be_late = volume.measurement.unsettled && !volume.measurement.overloaded &&
                                 pooled(share, n) >= promised;
        if (may_be_late) {
            continue;
        }
        found.curve.clients.push_back(static_cast<double>(volume.clients));
        found.halves.push_back(n > 1 ? half_width(share, n) : 0);
        found.curve.shares.push_back(std::move(share));
        found.weights.push_back(due);
    }
    return found;
}

void tell_why_late(const Operation& operation, const Promise& promise, std::size_t number,
                   const WorkAlone& alone, PromiseLimit& limit) {
    limit.state = PromiseState::late;
    limit.share_alone = alone.best_share(number);
    limit.limit.why = "late at any volume, also where nobody has to wait";
    const Workflow& workflow = operation.workflows[static_cast<std::size_t>(promise.workflow)];
    if (promise.step >= 0 || !workflow.due || workflow.due->by || workflow.due->date ||
        !workflow.variants.empty() || workflow.due->until >= 0 || !workflow.due->pauses.empty() ||
        workflow.due->calendar != operation.calendar || workflow.due->wall_clock) {
        return;
    }
    limit.typical_alone = alone.typical(static_cast<std::size_t>(promise.workflow));
    limit.promised_within = static_cast<double>(workflow.due->within) / static_cast<double>(hour);
}

PromiseLimit one_promise(const Operation& operation, const Promise& promise, std::size_t number,
                         const std::vector<Volume>& volumes, const Resamples& resamples,
                         const WorkAlone& alone) {
    PromiseLimit found;
    found.key = promise.key;
    found.words = promise_in_words(operation, promise);
    found.promised = promise.share;
    const PromiseCurve line = promise_curve(volumes, number, promise.share);
    const std::vector<double>& clients = line.curve.clients;
    if (clients.empty()) {
        found.limit.why = "nothing fell due in the measured time";
        return found;
    }
    const auto kept_at = [&](std::span<const double> shares) {
        return where_kept(clients, fitted_shares(shares, line.halves, line.weights), promise.share);
    };
    const KeptRange estimate = kept_at(values_of(line.curve));
    if (!estimate.at_some_volume) {
        const std::optional<double> best = alone.known() ? alone.best_share(number) : std::nullopt;
        if (best && *best < promise.share) {
            tell_why_late(operation, promise, number, alone, found);
        } else {
            found.state = PromiseState::breaks;
            found.limit.why = std::string(slip_already) + " at " +
                              clients_in_words(static_cast<std::int64_t>(clients.front()));
        }
        return found;
    }
    found.state = estimate.from    ? PromiseState::below
                  : estimate.up_to ? PromiseState::breaks
                                   : PromiseState::kept;
    if (estimate.from) {
        found.kept_from = located(line.curve, resamples, [&](std::span<const double> values) {
            const KeptRange kept = kept_at(values);
            return Crossing{kept.from, kept.at_some_volume};
        });
    }
    found.limit = located(line.curve, resamples, [&](std::span<const double> values) {
        const KeptRange kept = kept_at(values);
        return Crossing{kept.up_to, !kept.at_some_volume};
    });
    if (!found.limit.value) {
        found.limit.why =
            "kept up to " + clients_in_words(static_cast<std::int64_t>(clients.back()));
    }
    return found;
}

} // namespace

std::vector<double> fitted_shares(std::span<const double> values, std::span<const double> halves,
                                  std::span<const double> weights) {
    struct Block {
        double value, weight, low, high;
        std::size_t length;
    };
    std::vector<Block> blocks;
    for (std::size_t i = 0; i < values.size(); ++i) {
        blocks.push_back({values[i], weights[i], values[i] - halves[i], values[i] + halves[i], 1});
        while (blocks.size() > 1) {
            const Block last = blocks.back();
            Block& before = blocks[blocks.size() - 2];
            if (before.value >= last.value || before.high < last.low) {
                break;
            }
            const double weight = before.weight + last.weight;
            before.value = (before.value * before.weight + last.value * last.weight) / weight;
            before.weight = weight;
            before.low = std::min(before.low, last.low);
            before.high = std::max(before.high, last.high);
            before.length += last.length;
            blocks.pop_back();
        }
    }
    std::vector<double> fitted;
    for (const Block& block : blocks) {
        fitted.insert(fitted.end(), block.length, block.value);
    }
    return fitted;
}

KeptRange where_kept(std::span<const double> clients, std::span<const double> fitted,
                     double promised) {
    KeptRange kept;
    // Waits have exponential tails: what is late grows by factors, and so do its odds.
    const auto odds = [](double share) {
        constexpr double least = 1e-3;
        return logarithm((1 - share + least) / (share + least));
    };
    const auto crossing = [&](std::size_t i) {
        const double before = odds(fitted[i - 1]);
        const double part = (odds(promised) - before) / (odds(fitted[i]) - before);
        const double from = logarithm(clients[i - 1]);
        return exponential(from + part * (logarithm(clients[i]) - from));
    };
    for (std::size_t i = 0; i < fitted.size() && !kept.up_to; ++i) {
        if (fitted[i] >= promised && !kept.at_some_volume) {
            kept.at_some_volume = true;
            if (i > 0) {
                kept.from = crossing(i);
            }
        } else if (fitted[i] < promised && kept.at_some_volume) {
            kept.up_to = crossing(i);
        }
    }
    return kept;
}

std::vector<PromiseLimit> promise_limits(const Operation& operation, const Plan& plan,
                                         const std::vector<Volume>& volumes,
                                         const Resamples& resamples, const WorkAlone& alone) {
    std::vector<PromiseLimit> found;
    for (std::size_t number = 0; number < plan.promises.size(); ++number) {
        found.push_back(
            one_promise(operation, plan.promises[number], number, volumes, resamples, alone));
    }
    return found;
}

FirstBroken first_broken(const std::vector<PromiseLimit>& promises,
                         const std::vector<Volume>& volumes) {
    FirstBroken first;
    double least = std::numeric_limits<double>::infinity();
    bool any = false;
    bool any_kept = false;
    for (const PromiseLimit& promise : promises) {
        any = any || promise.state != PromiseState::unknown;
        any_kept = any_kept ||
                   (promise.state != PromiseState::unknown && promise.state != PromiseState::late);
        const bool at_once = promise.state == PromiseState::breaks && !promise.limit.value;
        if (!at_once && !promise.limit.value) {
            continue;
        }
        const double at = at_once ? 0 : promise.limit.value->mean;
        if (at < least) {
            least = at;
            first.limit = promise.limit;
            first.promise = promise.key;
        }
    }
    if (!first.promise.empty()) {
        return first;
    }
    first.limit.why = !any ? "nothing is promised, or nothing fell due in the measured time"
                      : !any_kept
                          ? "what is promised is late at any volume, also where nobody has to wait"
                          : "deadlines hold up to " + clients_in_words(volumes.back().clients);
    return first;
}

bool never_kept(const std::vector<PromiseLimit>& promises) {
    return std::any_of(promises.begin(), promises.end(), [](const PromiseLimit& promise) {
        return promise.state == PromiseState::late ||
               (promise.state == PromiseState::breaks && !promise.limit.value);
    });
}

} // namespace plimsoll
