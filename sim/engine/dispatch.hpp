// Free people and waiting work brought together: MODEL.md ruling 8. Part of
// sim/engine/simulation.hpp.
//
// Which work goes first is in sim/engine/order.hpp, people told apart by name in
// sim/engine/people.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::has_suspended_work(int team) const {
    return full_engine && teams_[static_cast<std::size_t>(team)].suspended_items > 0;
}

/// Whether anything waits that people of this team might do.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::has_work_for(int team) const {
    return teams_[static_cast<std::size_t>(team)].waiting > 0 || has_suspended_work(team);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::mark_dirty(int team) {
    TeamState& state = teams_[static_cast<std::size_t>(team)];
    joint_.changed();
    if (!state.dirty) {
        state.dirty = true;
        dirty_teams_.push_back(team);
    }
}

/// Gives the team's free people the work they may start now: their own, then that of teams which
/// they help.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::dispatch(int team) {
    if (!has_work_for(team)) {
        return;
    }
    const PlanTeam& plan = plan_.team(team);
    if (somebody_is_free(team)) {
        take_work(team, plan.needs, plan.order);
    }
    if (full_engine && plan.is_interrupted) {
        interrupt_others(team);
    }
    for (const Helped& helped : plan.helped) {
        if (has_work_for(team) && somebody_is_free(team)) {
            take_work(team, helped.needs, plan_.team(helped.team).order);
        }
    }
    if (!one_clock && has_work_for(team)) {
        expect_openings(team);
    }
}

/// Work waits for people of this team: those who are off shift, and those of other teams that it
/// needs at the same time, look at it when they come.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::expect_openings(int team) {
    if constexpr (joint_work) {
        for (const int need : plan_.team(team).needs) {
            if (queues_[static_cast<std::size_t>(need)].empty()) {
                continue;
            }
            for (const Need& part : plan_.queue(need).teams) {
                if (part.team != team) {
                    expect_opening(part.team);
                }
            }
        }
    }
    if constexpr (full_engine) {
        for (const Suspended& suspended : teams_[static_cast<std::size_t>(team)].suspended) {
            for (const std::uint32_t index : suspended.items) {
                for_each_suspended_team(items_[index], [&](int other, std::uint32_t) {
                    if (other != team) {
                        expect_opening(other);
                    }
                });
            }
        }
    }
    expect_opening(team);
}

/// To be called where somebody is free.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_work(int team, const std::vector<int>& needs,
                                                    Order order) {
    if (needs.size() == 1 && !has_suspended_work(team) &&
        plan_.queue(needs.front()).takes_anybody()) {
        const int only = needs.front();
        do {
            const std::uint32_t head = next_in(only);
            if (head == nobody) {
                break;
            }
            start(head, only);
        } while (somebody_is_free(team));
        return;
    }
    for (const int need : needs) {
        tried_[static_cast<std::size_t>(need)] = 0;
    }
    do {
        std::uint32_t best = nobody;
        int best_need = 0;
        for (const int need : needs) {
            if (queues_[static_cast<std::size_t>(need)].empty() ||
                tried_[static_cast<std::size_t>(need)] != 0) {
                continue;
            }
            // Usual work asks for no more than somebody of this team.
            if (joint_work && !plan_.queue(need).takes_anybody() && !are_free_for(need)) {
                tried_[static_cast<std::size_t>(need)] = 1; // nobody comes free meanwhile
                continue;
            }
            const std::uint32_t head = next_in(need);
            if (head != nobody && (best == nobody || served_before(order, head, best))) {
                best = head;
                best_need = need;
            }
        }
        if (has_suspended_work(team)) {
            const std::uint32_t again = next_suspended(team);
            if (again != nobody && (best == nobody || served_before(order, again, best))) {
                resume(again);
                continue;
            }
        }
        if (best == nobody) {
            break;
        }
        if (plan_.queue(best_need).takes_anybody()) {
            start(best, best_need); // somebody is free
            continue;
        }
        const int option = option_to_start(best_need, best);
        if (option < 0) {
            tried_[static_cast<std::size_t>(best_need)] = 1;
            continue;
        }
        const PlanQueue& chosen = plan_.queue(option);
        const bool others = option != best_need &&
                            std::none_of(chosen.teams.begin(), chosen.teams.end(),
                                         [team](const Need& part) { return part.team == team; });
        if (others || joint_.must_let_another_go_first(option, best)) {
            tried_[static_cast<std::size_t>(best_need)] = 1;
            let_others_first_.push_back(team);
            if (others) {
                mark_dirty(chosen.lead);
                continue;
            }
            joint_.lets_others_first(best, option);
            if (joint_.has_waited_long(items_[best])) {
                break; // what is behind it is judged when the other work has started
            }
        } else {
            start(best, option);
        }
    } while (has_work_for(team) && somebody_is_free(team));
}

/// By whom the head of this queue may start now: this need, the best of its options, or -1.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::option_to_start(int need, std::uint32_t head) {
    const std::vector<int>& options = plan_.queue(need).alternatives;
    if (options.empty()) {
        return are_free_for(need) ? need : -1;
    }
    for (const int option : options) {
        if (are_free_for(option) && !joint_.is_kept_from(head, option)) {
            return option;
        }
    }
    return -1;
}

/// Whether anybody of the team is free and on shift.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::somebody_is_free(int team) {
    const TeamState& state = teams_[static_cast<std::size_t>(team)];
    if (state.free_people == 0 || (one_clock && state.free_people > 0)) {
        return state.free_people > 0;
    }
    const PlanTeam& plan = plan_.team(team);
    if (state.free_people < 0) {
        return full_engine && !plan.unlimited ? somebody_named_is_free(plan)
                                              : is_open_now(plan.clock);
    }
    for (std::size_t shift = 0; shift < state.free.size(); ++shift) {
        if (!state.free[shift].empty() && is_open_now(plan.shifts[shift].clock)) {
            return true;
        }
    }
    return false;
}

/// How many people of the team are free and on shift.
template <class Features, class... Mechanisms>
std::int64_t Simulation<Features, Mechanisms...>::free_on_shift(int team) {
    const PlanTeam& plan = plan_.team(team);
    if (plan.unlimited) {
        return is_open_now(plan.clock) ? never : 0;
    }
    if (full_engine && plan.by_name) {
        std::int64_t available = 0;
        for (const Shift& shift : plan.shifts) {
            available += std::count_if(shift.people.begin(), shift.people.end(),
                                       [this](int person) { return is_available(person); });
        }
        return available;
    }
    std::int64_t free = 0;
    for (std::size_t shift = 0; shift < plan.shifts.size(); ++shift) {
        const OrderedRing& people = teams_[static_cast<std::size_t>(team)].free[shift];
        if (!people.empty() && is_open_now(plan.shifts[shift].clock)) {
            free += static_cast<std::int64_t>(people.size());
        }
    }
    return free;
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::are_free_for(int need) {
    const PlanQueue& wanted = plan_.queue(need);
    if (!wanted.alternatives.empty()) {
        return std::any_of(wanted.alternatives.begin(), wanted.alternatives.end(),
                           [this](int option) { return are_free_for(option); });
    }
    if constexpr (!joint_work) {
        return somebody_is_free(wanted.lead);
    }
    if (full_engine && wanted.by_name) {
        return named_are_free_for(wanted);
    }
    const std::vector<Need>& parts = wanted.teams;
    return std::all_of(parts.begin(), parts.end(), [this](const Need& part) {
        return part.people == 1 ? somebody_is_free(part.team)
                                : free_on_shift(part.team) >= part.people;
    });
}

/// Ruling 8: whose last work ended earliest, ties in file order.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::take_person(int team) {
    if (full_engine && plan_.team(team).by_name) {
        PlanQueue one;
        one.teams = {{team, 1}};
        return take_named(one, 0, 1);
    }
    const PlanTeam& plan = plan_.team(team);
    TeamState& state = teams_[static_cast<std::size_t>(team)];
    std::uint32_t chosen = nobody;
    std::size_t chosen_shift = 0;
    for (std::size_t shift = 0; shift < state.free.size(); ++shift) {
        if (state.free[shift].empty() || !is_open_now(plan.shifts[shift].clock)) {
            continue;
        }
        const std::uint32_t person = state.free[shift].front();
        if (chosen == nobody ||
            std::tie(last_worked_[person], person) < std::tie(last_worked_[chosen], chosen)) {
            chosen = person;
            chosen_shift = shift;
        }
    }
    state.free[chosen_shift].pop_front();
    --state.free_people;
    return chosen;
}

} // namespace plimsoll
