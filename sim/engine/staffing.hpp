// Who works on what: MODEL.md rulings 5 and 7. Part of sim/engine/simulation.hpp.
//
// Work that needs the same people waits in one queue (a "need"): what holds for its head, whether
// its people are there, holds for all behind it. Who takes which is in sim/engine/dispatch.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <cassert>

namespace plimsoll {

/// The visit may start, alone or with others.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::make_ready(std::uint32_t index) {
    WorkItem& item = items_[index];
    const PlanStep& step = plan_.step(item.step);
    item.ready = now_;
    item.queued = 0;
    item.held =
        full_engine && step.appointment >= 0 ? item.held : 0; // an appointment was waited for, too
    item.queued_since = now_;
    if (full_engine && step.batch >= 0 && !draining_) {
        gather_in_batch(index);
        return;
    }
    if (!step.takes_work || draining_) {
        make_ready_at_once(index);
        return;
    }
    notify([&](auto& mechanism) { mechanism.ready(*this, item); });
    if (step.has_patience && !step.has_delay) {
        start_patience(index);
    }
    if constexpr (!full_engine) {
        queue_up(index, step.need);
        return;
    }
    item.uses_kept = take_kept(item);
    if (rule_of(item) >= 0) {
        queue_up(index, need_by_person(item));
        expect_anybody(index);
    } else {
        queue_up(index, base_need(item));
    }
    if (item.uses_kept) {
        start_or_expect_kept(index);
    }
}

/// The visit takes no time and is done.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::make_ready_at_once(std::uint32_t index) {
    WorkItem& item = items_[index];
    const PlanStep& step = plan_.step(item.step);
    notify([&](auto& mechanism) { mechanism.ready(*this, item); });
    if (step.takes_work) {
        tally_lost_demand(item);
    }
    item.start = now_;
    item.end = now_;
    item.stage = WorkItem::Stage::none;
    if (!draining_) {
        cases_[item.case_index].visits.push_back(
            {step.first_counter, false, false, 0, 0, 0, item.join_wait, step.cost_each});
    }
    ++record_.steps;
    if (plan_.has_money) {
        spend(step.cost_each);
    }
    finish_at_once(index);
}

/// Lets the item wait for the people of this need.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::queue_up(std::uint32_t index, int need_number) {
    WorkItem& item = items_[index];
    const PlanQueue& need = plan_.queue(need_number);
    item.need = need_number;
    item.stage = WorkItem::Stage::waiting;
    if (full_engine && need.one_person) {
        begin_account(item, need);
    }
    item.urgency = urgency(item, plan_.team(need.lead).order);
    count_waiting(item, 1);
    queues_[static_cast<std::size_t>(need_number)].push(
        index, items_, [this](std::uint32_t a, std::uint32_t b) { return served_before(a, b); });
    for (const Need& part : need.teams) {
        ++teams_[static_cast<std::size_t>(part.team)].waiting;
        mark_dirty(part.team);
    }
    for (const int helper : need.helpers) {
        ++teams_[static_cast<std::size_t>(helper)].waiting;
        mark_dirty(helper);
    }
}

/// Takes an item that waits out of its queue.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave_queue(std::uint32_t index) {
    WorkItem& item = items_[index];
    take_from_queue(index);
    tally_waiting(item, now_);
    // Work that people were kept from may start now.
    for (const Need& part : plan_.queue(item.need).teams) {
        mark_dirty(part.team);
        joint_.look_again_beside(part.team);
    }
}

/// Takes an item that waits for people, or for others to make a batch, out of where it waits.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::stop_waiting(std::uint32_t index) {
    stop_asking(index);
    if (items_[index].stage == WorkItem::Stage::forming) {
        leave_forming(index);
    } else if (items_[index].batch != nobody) {
        leave_batch(index);
    } else {
        leave_queue(index);
    }
}

/// Books what the item waited in the queue where it stands.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::charge_queue(WorkItem& item) {
    const PlanQueue& need = plan_.queue(item.need);
    if (item.queued_since == now_) {
        return;
    }
    const Microseconds waited = now_elapsed_ - elapsed_at(item.queued_since);
    Microseconds queued = waited;
    if (full_engine && !one_clock && item.uses_kept) {
        queued =
            open_between(clock_of_kept(item, {0, need.on_duty_clock}), item.queued_since, now_);
    } else if (!one_clock && need.on_duty_clock != 0) {
        queued = open_between(need.on_duty_clock, item.queued_since, now_);
    }
    Microseconds blocked = 0;
    if (full_engine && need.one_person) {
        // Ruling 10: others were free, and it waited for this one.
        keep_account(need.lead);
        blocked = teams_[static_cast<std::size_t>(need.lead)].others_free - item.others_free;
        queued -= account_on_duty(need) - item.others_on_duty;
        charge(item.elapsed, ElapsedCategory::blocked, blocked);
    }
    charge(item.elapsed, ElapsedCategory::queue, queued);
    charge(item.elapsed, ElapsedCategory::off_duty, waited - queued - blocked);
    item.queued += queued;
    item.held += waited - blocked;
    item.queued_since = now_;
}

/// Books what the item waited until now: the wait, and the part of it in a queue.
template <class Features, class... Mechanisms>
std::pair<Microseconds, Microseconds>
Simulation<Features, Mechanisms...>::charge_waiting(WorkItem& item) {
    charge_queue(item);
    return {item.ready == now_ ? 0 : now_elapsed_ - elapsed_at(item.ready), item.queued};
}

/// Where visits of a step that this team served are counted.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::visit_counter(const PlanStep& step, int team) const {
    auto counter = static_cast<std::size_t>(step.first_counter);
    while (plan_.counters.at(counter).team != team) {
        ++counter;
        assert(plan_.counters.at(counter).step == step.number);
    }
    return static_cast<int>(counter);
}

/// Since when somebody who works by this clock has been there, in elapsed time; what is before
/// `enough` does not matter. Nights in which the operation is closed do not count as gone.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::there_since(int number,
                                                              Microseconds enough) const {
    if constexpr (one_clock) {
        return 0;
    }
    const WeekClock& shift = clocks_[number];
    Microseconds opening = shift.opened_at(now_);
    while (opening > 0 && elapsed_at(opening) > enough) {
        const Microseconds closing = shift.at_open(shift.open_before(opening));
        if (elapsed_at(closing) < elapsed_at(opening)) {
            break;
        }
        opening = closing > 0 ? shift.opened_at(closing - 1) : 0;
    }
    return elapsed_at(opening);
}

/// Takes the item's people; the team that came free last, as its place in the need.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::gather(WorkItem& item) {
    const PlanQueue& need = plan_.queue(item.need);
    int last = 0;
    Microseconds last_came = need.teams.size() > 1 ? elapsed_at(item.ready) : 0;
    if constexpr (!joint_work) {
        const PlanTeam& team = plan_.team(need.lead);
        item.work_clock = team.clock;
        if (!team.unlimited) {
            const std::uint32_t person = take_person(need.lead);
            item.people.push_back(person);
            item.work_clock = plan_.people[person].clock;
        }
        return 0;
    }
    std::vector<int> clocks;
    for (std::size_t place = 0; place < need.teams.size(); ++place) {
        const Need& part = need.teams[place];
        const PlanTeam& team = plan_.team(part.team);
        const auto comes = [&](int clock_of_theirs, Microseconds last_worked) {
            item.work_clock = clock_of_theirs;
            if (need.people > 1) {
                clocks.push_back(clock_of_theirs);
            }
            if (need.teams.size() > 1) {
                const Microseconds since =
                    std::max(elapsed_at(last_worked), there_since(clock_of_theirs, last_came));
                if (since > last_came) {
                    last_came = since;
                    last = static_cast<int>(place);
                }
            }
        };
        if (team.unlimited) {
            comes(team.clock, 0);
        } else {
            for (std::int64_t i = 0; i < part.people; ++i) {
                const std::uint32_t person = full_engine && need.by_name && team.by_name
                                                 ? take_named(need, place, part.people - i)
                                                 : take_person(part.team);
                item.people.push_back(person);
                comes(plan_.people[person].clock, last_worked_[person]);
            }
        }
    }
    if (need.people > 1) {
        item.work_clock = common_clock(std::move(clocks));
    }
    if (full_engine && item.uses_kept) {
        join_kept(item);
    }
    return last;
}

/// What stretches or shortens the drawn effort of a visit, whoever does it.
template <class Features, class... Mechanisms>
double Simulation<Features, Mechanisms...>::effort_multiplier(const WorkItem& item) {
    double multiplier = 1;
    if (item.is_rework) {
        const Case& subject = cases_[item.case_index];
        const auto place = static_cast<std::size_t>(item.step - subject.first_step);
        const int last = plan_.workflow(subject.workflow).repeats
                             ? subject.passes[place].last_rework
                             : subject.memory[place].last_rework;
        multiplier = reworks_of(subject)[static_cast<std::size_t>(last)].effort_share;
    }
    notify([&](auto& mechanism) { multiplier *= mechanism.effort_multiplier(*this, item); });
    return multiplier;
}

/// The item has waited: books it in the queue where it stood. From now on these people's need is
/// its own.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::stop_queueing(WorkItem& item, int need) {
    tally_waiting(item, now_);
    item.waited = charge_waiting(item).first;
    item.need = need;
}

/// Starts work that can start, by the people of this need: ruling 7 says when it ends.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::start(std::uint32_t index, int need_number) {
    WorkItem& item = items_[index];
    const PlanStep& step = plan_.step(item.step);
    take_from_queue(index);
    stop_asking(index);
    const bool alone = is_alone(item);
    const std::span<const std::uint32_t> together =
        alone ? std::span(&index, 1) : std::span(std::as_const(batches_[item.batch].items));
    for (const std::uint32_t one : together) {
        stop_queueing(items_[one], need_number);
    }
    const PlanQueue& need = plan_.queue(item.need);
    const int place = gather(item);
    const int last =
        need.people == 0 ? need.lead : need.teams[static_cast<std::size_t>(place)].team;
    // The work of a team that is helped stays that team's.
    const int counter =
        visit_counter(step, last == need.lead && need.helps >= 0 ? need.helps : last);
    for (const std::uint32_t one : together) {
        note_who_does(items_[one], item);
    }

    double slowest = item.people.empty() && need.speed != 1 ? need.speed : 0;
    double cost_per_hour = 0;
    for (const std::uint32_t person : item.people) {
        const double speed =
            plan_.people[person].speed * (plan_.people[person].team == need.lead ? need.speed : 1);
        slowest = slowest == 0 ? speed : std::min(slowest, speed);
        cost_per_hour += plan_.people[person].cost_per_hour * share_of(need, person);
    }
    if (full_engine && item.uses_kept) {
        for (const std::uint32_t person : cases_[item.case_index].retained.people) {
            const double speed = plan_.people[person].speed;
            slowest = slowest == 0 ? speed : std::min(slowest, speed);
        }
    }
    for (const Need& part : need.teams) {
        const PlanTeam& team = plan_.team(part.team);
        if (team.unlimited) {
            cost_per_hour += static_cast<double>(part.people) * team.cost_per_hour * part.share;
        }
    }
    double multiplier = alone ? effort_multiplier(item) : 1;
    if (slowest > 0) {
        multiplier /= slowest;
    }
    Microseconds worked = scaled(alone ? item.effort : effort_of_batch(item.batch), multiplier);

    item.start = now_;
    worked = until_who_leaves(item, worked);
    if constexpr (full_engine) {
        item.work_in_all = worked;
    }
    const Microseconds now_worked =
        full_engine && step.pace > 0 ? first_piece(item, worked) : worked;
    item.end = after(item.work_clock, now_, now_worked);
    item.stretches.clear();
    if (full_engine && need.has_shares) {
        lay_out_stretches(index, worked, 0);
    } else if constexpr (!one_clock) {
        know_times(item, now_worked);
    }
    if (alone) {
        put_in_work(item, counter, worked, cost_per_hour);
    } else {
        put_batch_in_work(item, counter, worked, cost_per_hour);
    }
    tally_work(item, item.start, item.end, 1);
    note_end(item);
    if constexpr (joint_work) {
        // Whoever let it go first, or was kept for it, may look again.
        for (const Need& part : need.teams) {
            if (need.teams.size() > 1) {
                mark_dirty(part.team);
            }
            joint_.look_again_beside(part.team);
        }
        joint_.something_started();
    }
    for (const int team : let_others_first_) {
        mark_dirty(team);
    }
    let_others_first_.clear();
    events_.push({item.end, EventKind::completion, index});
}

/// Who leaves for good brings to an end what is in work on the last day.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::until_who_leaves(const WorkItem& item,
                                                                   Microseconds work) const {
    if (one_clock || !clocks_[item.work_clock].has_dates()) {
        return work;
    }
    const Microseconds cycle_end = (now_ / DateTable::cycle + 1) * DateTable::cycle;
    return std::min(work, open_between(item.work_clock, now_, cycle_end));
}

/// Books a visit whose work is known to end: the case's ledger up to that end, whatever happens in
/// between, and what is counted of it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::put_in_work(WorkItem& item, int counter,
                                                      Microseconds worked, double cost_per_hour) {
    item.stage = WorkItem::Stage::work;
    charge_work(item, 1);

    const PlanStep& step = plan_.step(item.step);
    const double cost =
        step.cost_each + cost_per_hour * (static_cast<double>(worked) / static_cast<double>(hour));
    std::vector<CountedVisit>& visits = cases_[item.case_index].visits;
    if (full_engine && plan_.stops_work) {
        item.counted_at = static_cast<std::uint32_t>(visits.size());
        item.cost_per_hour = cost_per_hour;
        for (const std::uint32_t person : item.people) {
            works_on_[person] = index_of(item);
        }
    }
    const int promise = item.is_later_part ? -1 : step.response_promise;
    visits.push_back({counter, true, false, item.waited, item.queued, worked, item.join_wait, cost,
                      promise, promise >= 0 && starts_in_time(item, step), false, item.held});
    if constexpr (joint_work) {
        const bool joint = plan_.queue(item.need).teams.size() > 1;
        visits.back().joint_need = joint ? item.need : -1;
    }
    if constexpr (full_engine) {
        visits.back().kept_team = item.uses_kept ? cases_[item.case_index].retained.team : -1;
    }
    ++record_.steps;
    if (plan_.has_money) {
        spend(step.cost_each);
    }
    tally_demand(item, worked);
    notify([&](auto& mechanism) { mechanism.started(*this, item); });
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::free_people(WorkItem& item) {
    for (const std::uint32_t person : item.people) {
        free_person(person);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::free_person(std::uint32_t person) {
    if (full_engine && plan_.stops_work) {
        works_on_[person] = nobody;
    }
    if constexpr (joint_work) {
        joint_.ends(person, 0);
    }
    const PlanPerson& plan = plan_.people[person];
    const PlanTeam& team = plan_.team(plan.team);
    if (full_engine && team.by_name) {
        release_named(person);
        notify([&](auto& mechanism) { mechanism.person_free(*this, person); });
        return;
    }
    TeamState& state = teams_[static_cast<std::size_t>(plan.team)];
    std::size_t shift = 0;
    while (team.shifts[shift].clock != plan.clock) {
        ++shift;
    }
    last_worked_[person] = now_;
    state.free[shift].push(
        person,
        [&](std::uint32_t other) {
            return std::tie(last_worked_[other], other) > std::tie(last_worked_[person], person);
        },
        [](std::uint32_t, std::uint64_t) {});
    ++state.free_people;
    mark_dirty(plan.team);
    notify([&](auto& mechanism) { mechanism.person_free(*this, person); });
}

/// Somebody is free but off shift while work waits: the team looks again when the first comes.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::expect_opening(int team) {
    if constexpr (!one_clock) {
        const PlanTeam& plan = plan_.team(team);
        TeamState& state = teams_[static_cast<std::size_t>(team)];
        const bool comes_once = plan.shifts.size() == 1 && state.next_opening < never;
        if (state.all_on_shift_at == now_ || comes_once) {
            return;
        }
        const auto is_there = [this](const Shift& shift) { return is_open_now(shift.clock); };
        if ((!plan.unlimited || is_open_now(plan.clock)) &&
            std::all_of(plan.shifts.begin(), plan.shifts.end(), is_there)) {
            state.all_on_shift_at = now_;
            return;
        }
        Microseconds next = never;
        const auto consider = [&](int number) {
            if (!is_open_now(number)) {
                next = std::min(next, clocks_[number].next_opening(now_));
            }
        };
        if (plan.unlimited) {
            consider(plan.clock);
        }
        for (std::size_t shift = 0; shift < plan.shifts.size(); ++shift) {
            const std::vector<int>& people = plan.shifts[shift].people;
            // Work that was suspended overnight may be interrupted in the morning.
            const bool somebody =
                full_engine && plan.is_interrupted ? !people.empty()
                : full_engine && plan.by_name
                    ? std::any_of(people.begin(), people.end(),
                                  [this](int person) {
                                      return is_free_[static_cast<std::size_t>(person)] != 0;
                                  })
                    : !state.free[shift].empty();
            if (somebody) {
                consider(plan.shifts[shift].clock);
            }
        }
        if (next < state.next_opening) {
            state.next_opening = next;
            events_.push({next, EventKind::opening, static_cast<std::uint32_t>(team)});
        }
    }
}

} // namespace plimsoll
