// How cases flow: completions, reworks, ends (MODEL.md rulings 1, 3, 4). Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <cmath>

namespace plimsoll {

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::begin(std::uint32_t case_index, int step,
                                                const Moment& cause, bool called) {
    Case& subject = cases_[case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    const PlanStep& plan = plan_.step(subject.first_step + step);
    const auto number = static_cast<std::uint32_t>(plan.number);
    const auto place = static_cast<std::size_t>(step);

    std::uint32_t visit = 0;
    Microseconds join_wait = 0;
    if (workflow.remembers) {
        StepMemory& memory = subject.memory[place];
        for (const Arc& arc : plan.arcs) {
            const StepMemory& from = subject.memory_of(arc.from);
            if (!called && from.takes(arc)) {
                join_wait += now_elapsed_ - elapsed_at(std::max(from.decided.time, memory.cleared));
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
            key_);
    }
    const std::uint64_t choice = (std::uint64_t{words[2]} << 32U) | words[3];
    if (plan.chance < 1 && !called && choice_uniform(choice, chance_meaning) >= plan.chance) {
        skip(case_index, step, cause);
        return;
    }

    std::int64_t visits_of_several = 0;
    if (full_engine && plan.has_times) {
        visits_of_several = draw_times(subject, plan, visit);
        if (visits_of_several == 0) {
            skip(case_index, step, cause);
            return;
        }
    }

    const std::uint32_t index = new_item();
    WorkItem& item = items_[index];
    item.case_index = case_index;
    item.step = subject.first_step + step;
    item.need = plan.need;
    item.visit = visit;
    item.came = now_elapsed_;
    item.choice = choice;
    item.join_wait = join_wait;
    item.elapsed = cause.elapsed;
    item.effort = plan.takes_work ? plan.effort.draw(uniform(words[0], words[1])) : 0;
    ++subject.live;
    ++subject.in_hands;
    if (plan.pauses_due) {
        pause_due(subject);
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
    if (full_engine && plan.has_times) {
        begin_visits_of(index, visits_of_several);
    } else if (plan.has_delay && !draining_) {
        start_delay(index, plan.delay, plan.delay_clock);
    } else {
        come(index);
    }
}

/// The item has come to its step, where it may need an appointment first.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::come(std::uint32_t index) {
    const WorkItem& item = items_[index];
    if (full_engine && plan_.step(item.step).appointment >= 0) {
        count_visit_by_appointment(item);
        if (!draining_ && (item.bookings == 0 || !item.comes)) {
            book(index);
            return;
        }
    }
    enter(index);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::skip(std::uint32_t case_index, int step,
                                               const Moment& cause) {
    Case& subject = cases_[case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    const int exit = plan_.step(subject.first_step + step).skip_exit;
    if (workflow.remembers) {
        StepMemory& memory = subject.memory_of(step);
        memory.state = StepMemory::State::skipped;
        memory.exit = static_cast<std::int16_t>(exit);
        memory.decided = {now_, step, cause.elapsed};
        if (!workflow.reworks.empty()) {
            note(subject, memory.decided);
        }
    }
    if (full_engine && subject.retained.until == step) {
        release_retained(case_index);
    }
    propagate(case_index, step, exit, cause);
    if (cases_[case_index].live == 0) {
        list_for_join_check(case_index);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::delay_over(std::uint32_t index) {
    if (items_[index].is_void) {
        release_item(index);
    } else {
        come(index);
    }
}

/// An item's work, or its taking of no time, is over.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::finish(std::uint32_t index) {
    WorkItem& item = items_[index];
    if (full_engine && plan_.step(item.step).calls >= 0 && !item.has_called && !item.is_void &&
        cases_[item.case_index].open && !draining_) {
        call(index);
        return;
    }
    // With limits it may have to stay: what follows it may find no room
    // (sim/engine/activity/limits.hpp).
    const bool may_be_held = full_engine && !plan_.limits.empty() && !draining_;
    if (full_engine && item.uses_kept) {
        give_back_kept(item);
        pass_kept_on(item.case_index);
    }
    if (full_engine && plan_.step(item.step).keeps >= 0) {
        keep_people(item);
        pass_kept_on(item.case_index);
    }
    if (item.stage == WorkItem::Stage::work && !draining_ && !may_be_held) {
        free_people(item);
    }
    leave_step(item);
    const std::uint32_t case_index = item.case_index;
    Case& subject = cases_[case_index];
    notify([&](auto& mechanism) { mechanism.finished(*this, item); });
    if (subject.open) {
        const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
        const Moment moment{now_, item.step - subject.first_step, item.elapsed};
        if (!moment.is_before(subject.last)) {
            subject.last = moment;
        }
        if (workflow.remembers && workflow.rework_count > 0) {
            note(subject, moment);
        }
        if (full_engine && item.part_of != nobody) {
            part_is_done(index);
        } else {
            --subject.live;
            if (item.is_void) {
                if (plan_.step(item.step).pauses_due) {
                    resume_due(subject);
                }
                if (subject.live == 0) {
                    list_for_join_check(case_index);
                }
            } else {
                complete(case_index, moment.step, item.choice, moment);
            }
        }
    }
    if (may_be_held) {
        items_[index].stage = WorkItem::Stage::held;
        finished_.push_back(index);
    } else {
        release_item(index);
    }
}

/// Ruling 1: one draw over the reworks, one over the exits, then the followers.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::complete(std::uint32_t case_index, int step,
                                                   std::uint64_t choice, const Moment& cause) {
    Case& subject = cases_[case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    const PlanStep& plan = plan_.step(subject.first_step + step);
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
        mark_due(subject, plan);
    }
    if (!plan.reworks.empty()) {
        const double drawn = choice_uniform(choice, rework_meaning);
        for (const int number : plan.reworks) {
            const PlanRework& rework = reworks_of(subject)[static_cast<std::size_t>(number)];
            if (drawn >= rework.threshold) {
                continue;
            }
            if (subject.fired[static_cast<std::size_t>(number)] < rework.at_most) {
                send_back(case_index, number, cause);
                return;
            }
            break;
        }
    }
    int exit = -1;
    if (!plan.exit_thresholds.empty()) {
        const double drawn = choice_uniform(choice, exit_meaning);
        exit = 0;
        while (drawn >= plan.exit_thresholds[static_cast<std::size_t>(exit)]) {
            ++exit;
        }
        const int outcome = workflow.outcome_of_exit[place][static_cast<std::size_t>(exit)];
        if (outcome >= 0) {
            subject.last = cause;
            trigger_caused_cases(case_index, step, exit);
            end_case(case_index, outcome);
            return;
        }
    }
    decide(case_index, step, exit, cause);
}

/// A step is done by this exit, or by none.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::decide(std::uint32_t case_index, int step, int exit,
                                                 const Moment& cause) {
    Case& subject = cases_[case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    const auto place = static_cast<std::size_t>(step);
    trigger_caused_cases(case_index, step, exit);
    if (workflow.remembers) {
        StepMemory& memory = subject.memory[place];
        memory.state = StepMemory::State::done;
        memory.exit = static_cast<std::int16_t>(exit);
        memory.decided = cause;
    }
    if (full_engine && subject.retained.until == step) {
        release_retained(case_index);
    }
    propagate(case_index, step, exit, cause);
    if (cases_[case_index].live == 0 || !cases_[case_index].held.empty()) {
        list_for_join_check(case_index);
    }
}

/// A step was decided: its followers start, or are to be judged.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::propagate(std::uint32_t case_index, int step, int exit,
                                                    const Moment& cause) {
    const int workflow_number = cases_[case_index].workflow;
    const PlanWorkflow& workflow = plan_.workflow(workflow_number);
    const PlanStep& plan = plan_.step(cases_[case_index].first_step + step);
    if (workflow.remembers) {
        for (const PlanRework& rework : reworks_of(cases_[case_index])) {
            if (cases_[case_index].memory_of(rework.to).called) {
                ask(case_index, rework.to);
            }
        }
    }
    for (const Follower& follower : plan.followers) {
        if (workflow.remembers) {
            ask(case_index, follower.step);
        } else if (follower.exit < 0 || follower.exit == exit) {
            begin(case_index, follower.step, cause, false);
        }
    }
}

/// Ruling 3: the stretch is cleared and its first step is done again.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::send_back(std::uint32_t case_index, int number,
                                                    const Moment& cause) {
    Case& subject = cases_[case_index];
    const PlanRework& rework = reworks_of(subject)[static_cast<std::size_t>(number)];
    ++subject.fired[static_cast<std::size_t>(number)];
    if (!plan_.workflow(subject.workflow).remembers) {
        for (const int step : rework.stretch) {
            subject.passes[static_cast<std::size_t>(step)].last_rework = number;
        }
        begin(case_index, rework.to, cause, true);
        return;
    }
    subject.memory_of(rework.from).state = StepMemory::State::blank;
    for (const int step : rework.stretch) {
        StepMemory& memory = subject.memory_of(step);
        memory.last_rework = number;
        if (step == rework.to && memory.state == StepMemory::State::under_way) {
            continue; // it waits or is in work already: that serves both
        }
        clear_step(case_index, step);
    }
    // What died beside the stretch by what is now undone is undecided again.
    for (const int step : rework.beside) {
        StepMemory& memory = subject.memory_of(step);
        if (memory.state == StepMemory::State::dead && !is_dead(subject, step)) {
            memory.state = StepMemory::State::blank;
        }
    }
    StepMemory& again = subject.memory_of(rework.to);
    if (again.state != StepMemory::State::under_way) {
        again.called = true;
        again.decided = cause;
        ask(case_index, rework.to);
    }
    if (subject.live == 0 || !subject.held.empty()) {
        list_for_join_check(case_index);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::clear_step(std::uint32_t case_index, int step) {
    StepMemory& memory = cases_[case_index].memory_of(step);
    if (memory.state == StepMemory::State::under_way) {
        withdraw(memory.item);
    }
    memory.state = StepMemory::State::blank;
    memory.called = false;
    memory.exit = -1;
    memory.item = nobody;
    memory.cleared = now_;
}

/// Takes back what waits; what is in work is finished, but nothing follows from it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::withdraw(std::uint32_t index) {
    WorkItem& item = items_[index];
    Case& subject = cases_[item.case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    if (workflow.holds) {
        subject.under_way.erase(static_cast<std::size_t>(item.step - subject.first_step));
    }
    if (!must_be_finished(item) && plan_.step(item.step).pauses_due) {
        resume_due(subject);
    }
    leave_step(item);
    take_back(index);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_back(std::uint32_t index) {
    WorkItem& item = items_[index];
    Case& subject = cases_[item.case_index];
    item.is_void = true;
    switch (item.stage) {
    case WorkItem::Stage::waiting:
    case WorkItem::Stage::forming:
    case WorkItem::Stage::batched:
        stop_waiting(index);
        --subject.live;
        release_item(index);
        break;
    case WorkItem::Stage::between:
        drop_pieces(item);
        --subject.live;
        release_item(index);
        break;
    case WorkItem::Stage::suspended:
        if (item.batch != nobody) {
            break; // the others of its batch go on with it
        }
        leave_suspended(index);
        drop_pieces(item);
        --subject.live;
        release_item(index);
        break;
    case WorkItem::Stage::calling:
        --subject.live;
        release_item(index); // the called case goes on
        break;
    case WorkItem::Stage::parent:
        withdraw_visits_of(index);
        --subject.live;
        release_item(index);
        break;
    case WorkItem::Stage::blocked:
        leave_blocked(index);
        --subject.live;
        release_item(index);
        break;
    case WorkItem::Stage::delay:
        --subject.live; // its event finds it void and lets it go
        break;
    case WorkItem::Stage::work:
        if (item.later > 0) {
            drop_pieces(item);
        }
        break;
    case WorkItem::Stage::held:
    case WorkItem::Stage::none:
        break;
    }
}

/// A taken exit that nothing follows: the case ends there and then.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::end_case(std::uint32_t case_index, int outcome) {
    cases_[case_index].retained.to_go = cases_[case_index].retained.team >= 0;
    const PlanWorkflow& workflow = plan_.workflow(cases_[case_index].workflow);
    if (workflow.remembers) {
        for (int step = 0; step < workflow.steps; ++step) {
            const StepMemory& memory = cases_[case_index].memory_of(step);
            if (memory.state == StepMemory::State::under_way && memory.item != nobody) {
                withdraw(memory.item);
            }
        }
    }
    leave(case_index, outcome);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave(std::uint32_t case_index, int outcome) {
    Case& subject = cases_[case_index];
    subject.open = false;
    reference_.end(subject.reference);
    if (full_engine && subject.retained.team >= 0) {
        release_retained(case_index);
    }
    tally_left(subject, outcome);
    notify([&](auto& mechanism) { mechanism.left(*this, subject, outcome); });
    tally_in_progress();
    --open_cases_;
    release_capacity_of_workflow(case_index);
    case_left(case_index, outcome);
    if (full_engine && subject.caller != nobody) {
        return_to_caller(case_index);
    }
    recycle_if_over(case_index);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::release_item(std::uint32_t index) {
    WorkItem& item = items_[index];
    leave_step(item);
    if (full_engine && item.has_capacity) {
        release_capacity(index);
    }
    if (full_engine && item.uses_kept) {
        give_back_kept(item);
    }
    item.stage = WorkItem::Stage::none;
    item.people.clear();
    ++item.generation;
    if (full_engine && item.void_events > 0) {
        item.is_released = true;
    } else {
        recycle_item(index);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::recycle_if_over(std::uint32_t case_index) {
    const Case& subject = cases_[case_index];
    if (!subject.open && subject.in_hands == 0 && !subject.waits_for_verdict) {
        free_cases_.push_back(case_index);
    }
}

} // namespace plimsoll
