// Work that stops before it is done: patience that also runs during it, and work that is more
// urgent (MODEL.md: patience during work, interrupts). Part of sim/simulation.hpp.
//
// What is booked when work starts is known to its end. Whoever stops it takes the rest back; the
// end that stands in the list of events finds that it is not the item's any more.
#pragma once

#include "sim/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// Books the time in which the item will be in work, from now to its end, or takes it back.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::charge_work(WorkItem& item, int sign) {
    Microseconds in_work = 0;
    Microseconds touched = 0;
    if (item.stretches.empty()) {
        const WorkTimes times = times_of(item.work_clock, now_, item.end);
        in_work = times.elapsed;
        touched = times.touched;
    } else {
        in_work = elapsed_at(item.end) - now_elapsed_;
    }
    for (const WorkStretch& stretch : item.stretches) {
        const Microseconds from = std::max(stretch.from, now_);
        touched += from < stretch.to ? times_of(stretch.clock, from, stretch.to).touched : 0;
    }
    charge(item.elapsed, ElapsedCategory::touch, sign * touched);
    charge(item.elapsed, ElapsedCategory::off_duty, sign * (in_work - touched));
}

/// Corrects what is counted of a visit for so much more work, or less.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::change_visit(const WorkItem& item, Microseconds more) {
    CountedVisit& visit = cases_[item.case_slot].visits[item.counted_at];
    visit.effort += more;
    visit.cost += item.cost_per_hour * (static_cast<double>(more) / static_cast<double>(hour));
}

/// Stops work and frees its people. What is left of it, in its people's time.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::stop_work(std::uint32_t index) {
    WorkItem& item = items_[index];
    tally_work(item, now_, item.end, -1);
    charge_work(item, -1);
    const Microseconds rest = open_between(item.work_clock, now_, item.end);
    change_visit(item, -rest);
    item.end = now_;
    ++item.void_events;
    free_people(item);
    item.people.clear();
    tell([&](auto& mechanism) {
        if constexpr (requires { mechanism.stopped(*this, item); }) {
            mechanism.stopped(*this, item);
        }
    });
    return rest;
}

/// Whether this end of work is one that was overtaken by a stop.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_overtaken(const Event& event) {
    WorkItem& item = items_[event.index];
    if (item.void_events == 0 || (item.stage == WorkItem::Stage::work && item.end == event.time)) {
        return false;
    }
    if (--item.void_events == 0 && item.is_released) {
        recycle_item(event.index);
    }
    return true;
}

/// Lets work that must not wait take people away from other work.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::interrupt_others(int team) {
    for (;;) {
        const std::uint32_t next = next_that_interrupts(team);
        const std::uint32_t other = next == nobody ? nobody : least_urgent_in_work(team);
        if (other == nobody) {
            return;
        }
        const std::uint32_t person = items_[other].people.front();
        items_[other].rest = stop_work(other);
        put_aside(other, person);
        const int option = option_to_start(items_[next].need, next);
        if (option < 0) {
            return;
        }
        start(next, option);
    }
}

/// The first in the team's order of the work that may take one of its people away from other work:
/// nobody is free to do it, not even a helper, and nothing that waits may not be overtaken.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::next_that_interrupts(int team) {
    const PlanTeam& plan = plan_.teams[static_cast<std::size_t>(team)];
    std::uint32_t next = nobody;
    for (const int need : plan.needs) {
        const PlanNeed& queue = plan_.needs[static_cast<std::size_t>(need)];
        const std::uint32_t head = queue.precedence == interrupting ? next_in(need) : nobody;
        if (head == nobody || option_to_start(need, head) >= 0) {
            continue;
        }
        const PlanNeed& own = queue.options.empty()
                                  ? queue
                                  : plan_.needs[static_cast<std::size_t>(queue.options.front())];
        const bool may_go = items_[head].ready <= not_overtaking(own) || is_kept_for(items_[head]);
        if (may_go && (next == nobody || served_before(plan.order, head, next))) {
            next = head;
        }
    }
    return next;
}

/// The work of one person who is on shift that may be interrupted: of the lowest priority the one
/// that was started last.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::least_urgent_in_work(int team) const {
    std::uint32_t found = nobody;
    for (const Shift& shift : plan_.teams[static_cast<std::size_t>(team)].shifts) {
        if (!is_open_now(shift.clock)) {
            continue;
        }
        for (const int person : shift.people) {
            const std::uint32_t index = works_on_[static_cast<std::size_t>(person)];
            if (index == nobody) {
                continue;
            }
            const WorkItem& item = items_[index];
            const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
            if (item.stage != WorkItem::Stage::work || item.end <= now_ || item.batch != nobody ||
                plan_.needs[static_cast<std::size_t>(item.need)].people > 1 ||
                step.precedence == interrupting) {
                continue;
            }
            if (found == nobody) {
                found = index;
                continue;
            }
            const WorkItem& other = items_[found];
            const int priority = plan_.steps[static_cast<std::size_t>(other.step)].priority;
            if (step.priority != priority   ? step.priority > priority
                : item.start != other.start ? item.start > other.start
                                            : named_before(found, index)) {
                found = index;
            }
        }
    }
    return found;
}

/// Work that has begun waits for its person again; without one, for anybody of an unlimited team.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::put_aside(std::uint32_t index, std::uint32_t person) {
    WorkItem& item = items_[index];
    item.stage = WorkItem::Stage::aside;
    item.goes_back_to = person;
    item.aside_since = now_;
    const int team = plan_.needs[static_cast<std::size_t>(item.need)].lead;
    aside_of(team, person).push_back(index);
    ++teams_[static_cast<std::size_t>(team)].aside_items;
    mark_dirty(team);
}

/// Begun work of this team that waits for this person.
template <class Features, class... Mechanisms>
std::vector<std::uint32_t>& Simulation<Features, Mechanisms...>::aside_of(int team,
                                                                          std::uint32_t person) {
    std::vector<Aside>& all = teams_[static_cast<std::size_t>(team)].aside;
    const auto known = std::find_if(all.begin(), all.end(),
                                    [person](const Aside& one) { return one.person == person; });
    return (known != all.end() ? *known : all.emplace_back(Aside{person, {}})).items;
}

/// Of the work that was put aside, the first in the team's order whose person is there.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::next_aside(int team) const {
    const PlanTeam& plan = plan_.teams[static_cast<std::size_t>(team)];
    std::uint32_t found = nobody;
    for (const auto& [person, items] : teams_[static_cast<std::size_t>(team)].aside) {
        const bool there =
            !items.empty() &&
            (person == nobody ||
             (works_on_[person] == nobody && is_available(static_cast<int>(person))) ||
             has_left(person));
        if (!there) {
            continue;
        }
        for (const std::uint32_t index : items) {
            if (found == nobody || served_before(plan.order, index, found)) {
                found = index;
            }
        }
    }
    return found;
}

/// Whether a person is gone for good: more than a year is no leave.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::has_left(std::uint32_t person) const {
    constexpr Microseconds longest_leave = 366 * day;
    const WeekClock& own = clocks_[plan_.people[person].clock];
    return own.has_dates() && own.next_opening(now_) - now_ > longest_leave;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave_aside(std::uint32_t index) {
    WorkItem& item = items_[index];
    tally_aside(item, now_);
    const int team = plan_.needs[static_cast<std::size_t>(item.need)].lead;
    std::vector<std::uint32_t>& aside = aside_of(team, item.goes_back_to);
    aside.erase(std::find(aside.begin(), aside.end(), index));
    --teams_[static_cast<std::size_t>(team)].aside_items;
}

/// Books the time that begun work lay aside: in the queue as far as its person was on shift.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::charge_aside(WorkItem& item) {
    const Microseconds waited = now_elapsed_ - elapsed_at(item.aside_since);
    const Microseconds queued = open_between(in_open_time(item.work_clock), item.aside_since, now_);
    charge(item.elapsed, ElapsedCategory::queue, queued);
    charge(item.elapsed, ElapsedCategory::off_duty, waited - queued);
}

/// Goes on with work that was put aside.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_up_again(std::uint32_t index) {
    leave_aside(index);
    WorkItem& item = items_[index];
    charge_aside(item);
    if (item.goes_back_to != nobody && has_left(item.goes_back_to)) {
        // Ruling 10: someone who left is replaced by the one free longest.
        item.goes_back_to = take_person(plan_.people[item.goes_back_to].team);
        item.people.assign(1, item.goes_back_to);
        item.work_clock = plan_.people[item.goes_back_to].clock;
        works_on_[item.goes_back_to] = index;
    } else if (item.goes_back_to != nobody) {
        take_this_person(item.goes_back_to);
        item.people.assign(1, item.goes_back_to);
        works_on_[item.goes_back_to] = index;
    }
    if (!one_clock && clocks_[item.work_clock].has_dates()) {
        const Microseconds cycle_end = (now_ / DateTable::cycle + 1) * DateTable::cycle;
        item.rest = std::min(item.rest, open_between(item.work_clock, now_, cycle_end));
    }
    item.stage = WorkItem::Stage::work;
    item.start = now_;
    item.end = after(item.work_clock, now_, item.rest);
    change_visit(item, item.rest);
    item.rest = 0;
    charge_work(item, 1);
    tally_work(item, item.start, item.end, 1);
    events_.push({item.end, EventKind::completion, index});
    tell([&](auto& mechanism) {
        if constexpr (requires { mechanism.resumed(*this, item); }) {
            mechanism.resumed(*this, item);
        }
    });
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_aside(const WorkItem& item, Microseconds until) {
    const int team = plan_.needs[static_cast<std::size_t>(item.need)].lead;
    record_.teams[static_cast<std::size_t>(team)].queue_length +=
        in_window(elapsed_at(item.aside_since), elapsed_at(until));
}

} // namespace plimsoll
