// Somebody goes away, and comes back (sim/engine/absences.hpp): what becomes of the work. Part of
// sim/engine/simulation.hpp.
//
// What they have in hand, or have put aside, returns to the head of its queue with what is left;
// what waited for them alone waits for anybody (MODEL.md ruling 10). Who is with a case that keeps
// them, or held up with it, stays until that lets go. Returned work stands among what is put aside
// (sim/engine/stops.hpp), for nobody in particular.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <vector>

namespace plimsoll {

/// The person, under one name.
template <class Engine>
void send_away(Engine& engine, std::uint32_t person) {
    engine.blocked_time.note_change();
    const std::uint32_t work = engine.staff.works_on(static_cast<int>(person));
    engine.staff.send_away(person, engine.staff.is_in_use(person));
    if (work != nobody && !engine.items[work].uses_kept &&
        engine.items[work].stage == WorkItem::Stage::work) {
        engine.items[work].rest = stop_work(engine, work);
        suspend(engine, work);
    }
    return_suspended(engine, person);
    ask_others(engine);
    mark_dirty(engine, engine.plan.people[person].team);
}

template <class Engine>
void bring_back(Engine& engine, std::uint32_t person) {
    engine.blocked_time.note_change();
    engine.staff.bring_back(person);
    const PlanPerson& who = engine.plan.people[person];
    mark_dirty(engine, who.team);
    for (const int same : who.also) {
        mark_dirty(engine, engine.plan.person(same).team);
    }
}

/// Whether work that has begun waits for anybody: one of its people is away. It returns then.
template <class Engine>
bool returns_to_queue(Engine& engine, WorkItem& item) {
    if constexpr (!Engine::has_mechanisms) {
        return false;
    }
    const auto is_away = [&engine](std::uint32_t person) {
        return engine.staff.absences().is_away(static_cast<int>(person));
    };
    if (item.uses_kept || std::none_of(item.begun_by.begin(), item.begun_by.end(), is_away)) {
        return false;
    }
    item.people.swap(item.begun_by);
    item.begun_speed = speed_of_people(engine, item);
    item.people.clear();
    item.begun_by.clear();
    item.returned = true;
    if (!item.is_escalated) {
        item.need =
            rule_of(engine, item) >= 0 ? need_by_person(engine, item) : base_need(engine, item);
    }
    item.blocked_before = engine.blocked_time.of(item.need);
    return true;
}

/// Work that somebody has put aside for more urgent work returns as well.
template <class Engine>
void return_suspended(Engine& engine, std::uint32_t person) {
    std::vector<std::uint32_t> theirs;
    for (const Suspended& suspended : engine.teams[engine.plan.people[person].team].suspended) {
        for (const std::uint32_t index : suspended.items) {
            const std::vector<std::uint32_t>& people = engine.items[index].begun_by;
            if (!engine.items[index].uses_kept &&
                std::find(people.begin(), people.end(), person) != people.end()) {
                theirs.push_back(index);
            }
        }
    }
    for (const std::uint32_t index : theirs) {
        leave_suspended(engine, index);
        charge_suspended(engine, index);
        suspend(engine, index);
    }
}

/// Visits that wait for people who are away alone.
template <class Engine>
void ask_others(Engine& engine) {
    if (engine.plan.person_rules.empty()) {
        return;
    }
    for (std::uint32_t index = 0; index < engine.items.size(); ++index) {
        const WorkItem& item = engine.items[index];
        if (item.stage != WorkItem::Stage::waiting || item.is_escalated || item.side ||
            item.batch != nobody || rule_of(engine, item) < 0 ||
            !engine.staff.have_left(engine.plan.queue(item.need))) {
            continue;
        }
        const int need = need_by_person(engine, item);
        if (need != item.need) {
            leave_queue(engine, index);
            move_to(engine, index, need);
        }
    }
}

/// By whom returned work may go on now; -1: by nobody.
template <class Engine>
int who_takes_returned(Engine& engine, std::uint32_t index) {
    return option_to_start(engine, engine.items[index].need, index);
}

/// Others go on with it, at their own speed: what is left takes them longer, or less long.
template <class Engine>
void take_returned(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    item.need = who_takes_returned(engine, index);
    item.people.clear();
    gather(engine, item);
    for (const std::uint32_t person : item.people) {
        engine.staff.set_work(person, index);
    }
    const double speed = speed_of_people(engine, item);
    const double cost = cost_of_people(engine, item);
    const double longer = speed > 0 && item.begun_speed > 0 ? item.begun_speed / speed : 1;
    const Microseconds rest = scaled(item.rest, longer);
    const Microseconds later = scaled(item.later, longer);
    for_each_part(engine, index, later - item.later, [&](WorkItem& one, Microseconds part) {
        one.cost_per_hour = cost;
        change_visit(engine, one, part);
        note_who_goes_on(engine, one, item);
    });
    if (!is_absorbed(engine, item)) {
        engine.ledger.demand(engine.cases[item.case_index], item,
                             rest - item.rest + later - item.later);
    }
    item.work_in_all += rest - item.rest + later - item.later;
    item.rest = rest;
    item.later = later;
}

/// It has been done by these, too: four eyes are not theirs.
template <class Engine>
void note_who_goes_on(Engine& engine, WorkItem& item, const WorkItem& leader) {
    const Microseconds drawn = item.effort;
    if (!item.side) {
        note_who_does(engine, item, leader);
    }
    item.effort = drawn;
}

} // namespace plimsoll
