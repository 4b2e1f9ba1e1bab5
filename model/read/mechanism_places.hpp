// Where the values of mechanisms hold: the steps of an operation, one after another.
#pragma once

#include "model/mechanism.hpp"
#include "model/operation.hpp"

#include <algorithm>
#include <cstddef>

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

} // namespace plimsoll
