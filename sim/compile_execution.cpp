#include "sim/compile_execution.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

/// Kinds of cases go into one batch where people and rules are the same.
int batch_number(const Batch& source, const PlanStep& step, Plan& plan,
                 const std::function<int(const Delay&)>& clock_of) {
    for (std::size_t i = 0; i < plan.batches.size(); ++i) {
        const PlanBatch& known = plan.batches[i];
        if (known.step == step.number && known.need == step.need && known.declared == source) {
            return static_cast<int>(i);
        }
    }
    PlanBatch batch;
    batch.step = step.number;
    batch.need = step.need;
    batch.declared = source;
    if (source.wait) {
        batch.has_wait = true;
        batch.wait = Sampler(source.wait->length);
        batch.wait_clock = clock_of(*source.wait);
    }
    if (source.effort) {
        batch.has_effort = true;
        batch.effort = Sampler(*source.effort);
    }
    plan.batches.push_back(std::move(batch));
    return static_cast<int>(plan.batches.size()) - 1;
}

} // namespace

void compile_execution(const Step& source, PlanStep& step, Plan& plan,
                       const std::function<int(const Delay&)>& clock_of) {
    if (source.batch) {
        step.batch = batch_number(*source.batch, step, plan, clock_of);
        const PlanBatch& batch = plan.batches[static_cast<std::size_t>(step.batch)];
        if (batch.has_effort && batch.declared.size > 0) {
            step.share_of_batch = batch.effort.mean() / static_cast<double>(batch.declared.size);
        }
    }
    if (source.times) {
        step.has_times = true;
        step.times = Sampler(source.times->count);
        if (source.times->apart) {
            step.in_turn = true;
            step.apart = Sampler(source.times->apart->length);
            step.apart_clock = clock_of(*source.times->apart);
        }
    }
}

bool has_visits_of_several(const Workflow& source) {
    return std::any_of(source.steps.begin(), source.steps.end(),
                       [](const Step& step) { return step.times.has_value(); });
}

bool needs_wall_clock(const Step& source) {
    return source.batch && (!source.batch->at.empty() || !source.batch->dates.empty());
}

double PlanStep::mean_work() const {
    return (effort.mean() + share_of_batch) * (has_times ? std::max(0.0, times.mean()) : 1);
}

} // namespace plimsoll
