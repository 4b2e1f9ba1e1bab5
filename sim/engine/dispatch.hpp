// Free people and waiting work brought together: MODEL.md ruling 8. Part of
// sim/engine/simulation.hpp.
//
// Which work goes first is in sim/engine/order.hpp, people told apart by name in
// sim/engine/people.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

template <class Engine>
bool has_suspended_work(const Engine& engine, int team) {
    return Engine::full_engine && engine.teams[team].suspended_items > 0;
}

/// Whether anything waits that people of this team might do.
template <class Engine>
bool has_work_for(const Engine& engine, int team) {
    return engine.teams[team].waiting > 0 || has_suspended_work(engine, team);
}

template <class Engine>
void mark_dirty(Engine& engine, int team) {
    TeamState& state = engine.teams[team];
    engine.joint.changed();
    if (!state.dirty) {
        state.dirty = true;
        engine.dirty_teams.push_back(team);
    }
}

/// Gives the team's free people the work they may start now: their own, then that of teams which
/// they help.
template <class Engine>
void dispatch(Engine& engine, int team) {
    if (!has_work_for(engine, team)) {
        return;
    }
    const PlanTeam& plan = engine.plan.team(team);
    if (engine.staff.somebody_is_free(team)) {
        take_work(engine, team, plan.needs, plan.order);
    }
    if (Engine::full_engine && plan.is_interrupted) {
        interrupt_others(engine, team);
    }
    for (const Helped& helped : plan.helped) {
        if (has_work_for(engine, team) && engine.staff.somebody_is_free(team)) {
            take_work(engine, team, helped.needs, engine.plan.team(helped.team).order);
        }
    }
    if (!Engine::one_clock && has_work_for(engine, team)) {
        expect_openings(engine, team);
    }
}

/// Work waits for people of this team: those who are off shift, and those of other teams that it
/// needs at the same time, look at it when they come.
template <class Engine>
void expect_openings(Engine& engine, int team) {
    if constexpr (Engine::joint_work) {
        for (const int need : engine.plan.team(team).needs) {
            if (engine.queues[need].empty()) {
                continue;
            }
            for (const Need& part : engine.plan.queue(need).teams) {
                if (part.team != team) {
                    expect_opening(engine, part.team);
                }
            }
        }
    }
    if constexpr (Engine::full_engine) {
        for (const Suspended& suspended : engine.teams[team].suspended) {
            for (const std::uint32_t index : suspended.items) {
                for_each_suspended_team(engine, engine.items[index], [&](int other, std::uint32_t) {
                    if (other != team) {
                        expect_opening(engine, other);
                    }
                });
            }
        }
    }
    expect_opening(engine, team);
    expect_day(engine, team);
}

/// Work waits for those who know it: others may do it on a day on which none of them is there.
template <class Engine>
void expect_day(Engine& engine, int team) {
    if constexpr (Engine::has_mechanisms) {
        TeamState& state = engine.teams[team];
        const std::vector<int>& needs = engine.plan.team(team).needs;
        const Microseconds next = (engine.clock.now() / day + 1) * day;
        const bool waits = std::any_of(needs.begin(), needs.end(), [&](int need) {
            return engine.plan.queue(need).knows &&
                   (!engine.queues[need].empty() || has_suspended_work(engine, team));
        });
        if (waits && state.next_day != next) {
            state.next_day = next;
            engine.agenda.push({next, EventKind::opening, static_cast<std::uint32_t>(team)});
        }
    }
}

/// To be called where somebody is free.
template <class Engine>
void take_work(Engine& engine, int team, const std::vector<int>& needs, Order order) {
    if (needs.size() == 1 && !has_suspended_work(engine, team) &&
        engine.plan.queue(needs.front()).takes_anybody()) {
        const int only = needs.front();
        do {
            const std::uint32_t head = next_in(engine, only);
            if (head == nobody) {
                break;
            }
            start(engine, head, only);
        } while (engine.staff.somebody_is_free(team));
        return;
    }
    for (const int need : needs) {
        engine.tried[need] = 0;
    }
    do {
        std::uint32_t best = nobody;
        int best_need = 0;
        for (const int need : needs) {
            if (engine.queues[need].empty() || engine.tried[need] != 0) {
                continue;
            }
            // Usual work asks for no more than somebody of this team.
            if (Engine::joint_work && !engine.plan.queue(need).takes_anybody() &&
                !engine.staff.are_free_for(need)) {
                engine.tried[need] = 1; // nobody comes free meanwhile
                continue;
            }
            const std::uint32_t head = next_in(engine, need);
            if (head != nobody && (best == nobody || served_before(engine, order, head, best))) {
                best = head;
                best_need = need;
            }
        }
        if (has_suspended_work(engine, team)) {
            const std::uint32_t again = next_suspended(engine, team);
            if (again != nobody && (best == nobody || engine.items[again].returned ||
                                    served_before(engine, order, again, best))) {
                resume(engine, again);
                continue;
            }
        }
        if (best == nobody) {
            break;
        }
        if (engine.plan.queue(best_need).takes_anybody()) {
            start(engine, best, best_need); // somebody is free
            continue;
        }
        const int option = option_to_start(engine, best_need, best);
        if (option < 0) {
            engine.tried[best_need] = 1;
            continue;
        }
        const PlanQueue& chosen = engine.plan.queue(option);
        const bool others = option != best_need &&
                            std::none_of(chosen.teams.begin(), chosen.teams.end(),
                                         [team](const Need& part) { return part.team == team; });
        if (others || engine.joint.must_let_another_go_first(option, best)) {
            engine.tried[best_need] = 1;
            engine.let_others_first.push_back(team);
            if (others) {
                mark_dirty(engine, chosen.lead);
                continue;
            }
            engine.joint.lets_others_first(best, option);
            if (engine.joint.has_waited_long(engine.items[best])) {
                break; // what is behind it is judged when the other work has started
            }
        } else {
            start(engine, best, option);
        }
    } while (has_work_for(engine, team) && engine.staff.somebody_is_free(team));
}

/// By whom the head of this queue may start now: this need, the best of its options, or -1.
template <class Engine>
int option_to_start(Engine& engine, int need, std::uint32_t head) {
    const std::vector<int>& options = engine.plan.queue(need).alternatives;
    if (options.empty()) {
        return engine.staff.are_free_for(need) ? need : -1;
    }
    for (const int option : options) {
        if (engine.staff.are_free_for(option) && !engine.joint.is_kept_from(head, option)) {
            return option;
        }
    }
    return -1;
}

/// Somebody is free but off shift while work waits: the team looks again when the first comes.
template <class Engine>
void expect_opening(Engine& engine, int team) {
    if constexpr (!Engine::one_clock) {
        const PlanTeam& plan = engine.plan.team(team);
        TeamState& state = engine.teams[team];
        const bool comes_once = plan.shifts.size() == 1 && state.next_opening < never;
        if (state.all_on_shift_at == engine.clock.now() || comes_once) {
            return;
        }
        const auto is_there = [&engine](const Shift& shift) {
            return engine.clock.is_open_now(shift.clock);
        };
        if ((!plan.unlimited || engine.clock.is_open_now(plan.clock)) &&
            std::all_of(plan.shifts.begin(), plan.shifts.end(), is_there)) {
            state.all_on_shift_at = engine.clock.now();
            return;
        }
        Microseconds next = never;
        const auto consider = [&](int number) {
            if (!engine.clock.is_open_now(number)) {
                next = std::min(next, engine.clock[number].next_opening(engine.clock.now()));
            }
        };
        if (plan.unlimited) {
            consider(plan.clock);
        }
        for (std::size_t shift = 0; shift < plan.shifts.size(); ++shift) {
            const std::vector<int>& people = plan.shifts[shift].people;
            // Work that was suspended overnight may be interrupted in the morning.
            const bool somebody = Engine::full_engine && plan.is_interrupted
                                      ? !people.empty()
                                      : engine.staff.somebody_is_free_of(team, shift);
            if (somebody) {
                consider(plan.shifts[shift].clock);
            }
        }
        if (next < state.next_opening) {
            state.next_opening = next;
            engine.agenda.push({next, EventKind::opening, static_cast<std::uint32_t>(team)});
        }
    }
}

} // namespace plimsoll
