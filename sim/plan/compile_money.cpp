#include "sim/plan/compile_money.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

double value_of(const CaseValue& value, const std::string& outcome) {
    if (value.by_outcome.empty()) {
        return outcome == "gave up" || outcome == "turned away" ? 0 : value.per_case;
    }
    const auto found =
        std::find_if(value.by_outcome.begin(), value.by_outcome.end(),
                     [&](const OutcomeValue& one) { return one.outcome == outcome; });
    return found == value.by_outcome.end() ? 0 : found->amount;
}

} // namespace

void compile_money(std::span<const Workflow* const> variants,
                   const std::vector<std::string>& outcomes, PlanWorkflow& plan) {
    for (const Workflow* variant : variants) {
        for (const std::string& outcome : outcomes) {
            plan.values.push_back(variant->value ? value_of(*variant->value, outcome) : 0);
        }
        plan.penalties.push_back(variant->penalty.value_or(0));
    }
}

bool says_what_comes_in(const Operation& operation) {
    const auto says = [](const Workflow& workflow) { return workflow.value || workflow.penalty; };
    return !operation.client_prices.empty() ||
           std::any_of(operation.workflows.begin(), operation.workflows.end(),
                       [&](const Workflow& workflow) {
                           return says(workflow) || std::any_of(workflow.variants.begin(),
                                                                workflow.variants.end(), says);
                       });
}

} // namespace plimsoll
