// Those who stay with a case over several steps (`keep: rooms until discharge`). Part of
// sim/simulation.hpp.
//
//     exam          ... waiting ...      treat          discharge
//     |== room ==|~~~~~ kept ~~~~~~|~~~~~~~~~~~~~~|~~~~~~~~~~~~~|  free
//
// From the end of the step that keeps them until they go they count as at work, whether anybody
// uses them or not. Of several steps of the case at once the first to be ready has them; the others
// wait for them or for somebody else, whoever is there first. Nobody makes a case wait that keeps
// somebody for work that may be waiting for just these: ruling 6 does not hold it back.
#pragma once

#include "sim/simulation.hpp"

namespace plimsoll {

/// Whether the item's case keeps somebody.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_kept_for(const WorkItem& item) const {
    return plan_.keeps && cases_[item.case_slot].kept.team >= 0;
}

/// Whether those whom the case keeps are there for this visit; from now on they are its own.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::take_kept(WorkItem& item) {
    Kept& kept = cases_[item.case_slot].kept;
    if (kept.team < 0 || kept.in_use || kept.to_go) {
        return false;
    }
    kept.in_use = true;
    return true;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::give_back_kept(WorkItem& item) {
    Kept& kept = cases_[item.case_slot].kept;
    item.uses_kept = false;
    kept.in_use = false;
    if (kept.to_go) {
        let_kept_go(item.case_slot);
    }
}

/// Those whom the case keeps are not in use any more: its work that waits for somebody like them,
/// and has waited longest, has them now.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::pass_kept_on(std::uint32_t slot) {
    const Case& subject = cases_[slot];
    if (subject.kept.team < 0 || subject.kept.in_use || subject.kept.to_go || !subject.open ||
        draining_) {
        return;
    }
    std::uint32_t next = nobody;
    for (const StepMemory& memory : subject.memory) {
        if (memory.state != StepMemory::State::under_way || memory.item == nobody) {
            continue;
        }
        const WorkItem& item = items_[memory.item];
        const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
        if (item.stage == WorkItem::Stage::waiting && item.batch == nobody && step.kept_need >= 0 &&
            (next == nobody || item.ready < items_[next].ready)) {
            next = memory.item;
        }
    }
    if (next == nobody) {
        return;
    }
    leave_queue(next);
    WorkItem& item = items_[next];
    charge_queue(item);
    item.uses_kept = take_kept(item);
    move_to(next, rule_of(item) >= 0 ? need_by_person(item) : base_need(item));
    if (plan_.needs[static_cast<std::size_t>(item.need)].people == 0) {
        start(next, item.need);
    }
}

/// The work goes on only while they are on shift, too.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::join_kept(WorkItem& item) {
    std::vector<int> clocks;
    if (plan_.needs[static_cast<std::size_t>(item.need)].people > 0) {
        clocks.push_back(item.work_clock);
    }
    for (const std::uint32_t person : cases_[item.case_slot].kept.people) {
        clocks.push_back(plan_.people[person].clock);
    }
    item.work_clock = common_clock(std::move(clocks));
}

/// The step is done: its people of that team stay with the case.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::keep_people(WorkItem& item) {
    Case& subject = cases_[item.case_slot];
    const PlanStep& step = plan_.steps[static_cast<std::size_t>(item.step)];
    if (item.stage != WorkItem::Stage::work || draining_ || item.is_void || !subject.open ||
        subject.kept.team >= 0) {
        return;
    }
    Kept& kept = subject.kept;
    std::erase_if(item.people, [&](std::uint32_t person) {
        const bool stays = plan_.people[person].team == step.keeps;
        if (stays) {
            kept.people.push_back(person);
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
    for (std::size_t visit = 0; visit < subject.visits.size(); ++visit) {
        const auto cell = static_cast<std::size_t>(subject.visits[visit].cell);
        kept.visit = plan_.cells[cell].step == step.number ? visit : kept.visit;
    }
}

/// They are free again, or will be when the work they are in ends.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::let_kept_go(std::uint32_t slot) {
    Case& subject = cases_[slot];
    Kept& kept = subject.kept;
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
    }
    kept = {};
}

/// Adds the time from `since` to `until` in which they were kept.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_kept(const Case& subject, Microseconds until) {
    const Kept& kept = subject.kept;
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
