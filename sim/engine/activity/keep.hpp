// Those who stay with a case over several steps (`keep: rooms until discharge`). Part of
// sim/engine/simulation.hpp.
//
//     exam          ... waiting ...      treat          discharge
//     |== room ==|~~~~~ kept ~~~~~~|~~~~~~~~~~~~~~|~~~~~~~~~~~~~|  free
//
// From the end of the step that keeps them until they go they count as at work, whether anybody
// uses them or not. Of several visits of the case at once the first to be ready has them; the
// others wait for them or for somebody else, whoever is there first. Work that uses them begins
// when they are on shift. They hold the place of their team's `wip` that the step which kept them
// had, and who uses them needs no other.
#pragma once

#include "sim/engine/simulation.hpp"

namespace plimsoll {

/// Whether those whom the case keeps are there for this visit.
template <class Engine>
bool may_take_kept(const Engine& engine, const WorkItem& item) {
    const Retained& kept = engine.cases[item.case_index].retained;
    return engine.plan.keeps && kept.team >= 0 && !kept.in_use && !kept.to_go &&
           engine.plan.step(item.step).kept_need >= 0;
}

/// The same; from now on they are its own.
template <class Engine>
bool take_kept(Engine& engine, WorkItem& item) {
    if (!may_take_kept(engine, item)) {
        return false;
    }
    engine.cases[item.case_index].retained.in_use = true;
    return true;
}

/// In whose limits the visit needs a place: who is kept has one already.
template <class Engine>
int need_to_enter(const Engine& engine, const WorkItem& item) {
    const PlanStep& step = engine.plan.step(item.step);
    return may_take_kept(engine, item) ? step.kept_need : step.need;
}

template <class Engine>
void give_back_kept(Engine& engine, WorkItem& item) {
    Retained& kept = engine.cases[item.case_index].retained;
    item.uses_kept = false;
    kept.in_use = false;
    if (kept.to_go) {
        release_retained(engine, item.case_index);
        return;
    }
    for (const std::uint32_t person : kept.people) {
        engine.joint.ends(person, never);
    }
    engine.joint.look_again_beside(kept.team);
    engine.kept_given_back.push_back(item.case_index);
}

/// The visit of the case that would have them next: it waits for somebody like them, and became
/// ready first.
template <class Engine>
std::uint32_t first_to_use_kept(const Engine& engine, const Case& subject) {
    std::uint32_t first = nobody;
    const auto consider = [&](std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        const PlanStep& step = engine.plan.step(item.step);
        const bool waits =
            item.stage == WorkItem::Stage::waiting && item.batch == nobody && !item.is_escalated;
        const auto is_full = [&engine](int limit) {
            return engine.limits[limit].held >= engine.plan.limit(limit).most;
        };
        const bool may_use = step.kept_need >= 0 &&
                             (waits || (item.stage == WorkItem::Stage::blocked &&
                                        first_limit(engine, item, step.kept_need, is_full) < 0));
        if (may_use && (first == nobody || item.ready < engine.items[first].ready)) {
            first = index;
        }
    };
    for (const StepMemory& memory : subject.memory) {
        if (memory.state != StepMemory::State::under_way || memory.item == nobody) {
            continue;
        }
        if (engine.items[memory.item].stage != WorkItem::Stage::parent) {
            consider(memory.item);
            continue;
        }
        const auto visits = engine.multi_instances.find(memory.item);
        if (visits != engine.multi_instances.end()) {
            std::for_each(visits->second.under_way.begin(), visits->second.under_way.end(),
                          consider);
        }
    }
    return first;
}

/// Those whom the case keeps are not in use any more: its next visit that may use them has them
/// now.
template <class Engine>
void pass_kept_on(Engine& engine, std::uint32_t case_index) {
    const Case& subject = engine.cases[case_index];
    if (subject.retained.team < 0 || subject.retained.in_use || subject.retained.to_go ||
        !subject.open || engine.draining()) {
        return;
    }
    const std::uint32_t next = first_to_use_kept(engine, subject);
    if (next == nobody) {
        return;
    }
    WorkItem& item = engine.items[next];
    if (item.stage == WorkItem::Stage::blocked) {
        leave_blocked(engine, next);
        item.need = need_to_enter(engine, item);
        take_freed_capacity(engine, next);
        make_ready(engine, next);
        return;
    }
    leave_queue(engine, next);
    charge_queue(engine, item);
    item.uses_kept = take_kept(engine, item);
    move_to(engine, next,
            rule_of(engine, item) >= 0 ? need_by_person(engine, item) : base_need(engine, item));
    start_or_expect_kept(engine, next);
}

/// The same for every case in which a visit that had them has gone without using them up.
template <class Engine>
void pass_kept_on(Engine& engine) {
    for (std::size_t i = 0; i < engine.kept_given_back.size(); ++i) {
        pass_kept_on(engine, engine.kept_given_back[i]);
    }
    engine.kept_given_back.clear();
}

/// The clock that is open when all whom the item's case keeps are on shift, and these are open.
template <class Engine>
int clock_of_kept(Engine& engine, const WorkItem& item, std::vector<int> more) {
    for (const std::uint32_t person : engine.cases[item.case_index].retained.people) {
        more.push_back(engine.plan.people[person].clock);
    }
    return engine.clock.common(std::move(more));
}

/// Whether those whom it uses, if any, are on shift.
template <class Engine>
bool kept_are_there(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    return Engine::one_clock || !item.uses_kept ||
           engine.clock.is_open_now(clock_of_kept(engine, item, {}));
}

/// The item waits, and has those whom its case keeps: it starts, if they are enough and there.
template <class Engine>
void start_or_expect_kept(Engine& engine, std::uint32_t index) {
    if (!kept_are_there(engine, index)) {
        expect_kept(engine, index);
    } else if (engine.plan.queue(engine.items[index].need).people == 0) {
        start(engine, index, engine.items[index].need);
    }
}

/// They are off shift: it looks again when they come, or at once where somebody has left for good.
template <class Engine>
void expect_kept(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    if (item.kept_expected > engine.clock.now()) {
        return;
    }
    const std::vector<std::uint32_t>& kept = engine.cases[item.case_index].retained.people;
    const bool gone = std::any_of(kept.begin(), kept.end(), [&engine](std::uint32_t person) {
        return engine.staff.has_left(person);
    });
    Timer timer = timer_of(engine, index, Timer::Kind::kept);
    timer.time =
        gone ? engine.clock.now()
             : engine.clock[clock_of_kept(engine, item, {})].next_opening(engine.clock.now());
    item.kept_expected = timer.time;
    engine.agenda.set(timer);
}

template <class Engine>
void ring_kept(Engine& engine, const Timer& timer) {
    WorkItem& item = engine.items[timer.index];
    if (item.generation != timer.generation || item.stage != WorkItem::Stage::waiting ||
        !item.uses_kept) {
        return;
    }
    item.kept_expected = 0;
    const std::vector<std::uint32_t>& kept = engine.cases[item.case_index].retained.people;
    if (std::any_of(kept.begin(), kept.end(),
                    [&engine](std::uint32_t person) { return engine.staff.has_left(person); })) {
        // Ruling 10: someone who left is replaced.
        leave_queue(engine, timer.index);
        charge_queue(engine, item);
        engine.cases[item.case_index].retained.to_go = true;
        give_back_kept(engine, item);
        const int escalated = item.is_escalated ? escalation_of(engine, item) : -1;
        move_to(engine, timer.index,
                escalated >= 0               ? escalated
                : rule_of(engine, item) >= 0 ? need_by_person(engine, item)
                                             : base_need(engine, item));
        return;
    }
    for (const Need& part : engine.plan.queue(item.need).teams) {
        mark_dirty(engine, part.team);
    }
    start_or_expect_kept(engine, timer.index);
}

/// Says when those who work on the item will be done, as drawn: nobody knows of those whom its case
/// goes on to keep.
template <class Engine>
void note_end(Engine& engine, const WorkItem& item) {
    if constexpr (!Engine::joint_work) {
        return;
    }
    for (const std::uint32_t person : item.people) {
        engine.joint.ends(person,
                          Engine::full_engine ? stays_until(engine, item, person) : item.end);
    }
    if constexpr (!Engine::full_engine) {
        return;
    }
    const Case& subject = engine.cases[item.case_index];
    const bool is_last =
        item.step - subject.first_step == subject.retained.until && item.part_of == nobody;
    if (subject.retained.team >= 0 && (item.uses_kept || is_last)) {
        for (const std::uint32_t person : subject.retained.people) {
            engine.joint.ends(person, is_last ? item.end : never);
        }
    }
}

/// The work goes on only while they are on shift, too.
template <class Engine>
void join_kept(Engine& engine, WorkItem& item) {
    std::vector<int> clocks;
    if (engine.plan.queue(item.need).people > 0) {
        clocks.push_back(item.work_clock);
    }
    for (const std::uint32_t person : engine.cases[item.case_index].retained.people) {
        clocks.push_back(engine.plan.people[person].clock);
    }
    item.work_clock = engine.clock.common(std::move(clocks));
}

/// The step is done: its people of that team stay with the case.
template <class Engine>
void keep_people(Engine& engine, WorkItem& item) {
    Case& subject = engine.cases[item.case_index];
    const PlanStep& step = engine.plan.step(item.step);
    if (item.stage != WorkItem::Stage::work || engine.draining() || item.is_void || !subject.open ||
        subject.retained.team >= 0) {
        return;
    }
    Retained& kept = subject.retained;
    std::erase_if(item.people, [&](std::uint32_t person) {
        const bool stays = engine.plan.people[person].team == step.keeps;
        if (stays) {
            kept.people.push_back(person);
            engine.joint.ends(person, never);
            engine.staff.set_work(person, nobody); // no other work takes them away
        }
        return stays;
    });
    if (kept.people.empty()) {
        return; // others have helped out
    }
    kept.team = step.keeps;
    kept.until = step.keep_until;
    kept.since = engine.clock.now();
    engine.joint.look_again_beside(kept.team);
    const int limit = engine.plan.team(kept.team).limit;
    if (limit >= 0 && counts_in(engine, item, limit)) {
        kept.has_place = true;
        ++engine.limits[limit].held;
    }
    for (std::size_t visit = 0; visit < subject.visits.size(); ++visit) {
        const auto counter = static_cast<std::size_t>(subject.visits[visit].counter);
        kept.visit = engine.plan.counters[counter].step == step.number ? visit : kept.visit;
    }
}

/// They are free again, or will be when the work they are in ends.
template <class Engine>
void release_retained(Engine& engine, std::uint32_t case_index) {
    Case& subject = engine.cases[case_index];
    Retained& kept = subject.retained;
    if (kept.team < 0) {
        return;
    }
    if (kept.in_use && !engine.draining()) {
        kept.to_go = true;
        return;
    }
    if (!engine.draining()) {
        engine.ledger.keep(subject, engine.clock.now());
        for (const std::uint32_t person : kept.people) {
            const PlanPerson& who = engine.plan.people[person];
            const Microseconds held = engine.clock.open_before(who.clock, engine.clock.now()) -
                                      engine.clock.open_before(who.clock, kept.since);
            subject.visits[kept.visit].cost +=
                who.cost_per_hour * (static_cast<double>(held) / static_cast<double>(hour));
            free_person(engine, person);
        }
        if (kept.has_place) {
            const int limit = engine.plan.team(kept.team).limit;
            --engine.limits[limit].held;
            engine.freed_limits.push_back(limit);
        }
    }
    kept = {};
}

} // namespace plimsoll
