#include "sim/plan/compile_execution.hpp"

#include "model/eligibility.hpp"

#include <algorithm>
#include <map>
#include <set>

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

/// When somebody of this calendar may begin an appointment.
PlanGrid grid_of(const Calendar& calendar, Microseconds every) {
    PlanGrid grid;
    grid.every = every;
    // Spans of two days that touch are one opening.
    std::vector<Span> openings;
    for (const Span& span : calendar.spans) {
        if (!openings.empty() && openings.back().to == span.from && !calendar.always) {
            openings.back().to = span.to;
        } else {
            openings.push_back(span);
        }
    }
    for (const Span& opening : openings) {
        for (Microseconds time = opening.from; time + every <= opening.to; time += every) {
            grid.times.push_back(time % week);
        }
    }
    std::sort(grid.times.begin(), grid.times.end());
    return grid;
}

/// The page of this person for appointments of this length, or -1: there is no time for one.
int page_number(const Members& members, int person, Microseconds every, Plan& plan) {
    PlanGrid grid = grid_of(members.calendar, every);
    if (grid.times.empty()) {
        return -1;
    }
    const auto known = std::find(plan.grids.begin(), plan.grids.end(), grid);
    PlanPage page;
    page.person = person;
    page.grid = static_cast<int>(known - plan.grids.begin());
    if (known == plan.grids.end()) {
        plan.grids.push_back(std::move(grid));
    }
    for (std::size_t i = 0; i < plan.pages.size(); ++i) {
        if (plan.pages[i].person == page.person && plan.pages[i].grid == page.grid) {
            return static_cast<int>(i);
        }
    }
    plan.pages.push_back(page);
    return static_cast<int>(plan.pages.size()) - 1;
}

PlanAppointment compile_appointment(const Operation& operation, const Step& source, Plan& plan) {
    PlanAppointment appointment;
    appointment.workflow = static_cast<int>(plan.workflows.size());
    appointment.no_show = source.slot->no_show;
    const std::vector<int> teams = teams_of(source);
    appointment.team = teams.front();
    std::map<Microseconds, std::int64_t> people_at;
    for (std::size_t i = 0; i < plan.people.size(); ++i) {
        const PlanPerson& person = plan.people[i];
        const Members& members = operation.teams[static_cast<std::size_t>(person.team)]
                                     .members[static_cast<std::size_t>(person.member)];
        if (std::find(teams.begin(), teams.end(), person.team) == teams.end() ||
            !has_skill(members, source)) {
            continue;
        }
        const int page = page_number(members, static_cast<int>(i), source.slot->every, plan);
        if (page >= 0) {
            appointment.pages.push_back(page);
            for (const Microseconds time : plan.grid(plan.page(page).grid).times) {
                ++people_at[time];
            }
        }
    }
    for (const auto& [time, people] : people_at) {
        appointment.offered.push_back({time, people});
    }
    return appointment;
}

} // namespace

void compile_diaries(Plan& plan) {
    const auto body = [&](int page) {
        const int person = plan.page(page).person;
        return plan.person(person).body;
    };
    std::map<int, std::vector<int>> pages_of;
    for (std::size_t page = 0; page < plan.pages.size(); ++page) {
        pages_of[body(static_cast<int>(page))].push_back(static_cast<int>(page));
    }
    for (std::size_t page = 0; page < plan.pages.size(); ++page) {
        plan.pages[page].same = pages_of[body(static_cast<int>(page))];
    }
    // Who may do the fewest kinds of appointments is booked first: the others are free for more.
    std::set<std::vector<int>> kinds;
    for (const PlanAppointment& appointment : plan.appointments) {
        kinds.insert(appointment.pages);
    }
    std::map<int, int> may_do;
    for (const std::vector<int>& pages : kinds) {
        for (const int page : pages) {
            ++may_do[body(page)];
        }
    }
    for (PlanAppointment& appointment : plan.appointments) {
        std::stable_sort(appointment.pages.begin(), appointment.pages.end(),
                         [&](int a, int b) { return may_do[body(a)] < may_do[body(b)]; });
    }
}

void compile_interruptions(Plan& plan) {
    for (const PlanQueue& queue : plan.needs) {
        if (!queue.is_queue || queue.precedence != interrupting) {
            continue;
        }
        for (const Need& part : queue.teams) {
            plan.team(part.team).is_interrupted = true;
        }
    }
}

Precedence precedence_of(const Step& source) {
    return source.interrupts ? interrupting : source.slot ? by_appointment : plain;
}

void compile_execution(const Operation& operation, const Step& source, PlanStep& step, Plan& plan,
                       const std::function<int(const Delay&)>& clock_of) {
    if (source.batch) {
        step.batch = batch_number(*source.batch, step, plan, clock_of);
        const PlanBatch& batch = plan.batch(step.batch);
        if (batch.has_effort && batch.declared.size > 0) {
            step.share_of_batch = batch.effort.mean() / static_cast<double>(batch.declared.size);
        }
    }
    step.calls = source.calls;
    plan.has_precedence = plan.has_precedence || step.precedence != plain;
    if (source.pace) {
        step.pace = *source.pace;
    }
    if (source.slot) {
        step.appointment = static_cast<int>(plan.appointments.size());
        step.no_show = source.slot->no_show;
        plan.appointments.push_back(compile_appointment(operation, source, plan));
        step.lead = Sampler(source.slot->lead.length);
        step.lead_clock = clock_of(source.slot->lead);
    }
    plan.stops_work = plan.stops_work || source.interrupts || source.pace ||
                      (source.patience && source.patience->during_work);
    // Once is what a step without the word is done.
    const bool is_once =
        source.times && source.times->count.law == Law::exact && source.times->count.a == 1;
    if (source.times && !is_once) {
        step.has_times = true;
        step.times = Sampler(source.times->count);
        step.in_turn = source.slot.has_value(); // one booking after the other
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
