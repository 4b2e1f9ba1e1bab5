#include "sim/compile_execution.hpp"

#include <algorithm>
#include <map>

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

int slot_number(const Operation& operation, int team, Microseconds every, Plan& plan) {
    for (std::size_t i = 0; i < plan.slots.size(); ++i) {
        if (plan.slots[i].team == team && plan.slots[i].every == every) {
            return static_cast<int>(i);
        }
    }
    PlanSlot slot;
    slot.team = team;
    slot.every = every;
    slot.offered =
        offered_appointments(operation.teams[static_cast<std::size_t>(team)].members, every);
    plan.slots.push_back(std::move(slot));
    return static_cast<int>(plan.slots.size()) - 1;
}

} // namespace

std::vector<PlanSlot::Offer> offered_appointments(const std::vector<Members>& members,
                                                  Microseconds every) {
    std::map<Microseconds, std::int64_t> people_at;
    for (const Members& some : members) {
        // Spans of two days that touch are one opening.
        std::vector<Span> openings;
        for (const Span& span : some.calendar.spans) {
            if (!openings.empty() && openings.back().to == span.from && !some.calendar.always) {
                openings.back().to = span.to;
            } else {
                openings.push_back(span);
            }
        }
        for (const Span& opening : openings) {
            for (Microseconds time = opening.from; time + every <= opening.to; time += every) {
                people_at[time % week] += some.count;
            }
        }
    }
    std::vector<PlanSlot::Offer> offered;
    for (const auto& [time, people] : people_at) {
        offered.push_back({time, people});
    }
    return offered;
}

Precedence precedence_of(const Step& source) {
    return source.interrupts ? interrupting : source.slot ? by_appointment : plain;
}

void compile_execution(const Operation& operation, const Step& source, PlanStep& step, Plan& plan,
                       const std::function<int(const Delay&)>& clock_of) {
    if (source.batch) {
        step.batch = batch_number(*source.batch, step, plan, clock_of);
        const PlanBatch& batch = plan.batches[static_cast<std::size_t>(step.batch)];
        if (batch.has_effort && batch.declared.size > 0) {
            step.share_of_batch = batch.effort.mean() / static_cast<double>(batch.declared.size);
        }
    }
    step.calls = source.calls;
    if (source.interrupts) {
        plan.teams[static_cast<std::size_t>(source.needs.front().team)].is_interrupted = true;
    }
    plan.has_precedence = plan.has_precedence || step.precedence != plain;
    if (source.pace) {
        step.pace = *source.pace;
    }
    if (source.slot) {
        step.slot = slot_number(operation, source.needs.front().team, source.slot->every, plan);
        step.no_show = source.slot->no_show;
        step.lead = Sampler(source.slot->lead.length);
        step.lead_clock = clock_of(source.slot->lead);
    }
    plan.stops_work = plan.stops_work || source.interrupts || source.pace ||
                      (source.patience && source.patience->during_work);
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
    return (source.batch && (!source.batch->at.empty() || !source.batch->dates.empty())) ||
           source.pace || source.slot;
}

double PlanStep::mean_work() const {
    return (effort.mean() + share_of_batch) * (has_times ? std::max(0.0, times.mean()) : 1);
}

} // namespace plimsoll
