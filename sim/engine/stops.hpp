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
template <class Engine>
void charge_work(Engine& engine, WorkItem& item, int sign) {
    Microseconds in_work = 0;
    Microseconds touched = 0;
    if (item.stretches.empty()) {
        const WorkTimes times =
            engine.clock.times_of(item.work_clock, engine.clock.now(), item.end);
        in_work = times.elapsed;
        touched = times.touched;
    } else {
        in_work = engine.clock.elapsed_at(item.end) - engine.clock.elapsed();
    }
    for (const WorkStretch& stretch : item.stretches) {
        const Microseconds from = std::max(stretch.from, engine.clock.now());
        touched +=
            from < stretch.to ? engine.clock.times_of(stretch.clock, from, stretch.to).touched : 0;
    }
    charge(item.elapsed, ElapsedCategory::touch, sign * touched);
    charge(item.elapsed, ElapsedCategory::off_duty, sign * (in_work - touched));
}

/// Corrects what is counted of a visit for so much more work, or less.
template <class Engine>
void change_visit(Engine& engine, const WorkItem& item, Microseconds more) {
    if (is_side_work(engine, item)) {
        return;
    }
    CountedVisit& visit = engine.cases[item.case_index].visits[item.counted_at];
    visit.effort += more;
    visit.cost += item.cost_per_hour * (static_cast<double>(more) / static_cast<double>(hour));
}

/// What is left of work from now on, in its people's time: of those who stay to the end.
template <class Engine>
Microseconds rest_of(Engine& engine, const WorkItem& item) {
    if (item.stretches.empty()) {
        return engine.clock.open_between(item.work_clock, engine.clock.now(), item.end);
    }
    Microseconds rest = 0;
    for (const WorkStretch& stretch : item.stretches) {
        const Microseconds from = std::max(stretch.from, engine.clock.now());
        rest += from < stretch.to ? engine.clock.open_between(stretch.clock, from, stretch.to) : 0;
    }
    return rest;
}

/// The items that are one piece of work with this one, each with its part of so much of it.
template <class Engine, class Visit>
void for_each_part(Engine& engine, std::uint32_t index, Microseconds work, Visit visit) {
    if (is_alone(engine, engine.items[index])) {
        visit(engine.items[index], work);
        return;
    }
    const std::vector<std::uint32_t>& items = engine.batches[engine.items[index].batch].items;
    const auto count = static_cast<Microseconds>(items.size());
    Microseconds given = 0;
    for (Microseconds i = 0; i < count; ++i) {
        const Microseconds until_here = work / count * (i + 1) + work % count * (i + 1) / count;
        visit(engine.items[items[static_cast<std::size_t>(i)]], until_here - given);
        given = until_here;
    }
}

/// Stops work and frees its people. What is left of it, in its people's time.
template <class Engine>
Microseconds stop_work(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    tally_work(engine, item, engine.clock.now(), item.end, -1);
    const Microseconds rest = rest_of(engine, item);
    for_each_part(engine, index, rest, [&](WorkItem& one, Microseconds part) {
        charge_work(engine, one, -1);
        change_visit(engine, one, -part);
        one.end = engine.clock.now();
        tell_stopped(engine, one);
    });
    ++item.void_events;
    free_people(engine, item);
    item.begun_by = std::move(item.people);
    item.people.clear();
    return rest;
}

/// Whether this end of work is one that was overtaken by a stop.
template <class Engine>
bool is_overtaken(Engine& engine, const Event& event) {
    WorkItem& item = engine.items[event.index];
    if (item.void_events == 0 || (item.stage == WorkItem::Stage::work && item.end == event.time)) {
        return false;
    }
    if (--item.void_events == 0 && item.is_released) {
        recycle_item(engine, event.index);
    }
    return true;
}

/// The teams at which begun work waits: those of the people who go on with it, or its own where
/// they are anybody.
template <class Engine, class Visit>
void for_each_suspended_team(Engine& engine, const WorkItem& item, Visit visit) {
    if (item.returned) {
        for (const Need& part : engine.plan.queue(item.need).teams) {
            visit(part.team, nobody);
        }
        return;
    }
    if (item.begun_by.empty()) {
        visit(engine.plan.queue(item.need).lead, nobody);
    }
    for (std::size_t i = 0; i < item.begun_by.size(); ++i) {
        const int team = engine.plan.people[item.begun_by[i]].team;
        const bool known = std::any_of(
            item.begun_by.begin(), item.begun_by.begin() + static_cast<std::ptrdiff_t>(i),
            [&](std::uint32_t earlier) { return engine.plan.people[earlier].team == team; });
        if (!known) {
            visit(team, item.begun_by[i]);
        }
    }
}

/// Work that has begun waits for its people again; without any, for anybody of an unlimited team.
template <class Engine>
void suspend(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    item.stage = WorkItem::Stage::suspended;
    item.suspended_since = engine.clock.now();
    returns_to_queue(engine, item);
    for_each_suspended_team(engine, item, [&](int team, std::uint32_t person) {
        suspended_of(engine, team, person).push_back(index);
        ++engine.teams[team].suspended_items;
        mark_dirty(engine, team);
    });
}

/// Begun work of this team that waits for this person.
template <class Engine>
std::vector<std::uint32_t>& suspended_of(Engine& engine, int team, std::uint32_t person) {
    std::vector<Suspended>& all = engine.teams[team].suspended;
    const auto known = std::find_if(
        all.begin(), all.end(), [person](const Suspended& one) { return one.person == person; });
    return (known != all.end() ? *known : all.emplace_back(Suspended{person, {}})).items;
}

/// Whether somebody who has begun work may go on with it, or another in the place of who has left.
template <class Engine>
bool goes_on(const Engine& engine, std::uint32_t person) {
    return (engine.staff.works_on(static_cast<int>(person)) == nobody &&
            engine.staff.is_available(static_cast<int>(person))) ||
           engine.staff.has_left(person);
}

/// Of the work that was put aside, the first in the team's order whose people are there.
template <class Engine>
std::uint32_t next_suspended(Engine& engine, int team) {
    const PlanTeam& plan = engine.plan.team(team);
    std::uint32_t found = nobody;
    for (const auto& [person, items] : engine.teams[team].suspended) {
        if (items.empty() || (person != nobody && !goes_on(engine, person))) {
            continue;
        }
        for (const std::uint32_t index : items) {
            const bool returned = engine.items[index].returned;
            if (found != nobody && (engine.items[found].returned != returned
                                        ? !returned
                                        : !served_before(engine, plan.order, index, found))) {
                continue;
            }
            if (returned && who_takes_returned(engine, index) < 0) {
                continue;
            }
            const std::size_t wanted = engine.items[index].begun_by.size();
            if (wanted > 0 && who_goes_on(engine, engine.items[index]).size() < wanted) {
                continue;
            }
            if (wanted > 1 &&
                engine.joint.must_let_another_go_first(engine.items[index].need, index)) {
                engine.let_others_first.push_back(team);
                continue;
            }
            found = index;
        }
    }
    return found;
}

/// Who goes on with it: all who have begun it, and ruling 10: who left is replaced by the one free
/// longest. Nobody where not all of them are there.
template <class Engine>
std::vector<std::uint32_t> who_goes_on(const Engine& engine, const WorkItem& item) {
    std::vector<std::uint32_t> people = item.begun_by;
    for (std::uint32_t& person : people) {
        if (!goes_on(engine, person)) {
            return {};
        }
        if (!engine.staff.has_left(person)) {
            continue;
        }
        const std::uint32_t other = engine.staff.in_the_place_of(person, people);
        if (other == nobody) {
            return {};
        }
        person = other;
    }
    return people;
}

template <class Engine>
void leave_suspended(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    tally_suspended(engine, item, engine.clock.now());
    for_each_suspended_team(engine, item, [&](int team, std::uint32_t person) {
        std::vector<std::uint32_t>& suspended = suspended_of(engine, team, person);
        suspended.erase(std::find(suspended.begin(), suspended.end(), index));
        --engine.teams[team].suspended_items;
    });
}

/// Books the time that begun work lay aside: in the queue as far as its people were on shift.
template <class Engine>
void charge_suspended(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    const Microseconds waited =
        engine.clock.elapsed() - engine.clock.elapsed_at(item.suspended_since);
    Microseconds queued =
        engine.clock.open_between(item.returned ? engine.plan.queue(item.need).on_duty_clock
                                                : engine.clock.in_open_time(item.work_clock),
                                  item.suspended_since, engine.clock.now());
    Microseconds blocked = 0;
    if (item.returned) {
        blocked = std::min(queued, engine.blocked_time.of(item.need) - item.blocked_before);
        queued -= blocked;
    }
    for_each_part(engine, index, 0, [&](WorkItem& one, Microseconds) {
        charge(one.elapsed, ElapsedCategory::queue, queued);
        charge(one.elapsed, ElapsedCategory::blocked, blocked);
        charge(one.elapsed, ElapsedCategory::off_duty, waited - queued - blocked);
    });
}

/// Goes on with work that was put aside.
template <class Engine>
void resume(Engine& engine, std::uint32_t index) {
    if constexpr (Engine::has_mechanisms) {
        if (is_held_in_work(engine, index)) {
            return;
        }
    }
    leave_suspended(engine, index);
    charge_suspended(engine, index);
    WorkItem& item = engine.items[index];
    const Microseconds done = item.work_in_all - item.rest;
    if (item.returned) {
        take_returned(engine, index);
    } else {
        item.people = who_goes_on(engine, item);
        for (const std::uint32_t person : item.people) {
            engine.staff.take_this(person);
            engine.staff.set_work(person, index);
        }
    }
    Microseconds work = item.rest;
    if constexpr (Engine::has_mechanisms) {
        // What is not ready yet of work in pieces keeps its parts.
        const Microseconds more = added_on_resuming(engine, item, work + item.later);
        work += more;
        item.work_in_all += more;
        engine.ledger.demand(engine.cases[item.case_index], item, more);
    }
    item.rest = 0;
    item.stage = WorkItem::Stage::work;
    item.start = engine.clock.now();
    const PlanQueue& need = engine.plan.queue(item.need);
    item.returned = false;
    if (!item.people.empty()) {
        item.work_clock = clock_of_people(engine, item);
    }
    Microseconds now_worked = work;
    if (need.has_shares) {
        lay_out_stretches(engine, index, work + done, done);
    } else {
        now_worked = until_who_leaves(engine, item, work);
        item.end = engine.clock.after(item.work_clock, engine.clock.now(), now_worked);
    }
    for_each_part(engine, index, now_worked, [&](WorkItem& one, Microseconds part) {
        one.start = engine.clock.now();
        one.end = item.end;
        one.work_clock = item.work_clock;
        if (&one != &item) {
            one.stretches = item.stretches;
        }
        change_visit(engine, one, part);
        charge_work(engine, one, 1);
        tell_resumed(engine, one);
    });
    note_end(engine, item);
    tally_work(engine, item, item.start, item.end, 1);
    engine.agenda.push({item.end, EventKind::completion, index});
}

/// The clock on which work goes on with these people.
template <class Engine>
int clock_of_people(Engine& engine, const WorkItem& item) {
    std::vector<int> clocks;
    for (const std::uint32_t person : item.people) {
        clocks.push_back(engine.plan.people[person].clock);
    }
    for (const Need& part : engine.plan.queue(item.need).teams) {
        const PlanTeam& team = engine.plan.team(part.team);
        if (team.unlimited) {
            clocks.push_back(team.clock);
        }
    }
    if (item.uses_kept) {
        for (const std::uint32_t person : engine.cases[item.case_index].retained.people) {
            clocks.push_back(engine.plan.people[person].clock);
        }
    }
    return clocks.size() == 1 ? clocks.front() : engine.clock.common(std::move(clocks));
}

/// It waited for the people who go on with it.
template <class Engine>
void tally_suspended(Engine& engine, const WorkItem& item, Microseconds until) {
    for_each_suspended_team(engine, item, [&](int team, std::uint32_t) {
        engine.ledger.wait_for(team, item.suspended_since, until);
    });
}

} // namespace plimsoll
