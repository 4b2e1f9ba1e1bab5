// Work that stops before it is done: patience that also runs during it, and work that is more
// urgent (MODEL.md: patience during work, interrupts). Part of sim/engine/simulation.hpp.
//
// What is booked when work starts is known to its end. Whoever stops it takes the rest back; the
// end that stands in the list of events finds that it is not the item's any more. Who is taken away
// from what is in sim/engine/interrupts.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <cstddef>

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
    CountedVisit& visit = cases_[item.case_index].visits[item.counted_at];
    visit.effort += more;
    visit.cost += item.cost_per_hour * (static_cast<double>(more) / static_cast<double>(hour));
}

/// What is left of work from now on, in its people's time: of those who stay to the end.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::rest_of(const WorkItem& item) {
    if (item.stretches.empty()) {
        return open_between(item.work_clock, now_, item.end);
    }
    Microseconds rest = 0;
    for (const WorkStretch& stretch : item.stretches) {
        const Microseconds from = std::max(stretch.from, now_);
        rest += from < stretch.to ? open_between(stretch.clock, from, stretch.to) : 0;
    }
    return rest;
}

/// The items that are one piece of work with this one, each with its part of so much of it.
template <class Features, class... Mechanisms>
template <class Visit>
void Simulation<Features, Mechanisms...>::for_each_part(std::uint32_t index, Microseconds work,
                                                        Visit visit) {
    if (is_alone(items_[index])) {
        visit(items_[index], work);
        return;
    }
    const std::vector<std::uint32_t>& items = batches_[items_[index].batch].items;
    const auto count = static_cast<Microseconds>(items.size());
    Microseconds given = 0;
    for (Microseconds i = 0; i < count; ++i) {
        const Microseconds until_here = work / count * (i + 1) + work % count * (i + 1) / count;
        visit(items_[items[static_cast<std::size_t>(i)]], until_here - given);
        given = until_here;
    }
}

/// Stops work and frees its people. What is left of it, in its people's time.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::stop_work(std::uint32_t index) {
    WorkItem& item = items_[index];
    tally_work(item, now_, item.end, -1);
    const Microseconds rest = rest_of(item);
    for_each_part(index, rest, [&](WorkItem& one, Microseconds part) {
        charge_work(one, -1);
        change_visit(one, -part);
        one.end = now_;
        notify([&](auto& mechanism) {
            if constexpr (requires { mechanism.stopped(*this, one); }) {
                mechanism.stopped(*this, one);
            }
        });
    });
    ++item.void_events;
    free_people(item);
    item.begun_by = std::move(item.people);
    item.people.clear();
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

/// The teams at which begun work waits: those of the people who go on with it, or its own where
/// they are anybody.
template <class Features, class... Mechanisms>
template <class Visit>
void Simulation<Features, Mechanisms...>::for_each_suspended_team(const WorkItem& item,
                                                                  Visit visit) {
    if (item.begun_by.empty()) {
        visit(plan_.queue(item.need).lead, nobody);
    }
    for (std::size_t i = 0; i < item.begun_by.size(); ++i) {
        const int team = plan_.people[item.begun_by[i]].team;
        const bool known = std::any_of(
            item.begun_by.begin(), item.begun_by.begin() + static_cast<std::ptrdiff_t>(i),
            [&](std::uint32_t earlier) { return plan_.people[earlier].team == team; });
        if (!known) {
            visit(team, item.begun_by[i]);
        }
    }
}

/// Work that has begun waits for its people again; without any, for anybody of an unlimited team.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::suspend(std::uint32_t index) {
    WorkItem& item = items_[index];
    item.stage = WorkItem::Stage::suspended;
    item.suspended_since = now_;
    for_each_suspended_team(item, [&](int team, std::uint32_t person) {
        suspended_of(team, person).push_back(index);
        ++teams_[static_cast<std::size_t>(team)].suspended_items;
        mark_dirty(team);
    });
}

/// Begun work of this team that waits for this person.
template <class Features, class... Mechanisms>
std::vector<std::uint32_t>&
Simulation<Features, Mechanisms...>::suspended_of(int team, std::uint32_t person) {
    std::vector<Suspended>& all = teams_[static_cast<std::size_t>(team)].suspended;
    const auto known = std::find_if(
        all.begin(), all.end(), [person](const Suspended& one) { return one.person == person; });
    return (known != all.end() ? *known : all.emplace_back(Suspended{person, {}})).items;
}

/// Whether somebody who has begun work may go on with it, or another in the place of who has left.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::goes_on(std::uint32_t person) const {
    return (works_on_[person] == nobody && is_available(static_cast<int>(person))) ||
           has_left(person);
}

/// Of the work that was put aside, the first in the team's order whose people are there.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::next_suspended(int team) {
    const PlanTeam& plan = plan_.team(team);
    std::uint32_t found = nobody;
    for (const auto& [person, items] : teams_[static_cast<std::size_t>(team)].suspended) {
        if (items.empty() || (person != nobody && !goes_on(person))) {
            continue;
        }
        for (const std::uint32_t index : items) {
            if (found != nobody && !served_before(plan.order, index, found)) {
                continue;
            }
            const std::size_t wanted = items_[index].begun_by.size();
            if (wanted > 0 && who_goes_on(items_[index]).size() < wanted) {
                continue;
            }
            if (wanted > 1 && joint_.must_let_another_go_first(items_[index].need, index)) {
                let_others_first_.push_back(team);
                continue;
            }
            found = index;
        }
    }
    return found;
}

/// Who goes on with it: all who have begun it, and ruling 10: who left is replaced by the one free
/// longest. Nobody where not all of them are there.
template <class Features, class... Mechanisms>
std::vector<std::uint32_t>
Simulation<Features, Mechanisms...>::who_goes_on(const WorkItem& item) const {
    std::vector<std::uint32_t> people = item.begun_by;
    for (std::uint32_t& person : people) {
        if (!goes_on(person)) {
            return {};
        }
        if (!has_left(person)) {
            continue;
        }
        std::uint32_t other = nobody;
        for (const Shift& shift : plan_.team(plan_.people[person].team).shifts) {
            for (const int one : shift.people) {
                const auto who = static_cast<std::uint32_t>(one);
                const bool there = works_on_[who] == nobody && is_available(one) &&
                                   std::find(people.begin(), people.end(), who) == people.end();
                if (there && (other == nobody || std::tie(last_worked_[who], who) <
                                                     std::tie(last_worked_[other], other))) {
                    other = who;
                }
            }
        }
        if (other == nobody) {
            return {};
        }
        person = other;
    }
    return people;
}

/// Whether a person is gone for good: more than a year is no leave.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::has_left(std::uint32_t person) const {
    constexpr Microseconds longest_leave = 366 * day;
    const WeekClock& own = clocks_[plan_.people[person].clock];
    return own.has_dates() && own.next_opening(now_) - now_ > longest_leave;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave_suspended(std::uint32_t index) {
    const WorkItem& item = items_[index];
    tally_suspended(item, now_);
    for_each_suspended_team(item, [&](int team, std::uint32_t person) {
        std::vector<std::uint32_t>& suspended = suspended_of(team, person);
        suspended.erase(std::find(suspended.begin(), suspended.end(), index));
        --teams_[static_cast<std::size_t>(team)].suspended_items;
    });
}

/// Books the time that begun work lay aside: in the queue as far as its people were on shift.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::charge_suspended(std::uint32_t index) {
    const WorkItem& item = items_[index];
    const Microseconds waited = now_elapsed_ - elapsed_at(item.suspended_since);
    const Microseconds queued =
        open_between(in_open_time(item.work_clock), item.suspended_since, now_);
    for_each_part(index, 0, [&](WorkItem& one, Microseconds) {
        charge(one.elapsed, ElapsedCategory::queue, queued);
        charge(one.elapsed, ElapsedCategory::off_duty, waited - queued);
    });
}

/// Goes on with work that was put aside.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::resume(std::uint32_t index) {
    leave_suspended(index);
    charge_suspended(index);
    WorkItem& item = items_[index];
    item.people = who_goes_on(item);
    for (const std::uint32_t person : item.people) {
        take_this_person(person);
        works_on_[person] = index;
    }
    const Microseconds work = item.rest;
    const Microseconds done = item.work_in_all - work;
    item.rest = 0;
    item.stage = WorkItem::Stage::work;
    item.start = now_;
    const PlanQueue& need = plan_.queue(item.need);
    if (!item.people.empty()) {
        item.work_clock = clock_of_people(item);
    }
    Microseconds now_worked = work;
    if (need.has_shares) {
        lay_out_stretches(index, work + done, done);
    } else {
        now_worked = until_who_leaves(item, work);
        item.end = after(item.work_clock, now_, now_worked);
    }
    for_each_part(index, now_worked, [&](WorkItem& one, Microseconds part) {
        one.start = now_;
        one.end = item.end;
        one.work_clock = item.work_clock;
        if (&one != &item) {
            one.stretches = item.stretches;
        }
        change_visit(one, part);
        charge_work(one, 1);
        notify([&](auto& mechanism) {
            if constexpr (requires { mechanism.resumed(*this, one); }) {
                mechanism.resumed(*this, one);
            }
        });
    });
    note_end(item);
    tally_work(item, item.start, item.end, 1);
    events_.push({item.end, EventKind::completion, index});
}

/// The clock on which work goes on with these people.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::clock_of_people(const WorkItem& item) {
    std::vector<int> clocks;
    for (const std::uint32_t person : item.people) {
        clocks.push_back(plan_.people[person].clock);
    }
    for (const Need& part : plan_.queue(item.need).teams) {
        const PlanTeam& team = plan_.team(part.team);
        if (team.unlimited) {
            clocks.push_back(team.clock);
        }
    }
    if (item.uses_kept) {
        for (const std::uint32_t person : cases_[item.case_index].retained.people) {
            clocks.push_back(plan_.people[person].clock);
        }
    }
    return clocks.size() == 1 ? clocks.front() : common_clock(std::move(clocks));
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_suspended(const WorkItem& item,
                                                          Microseconds until) {
    for_each_suspended_team(item, [&](int team, std::uint32_t) {
        record_.teams[static_cast<std::size_t>(team)].queue_length +=
            in_window(elapsed_at(item.suspended_since), elapsed_at(until));
    });
}

} // namespace plimsoll
