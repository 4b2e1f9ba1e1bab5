// Where the values of mechanisms hold: the steps of an operation, one after another.
#pragma once

#include "model/mechanism.hpp"
#include "model/operation.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace plimsoll {

/// Calls `visit` with every step, kind by kind of its workflow where they differ, and the place of
/// its values. A compiled plan has the steps in the same order.
template <class Visit>
void for_each_step(const Operation& operation, Visit visit) {
    for (const Workflow& workflow : operation.workflows) {
        const std::size_t variants = std::max<std::size_t>(1, workflow.variants.size());
        for (std::size_t v = 0; v < variants; ++v) {
            const Workflow& variant = workflow.variants.empty() ? workflow : workflow.variants[v];
            for (const Step& step : variant.steps) {
                visit(MechanismPlace{MechanismPlace::Level::step, workflow.name, step.name,
                                     workflow.variants.empty() ? -1 : static_cast<int>(v)},
                      step);
            }
        }
    }
}

/// The kinds of a workflow's cases, one where all are alike.
inline std::vector<const Workflow*> kinds_of(const Workflow& workflow) {
    std::vector<const Workflow*> kinds;
    for (const Workflow& kind : workflow.variants) {
        kinds.push_back(&kind);
    }
    if (kinds.empty()) {
        kinds.push_back(&workflow);
    }
    return kinds;
}

/// Calls `visit` with each workflow's number, each kind of its cases, and the place of the kind's
/// values.
template <class Visit>
void for_each_kind(const Operation& operation, Visit visit) {
    for (std::size_t number = 0; number < operation.workflows.size(); ++number) {
        const Workflow& workflow = operation.workflows[number];
        int kind_number = workflow.variants.empty() ? -1 : 0;
        for (const Workflow* kind : kinds_of(workflow)) {
            visit(number, *kind,
                  MechanismPlace{MechanismPlace::Level::workflow, {}, workflow.name, kind_number});
            ++kind_number;
        }
    }
}

/// Whether people do some of a step's work, and not machines alone.
inline bool is_work_of_people(const Operation& operation, const Step& step) {
    return std::any_of(step.needs.begin(), step.needs.end(), [&](const Need& need) {
        return !operation.teams[static_cast<std::size_t>(need.team)].units;
    });
}

} // namespace plimsoll
