// How cases flow: completions, reworks, ends (MODEL.md rulings 1, 3, 4). Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <vector>

namespace plimsoll {

template <class Engine>
void begin(Engine& engine, std::uint32_t case_index, int step, const Moment& cause, bool called) {
    Case& subject = engine.cases[case_index];
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    const PlanStep& plan = engine.plan.step(subject.first_step + step);
    const auto number = static_cast<std::uint32_t>(plan.number);
    const auto place = static_cast<std::size_t>(step);

    std::uint32_t visit = 0;
    Microseconds join_wait = 0;
    if (workflow.remembers) {
        StepMemory& memory = subject.memory[place];
        for (const Arc& arc : plan.arcs) {
            const StepMemory& from = subject.memory_of(arc.from);
            if (!called && from.takes(arc)) {
                join_wait += engine.clock.elapsed() -
                             engine.clock.elapsed_at(std::max(from.decided.time, memory.cleared));
            }
        }
        visit = memory.visits++;
        memory.called = false;
        memory.held = false;
    } else if (workflow.repeats) {
        visit = subject.passes[place].visits++;
    }
    RandomWords words{};
    if (plan.draws) {
        words = philox(
            counter_of(subject.client, subject.number, number, visit, DrawKind::step_service, 0),
            engine.key);
    }
    const std::uint64_t choice = (std::uint64_t{words[2]} << 32U) | words[3];
    if (plan.chance < 1 && !called && choice_uniform(choice, chance_meaning) >= plan.chance) {
        skip(engine, case_index, step, cause);
        return;
    }

    std::int64_t visits_of_several = 0;
    if (Engine::full_engine && plan.has_times) {
        visits_of_several = draw_times(engine, subject, plan, visit);
        if (visits_of_several == 0) {
            skip(engine, case_index, step, cause);
            return;
        }
    }

    const std::uint32_t index = new_item(engine);
    WorkItem& item = engine.items[index];
    item.case_index = case_index;
    item.step = subject.first_step + step;
    item.need = plan.need;
    item.visit = visit;
    item.came = engine.clock.elapsed();
    item.choice = choice;
    item.join_wait = join_wait;
    item.elapsed = cause.elapsed;
    item.effort = plan.takes_work ? plan.effort.draw(uniform(words[0], words[1])) : 0;
    ++subject.live;
    ++subject.in_hands;
    if (plan.pauses_due) {
        engine.due.pause(subject);
    }
    if (workflow.remembers) {
        StepMemory& memory = subject.memory[place];
        memory.state = StepMemory::State::under_way;
        memory.item = index;
        item.is_rework = memory.done_before;
        if (workflow.holds) {
            subject.under_way.insert(place);
        }
    } else if (workflow.repeats) {
        item.is_rework = subject.passes[place].done_before;
    }
    if constexpr (Engine::has_mechanisms) {
        engine.items[index].came_from = cause.worked_at;
        engine.items[index].is_automated = is_automated_visit(
            engine, case_index, engine.cases[case_index].first_step + step, visit);
        engine.items[index].came_over = cause.step;
        engine.items[index].is_called = called;
        if (is_held_when_begun(engine, index, cause, called)) {
            return;
        }
    }
    go_to_step(engine, index, visits_of_several);
}

/// The visit begins: all of them, of several; after its delay, where it has one.
template <class Engine>
void go_to_step(Engine& engine, std::uint32_t index, std::int64_t visits_of_several) {
    const PlanStep& plan = engine.plan.step(engine.items[index].step);
    if (Engine::full_engine && plan.has_times) {
        begin_visits_of(engine, index, visits_of_several);
    } else if (plan.has_delay && !engine.draining()) {
        start_delay(engine, index, plan.delay, plan.delay_clock);
    } else {
        come(engine, index);
    }
}

/// The item has come to its step, where it may need an appointment first.
template <class Engine>
void come(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    if (Engine::full_engine && engine.plan.step(item.step).appointment >= 0) {
        count_visit_by_appointment(engine, item);
        if (!engine.draining() && (item.bookings == 0 || !item.comes)) {
            book(engine, index);
            return;
        }
    }
    enter(engine, index);
}

template <class Engine>
void skip(Engine& engine, std::uint32_t case_index, int step, const Moment& cause) {
    Case& subject = engine.cases[case_index];
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    const int exit = engine.plan.step(subject.first_step + step).skip_exit;
    if (workflow.remembers) {
        StepMemory& memory = subject.memory_of(step);
        memory.state = StepMemory::State::skipped;
        memory.exit = static_cast<std::int16_t>(exit);
        memory.decided = {engine.clock.now(), step, cause.worked_at, cause.elapsed};
        if (workflow.may_send_back()) {
            note(engine, subject, memory.decided);
        }
    }
    if (Engine::full_engine && subject.retained.until == step) {
        release_retained(engine, case_index);
    }
    propagate(engine, case_index, step, exit, cause);
    if (engine.cases[case_index].live == 0) {
        list_for_join_check(engine, case_index);
    }
}

template <class Engine>
void delay_over(Engine& engine, std::uint32_t index) {
    if (engine.items[index].is_void) {
        release_item(engine, index);
    } else {
        come(engine, index);
    }
}

/// Whether its step's case of another workflow is still to be opened.
template <class Engine>
bool must_call(const Engine& engine, const WorkItem& item) {
    return Engine::full_engine && engine.plan.step(item.step).calls >= 0 && !item.has_called &&
           !item.is_void && engine.cases[item.case_index].open && !engine.draining();
}

/// An item's work, or its taking of no time, is over.
template <class Engine>
void finish(Engine& engine, std::uint32_t index) {
    if constexpr (Engine::has_mechanisms) {
        if (engine.items[index].side) {
            finish_side_work(engine, index);
            return;
        }
    }
    if (must_call(engine, engine.items[index])) {
        call(engine, index);
        return;
    }
    if constexpr (Engine::has_mechanisms) {
        if (is_held_when_done(engine, index)) {
            return;
        }
    }
    WorkItem& item = engine.items[index];
    // With limits it may have to stay: what follows it may find no room
    // (sim/engine/activity/limits.hpp).
    const bool may_be_held =
        Engine::full_engine && !engine.plan.limits.empty() && !engine.draining();
    if (Engine::full_engine && item.uses_kept) {
        give_back_kept(engine, item);
        pass_kept_on(engine, item.case_index);
    }
    if (Engine::full_engine && engine.plan.step(item.step).keeps >= 0) {
        keep_people(engine, item);
        pass_kept_on(engine, item.case_index);
    }
    if (item.stage == WorkItem::Stage::work && !engine.draining() && !may_be_held) {
        free_people(engine, item);
    }
    engine.ledger.leave_step(item);
    const std::uint32_t case_index = item.case_index;
    Case& subject = engine.cases[case_index];
    tell_finished(engine, item);
    if constexpr (Engine::has_mechanisms) {
        if (subject.open && !item.is_void) {
            tell_executed(engine, index);
        }
    }
    if (subject.open) {
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        const Moment moment = moment_of(engine, item);
        if (!moment.is_before(subject.last)) {
            subject.last = moment;
        }
        if (workflow.remembers && workflow.may_send_back()) {
            note(engine, subject, moment);
        }
        if (Engine::full_engine && item.part_of != nobody) {
            part_is_done(engine, index);
        } else {
            --subject.live;
            if (item.is_void) {
                if (engine.plan.step(item.step).pauses_due) {
                    engine.due.resume(subject);
                }
                if (subject.live == 0) {
                    list_for_join_check(engine, case_index);
                }
            } else {
                complete(engine, case_index, moment.step, item.choice, moment);
            }
        }
    }
    if (may_be_held) {
        engine.items[index].stage = WorkItem::Stage::held;
        engine.finished.push_back(index);
    } else {
        release_item(engine, index);
    }
}

/// Ruling 1: one draw over the reworks, one over the exits, then the followers.
template <class Engine>
void complete(Engine& engine, std::uint32_t case_index, int step, std::uint64_t choice,
              const Moment& cause) {
    Case& subject = engine.cases[case_index];
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    const PlanStep& plan = engine.plan.step(subject.first_step + step);
    const auto place = static_cast<std::size_t>(step);
    if (workflow.remembers) {
        StepMemory& memory = subject.memory[place];
        memory.done_before = true;
        memory.item = nobody;
        if (workflow.holds) {
            subject.under_way.erase(place);
        }
    } else if (workflow.repeats) {
        subject.passes[place].done_before = true;
    }
    if (plan.pauses_due || plan.meets_due) {
        engine.due.mark(subject, plan);
    }
    if constexpr (Engine::has_mechanisms) {
        const int back = sent_back_by_defect(engine, case_index, step, cause.worked_at == step);
        if (back >= 0) {
            send_back(engine, case_index, back, cause);
            return;
        }
    }
    if (!plan.reworks.empty()) {
        const double drawn = choice_uniform(choice, rework_meaning);
        for (const int number : plan.reworks) {
            const PlanRework& rework =
                reworks_of(engine, subject)[static_cast<std::size_t>(number)];
            if (drawn >= rework.threshold) {
                continue;
            }
            if (subject.fired[number] < rework.at_most) {
                send_back(engine, case_index, number, cause);
                return;
            }
            break;
        }
    }
    int exit = -1;
    if (!plan.exit_thresholds.empty()) {
        const double drawn = choice_uniform(choice, exit_meaning);
        exit = 0;
        while (drawn >= plan.exit_thresholds[exit]) {
            ++exit;
        }
        const int outcome = workflow.outcome_of_exit[place][exit];
        if (outcome >= 0) {
            subject.last = cause;
            trigger_caused_cases(engine, case_index, step, exit);
            end_case(engine, case_index, outcome);
            return;
        }
    }
    decide(engine, case_index, step, exit, cause);
}

/// A step is done by this exit, or by none.
template <class Engine>
void decide(Engine& engine, std::uint32_t case_index, int step, int exit, const Moment& cause) {
    Case& subject = engine.cases[case_index];
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    const auto place = static_cast<std::size_t>(step);
    trigger_caused_cases(engine, case_index, step, exit);
    if (workflow.remembers) {
        StepMemory& memory = subject.memory[place];
        memory.state = StepMemory::State::done;
        memory.exit = static_cast<std::int16_t>(exit);
        memory.decided = cause;
    }
    if (Engine::full_engine && subject.retained.until == step) {
        release_retained(engine, case_index);
    }
    propagate(engine, case_index, step, exit, cause);
    if (engine.cases[case_index].live == 0 || !engine.cases[case_index].held.empty()) {
        list_for_join_check(engine, case_index);
    }
}

/// A step was decided: its followers start, or are to be judged.
template <class Engine>
void propagate(Engine& engine, std::uint32_t case_index, int step, int exit, const Moment& cause) {
    const int workflow_number = engine.cases[case_index].workflow;
    const PlanWorkflow& workflow = engine.plan.workflow(workflow_number);
    const PlanStep& plan = engine.plan.step(engine.cases[case_index].first_step + step);
    if constexpr (Engine::has_mechanisms) {
        tell_decided(engine, case_index, step);
    }
    if (workflow.remembers) {
        for (const PlanRework& rework : reworks_of(engine, engine.cases[case_index])) {
            if (engine.cases[case_index].memory_of(rework.to).called) {
                ask(engine, case_index, rework.to);
            }
        }
        if constexpr (Engine::has_mechanisms) {
            const std::vector<int> sent_back_to = engine.cases[case_index].sent_back_to;
            for (const int step_above : sent_back_to) {
                if (engine.cases[case_index].memory_of(step_above).called) {
                    ask(engine, case_index, step_above);
                }
            }
        }
    }
    for (const Follower& follower : plan.followers) {
        if (workflow.remembers) {
            ask(engine, case_index, follower.step);
        } else if (follower.exit < 0 || follower.exit == exit) {
            begin(engine, case_index, follower.step, cause, false);
        }
    }
}

/// A taken exit that nothing follows: the case ends there and then.
template <class Engine>
void end_case(Engine& engine, std::uint32_t case_index, int outcome) {
    engine.cases[case_index].retained.to_go = engine.cases[case_index].retained.team >= 0;
    const PlanWorkflow& workflow = engine.plan.workflow(engine.cases[case_index].workflow);
    if (workflow.remembers) {
        for (int step = 0; step < workflow.steps; ++step) {
            const StepMemory& memory = engine.cases[case_index].memory_of(step);
            if (memory.state == StepMemory::State::under_way && memory.item != nobody) {
                withdraw(engine, memory.item);
            }
        }
    }
    leave(engine, case_index, outcome);
}

template <class Engine>
void leave(Engine& engine, std::uint32_t case_index, int outcome) {
    Case& subject = engine.cases[case_index];
    subject.open = false;
    if (Engine::full_engine && subject.retained.team >= 0) {
        release_retained(engine, case_index);
    }
    engine.ledger.leave(subject, outcome);
    tell_left(engine, subject, outcome);
    if constexpr (Engine::has_mechanisms) {
        if (engine.draining()) {
            tell_drained(engine, case_index);
        }
    }
    release_capacity_of_workflow(engine, case_index);
    case_left(engine, case_index, outcome);
    if (Engine::full_engine && subject.caller != nobody) {
        return_to_caller(engine, case_index);
    }
    recycle_if_over(engine, case_index);
}

template <class Engine>
void release_item(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    engine.ledger.leave_step(item);
    if (Engine::full_engine && item.has_capacity) {
        release_capacity(engine, index);
    }
    if (Engine::full_engine && item.uses_kept) {
        give_back_kept(engine, item);
    }
    item.stage = WorkItem::Stage::none;
    item.people.clear();
    ++item.generation;
    if (Engine::full_engine && item.void_events > 0) {
        item.is_released = true;
    } else {
        recycle_item(engine, index);
    }
}

template <class Engine>
void recycle_if_over(Engine& engine, std::uint32_t case_index) {
    const Case& subject = engine.cases[case_index];
    if (!subject.open && subject.in_hands == 0 && !subject.waits_for_verdict) {
        engine.cases.give_back(case_index);
    }
}

} // namespace plimsoll
