#include "scenarios/figures/due_figures.hpp"

#include "scenarios/figures/sums.hpp"

#include <algorithm>

namespace plimsoll {

Ratio kept(const Volume& volume, std::size_t promise) {
    return over(
        volume,
        [promise](const Replication& r) { return static_cast<double>(r.promises[promise].met); },
        [promise](const Replication& r) { return static_cast<double>(r.promises[promise].due); });
}

std::vector<PromiseFigures> promise_figures(const Operation& operation, const Plan& plan,
                                            const Volume& volume) {
    std::vector<PromiseFigures> figures;
    for (std::size_t number = 0; number < plan.promises.size(); ++number) {
        const Promise& promise = plan.promises[number];
        figures.push_back(
            {promise.key, promise_in_words(operation, promise), promise.share,
             ratio_figure(kept(volume, number), "nothing fell due in the measured time", share)});
    }
    return figures;
}

std::optional<std::size_t> nearest_to_late(const std::vector<PromiseFigures>& promises) {
    std::optional<std::size_t> nearest;
    double least = 0;
    for (std::size_t i = 0; i < promises.size(); ++i) {
        if (!promises[i].attainment.value) {
            continue;
        }
        const double spare = promises[i].attainment.value->mean - promises[i].promised;
        if (!nearest || spare < least) {
            nearest = i;
            least = spare;
        }
    }
    return nearest;
}

bool breaks_a_promise(const Plan& plan, const Volume& volume) {
    for (std::size_t promise = 0; promise < plan.promises.size(); ++promise) {
        const Ratio share = kept(volume, promise);
        double due = 0;
        for (const double part : share.denominators) {
            due += part;
        }
        if (due > 0 && pooled(share, share.numerators.size()) < plan.promises[promise].share) {
            return true;
        }
    }
    return false;
}

Figure started_in_time(const Plan& plan, const Volume& volume, std::size_t step_number) {
    const auto number = static_cast<int>(step_number);
    const bool promised =
        std::any_of(plan.steps.begin(), plan.steps.end(), [&](const PlanStep& step) {
            return step.number == number && step.response_promise >= 0;
        });
    if (!promised) {
        return {std::nullopt, "this step has no time by which it is to start"};
    }
    const auto here = [number](const VisitCounter& counter) { return counter.step == number; };
    const auto sum = [&](const std::function<double(const VisitSums&)>& value) {
        return [&, value](const Replication& r) { return over_counters(plan, r, here, value); };
    };
    return ratio_figure(
        over(volume, sum([](const VisitSums& sums) { return static_cast<double>(sums.met); }),
             sum([](const VisitSums& sums) { return static_cast<double>(sums.due); })),
        "no case came here in the measured time", share);
}

} // namespace plimsoll
