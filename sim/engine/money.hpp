// What comes in and what is spent, where the model says so. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// What a case brings in that leaves in the window by this outcome.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_earned(const Case& subject, int outcome) {
    const PlanWorkflow& plan = plan_.workflow(subject.workflow);
    const auto place = subject.variant * plan.outcomes + outcome;
    record_.earned += plan.values[static_cast<std::size_t>(place)];
}

/// A case is not in time. It counts where its due falls, not where it came or left: so each hour of
/// a steady state has its share, however long cases take.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_penalty(const Case& subject, Microseconds due_at) {
    const bool in_window =
        unit_.cases > 0 || (due_at <= window_to_ && (due_at > window_from_ || window_from_ == 0));
    if (in_window) {
        record_.penalties +=
            plan_.workflow(subject.workflow).penalties[static_cast<std::size_t>(subject.variant)];
    }
}

/// What a visit costs by itself.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::spend(double money) {
    if (!draining_ && (unit_.cases > 0 || now_ > window_from_ || window_from_ == 0)) {
        record_.spent += money;
    }
}

} // namespace plimsoll
