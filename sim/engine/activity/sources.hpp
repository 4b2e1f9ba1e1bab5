// Where cases come from: arrivals, clients without an open case, a fixed number that is always
// open, and what other cases bring about. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/plan/client_kind.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

inline constexpr std::uint64_t steps_of_new_case = 4; ///< it counts as so many, for its room

/// Before the first instant: the cases that will come, of whom.
template <class Engine>
void prepare_sources(Engine& engine) {
    const auto clients = static_cast<std::uint32_t>(engine.unit.clients);
    engine.case_numbers.assign(engine.plan.workflows.size(),
                               std::vector<std::uint32_t>(std::size_t{clients} + 1, 0));
    if (!engine.plan.client_kind_thresholds.empty()) {
        for (std::uint32_t client = 0; client <= clients; ++client) {
            engine.client_kinds.push_back(client_kind(engine.plan, client, engine.key));
        }
    }
    engine.streams = arrival_streams(engine.plan, engine.unit.clients, engine.key);
}

template <class Engine>
int kind_of_client(const Engine& engine, std::uint32_t client) {
    return engine.client_kinds.empty() ? 0 : engine.client_kinds[client];
}

/// Starts what does not come from a stream of arrivals.
template <class Engine>
void start_sources(Engine& engine) {
    for (std::size_t number = 0; number < engine.plan.workflows.size(); ++number) {
        const PlanWorkflow& workflow = engine.plan.workflows[number];
        for (const PlanDemand& demand : workflow.demands) {
            const int here = static_cast<int>(number);
            if (demand.kind == Demand::Kind::always_open) {
                const std::size_t open =
                    engine.cases.size() + static_cast<std::size_t>(demand.open_cases);
                engine.cases.reserve(std::min(open, most_open_cases));
                engine.items.reserve(std::min(open, most_open_cases));
                for (std::int64_t i = 0; i < demand.open_cases; ++i) {
                    open_case(engine, {here, 0, demand.client_kind});
                }
            } else if (demand.kind == Demand::Kind::idle_client) {
                for (std::uint32_t client = 1;
                     client <= static_cast<std::uint32_t>(engine.unit.clients); ++client) {
                    client_is_idle(engine, here, demand, client);
                }
            }
        }
    }
    follow_consequences(engine);
}

/// The client brings its next case after a while without any.
template <class Engine>
void client_is_idle(Engine& engine, int workflow, const PlanDemand& demand, std::uint32_t client) {
    const auto number = static_cast<std::size_t>(workflow);
    if (demand.client_kind >= 0 && kind_of_client(engine, client) != demand.client_kind) {
        return;
    }
    const RandomWords words =
        philox(counter_of(client, engine.case_numbers[number][client],
                          static_cast<std::uint32_t>(number), 0, DrawKind::client_arrivals, 0),
               engine.key);
    Timer timer;
    timer.time = engine.clock.after(demand.clock, engine.clock.now(),
                                    demand.interval.draw(uniform(words[0], words[1])));
    timer.kind = Timer::Kind::idle;
    timer.workflow = workflow;
    timer.client = client;
    timer.index = static_cast<std::uint32_t>(demand.client_kind + 1);
    engine.agenda.set(timer);
}

/// A client leaves and another takes the place: what that brings about here.
template <class Engine>
void client_turns_over(Engine& engine, const ArrivalStream& stream, const PlanDemand& demand) {
    constexpr std::uint32_t draw_of_count = 4;
    constexpr std::uint32_t first_draw_of_delay = 5;
    const PlanTurnover& turnover = *demand.turnover;
    const auto draw = [&](std::uint32_t visit) {
        const RandomWords words = philox(counter_of(stream.first_client(), stream.ordinal(),
                                                    static_cast<std::uint32_t>(stream.workflow()),
                                                    visit, DrawKind::client_arrivals,
                                                    static_cast<std::uint32_t>(stream.demand())),
                                         engine.key);
        return uniform(words[0], words[1]);
    };
    const double whole = std::floor(turnover.times);
    const auto cases =
        static_cast<std::uint32_t>(whole) +
        (turnover.times > whole && draw(draw_of_count) < turnover.times - whole ? 1U : 0U);
    for (std::uint32_t i = 0; i < cases; ++i) {
        if (!turnover.has_delay) {
            open_case(engine, {stream.workflow(), stream.client(), demand.client_kind});
            continue;
        }
        Timer timer;
        timer.time = engine.clock.after(turnover.delay_clock, engine.clock.now(),
                                        turnover.delay.draw(draw(first_draw_of_delay + i)));
        timer.kind = Timer::Kind::cause;
        timer.workflow = stream.workflow();
        timer.client = stream.client();
        timer.index = static_cast<std::uint32_t>(std::max(0, demand.client_kind));
        timer.of_no_kind = demand.client_kind < 0;
        engine.agenda.set(timer);
    }
}

/// Opens a case; one of a workflow that is full waits before it, or is turned away.
template <class Engine>
void open_case(Engine& engine, const Origin& origin) {
    if (origin.caller == nobody) {
        if (engine.arrivals_left == 0) {
            return;
        }
        --engine.arrivals_left;
    }
    const std::uint32_t case_index = engine.cases.take();
    Case& subject = engine.cases[case_index];
    const auto workflow_number = static_cast<std::size_t>(origin.workflow);
    const PlanWorkflow& workflow = engine.plan.workflows[workflow_number];
    subject.workflow = origin.workflow;
    subject.client = origin.client;
    subject.number = engine.case_numbers[workflow_number][origin.client]++;
    choose_kinds(engine, subject, origin);
    subject.open = true;
    subject.has_capacity = false;
    subject.begun = true;
    subject.live = 0;
    engine.due.start(subject);
    subject.last = {engine.clock.now(), -1, -1, {}};
    subject.brought_about = 0;
    subject.caller = origin.caller;
    if (origin.caller != nobody) {
        subject.caller_generation = engine.items[origin.caller].generation;
    }
    subject.visits.clear();
    subject.more.clear();
    subject.sent_back_to.clear();
    subject.held.clear();
    if (Engine::full_engine && workflow.follows_people) {
        subject.done_by.assign(static_cast<std::size_t>(workflow.steps), {});
    } else {
        subject.done_by.clear(); // of an earlier case in this place, of a workflow that does
    }
    if (workflow.remembers || workflow.repeats) {
        const auto steps = static_cast<std::size_t>(workflow.steps);
        const auto reworks = static_cast<std::size_t>(workflow.rework_count);
        subject.fired.assign(reworks, 0);
        if (workflow.repeats) {
            subject.passes.assign(steps, {});
        } else {
            subject.memory.assign(steps, {});
            subject.moments.clear();
        }
        if (workflow.holds) {
            subject.killers.assign(steps, BitSet(reworks));
            subject.under_way = BitSet(steps);
        }
    }
    subject.is_odd = false;
    subject.is_novel = false;
    engine.ledger.arrive(subject);
    if constexpr (Engine::has_mechanisms) {
        tell_opened(engine, case_index);
    }
    engine.steps_before_instant -= steps_of_new_case; // as if the instant had begun so much earlier
    if (takes_capacity_of_workflow(engine, case_index)) {
        begin_case(engine, case_index, {engine.clock.now(), -1, -1, {}});
    }
}

template <class Engine>
void begin_case(Engine& engine, std::uint32_t case_index, const Moment& cause) {
    const PlanWorkflow& workflow = engine.plan.workflow(engine.cases[case_index].workflow);
    engine.cases[case_index].begun = true;
    for (const int step : workflow.starts) {
        if (engine.cases[case_index].open) {
            begin(engine, case_index, step, cause, false);
        }
    }
    if (engine.cases[case_index].open && engine.cases[case_index].live == 0) {
        list_for_join_check(engine, case_index);
    }
}

template <class Engine>
void choose_kinds(Engine& engine, Case& subject, const Origin& origin) {
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    subject.client_kind = 0;
    subject.case_kind = 0;
    const bool is_drawn = origin.client_kind < 0 && subject.client == 0; // a kind of its own
    if (origin.client_kind >= 0) {
        subject.client_kind = origin.client_kind;
    } else if (subject.client > 0) {
        subject.client_kind = kind_of_client(engine, subject.client);
    }
    if (workflow.case_kind_thresholds.size() > 1 ||
        (is_drawn && !engine.plan.client_kind_thresholds.empty())) {
        const RandomWords words = philox(counter_of(subject.client, subject.number,
                                                    static_cast<std::uint32_t>(subject.workflow), 0,
                                                    DrawKind::case_attributes, 0),
                                         engine.key);
        subject.case_kind = kind_at(workflow.case_kind_thresholds, uniform(words[0], words[1]));
        if (is_drawn) {
            subject.client_kind =
                kind_at(engine.plan.client_kind_thresholds, uniform(words[2], words[3]));
        }
    }
    subject.variant = subject.client_kind * workflow.case_kinds + subject.case_kind;
    subject.first_step = workflow.first_step + subject.variant * workflow.steps;
}

/// A step is done, or left by an exit: cases of other workflows may follow from it.
template <class Engine>
void trigger_caused_cases(Engine& engine, std::uint32_t case_index, int step, int exit) {
    const PlanWorkflow& workflow = engine.plan.workflow(engine.cases[case_index].workflow);
    for (std::size_t i = 0; i < workflow.causes.size(); ++i) {
        const PlanCause& cause = workflow.causes[i];
        if (cause.step == step && (cause.exit < 0 || cause.exit == exit)) {
            trigger_caused_cases(engine, case_index, i);
        }
    }
}

template <class Engine>
void trigger_caused_cases(Engine& engine, std::uint32_t case_index, std::size_t number) {
    Case& subject = engine.cases[case_index];
    const PlanCause& cause = engine.plan.workflow(subject.workflow).causes[number];
    if (engine.draining() || (cause.client_kind >= 0 && cause.client_kind != subject.client_kind)) {
        return;
    }
    const RandomWords words = philox(
        counter_of(subject.client, subject.number, static_cast<std::uint32_t>(subject.workflow),
                   static_cast<std::uint32_t>(subject.brought_about++), DrawKind::case_attributes,
                   2 + static_cast<std::uint32_t>(number)),
        engine.key);
    const double whole = std::floor(cause.times);
    const auto cases = static_cast<std::int64_t>(whole) +
                       (uniform(words[0], words[1]) < cause.times - whole ? 1 : 0);
    for (std::int64_t i = 0; i < cases; ++i) {
        Timer timer;
        timer.time = cause.has_delay
                         ? engine.clock.after(cause.delay_clock, engine.clock.now(),
                                              cause.delay.draw(uniform(words[2], words[3])))
                         : engine.clock.now();
        timer.kind = Timer::Kind::cause;
        timer.workflow = cause.workflow;
        timer.client = subject.client;
        timer.index = static_cast<std::uint32_t>(subject.client_kind);
        engine.agenda.set(timer);
    }
}

/// A case has left: what counts open cases goes on.
template <class Engine>
void case_left(Engine& engine, std::uint32_t case_index, int outcome) {
    if (engine.draining()) {
        return;
    }
    const Case& subject = engine.cases[case_index];
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    for (std::size_t i = 0; i < workflow.causes.size(); ++i) {
        const PlanCause& cause = workflow.causes[i];
        if (cause.step < 0 && (cause.outcome < 0 || cause.outcome == outcome)) {
            trigger_caused_cases(engine, case_index, i);
        }
    }
    for (const PlanDemand& demand : workflow.demands) {
        if ((demand.client_kind >= 0 && demand.client_kind != subject.client_kind) ||
            subject.caller != nobody) {
            continue; // what was called makes room for nothing else
        }
        if (demand.kind == Demand::Kind::always_open) {
            Timer timer;
            timer.time = engine.clock.now();
            timer.kind = Timer::Kind::cause;
            timer.workflow = subject.workflow;
            timer.index = static_cast<std::uint32_t>(std::max(0, demand.client_kind));
            timer.of_no_kind = demand.client_kind < 0;
            engine.agenda.set(timer);
        } else if (demand.kind == Demand::Kind::idle_client && subject.client > 0) {
            client_is_idle(engine, subject.workflow, demand, subject.client);
        }
    }
}

/// The timers of this instant; they come after everything else that has a time.
template <class Engine>
void ring_timers(Engine& engine) {
    while (engine.agenda.has_timer_at(engine.clock.now()) && !gives_up(engine)) {
        const Timer timer = engine.agenda.take_timer();
        if (timer.kind != Timer::Kind::calendar) {
            engine.last_change = engine.clock.now();
        }
        switch (timer.kind) {
        case Timer::Kind::patience:
            lose_patience(engine, timer);
            break;
        case Timer::Kind::anybody:
            ask_anybody(engine, timer);
            break;
        case Timer::Kind::part_done:
            let_part_go(engine, timer);
            break;
        case Timer::Kind::batch:
            ring_batch(engine, timer);
            break;
        case Timer::Kind::call:
            make_call(engine, timer);
            break;
        case Timer::Kind::piece:
            begin_piece(engine, timer);
            break;
        case Timer::Kind::returned:
            take_up_after_call(engine, timer);
            break;
        case Timer::Kind::kept:
            ring_kept(engine, timer);
            break;
        case Timer::Kind::held:
            go_on_after_hold(engine, timer);
            break;
        case Timer::Kind::mechanism:
        case Timer::Kind::own:
        case Timer::Kind::calendar:
            tell_rung(engine, timer);
            break;
        case Timer::Kind::idle:
            open_case(engine, {timer.workflow, timer.client, static_cast<int>(timer.index) - 1});
            break;
        case Timer::Kind::cause:
            open_case(engine, {timer.workflow, timer.client,
                               timer.of_no_kind ? -1 : static_cast<int>(timer.index)});
            break;
        }
        follow_consequences(engine);
        settle_finished(engine);
    }
}

} // namespace plimsoll
