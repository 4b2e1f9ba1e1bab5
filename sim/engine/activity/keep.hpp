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
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::may_take_kept(const WorkItem& item) const {
    const Retained& kept = cases_[item.case_index].retained;
    return plan_.keeps && kept.team >= 0 && !kept.in_use && !kept.to_go &&
           plan_.step(item.step).kept_need >= 0;
}

/// The same; from now on they are its own.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::take_kept(WorkItem& item) {
    if (!may_take_kept(item)) {
        return false;
    }
    cases_[item.case_index].retained.in_use = true;
    return true;
}

/// In whose limits the visit needs a place: who is kept has one already.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::need_to_enter(const WorkItem& item) const {
    const PlanStep& step = plan_.step(item.step);
    return may_take_kept(item) ? step.kept_need : step.need;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::give_back_kept(WorkItem& item) {
    Retained& kept = cases_[item.case_index].retained;
    item.uses_kept = false;
    kept.in_use = false;
    if (kept.to_go) {
        release_retained(item.case_index);
        return;
    }
    for (const std::uint32_t person : kept.people) {
        joint_.ends(person, never);
    }
    joint_.look_again_beside(kept.team);
    kept_given_back_.push_back(item.case_index);
}

/// The visit of the case that would have them next: it waits for somebody like them, and became
/// ready first.
template <class Features, class... Mechanisms>
std::uint32_t Simulation<Features, Mechanisms...>::first_to_use_kept(const Case& subject) const {
    std::uint32_t first = nobody;
    const auto consider = [&](std::uint32_t index) {
        const WorkItem& item = items_[index];
        const PlanStep& step = plan_.step(item.step);
        const bool waits =
            item.stage == WorkItem::Stage::waiting && item.batch == nobody && !item.is_escalated;
        const auto is_full = [this](int limit) {
            const auto place = static_cast<std::size_t>(limit);
            return limits_[place].held >= plan_.limits[place].most;
        };
        const bool may_use =
            step.kept_need >= 0 && (waits || (item.stage == WorkItem::Stage::blocked &&
                                              first_limit(item, step.kept_need, is_full) < 0));
        if (may_use && (first == nobody || item.ready < items_[first].ready)) {
            first = index;
        }
    };
    for (const StepMemory& memory : subject.memory) {
        if (memory.state != StepMemory::State::under_way || memory.item == nobody) {
            continue;
        }
        if (items_[memory.item].stage != WorkItem::Stage::parent) {
            consider(memory.item);
            continue;
        }
        const auto visits = multi_instances_.find(memory.item);
        if (visits != multi_instances_.end()) {
            std::for_each(visits->second.under_way.begin(), visits->second.under_way.end(),
                          consider);
        }
    }
    return first;
}

/// Those whom the case keeps are not in use any more: its next visit that may use them has them
/// now.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::pass_kept_on(std::uint32_t case_index) {
    const Case& subject = cases_[case_index];
    if (subject.retained.team < 0 || subject.retained.in_use || subject.retained.to_go ||
        !subject.open || draining_) {
        return;
    }
    const std::uint32_t next = first_to_use_kept(subject);
    if (next == nobody) {
        return;
    }
    WorkItem& item = items_[next];
    if (item.stage == WorkItem::Stage::blocked) {
        leave_blocked(next);
        item.need = need_to_enter(item);
        take_freed_capacity(next);
        make_ready(next);
        return;
    }
    leave_queue(next);
    charge_queue(item);
    item.uses_kept = take_kept(item);
    move_to(next, rule_of(item) >= 0 ? need_by_person(item) : base_need(item));
    start_or_expect_kept(next);
}

/// The same for every case in which a visit that had them has gone without using them up.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::pass_kept_on() {
    for (std::size_t i = 0; i < kept_given_back_.size(); ++i) {
        pass_kept_on(kept_given_back_[i]);
    }
    kept_given_back_.clear();
}

/// The clock that is open when all whom the item's case keeps are on shift, and these are open.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::clock_of_kept(const WorkItem& item,
                                                       std::vector<int> more) {
    for (const std::uint32_t person : cases_[item.case_index].retained.people) {
        more.push_back(plan_.people[person].clock);
    }
    return common_clock(std::move(more));
}

/// Whether those whom it uses, if any, are on shift.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::kept_are_there(std::uint32_t index) {
    const WorkItem& item = items_[index];
    return one_clock || !item.uses_kept || is_open_now(clock_of_kept(item, {}));
}

/// The item waits, and has those whom its case keeps: it starts, if they are enough and there.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::start_or_expect_kept(std::uint32_t index) {
    if (!kept_are_there(index)) {
        expect_kept(index);
    } else if (plan_.queue(items_[index].need).people == 0) {
        start(index, items_[index].need);
    }
}

/// They are off shift: it looks again when they come, or at once where somebody has left for good.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::expect_kept(std::uint32_t index) {
    WorkItem& item = items_[index];
    if (item.kept_expected > now_) {
        return;
    }
    const std::vector<std::uint32_t>& kept = cases_[item.case_index].retained.people;
    const bool gone = std::any_of(kept.begin(), kept.end(),
                                  [this](std::uint32_t person) { return has_left(person); });
    Timer timer = timer_of(index, Timer::Kind::kept);
    timer.time = gone ? now_ : clocks_[clock_of_kept(item, {})].next_opening(now_);
    item.kept_expected = timer.time;
    set_timer(timer);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::ring_kept(const Timer& timer) {
    WorkItem& item = items_[timer.index];
    if (item.generation != timer.generation || item.stage != WorkItem::Stage::waiting ||
        !item.uses_kept) {
        return;
    }
    item.kept_expected = 0;
    const std::vector<std::uint32_t>& kept = cases_[item.case_index].retained.people;
    if (std::any_of(kept.begin(), kept.end(),
                    [this](std::uint32_t person) { return has_left(person); })) {
        // Ruling 10: someone who left is replaced.
        leave_queue(timer.index);
        charge_queue(item);
        cases_[item.case_index].retained.to_go = true;
        give_back_kept(item);
        const int escalated = item.is_escalated ? escalation_of(item) : -1;
        move_to(timer.index, escalated >= 0       ? escalated
                             : rule_of(item) >= 0 ? need_by_person(item)
                                                  : base_need(item));
        return;
    }
    for (const Need& part : plan_.queue(item.need).teams) {
        mark_dirty(part.team);
    }
    start_or_expect_kept(timer.index);
}

/// Says when those who work on the item will be done, as drawn: nobody knows of those whom its case
/// goes on to keep.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::note_end(const WorkItem& item) {
    if constexpr (!joint_work) {
        return;
    }
    for (const std::uint32_t person : item.people) {
        joint_.ends(person, full_engine ? stays_until(item, person) : item.end);
    }
    if constexpr (!full_engine) {
        return;
    }
    const Case& subject = cases_[item.case_index];
    const bool is_last =
        item.step - subject.first_step == subject.retained.until && item.part_of == nobody;
    if (subject.retained.team >= 0 && (item.uses_kept || is_last)) {
        for (const std::uint32_t person : subject.retained.people) {
            joint_.ends(person, is_last ? item.end : never);
        }
    }
}

/// The work goes on only while they are on shift, too.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::join_kept(WorkItem& item) {
    std::vector<int> clocks;
    if (plan_.queue(item.need).people > 0) {
        clocks.push_back(item.work_clock);
    }
    for (const std::uint32_t person : cases_[item.case_index].retained.people) {
        clocks.push_back(plan_.people[person].clock);
    }
    item.work_clock = common_clock(std::move(clocks));
}

/// The step is done: its people of that team stay with the case.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::keep_people(WorkItem& item) {
    Case& subject = cases_[item.case_index];
    const PlanStep& step = plan_.step(item.step);
    if (item.stage != WorkItem::Stage::work || draining_ || item.is_void || !subject.open ||
        subject.retained.team >= 0) {
        return;
    }
    Retained& kept = subject.retained;
    std::erase_if(item.people, [&](std::uint32_t person) {
        const bool stays = plan_.people[person].team == step.keeps;
        if (stays) {
            kept.people.push_back(person);
            joint_.ends(person, never);
            if (plan_.stops_work) {
                works_on_[person] = nobody; // no other work takes them away
            }
        }
        return stays;
    });
    if (kept.people.empty()) {
        return; // others have helped out
    }
    kept.team = step.keeps;
    kept.until = step.keep_until;
    kept.since = now_;
    joint_.look_again_beside(kept.team);
    const int limit = plan_.team(kept.team).limit;
    if (limit >= 0 && counts_in(item, limit)) {
        kept.has_place = true;
        ++limits_[static_cast<std::size_t>(limit)].held;
    }
    for (std::size_t visit = 0; visit < subject.visits.size(); ++visit) {
        const auto counter = static_cast<std::size_t>(subject.visits[visit].counter);
        kept.visit = plan_.counters[counter].step == step.number ? visit : kept.visit;
    }
}

/// They are free again, or will be when the work they are in ends.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::release_retained(std::uint32_t case_index) {
    Case& subject = cases_[case_index];
    Retained& kept = subject.retained;
    if (kept.team < 0) {
        return;
    }
    if (kept.in_use && !draining_) {
        kept.to_go = true;
        return;
    }
    if (!draining_) {
        tally_kept(subject, now_);
        for (const std::uint32_t person : kept.people) {
            const PlanPerson& who = plan_.people[person];
            const Microseconds held =
                open_before(who.clock, now_) - open_before(who.clock, kept.since);
            subject.visits[kept.visit].cost +=
                who.cost_per_hour * (static_cast<double>(held) / static_cast<double>(hour));
            free_person(person);
        }
        if (kept.has_place) {
            const int limit = plan_.team(kept.team).limit;
            --limits_[static_cast<std::size_t>(limit)].held;
            freed_limits_.push_back(limit);
        }
    }
    kept = {};
}

/// Adds the time from `since` to `until` in which they were kept.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_kept(const Case& subject, Microseconds until) {
    const Retained& kept = subject.retained;
    TeamSums& team = record_.teams[static_cast<std::size_t>(kept.team)];
    constexpr auto direct = static_cast<std::size_t>(WorkCategory::direct);
    const Microseconds from = std::max(kept.since, window_from_);
    const Microseconds to = std::min(until, window_to_);
    if (from < to) {
        team.in_service += elapsed_at(to) - elapsed_at(from);
    }
    for (const std::uint32_t person : kept.people) {
        const int own = plan_.people[person].clock;
        if (subject.arrived_in_window) {
            team.demanded[static_cast<std::size_t>(subject.workflow)] +=
                open_before(own, until) - open_before(own, kept.since);
        }
        if (from < to) {
            const Microseconds worked = open_before(own, to) - open_before(own, from);
            team.worked[direct] += worked;
            team.busy += times_of(own, from, to).touched;
            record_.people_worked[person][direct] += worked;
        }
    }
}

} // namespace plimsoll
