// When a step may start: joins and dead paths (MODEL.md ruling 2). Part of
// sim/engine/simulation.hpp.
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
// one is on its way is asked at the end of the instant, when everything else has happened. Such a
// hold keeps a join from starting; what is dead is dead all the same.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace plimsoll {

enum class JoinState { open, start, dead, later }; ///< later: at the end of the instant

template <class Engine>
void ask(Engine& engine, std::uint32_t case_index, int step) {
    engine.join_checks.push_back({case_index, step});
}

/// Keeps what happened in the case's instant: a hold may be lifted by it.
template <class Engine>
void note(Engine& engine, Case& subject, const Moment& moment) {
    if (!subject.moments.empty() && subject.moments.front().time != engine.clock.now()) {
        subject.moments.clear();
    }
    const auto earlier =
        std::find_if(subject.moments.begin(), subject.moments.end(),
                     [&](const Moment& other) { return other.step == moment.step; });
    if (earlier != subject.moments.end()) {
        *earlier = moment;
    } else {
        subject.moments.push_back(moment);
    }
}

/// Every unspent rework that may draw again a choice that killed an arc into the join, and is below
/// neither the join nor the dead step.
template <class Engine, class Visit>
void for_each_holder(const Engine& engine, const Case& subject, int join, Visit visit) {
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    if (!workflow.holds) {
        return;
    }
    const PlanStep* steps = engine.plan.steps.data() + subject.first_step;
    const std::span<const PlanRework> reworks = reworks_of(engine, subject);
    for (const Arc& arc : steps[join].arcs) {
        const auto from = static_cast<std::size_t>(arc.from);
        const StepMemory& before = subject.memory[from];
        if (!before.kills(arc)) {
            continue;
        }
        const bool is_dead = before.state == StepMemory::State::dead;
        const BitSet& redrawn = is_dead ? subject.killers[from] : steps[from].redrawn_by;
        for (std::size_t r = 0; r < reworks.size(); ++r) {
            const PlanRework& rework = reworks[r];
            if (subject.fired[r] < rework.at_most && redrawn.contains(r) &&
                steps[join].not_below.contains(r) &&
                (!is_dead || steps[from].not_below.contains(r))) {
                visit(rework);
            }
        }
    }
}

/// Ruling 3: a step that is sent back to waits for the steps above it that are being redone.
template <class Engine>
bool is_called_too_early(const Engine& engine, const Case& subject, const StepMemory& memory) {
    const std::vector<int>& above = way_back(engine, subject, memory.last_rework).above_target;
    return std::any_of(above.begin(), above.end(),
                       [&](int step) { return !subject.memory_of(step).is_decided(); });
}

/// Ruling 2, read off the states as they are.
template <class Engine>
JoinState join_state(const Engine& engine, const Case& subject, int step, bool end_of_instant) {
    const StepMemory& memory = subject.memory_of(step);
    if (memory.state != StepMemory::State::blank) {
        return JoinState::open;
    }
    if (memory.called) {
        return is_called_too_early(engine, subject, memory) ? JoinState::open : JoinState::start;
    }
    bool taken = false;
    for (const Arc& arc : engine.plan.step(subject.first_step + step).arcs) {
        const StepMemory& before = subject.memory_of(arc.from);
        if (!before.is_decided()) {
            return JoinState::open;
        }
        taken = taken || before.takes(arc);
    }
    if (!taken) {
        return JoinState::dead;
    }
    JoinState found = JoinState::start;
    for_each_holder(engine, subject, step, [&](const PlanRework& rework) {
        if (!end_of_instant) {
            found = JoinState::later;
        } else if (rework.above.meets(subject.under_way)) {
            found = JoinState::open;
        }
    });
    return found;
}

/// Ruling 13: where the ledger of a step that starts now goes on from. After a hold that is what
/// lifted it: the last event of the instant that bears on it.
template <class Engine>
Moment enabling_event(const Engine& engine, const Case& subject, int step) {
    const StepMemory& memory = subject.memory_of(step);
    Moment last;
    const auto consider = [&last](const Moment& moment) {
        if (!moment.is_before(last)) {
            last = moment;
        }
    };
    const auto consider_instant = [&](auto bears) {
        for (const Moment& moment : subject.moments) {
            if (moment.time == engine.clock.now() && bears(moment.step)) {
                consider(moment);
            }
        }
    };
    if (memory.called) {
        const PlanRework& rework = way_back(engine, subject, memory.last_rework);
        consider(memory.decided);
        consider_instant([&](int bearing) {
            return std::find(rework.above_target.begin(), rework.above_target.end(), bearing) !=
                   rework.above_target.end();
        });
    } else {
        consider(what_decided(engine, subject, step));
        for_each_holder(engine, subject, step, [&](const PlanRework& rework) {
            consider_instant([&](int bearing) {
                return rework.above.contains(static_cast<std::size_t>(bearing));
            });
        });
    }
    if (last.time < engine.clock.now()) {
        consider_instant([](int) { return true; });
    }
    return last;
}

/// Whether every arc into the step is dead.
template <class Engine>
bool is_dead(const Engine& engine, const Case& subject, int step) {
    const std::vector<Arc>& arcs = engine.plan.step(subject.first_step + step).arcs;
    return std::all_of(arcs.begin(), arcs.end(),
                       [&](const Arc& arc) { return subject.memory_of(arc.from).kills(arc); });
}

/// The last event to decide an arc into the step.
template <class Engine>
Moment what_decided(const Engine& engine, const Case& subject, int step) {
    Moment last;
    for (const Arc& arc : engine.plan.step(subject.first_step + step).arcs) {
        const Moment& decided = subject.memory_of(arc.from).decided;
        if (!decided.is_before(last)) {
            last = decided;
        }
    }
    return last;
}

template <class Engine>
void evaluate_join(Engine& engine, std::uint32_t case_index, int step) {
    const JoinState found = join_state(engine, engine.cases[case_index], step, false);
    if (found == JoinState::later) {
        Case& subject = engine.cases[case_index];
        StepMemory& memory = subject.memory_of(step);
        if (!memory.held) {
            memory.held = true;
            subject.held.push_back(step);
        }
        list_for_join_check(engine, case_index);
        return;
    }
    apply(engine, case_index, step, found);
}

template <class Engine>
void apply(Engine& engine, std::uint32_t case_index, int step, JoinState found) {
    if (found == JoinState::open) {
        return;
    }
    Case& subject = engine.cases[case_index];
    const auto place = static_cast<std::size_t>(step);
    StepMemory& memory = subject.memory[place];
    if (found == JoinState::start) {
        begin(engine, case_index, step, enabling_event(engine, subject, step), memory.called);
        return;
    }
    memory.state = StepMemory::State::dead;
    memory.held = false;
    memory.decided = what_decided(engine, subject, step);
    if (Engine::full_engine && subject.retained.until == step) {
        release_retained(engine, case_index);
    }
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    if (workflow.holds) {
        const PlanStep* steps = engine.plan.steps.data() + subject.first_step;
        BitSet& killers = subject.killers[place];
        killers.clear();
        for (const Arc& arc : steps[step].arcs) {
            const auto from = static_cast<std::size_t>(arc.from);
            killers |= subject.memory[from].state == StepMemory::State::dead
                           ? subject.killers[from]
                           : steps[from].redrawn_by;
        }
    }
    propagate(engine, case_index, step, -1, memory.decided);
}

template <class Engine>
void list_for_join_check(Engine& engine, std::uint32_t case_index) {
    if (!engine.cases[case_index].waits_for_verdict) {
        engine.cases[case_index].waits_for_verdict = true;
        engine.verdicts.push_back(case_index);
    }
}

/// After everything else of the instant: held joins, all of a case by one state, and cases that are
/// done.
template <class Engine>
void deliver_verdicts(Engine& engine) {
    std::vector<std::pair<int, JoinState>> decided;
    while (!engine.verdicts.empty()) {
        engine.verdicts_now.swap(engine.verdicts);
        engine.verdicts.clear();
        for (const std::uint32_t case_index : engine.verdicts_now) {
            Case& subject = engine.cases[case_index];
            subject.waits_for_verdict = false;
            if (!subject.open) {
                recycle_if_over(engine, case_index);
                continue;
            }
            if (subject.held.empty()) {
                if (subject.live == 0) {
                    leave(engine, case_index, 0);
                }
                continue;
            }
            decided.clear();
            std::vector<int> still_held;
            for (const int step : subject.held) {
                StepMemory& memory = subject.memory_of(step);
                if (!memory.held) {
                    continue; // decided since, or listed twice
                }
                memory.held = false;
                const JoinState found = join_state(engine, subject, step, true);
                if (found == JoinState::open) {
                    still_held.push_back(step);
                } else {
                    decided.emplace_back(step, found);
                }
            }
            for (const int step : still_held) {
                subject.memory_of(step).held = true;
            }
            subject.held.swap(still_held);
            for (const auto& [step, found] : decided) {
                apply(engine, case_index, step, found);
            }
            follow_consequences(engine);
            if (engine.cases[case_index].open && engine.cases[case_index].live == 0 &&
                !engine.cases[case_index].waits_for_verdict) {
                leave(engine, case_index, 0);
            }
        }
    }
}

} // namespace plimsoll
