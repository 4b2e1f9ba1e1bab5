#include "sim/flow_structure.hpp"
#include "sim/plan.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// Clocks by number; equal ones share theirs. In a one-clock plan every clock is the engine's own.
class Clocks {
public:
    Clocks(Plan& plan, bool one_clock) : plan_(plan), one_clock_(one_clock) {}

    int number(const WeekClock& clock) {
        if (one_clock_) {
            return 0;
        }
        const auto found = std::find(plan_.clocks.begin(), plan_.clocks.end(), clock);
        if (found != plan_.clocks.end()) {
            return static_cast<int>(found - plan_.clocks.begin());
        }
        plan_.clocks.push_back(clock);
        return static_cast<int>(plan_.clocks.size()) - 1;
    }
    int number(const Calendar& calendar) { return number(WeekClock(calendar)); }

private:
    Plan& plan_;
    bool one_clock_;
};

/// True when open time is the only time there is: one calendar rules everybody and everything.
bool one_calendar_rules(const Operation& operation) {
    const WeekClock clock(operation.calendar);
    const auto same = [&](const Calendar& calendar) { return WeekClock(calendar) == clock; };
    for (const Team& team : operation.teams) {
        if (!same(team.calendar)) {
            return false;
        }
        for (const Members& members : team.members) {
            if (!same(members.calendar)) {
                return false;
            }
        }
    }
    for (const Workflow& workflow : operation.workflows) {
        const Demand& demand = workflow.demand;
        if (!same(demand.calendar) || demand.interval_on_wall_clock ||
            (workflow.due && workflow.due->wall_clock)) {
            return false;
        }
        for (const Step& step : workflow.steps) {
            if (step.delay && (step.delay->wall_clock || !same(step.delay->calendar))) {
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

/// The pattern over the week's open time, normalised so that the declared rate stays the mean.
std::vector<PlanDemand::Piece> compile_pattern(const Demand& demand) {
    const WeekClock clock(demand.calendar);
    std::vector<Microseconds> bounds{0, week};
    for (const PatternPiece& piece : demand.pattern) {
        bounds.push_back(piece.from % week);
        bounds.push_back(piece.to > week ? piece.to - week : piece.to);
    }
    std::sort(bounds.begin(), bounds.end());
    const auto holds = [](const PatternPiece& piece, Microseconds t) {
        return (piece.from <= t && t < piece.to) || (piece.from <= t + week && t + week < piece.to);
    };
    struct Stretch {
        Microseconds from, length;
        double factor;
    };
    std::vector<Stretch> stretches;
    double weighted = 0;
    for (std::size_t i = 0; i + 1 < bounds.size(); ++i) {
        const Microseconds from = clock.open_before(bounds[i]);
        const Microseconds length = clock.open_before(bounds[i + 1]) - from;
        if (length <= 0) {
            continue;
        }
        double factor = 1;
        for (const PatternPiece& piece : demand.pattern) {
            factor *= holds(piece, bounds[i]) ? piece.factor : 1;
        }
        if (factor > 0) {
            stretches.push_back({from, length, factor});
            weighted += factor * static_cast<double>(length);
        }
    }
    std::vector<PlanDemand::Piece> pieces;
    const double open = static_cast<double>(clock.open_per_week());
    double passed = 0;
    for (const Stretch& stretch : stretches) {
        const double strength = stretch.factor * open / weighted;
        pieces.push_back(
            {stretch.from, static_cast<Microseconds>(std::floor(passed + 0.5)), strength});
        passed += strength * static_cast<double>(stretch.length);
    }
    return pieces;
}

PlanDemand compile_demand(const Demand& demand, Clocks& clocks) {
    PlanDemand plan;
    plan.kind = demand.kind;
    plan.open_per_week = weekly_open_time(demand.calendar);
    plan.poisson = demand.kind != Demand::Kind::every && !demand.between;
    if (demand.kind == Demand::Kind::every) {
        plan.interval = Sampler(*demand.interval);
        plan.mean_interval = plan.interval.mean();
    } else {
        plan.mean_interval = static_cast<double>(hour) / demand.rate_per_hour;
        Distribution law;
        if (demand.between) {
            // The law has a mean of one hour; the rate says what the hour really is.
            const double scale = plan.mean_interval / static_cast<double>(hour);
            law = *demand.between;
            law.a *= scale;
            law.shift *= scale;
            law.minimum *= scale;
            law.maximum *= scale;
            for (double& value : law.values) {
                value *= scale;
            }
            const bool b_is_a_time = law.law == Law::normal || law.law == Law::uniform ||
                                     law.law == Law::triangular || law.law == Law::pert;
            law.b *= b_is_a_time ? scale : 1;
            law.c *= scale;
        } else {
            law.law = Law::exponential;
            law.a = plan.mean_interval;
        }
        plan.interval = Sampler(law);
    }
    plan.clock =
        demand.interval_on_wall_clock ? clocks.number(WeekClock()) : clocks.number(demand.calendar);
    if (!demand.pattern.empty()) {
        plan.pieces = compile_pattern(demand);
    }
    return plan;
}

void compile_team(const Team& team, int number, Plan& plan, Clocks& clocks) {
    PlanTeam compiled;
    compiled.unlimited = team.unlimited;
    compiled.units = team.units;
    compiled.paid_when_working = team.paid_when_working || team.unlimited || team.outside;
    compiled.order = team.order;
    compiled.clock = clocks.number(team.calendar);
    compiled.cost_per_hour = team.cost_per_hour;
    double speeds = 0;
    std::int64_t people = 0;
    for (std::size_t m = 0; m < team.members.size(); ++m) {
        const Members& members = team.members[m];
        const int clock = clocks.number(members.calendar);
        auto shift =
            std::find_if(compiled.shifts.begin(), compiled.shifts.end(),
                         [clock](const Shift& candidate) { return candidate.clock == clock; });
        if (shift == compiled.shifts.end()) {
            compiled.shifts.push_back({clock, {}});
            shift = compiled.shifts.end() - 1;
        }
        for (std::int64_t i = 0; i < members.count; ++i) {
            speeds += members.speed;
            ++people;
            shift->people.push_back(static_cast<int>(plan.people.size()));
            plan.people.push_back(
                {number, static_cast<int>(m), clock, members.speed, members.cost_per_hour});
        }
    }
    compiled.mean_speed = people > 0 ? speeds / static_cast<double>(people) : 1;
    plan.teams.push_back(std::move(compiled));
}

/// When the operation is open and every team of the need has somebody on shift.
int on_duty_clock(const PlanNeed& need, const Plan& plan, Clocks& clocks) {
    WeekClock all = plan.clocks[0];
    for (const Need& part : need.teams) {
        const PlanTeam& team = plan.teams[static_cast<std::size_t>(part.team)];
        WeekClock any = plan.clocks[static_cast<std::size_t>(team.clock)];
        for (std::size_t i = 0; i < team.shifts.size(); ++i) {
            const WeekClock& shift = plan.clocks[static_cast<std::size_t>(team.shifts[i].clock)];
            any = i == 0 ? shift : WeekClock::either(any, shift);
        }
        all = WeekClock::both(all, any);
    }
    return clocks.number(all);
}

int need_number(const std::vector<Need>& needs, Plan& plan, Clocks& clocks) {
    for (std::size_t i = 0; i < plan.needs.size(); ++i) {
        if (plan.needs[i].teams == needs) {
            return static_cast<int>(i);
        }
    }
    PlanNeed need;
    need.teams = needs;
    need.lead = needs.front().team;
    for (const Need& part : needs) {
        need.people += part.people;
    }
    need.on_duty_clock = on_duty_clock(need, plan, clocks);
    for (const Need& part : needs) {
        plan.teams[static_cast<std::size_t>(part.team)].needs.push_back(
            static_cast<int>(plan.needs.size()));
    }
    plan.needs.push_back(std::move(need));
    return static_cast<int>(plan.needs.size()) - 1;
}

PlanStep compile_step(const Step& source, Plan& plan, Clocks& clocks) {
    PlanStep step;
    step.takes_work = !source.needs.empty();
    step.has_delay = source.delay.has_value();
    step.priority = source.priority;
    step.chance = source.chance;
    step.cost_each = source.cost_each;
    step.first_cell = static_cast<int>(plan.cells.size());
    const int number = static_cast<int>(plan.steps.size());
    if (step.takes_work) {
        step.need = need_number(source.needs, plan, clocks);
        step.effort = Sampler(*source.effort);
        for (const Need& need : source.needs) {
            plan.cells.push_back({number, need.team});
        }
    } else {
        plan.cells.push_back({number, -1});
    }
    if (step.has_delay) {
        step.delay = Sampler(source.delay->length);
        step.delay_clock = source.delay->wall_clock ? clocks.number(WeekClock())
                                                    : clocks.number(source.delay->calendar);
    }
    step.draws =
        step.takes_work || !source.exits.empty() || !source.rework.empty() || source.chance < 1;
    return step;
}

} // namespace

Plan compile(const Operation& operation, bool allow_one_clock) {
    Plan plan;
    plan.wall = WeekClock(operation.calendar);
    plan.working_day = working_day(operation.calendar);
    plan.one_clock = allow_one_clock && one_calendar_rules(operation);
    plan.clocks.push_back(plan.one_clock ? WeekClock() : plan.wall);
    Clocks clocks(plan, plan.one_clock);
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        compile_team(operation.teams[team], static_cast<int>(team), plan, clocks);
    }
    for (const Workflow& source : operation.workflows) {
        PlanWorkflow workflow;
        workflow.first_step = static_cast<int>(plan.steps.size());
        workflow.steps = static_cast<int>(source.steps.size());
        for (const Step& step : source.steps) {
            plan.steps.push_back(compile_step(step, plan, clocks));
        }
        workflow.demand = compile_demand(source.demand, clocks);
        if (source.due) {
            workflow.due = source.due->within;
            workflow.due_on_wall = source.due->wall_clock;
        }
        compile_flow(source, workflow,
                     std::span(plan.steps).subspan(static_cast<std::size_t>(workflow.first_step)));
        workflow.first_outcome = plan.outcomes;
        plan.outcomes += workflow.outcomes;
        plan.workflows.push_back(std::move(workflow));
    }
    return plan;
}

} // namespace plimsoll
