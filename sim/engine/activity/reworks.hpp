// Ways back: reworks, and those that a defect takes (MODEL.md ruling 3). Part of
// sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace plimsoll {

/// Those of the case's kind.
template <class Engine>
std::span<const PlanRework> reworks_of(const Engine& engine, const Case& subject) {
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    const auto count = static_cast<std::size_t>(workflow.rework_count);
    return std::span(workflow.reworks)
        .subspan(static_cast<std::size_t>(subject.variant) * count, count);
}

/// The way back of this number: the case's kind's rework, or one that a defect takes.
template <class Engine>
const PlanRework& way_back(const Engine& engine, const Case& subject, int number) {
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    if (number < workflow.rework_count) {
        return reworks_of(engine, subject)[static_cast<std::size_t>(number)];
    }
    return workflow.send_backs[static_cast<std::size_t>(subject.variant)]
                              [static_cast<std::size_t>(number - workflow.rework_count)];
}

/// Ruling 3: the stretch is cleared and its first step is done again.
template <class Engine>
void send_back(Engine& engine, std::uint32_t case_index, int number, const Moment& cause) {
    Case& subject = engine.cases[case_index];
    const PlanRework& rework = way_back(engine, subject, number);
    if (number < engine.plan.workflow(subject.workflow).rework_count) {
        ++subject.fired[number];
    } else if (std::find(subject.sent_back_to.begin(), subject.sent_back_to.end(), rework.to) ==
               subject.sent_back_to.end()) {
        subject.sent_back_to.push_back(rework.to);
    }
    if constexpr (Engine::has_mechanisms) {
        tell_sent_back(engine, case_index, rework);
    }
    if (!engine.plan.workflow(subject.workflow).remembers) {
        for (const int step : rework.stretch) {
            subject.passes[step].last_rework = number;
        }
        begin(engine, case_index, rework.to, cause, true);
        return;
    }
    subject.memory_of(rework.from).state = StepMemory::State::blank;
    for (const int step : rework.stretch) {
        StepMemory& memory = subject.memory_of(step);
        memory.last_rework = number;
        if (step == rework.to && memory.state == StepMemory::State::under_way) {
            continue; // it waits or is in work already: that serves both
        }
        clear_step(engine, case_index, step);
    }
    // What died beside the stretch by what is now undone is undecided again.
    for (const int step : rework.beside) {
        StepMemory& memory = subject.memory_of(step);
        if (memory.state == StepMemory::State::dead && !is_dead(engine, subject, step)) {
            memory.state = StepMemory::State::blank;
        }
    }
    StepMemory& again = subject.memory_of(rework.to);
    if (again.state != StepMemory::State::under_way) {
        again.called = true;
        again.decided = cause;
        ask(engine, case_index, rework.to);
    }
    if (subject.live == 0 || !subject.held.empty()) {
        list_for_join_check(engine, case_index);
    }
}

template <class Engine>
void clear_step(Engine& engine, std::uint32_t case_index, int step) {
    StepMemory& memory = engine.cases[case_index].memory_of(step);
    if (memory.state == StepMemory::State::under_way) {
        withdraw(engine, memory.item);
    }
    if constexpr (Engine::has_mechanisms) {
        tell_cleared(engine, case_index, step);
    }
    memory.state = StepMemory::State::blank;
    memory.called = false;
    memory.exit = -1;
    memory.item = nobody;
    memory.cleared = engine.clock.now();
}

} // namespace plimsoll
