#include "sim/plan/compile_causes.hpp"

#include "sim/plan/flow_structure.hpp"

#include <algorithm>

namespace plimsoll {

void compile_causes(const Operation& operation, Plan& plan, Clocks& clocks) {
    for (std::size_t target = 0; target < operation.workflows.size(); ++target) {
        const Workflow& caused = operation.workflows[target];
        for (std::size_t kind = 0; kind < plan.workflows[target].demands.size(); ++kind) {
            const PlanDemand& compiled = plan.workflows[target].demands[kind];
            if (compiled.kind != Demand::Kind::caused) {
                continue;
            }
            const Cause& cause = compiled.client_kind < 0
                                     ? caused.demand.cause
                                     : caused
                                           .variants[kind * static_cast<std::size_t>(
                                                                plan.workflows[target].case_kinds)]
                                           .demand.cause;
            const auto source = static_cast<std::size_t>(cause.workflow);
            PlanCause planned;
            planned.workflow = static_cast<int>(target);
            planned.step = cause.step;
            planned.exit = cause.exit;
            planned.times = cause.times;
            planned.client_kind = compiled.client_kind;
            if (!cause.outcome.empty()) {
                const std::vector<std::string> names =
                    outcome_names(operation.workflows[source], operation);
                const auto found = std::find(names.begin(), names.end(), cause.outcome);
                if (found == names.end()) {
                    continue; // it never happens
                }
                planned.outcome = static_cast<int>(found - names.begin());
            }
            if (cause.delay) {
                planned.has_delay = true;
                planned.delay = Sampler(cause.delay->length);
                planned.delay_clock = clocks.number_of(*cause.delay);
            }
            plan.workflows[source].causes.push_back(std::move(planned));
        }
    }
}

} // namespace plimsoll
