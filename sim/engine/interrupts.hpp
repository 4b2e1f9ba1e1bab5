// Work that takes people away from other work (MODEL.md: interrupts). Part of
// sim/engine/simulation.hpp.
//
// Such work goes before all other work of its people. Where not all whom it needs are free, it
// takes those with the least urgent work, in every team it needs, of those who may serve; what they
// were doing waits for them, all of it together. It takes nobody unless it can start then.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <optional>

namespace plimsoll {

struct Interruption {
    int need = -1;                     ///< by which the work then starts
    std::vector<std::uint32_t> others; ///< what stops, the most urgent first
};

/// Lets work that must not wait take people away from other work.
template <class Engine>
void interrupt_others(Engine& engine, int team) {
    const PlanTeam& plan = engine.plan.team(team);
    for (bool anything = true; anything;) {
        anything = false;
        for (const std::uint32_t next : those_that_interrupt(engine, plan)) {
            const std::optional<Interruption> way = least_interruption(engine, next);
            if (!way) {
                continue;
            }
            for (const std::uint32_t other : way->others) {
                engine.items[other].rest = stop_work(engine, other);
                suspend(engine, other);
            }
            start(engine, next, way->need);
            anything = true;
            break;
        }
    }
}

/// The work that may take people of this team away from other work, in the team's order: nobody is
/// free to do it, not even a helper.
template <class Engine>
std::vector<std::uint32_t> those_that_interrupt(Engine& engine, const PlanTeam& team) {
    std::vector<std::uint32_t> found;
    for (const int need : team.needs) {
        const PlanQueue& queue = engine.plan.queue(need);
        const std::uint32_t head =
            queue.precedence == interrupting ? next_in(engine, need) : nobody;
        if (head != nobody && option_to_start(engine, need, head) < 0) {
            found.push_back(head);
        }
    }
    std::sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
        return served_before(engine, team.order, a, b);
    });
    return found;
}

/// By which of its needs the work can start if which other work is stopped: the way that stops the
/// least urgent.
template <class Engine>
auto least_interruption(Engine& engine, std::uint32_t next) -> std::optional<Interruption> {
    const int number = engine.items[next].need;
    const PlanQueue& queue = engine.plan.queue(number);
    const std::vector<int> options =
        queue.alternatives.empty() ? std::vector<int>{number} : queue.alternatives;
    std::optional<Interruption> best;
    for (const int option : options) {
        const PlanQueue& need = engine.plan.queue(option);
        if (need.helps >= 0 || !engine.staff.may_cover(need) ||
            engine.joint.is_kept_from(next, option)) {
            continue;
        }
        std::vector<std::uint32_t> others;
        if (can_start_after_stopping(engine, need, others) &&
            (!best || less_urgent_in_work(engine, others, best->others))) {
            best = {option, std::move(others)};
        }
    }
    return best;
}

/// The work of this person, in whichever of its teams, that may be stopped, or nobody.
template <class Engine>
std::uint32_t work_to_stop(const Engine& engine, int person) {
    const PlanPerson& who = engine.plan.person(person);
    std::uint32_t index = engine.staff.works_on(person);
    for (const int same : who.also) {
        index = index == nobody ? engine.staff.works_on(same) : index;
    }
    if (index == nobody || !engine.clock.is_open_now(who.clock) ||
        engine.staff.absences().is_away(person)) {
        return nobody;
    }
    const WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(item.step);
    const bool stops = item.stage == WorkItem::Stage::work && item.end > engine.clock.now() &&
                       step.precedence != interrupting;
    return stops ? index : nobody;
}

/// Whether this person may begin now, if this other work is stopped.
template <class Engine>
bool would_be_free(const Engine& engine, int person, const std::vector<std::uint32_t>& stopped) {
    const PlanPerson& who = engine.plan.person(person);
    if (!engine.clock.is_open_now(who.clock) || engine.staff.absences().is_away(person)) {
        return false;
    }
    const auto free = [&](int one) {
        const std::uint32_t work = engine.staff.works_on(one);
        const bool is_free = engine.staff.is_free_here(one);
        return work == nobody ? is_free
                              : std::find(stopped.begin(), stopped.end(), work) != stopped.end();
    };
    return free(person) && std::all_of(who.also.begin(), who.also.end(), free);
}

/// Whether work that needs these people could start if other work is stopped; then `others` is what
/// must be, and nothing more.
template <class Engine>
bool can_start_after_stopping(const Engine& engine, const PlanQueue& need,
                              std::vector<std::uint32_t>& others) {
    const auto free = [&](int person) { return would_be_free(engine, person, others); };
    while (!engine.staff.would_be_served(need, free)) {
        std::uint32_t least = nobody;
        for (std::size_t place = 0; place < need.teams.size() && least == nobody; ++place) {
            const PlanTeam& team = engine.plan.team(need.teams[place].team);
            if (team.unlimited ||
                (!need.shares_people && engine.staff.part_is_served(need, place, free))) {
                continue;
            }
            const bool all_required =
                place > 0 || std::all_of(need.required.begin(), need.required.end(), free);
            for (const Shift& shift : team.shifts) {
                for (const int person : shift.people) {
                    const bool may =
                        all_required ? need.may_serve(place, person) : need.is_required(person);
                    const std::uint32_t work =
                        may && !free(person) ? work_to_stop(engine, person) : nobody;
                    if (work != nobody &&
                        std::find(others.begin(), others.end(), work) == others.end() &&
                        (least == nobody || is_less_urgent(engine, team.order, work, least))) {
                        least = work;
                    }
                }
            }
        }
        if (least == nobody) {
            return false;
        }
        others.push_back(least);
    }
    // One that was stopped for others may free these, too: the most urgent need not stop then.
    std::sort(others.begin(), others.end(), [&engine](std::uint32_t a, std::uint32_t b) {
        return is_less_urgent(engine, Order::priority, b, a);
    });
    for (std::size_t i = 0; i < others.size();) {
        std::vector<std::uint32_t> fewer = others;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        if (engine.staff.would_be_served(
                need, [&](int person) { return would_be_free(engine, person, fewer); })) {
            others = std::move(fewer);
        } else {
            ++i;
        }
    }
    return true;
}

/// Which of two that are in work is interrupted first: by the order of the team that needs people,
/// then by priority, then what was begun last.
template <class Engine>
bool is_less_urgent(const Engine& engine, Order order, std::uint32_t a, std::uint32_t b) {
    const std::int64_t first = urgency(engine, engine.items[a], order);
    const std::int64_t second = urgency(engine, engine.items[b], order);
    if (first != second) {
        return first > second;
    }
    const int priority = engine.plan.step(engine.items[a].step).priority;
    const int other = engine.plan.step(engine.items[b].step).priority;
    return priority != other ? priority > other
           : engine.items[a].start != engine.items[b].start
               ? engine.items[a].start > engine.items[b].start
               : named_before(engine, b, a);
}

/// Whether the first of these lists of work, the most urgent on top, is less urgent than the other.
template <class Engine>
bool less_urgent_in_work(const Engine& engine, const std::vector<std::uint32_t>& first,
                         const std::vector<std::uint32_t>& second) {
    return std::lexicographical_compare(first.begin(), first.end(), second.begin(), second.end(),
                                        [&engine](std::uint32_t a, std::uint32_t b) {
                                            return is_less_urgent(engine, Order::priority, a, b);
                                        });
}

} // namespace plimsoll
