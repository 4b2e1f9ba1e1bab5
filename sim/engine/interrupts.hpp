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

/// Lets work that must not wait take people away from other work.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::interrupt_others(int team) {
    const PlanTeam& plan = plan_.team(team);
    for (bool anything = true; anything;) {
        anything = false;
        for (const std::uint32_t next : those_that_interrupt(plan)) {
            const std::optional<Interruption> way = least_interruption(next);
            if (!way) {
                continue;
            }
            for (const std::uint32_t other : way->others) {
                items_[other].rest = stop_work(other);
                suspend(other);
            }
            start(next, way->need);
            anything = true;
            break;
        }
    }
}

/// The work that may take people of this team away from other work, in the team's order: nobody is
/// free to do it, not even a helper.
template <class Features, class... Mechanisms>
std::vector<std::uint32_t>
Simulation<Features, Mechanisms...>::those_that_interrupt(const PlanTeam& team) {
    std::vector<std::uint32_t> found;
    for (const int need : team.needs) {
        const PlanQueue& queue = plan_.queue(need);
        const std::uint32_t head = queue.precedence == interrupting ? next_in(need) : nobody;
        if (head != nobody && option_to_start(need, head) < 0) {
            found.push_back(head);
        }
    }
    std::sort(found.begin(), found.end(),
              [&](std::uint32_t a, std::uint32_t b) { return served_before(team.order, a, b); });
    return found;
}

/// By which of its needs the work can start if which other work is stopped: the way that stops the
/// least urgent.
template <class Features, class... Mechanisms>
auto Simulation<Features, Mechanisms...>::least_interruption(std::uint32_t next)
    -> std::optional<Interruption> {
    const int number = items_[next].need;
    const PlanQueue& queue = plan_.queue(number);
    const std::vector<int> options =
        queue.alternatives.empty() ? std::vector<int>{number} : queue.alternatives;
    std::optional<Interruption> best;
    for (const int option : options) {
        const PlanQueue& need = plan_.queue(option);
        if (need.helps >= 0 || joint_.is_kept_from(next, option)) {
            continue;
        }
        std::vector<std::uint32_t> others;
        if (can_start_after_stopping(need, others) &&
            (!best || less_urgent_in_work(others, best->others))) {
            best = {option, std::move(others)};
        }
    }
    return best;
}

/// The work of this person, in whichever of its teams, that may be stopped, or nobody.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::work_to_stop(int person) const {
    const PlanPerson& who = plan_.person(person);
    std::uint32_t index = works_on_[static_cast<std::size_t>(person)];
    for (const int same : who.also) {
        index = index == nobody ? works_on_[static_cast<std::size_t>(same)] : index;
    }
    if (index == nobody || !is_open_now(who.clock)) {
        return nobody;
    }
    const WorkItem& item = items_[index];
    const PlanStep& step = plan_.step(item.step);
    const bool stops =
        item.stage == WorkItem::Stage::work && item.end > now_ && step.precedence != interrupting;
    return stops ? index : nobody;
}

/// Whether this person may begin now, if this other work is stopped.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::would_be_free(
    int person, const std::vector<std::uint32_t>& stopped) const {
    const PlanPerson& who = plan_.person(person);
    if (!is_open_now(who.clock)) {
        return false;
    }
    const auto free = [&](int one) {
        const std::uint32_t work = works_on_[static_cast<std::size_t>(one)];
        const bool is_free = is_free_[static_cast<std::size_t>(one)] != 0;
        return work == nobody ? is_free
                              : std::find(stopped.begin(), stopped.end(), work) != stopped.end();
    };
    return free(person) && std::all_of(who.also.begin(), who.also.end(), free);
}

/// Whether work that needs these people could start if other work is stopped; then `others` is what
/// must be, and nothing more.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::can_start_after_stopping(
    const PlanQueue& need, std::vector<std::uint32_t>& others) const {
    const auto free = [&](int person) { return would_be_free(person, others); };
    while (!would_be_served(need, free)) {
        std::uint32_t least = nobody;
        for (std::size_t place = 0; place < need.teams.size() && least == nobody; ++place) {
            const PlanTeam& team = plan_.team(need.teams[place].team);
            if (team.unlimited || (!need.shares_people && part_is_served(need, place, free))) {
                continue;
            }
            const bool all_required =
                place > 0 || std::all_of(need.required.begin(), need.required.end(), free);
            for (const Shift& shift : team.shifts) {
                for (const int person : shift.people) {
                    const bool may =
                        all_required ? may_serve(need, place, person) : is_required(need, person);
                    const std::uint32_t work = may && !free(person) ? work_to_stop(person) : nobody;
                    if (work != nobody &&
                        std::find(others.begin(), others.end(), work) == others.end() &&
                        (least == nobody || is_less_urgent(team.order, work, least))) {
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
    std::sort(others.begin(), others.end(), [this](std::uint32_t a, std::uint32_t b) {
        return is_less_urgent(Order::priority, b, a);
    });
    for (std::size_t i = 0; i < others.size();) {
        std::vector<std::uint32_t> fewer = others;
        fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
        if (would_be_served(need, [&](int person) { return would_be_free(person, fewer); })) {
            others = std::move(fewer);
        } else {
            ++i;
        }
    }
    return true;
}

/// Which of two that are in work is interrupted first: by the order of the team that needs people,
/// then by priority, then what was begun last.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_less_urgent(Order order, std::uint32_t a,
                                                         std::uint32_t b) const {
    const std::int64_t first = urgency(items_[a], order);
    const std::int64_t second = urgency(items_[b], order);
    if (first != second) {
        return first > second;
    }
    const int priority = plan_.step(items_[a].step).priority;
    const int other = plan_.step(items_[b].step).priority;
    return priority != other                    ? priority > other
           : items_[a].start != items_[b].start ? items_[a].start > items_[b].start
                                                : named_before(b, a);
}

/// Whether the first of these lists of work, the most urgent on top, is less urgent than the other.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::less_urgent_in_work(
    const std::vector<std::uint32_t>& first, const std::vector<std::uint32_t>& second) const {
    return std::lexicographical_compare(
        first.begin(), first.end(), second.begin(), second.end(),
        [this](std::uint32_t a, std::uint32_t b) { return is_less_urgent(Order::priority, a, b); });
}

} // namespace plimsoll
