#include "model/eligibility.hpp"
#include "model/scaled_law.hpp"
#include "sim/calendar/calendar_clocks.hpp"
#include "sim/plan/compile_causes.hpp"
#include "sim/plan/compile_due.hpp"
#include "sim/plan/compile_execution.hpp"
#include "sim/plan/compile_leaving.hpp"
#include "sim/plan/compile_money.hpp"
#include "sim/plan/compile_needs.hpp"
#include "sim/plan/dated_arrivals.hpp"
#include "sim/plan/demand_pattern.hpp"
#include "sim/plan/flow_structure.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// Every workflow in each of its variants.
std::vector<const Workflow*> all_variants(const Operation& operation) {
    std::vector<const Workflow*> all;
    for (const Workflow& workflow : operation.workflows) {
        if (workflow.variants.empty()) {
            all.push_back(&workflow);
        }
        for (const Workflow& variant : workflow.variants) {
            all.push_back(&variant);
        }
    }
    return all;
}

/// True when open time is the only time there is: one calendar rules everybody and everything.
bool one_calendar_rules(const Operation& operation, CalendarClocks& calendars) {
    const auto same = [&](const Calendar& calendar) {
        return calendars.of(calendar) == calendars.of(operation.calendar);
    };
    for (const Team& team : operation.teams) {
        if (!same(team.calendar)) {
            return false;
        }
        for (const Members& members : team.members) {
            if (members.presence || !same(members.calendar)) {
                return false;
            }
        }
    }
    const auto runs_in_it = [&](const std::optional<Delay>& delay) {
        return !delay || (!delay->wall_clock && same(delay->calendar));
    };
    for (const Workflow* one : all_variants(operation)) {
        const Workflow& workflow = *one;
        const Demand& demand = workflow.demand;
        if (!same(demand.calendar) || demand.interval_on_wall_clock || !demand.dated.empty() ||
            !runs_in_it(demand.cause.delay) ||
            !due_runs_in(workflow, operation.calendar, calendars)) {
            return false;
        }
        for (const Step& step : workflow.steps) {
            if (!runs_in_it(step.delay) || (step.patience && !runs_in_it(step.patience->wait)) ||
                needs_wall_clock(step) || (step.batch && !runs_in_it(step.batch->wait)) ||
                (step.times && !runs_in_it(step.times->apart))) {
                return false;
            }
            // Work of no length would start and end at the next opening, which open time cannot
            // tell from the closing before it.
            if (step.effort && step.effort->law == Law::exact &&
                step.effort->a + step.effort->shift <= 0) {
                return false;
            }
        }
    }
    return true;
}

PlanDemand compile_demand(const Demand& demand, const Operation& operation, Clocks& clocks) {
    PlanDemand plan;
    plan.kind = demand.kind == Demand::Kind::dated ? Demand::Kind::none : demand.kind;
    plan.open_per_week = weekly_open_time(demand.calendar);
    plan.open_cases = demand.open_cases;
    plan.poisson = demand.kind != Demand::Kind::every && !demand.between;
    if (demand.rate_per_hour <= 0 && !demand.interval) {
        // Its cases come when something else happens.
    } else if (demand.kind == Demand::Kind::every) {
        plan.interval = Sampler(*demand.interval);
        plan.mean_interval = plan.interval.mean();
    } else {
        plan.mean_interval = static_cast<double>(hour) / demand.rate_per_hour;
        Distribution law;
        if (demand.between) {
            // The law has a mean of one hour; the rate says what the hour really is.
            const double scale = plan.mean_interval / static_cast<double>(hour);
            law = scaled_law(*demand.between, scale);
        } else {
            law.law = Law::exponential;
            law.a = plan.mean_interval;
        }
        plan.interval = Sampler(law);
    }
    plan.clock =
        demand.interval_on_wall_clock ? clocks.number(WeekClock()) : clocks.number(demand.calendar);
    plan.opening_clock = demand.interval_on_wall_clock ? clocks.number(demand.calendar) : -1;
    if (demand.kind == Demand::Kind::new_client || demand.kind == Demand::Kind::lost_client) {
        // Clients come and go while the operation is open; its calendar says when cases do.
        plan.clock = clocks.number(operation.calendar);
        plan.turnover.emplace();
        plan.turnover->times = demand.cause.times;
        if (demand.cause.delay) {
            plan.turnover->has_delay = true;
            plan.turnover->delay = Sampler(demand.cause.delay->length);
            plan.turnover->delay_clock = clocks.number_of(*demand.cause.delay);
        }
    }
    lay_pattern(demand, clocks.of(demand.calendar), clocks.dates(), plan);
    return plan;
}

int limit_number(const std::optional<Limit>& limit, Plan& plan) {
    if (!limit) {
        return -1;
    }
    plan.limits.push_back(*limit);
    return static_cast<int>(plan.limits.size()) - 1;
}

std::vector<double> thresholds_of(const std::vector<Kind>& kinds) {
    std::vector<double> thresholds;
    double sum = 0;
    for (const Kind& kind : kinds) {
        thresholds.push_back(sum += kind.share);
    }
    if (!thresholds.empty()) {
        thresholds.back() = 1;
    }
    return thresholds;
}

Shift& shift_of(int clock, PlanTeam& team) {
    const auto known = std::find_if(team.shifts.begin(), team.shifts.end(),
                                    [clock](const Shift& shift) { return shift.clock == clock; });
    return known != team.shifts.end() ? *known : team.shifts.emplace_back(Shift{clock, {}});
}

void compile_team(const Team& team, int number, Plan& plan, Clocks& clocks) {
    PlanTeam compiled;
    compiled.unlimited = team.unlimited;
    compiled.units = team.units;
    compiled.paid_when_working = team.paid_when_working || team.unlimited || team.outside;
    compiled.order = team.order;
    compiled.limit = limit_number(team.wip, plan);
    compiled.clock = clocks.number(team.calendar);
    compiled.cost_per_hour = team.cost_per_hour;
    double speeds = 0;
    std::int64_t people = 0;
    for (std::size_t m = 0; m < team.members.size(); ++m) {
        const Members& members = team.members[m];
        const int clock = clocks.number(members);
        // Whose hours are all reserved does no steps, and stands on no shift.
        std::vector<int>* on_shift =
            members.calendar.spans.empty() ? nullptr : &shift_of(clock, compiled).people;
        for (std::int64_t i = 0; i < members.count; ++i) {
            speeds += members.speed;
            ++people;
            if (on_shift != nullptr) {
                on_shift->push_back(static_cast<int>(plan.people.size()));
            }
            plan.people.push_back({number,
                                   static_cast<int>(m),
                                   clock,
                                   members.speed,
                                   members.cost_per_hour,
                                   0,
                                   {},
                                   {}});
        }
    }
    compiled.mean_speed = people > 0 ? speeds / static_cast<double>(people) : 1;
    plan.teams.push_back(std::move(compiled));
}

void compile_patience(const Patience& source, const Step& of, PlanStep& step,
                      const Operation& operation, Plan& plan, Clocks& clocks) {
    step.has_patience = true;
    step.patience_during_work = source.during_work;
    step.patience = Sampler(source.wait.length);
    step.patience_clock = clocks.number_of(source.wait);
    step.patience_exit = source.then_exit;
    if (source.then_team >= 0) {
        const Step other = escalated(of);
        step.patience_need = queue_for(other, other.needs, teams_of(other), step.precedence,
                                       operation, plan, clocks);
        if (of.interrupts) {
            plan.team(source.then_team).is_interrupted = true;
        }
        // Its visits may also end with people of that team.
        const auto known =
            std::any_of(of.needs.begin(), of.needs.end(),
                        [&](const Need& need) { return need.team == source.then_team; }) ||
            std::find(of.or_teams.begin(), of.or_teams.end(), source.then_team) !=
                of.or_teams.end();
        if (!known) {
            plan.counters.push_back({step.number, source.then_team});
        }
    }
}

/// Efforts by named person.
void compile_effort_of(const Step& source, const Operation& operation, PlanStep& step,
                       const Plan& plan) {
    for (const PersonEffort& one : source.effort_of) {
        const Sampler effort(one.effort);
        for (std::size_t person = 0; person < plan.people.size(); ++person) {
            const PlanPerson& who = plan.people[person];
            const Members& members = operation.teams[static_cast<std::size_t>(who.team)]
                                         .members[static_cast<std::size_t>(who.member)];
            if (members.name == one.member) {
                step.effort_of.emplace_back(static_cast<int>(person), effort);
            }
        }
    }
}

PlanStep compile_step(const Operation& operation, const Step& source, int number, int limit,
                      Plan& plan, Clocks& clocks) {
    PlanStep step;
    step.number = number;
    step.limit = limit;
    step.takes_work = !source.needs.empty();
    step.has_delay = source.delay.has_value();
    step.priority = source.priority;
    step.chance = source.chance;
    step.precedence = precedence_of(source);
    step.cost_each = source.cost_each;
    step.first_counter = static_cast<int>(plan.counters.size());
    if (step.takes_work) {
        step.need = queue_for(source, source.needs, teams_of(source), step.precedence, operation,
                              plan, clocks);
        step.effort = Sampler(*source.effort);
        for (const Need& need : source.needs) {
            plan.counters.push_back({number, need.team});
        }
        for (const int team : source.or_teams) {
            plan.counters.push_back({number, team});
        }
        compile_effort_of(source, operation, step, plan);
    } else {
        plan.counters.push_back({number, -1});
    }
    if (step.has_delay) {
        step.delay = Sampler(source.delay->length);
        step.delay_clock = clocks.number_of(*source.delay);
    }
    if (source.patience) {
        compile_patience(*source.patience, source, step, operation, plan, clocks);
    }
    compile_execution(operation, source, step, plan,
                      [&clocks](const Delay& delay) { return clocks.number_of(delay); });
    step.draws =
        step.takes_work || !source.exits.empty() || !source.rework.empty() || source.chance < 1;
    return step;
}

PlanDemand compile_dated(const DatedDemand& source, const Calendar& calendar, Clocks& clocks) {
    PlanDemand plan;
    plan.kind = Demand::Kind::dated;
    plan.clock = clocks.number(calendar);
    plan.open_per_week = weekly_open_time(calendar);
    PlanDated dated;
    dated.at = source.at;
    dated.cases = source.cases;
    dated.per_client = source.per_client;
    dated.keeps_holidays = !calendar.always;
    dated.opens_at.fill(-1);
    for (const Span& span : calendar.spans) {
        Microseconds& opens = dated.opens_at[static_cast<std::size_t>(span.weekday)];
        const Microseconds since_midnight = span.from - span.weekday * day;
        opens = opens < 0 ? since_midnight : std::min(opens, since_midnight);
    }
    for (const DateRule& rule : source.at) {
        dated.open_day_before.push_back(open_days_of(rule.time, calendar));
    }
    if (source.spread) {
        dated.has_spread = true;
        dated.spread_on_wall = source.spread->wall_clock;
        dated.spread = Sampler(source.spread->length);
    }
    plan.dated = std::move(dated);
    return plan;
}

/// What comes at dates, beside the workflow's demand. A burst that all kinds of clients share is
/// one.
void compile_all_dated(const Workflow& source, PlanWorkflow& workflow, Clocks& clocks) {
    const auto add = [&](const DatedDemand& dated, const Calendar& calendar, int kind) {
        workflow.demands.push_back(compile_dated(dated, calendar, clocks));
        workflow.demands.back().client_kind = kind;
    };
    const auto shared = [&](const DatedDemand& dated) {
        return std::all_of(source.variants.begin(), source.variants.end(),
                           [&](const Workflow& variant) {
                               const std::vector<DatedDemand>& all = variant.demand.dated;
                               return std::find(all.begin(), all.end(), dated) != all.end();
                           });
    };
    for (const DatedDemand& dated : source.demand.dated) {
        if (shared(dated)) {
            add(dated, source.demand.calendar, -1);
        }
    }
    const auto case_kinds = static_cast<std::size_t>(workflow.case_kinds);
    for (std::size_t kind = 0; kind * case_kinds < source.variants.size(); ++kind) {
        const Demand& demand = source.variants[kind * case_kinds].demand;
        for (const DatedDemand& dated : demand.dated) {
            if (!shared(dated)) {
                add(dated, demand.calendar, static_cast<int>(kind));
            }
        }
    }
}

/// One demand, or one for each kind of client where they differ.
void compile_demands(const Workflow& source, const Operation& operation, PlanWorkflow& workflow,
                     Clocks& clocks) {
    workflow.demands.push_back(compile_demand(source.demand, operation, clocks));
    const auto case_kinds = static_cast<std::size_t>(workflow.case_kinds);
    const bool differ =
        std::any_of(source.variants.begin(), source.variants.end(), [&](const Workflow& variant) {
            // What comes at dates is compiled for itself.
            Demand demand = variant.demand;
            demand.dated = source.demand.dated;
            return demand != source.demand;
        });
    if (!differ) {
        compile_all_dated(source, workflow, clocks);
        return;
    }
    workflow.demands.clear();
    for (std::size_t kind = 0; kind * case_kinds < source.variants.size(); ++kind) {
        workflow.demands.push_back(
            compile_demand(source.variants[kind * case_kinds].demand, operation, clocks));
        workflow.demands.back().client_kind = static_cast<int>(kind);
    }
    compile_all_dated(source, workflow, clocks);
}

PlanWorkflow compile_workflow(std::size_t number, const Operation& operation, Plan& plan,
                              Clocks& clocks) {
    const Workflow& source = operation.workflows[number];
    PlanWorkflow workflow;
    workflow.first_step = static_cast<int>(plan.steps.size());
    workflow.steps = static_cast<int>(source.steps.size());
    workflow.first_number = plan.step_numbers;
    workflow.case_kinds = std::max(1, static_cast<int>(source.kinds.size()));
    workflow.case_kind_thresholds = thresholds_of(source.kinds);
    workflow.limit = limit_number(source.wip, plan);
    std::vector<int> limits;
    for (const Step& step : source.steps) {
        limits.push_back(limit_number(step.wip, plan));
    }
    std::vector<const Workflow*> variants;
    for (const Workflow& variant : source.variants) {
        variants.push_back(&variant);
    }
    if (variants.empty()) {
        variants.push_back(&source);
    }
    const std::vector<std::string> outcomes = outcome_names(source, operation);
    for (std::size_t v = 0; v < variants.size(); ++v) {
        const Workflow* variant = variants[v];
        const auto promise = [&](int step) {
            return promise_for(plan.promises, operation, number, step, v);
        };
        workflow.remembers = workflow.remembers || has_visits_of_several(*variant);
        const std::size_t first = plan.steps.size();
        for (std::size_t i = 0; i < limits.size(); ++i) {
            plan.steps.push_back(compile_step(operation, variant->steps[i],
                                              plan.step_numbers + static_cast<int>(i), limits[i],
                                              plan, clocks));
            if (variant->steps[i].response) {
                compile_response(*variant->steps[i].response, promise(static_cast<int>(i)),
                                 plan.steps.back(), clocks);
            }
        }
        const std::size_t rules = plan.person_rules.size();
        compile_keep(*variant, first, operation, plan, clocks);
        workflow.keeps =
            workflow.keeps || std::any_of(variant->steps.begin(), variant->steps.end(),
                                          [](const Step& step) { return step.keep.has_value(); });
        compile_person_rules(*variant, first, operation, plan, clocks);
        workflow.follows_people = workflow.follows_people || plan.person_rules.size() > rules;
        workflow.due.push_back(
            compile_due(variant->due, promise(-1), std::span(plan.steps).subspan(first), clocks));
        PlanWorkflow flow;
        compile_flow(*variant, outcomes, flow, std::span(plan.steps).subspan(first));
        if (variant == variants.front()) {
            workflow.starts = flow.starts;
            workflow.remembers = workflow.remembers || flow.remembers;
            workflow.holds = flow.holds;
            workflow.outcomes = flow.outcomes;
            workflow.gave_up = flow.gave_up;
            workflow.turned_away = flow.turned_away;
            workflow.outcome_of_exit = flow.outcome_of_exit;
            workflow.rework_count = static_cast<int>(flow.reworks.size());
        }
        for (PlanRework& rework : flow.reworks) {
            workflow.reworks.push_back(std::move(rework));
        }
    }
    compile_money(variants, outcomes, workflow);
    // A step that will not come any more lets go of those who are kept for it.
    workflow.remembers = workflow.remembers || workflow.keeps;
    workflow.repeats = !workflow.remembers && workflow.rework_count > 0;
    plan.step_numbers += workflow.steps;
    compile_demands(source, operation, workflow, clocks);
    workflow.first_outcome = plan.outcomes;
    plan.outcomes += workflow.outcomes;
    return workflow;
}

} // namespace

Plan compile_plan(const Operation& operation, bool allow_one_clock, const AddMechanisms& add) {
    Plan plan;
    CalendarClocks calendars(operation);
    plan.dates = calendars.dates();
    plan.comes_back = longest_period(operation);
    plan.wall = calendars.of(operation.calendar);
    plan.working_day = working_day(operation.calendar);
    plan.one_clock = allow_one_clock && one_calendar_rules(operation, calendars);
    plan.clocks.push_back(plan.one_clock ? WeekClock() : plan.wall);
    Clocks clocks(plan, calendars, plan.one_clock);
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        compile_team(operation.teams[team], static_cast<int>(team), plan, clocks);
    }
    compile_persons(operation, plan);
    plan.client_kind_thresholds = thresholds_of(operation.client_kinds);
    plan.promises = promises_of(operation);
    for (std::size_t workflow = 0; workflow < operation.workflows.size(); ++workflow) {
        plan.workflows.push_back(compile_workflow(workflow, operation, plan, clocks));
    }
    compile_causes(operation, plan, clocks);
    compile_diaries(plan);
    plan.keeps = std::any_of(plan.workflows.begin(), plan.workflows.end(),
                             [](const PlanWorkflow& workflow) { return workflow.keeps; });
    compile_leaving(plan);
    plan.lines = usual_lines(!plan.batches.empty());
    add(operation, plan, clocks);
    compile_interruptions(plan);
    for (PlanQueue& need : plan.needs) {
        need.by_name = std::any_of(need.teams.begin(), need.teams.end(),
                                   [&](const Need& part) { return plan.team(part.team).by_name; });
    }
    plan.has_money = says_what_comes_in(operation);
    for (const ElapsedCategory line :
         {ElapsedCategory::touch, ElapsedCategory::queue, ElapsedCategory::off_duty,
          ElapsedCategory::external, ElapsedCategory::blocked}) {
        plan.lines.add(line);
    }
    if (!plan.batches.empty()) {
        plan.lines.add(ElapsedCategory::batch);
    }
    plan.lines.add(WorkCategory::direct);
    plan.lines.add(WorkCategory::rework);
    return plan;
}

} // namespace plimsoll
