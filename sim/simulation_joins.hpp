// When a step may start: joins and dead paths (MODEL.md ruling 2). Part of sim/simulation.hpp.
//
// A step of a case is blank until its arcs decide it. What an arc says is read off the step it
// comes from, at every judgement anew:
//
//     from is done      by this exit, or the arc is plain      taken
//                       by another exit                        dead, killed by that choice
//     from is skipped   as if done by the exit it takes
//     from is dead                                             dead, killed by what killed `from`
//     otherwise                                                open
//
// All arcs decided and one taken: the step starts; all dead: it is dead. But a dead arc may still
// come to life: some rework below it, still to be drawn, may send the case back above the choice
// that killed it. Which reworks can is a static question (PlanStep::redrawn_by, not_below); whether
// one is on its way is asked at the end of the instant, when everything else has happened.
#pragma once

#include "sim/simulation.hpp"

#include <utility>
#include <vector>

namespace plimsoll {

/// Of the events that decide a step's arcs, its ledger follows the last; of several at one instant
/// the last in file order.
template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::note_cause(Case& subject, int step, const Cause& cause) {
    LastArrival& last = subject.arrivals[static_cast<std::size_t>(step)];
    if (last.time < now_ || last.step < cause.step) {
        last = {now_, cause.step, cause.elapsed};
    }
}

template <bool one_clock, class... Mechanisms>
bool Simulation<one_clock, Mechanisms...>::may_be_drawn_again(const Case& subject,
                                                              const BitSet& killers, int join,
                                                              int dead) const {
    const PlanWorkflow& workflow = plan_.workflows[static_cast<std::size_t>(subject.workflow)];
    for (std::size_t r = 0; r < workflow.reworks.size(); ++r) {
        const PlanRework& rework = workflow.reworks[r];
        const bool spent = rework.at_most >= 0 && subject.fired[r] >= rework.at_most;
        if (!spent && may_redraw(workflow, r, killers, join, dead) &&
            rework.above.meets(subject.under_way)) {
            return true;
        }
    }
    return false;
}

/// The static half of the question: rework r lies where it could, and is below neither join nor
/// dead step.
template <bool one_clock, class... Mechanisms>
bool Simulation<one_clock, Mechanisms...>::may_redraw(const PlanWorkflow& workflow, std::size_t r,
                                                      const BitSet& killers, int join,
                                                      int dead) const {
    const PlanStep* steps = plan_.steps.data() + workflow.first_step;
    return killers.contains(r) && steps[join].not_below.contains(r) &&
           (dead < 0 || steps[dead].not_below.contains(r));
}

/// Ruling 2, read off the states as they are.
template <bool one_clock, class... Mechanisms>
typename Simulation<one_clock, Mechanisms...>::Verdict
Simulation<one_clock, Mechanisms...>::verdict(const Case& subject, int step,
                                              bool end_of_instant) const {
    const PlanWorkflow& workflow = plan_.workflows[static_cast<std::size_t>(subject.workflow)];
    const PlanStep* steps = plan_.steps.data() + workflow.first_step;
    const StepMemory& memory = subject.memory[static_cast<std::size_t>(step)];
    if (memory.state != StepMemory::State::blank && memory.state != StepMemory::State::dead) {
        return Verdict::open;
    }
    bool taken = memory.called;
    bool later = false;
    const auto counts_as_open = [&](const BitSet& killers, int dead) {
        for (std::size_t r = 0; r < workflow.reworks.size(); ++r) {
            later = later || may_redraw(workflow, r, killers, step, dead);
        }
        return later && end_of_instant && may_be_drawn_again(subject, killers, step, dead);
    };
    for (const Arc& arc : steps[step].arcs) {
        const auto from = static_cast<std::size_t>(arc.from);
        const StepMemory& before = subject.memory[from];
        switch (before.state) {
        case StepMemory::State::done:
        case StepMemory::State::skipped:
            if (arc.exit < 0 || arc.exit == before.exit) {
                taken = true;
            } else if (workflow.holds && counts_as_open(steps[from].redrawn_by, -1)) {
                return Verdict::open;
            }
            break;
        case StepMemory::State::dead:
            if (workflow.holds && counts_as_open(subject.killers[from], arc.from)) {
                return Verdict::open;
            }
            break;
        case StepMemory::State::blank:
        case StepMemory::State::under_way:
            return Verdict::open;
        }
    }
    if (later && !end_of_instant) {
        return Verdict::later;
    }
    return taken ? Verdict::start : Verdict::dead;
}

template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::judge(std::uint32_t slot, int step) {
    const Verdict found = verdict(cases_[slot], step, false);
    if (found == Verdict::later) {
        Case& subject = cases_[slot];
        StepMemory& memory = subject.memory[static_cast<std::size_t>(step)];
        if (!memory.held) {
            memory.held = true;
            subject.held.push_back(step);
        }
        list_for_verdict(slot);
        return;
    }
    apply(slot, step, found);
}

template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::apply(std::uint32_t slot, int step, Verdict found) {
    if (found == Verdict::open) {
        return;
    }
    Case& subject = cases_[slot];
    const PlanWorkflow& workflow = plan_.workflows[static_cast<std::size_t>(subject.workflow)];
    const auto place = static_cast<std::size_t>(step);
    StepMemory& memory = subject.memory[place];
    const LastArrival& last = subject.arrivals[place];
    // A join that was held starts by the completion that lifted the hold, which is of this instant.
    const Cause cause =
        last.time == now_ ? Cause{last.step, last.elapsed} : Cause{-1, subject.elapsed};
    if (found == Verdict::start) {
        begin(slot, step, cause, memory.called);
        return;
    }
    const bool was_dead = memory.state == StepMemory::State::dead;
    memory.state = StepMemory::State::dead;
    memory.held = false;
    memory.decided = now_elapsed_;
    if (workflow.holds) {
        const PlanStep* steps = plan_.steps.data() + workflow.first_step;
        BitSet& killers = subject.killers[place];
        killers.clear();
        for (const Arc& arc : steps[step].arcs) {
            const auto from = static_cast<std::size_t>(arc.from);
            killers |= subject.memory[from].state == StepMemory::State::dead
                           ? subject.killers[from]
                           : steps[from].redrawn_by;
        }
    }
    if (!was_dead) {
        propagate(slot, step, -2, cause);
    }
}

template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::list_for_verdict(std::uint32_t slot) {
    if (!cases_[slot].waits_for_verdict) {
        cases_[slot].waits_for_verdict = true;
        verdicts_.push_back(slot);
    }
}

/// After everything else of the instant: held joins, all of a case by one state, and cases that are
/// done.
template <bool one_clock, class... Mechanisms>
void Simulation<one_clock, Mechanisms...>::deliver_verdicts() {
    std::vector<std::pair<int, Verdict>> decided;
    while (!verdicts_.empty()) {
        verdicts_now_.swap(verdicts_);
        verdicts_.clear();
        for (const std::uint32_t slot : verdicts_now_) {
            Case& subject = cases_[slot];
            subject.waits_for_verdict = false;
            if (!subject.open) {
                recycle_if_over(slot);
                continue;
            }
            decided.clear();
            std::vector<int> still_held;
            for (const int step : subject.held) {
                if (!subject.memory[static_cast<std::size_t>(step)].held) {
                    continue; // decided since
                }
                const Verdict found = verdict(subject, step, true);
                if (found == Verdict::open) {
                    still_held.push_back(step);
                } else {
                    decided.emplace_back(step, found);
                }
            }
            subject.held.swap(still_held);
            for (const auto& [step, found] : decided) {
                apply(slot, step, found);
            }
            follow_consequences();
            if (cases_[slot].open && cases_[slot].live == 0) {
                leave(slot, 0);
            }
        }
    }
}

} // namespace plimsoll
