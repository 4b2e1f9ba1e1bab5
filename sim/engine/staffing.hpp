// Who works on what: MODEL.md rulings 5 and 7. Part of sim/engine/simulation.hpp.
//
// Work that needs the same people waits in one queue (a "need"): what holds for its head, whether
// its people are there, holds for all behind it. Who takes which is in sim/engine/dispatch.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// Before the first instant: everybody is free.
template <class Engine>
void prepare_teams(Engine& engine) {
    const Plan& plan = engine.plan;
    engine.tried.assign(plan.needs.size(), 0);
    for (const PlanTeam& team : plan.teams) {
        TeamState state;
        std::copy_if(team.needs.begin(), team.needs.end(), std::back_inserter(state.shared_needs),
                     [&](int need) { return plan.queue(need).people > 1; });
        engine.teams.push_back(std::move(state));
    }
    if constexpr (Engine::joint_work) {
        engine.joint.prepare();
    }
    for (const PlanQueue& need : plan.needs) {
        const bool shared =
            std::any_of(need.teams.begin(), need.teams.end(), [&](const Need& part) {
                return !engine.teams[part.team].shared_needs.empty();
            });
        engine.queues.emplace_back(plan.team(need.lead).order == Order::fifo, shared);
    }
}

/// Books the work of from..to, or takes it back (sign -1).
template <class Engine>
void tally_work(Engine& engine, const WorkItem& item, Microseconds from, Microseconds to,
                int sign) {
    const std::size_t items = is_alone(engine, item) ? 1 : engine.batches[item.batch].items.size();
    engine.ledger.work(item, items, line_of(engine, item), from, to, sign);
}

/// The same for work that nobody will do: at the speed that its team has on average.
template <class Engine>
void tally_lost_demand(Engine& engine, const WorkItem& item) {
    if (engine.plan.step(item.step).takes_work) {
        const PlanQueue& wanted = engine.plan.queue(item.need);
        const double speed = engine.plan.team(wanted.lead).mean_speed;
        const PlanStep& step = engine.plan.step(item.step);
        const Microseconds effort = item.effort + static_cast<Microseconds>(step.share_of_batch);
        engine.ledger.demand(engine.cases[item.case_index], item,
                             scaled(effort, effort_multiplier(engine, item) / speed));
    }
}

/// The visit may start, alone or with others.
template <class Engine>
void make_ready(Engine& engine, std::uint32_t index) {
    if (is_held_back(engine, index)) {
        return;
    }
    WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(item.step);
    item.ready = engine.clock.now();
    item.on_hold = 0;
    item.queued = 0;
    item.held = Engine::full_engine && step.appointment >= 0
                    ? item.held
                    : 0; // an appointment was waited for, too
    item.queued_since = engine.clock.now();
    if (is_automated(engine, item)) {
        make_ready_at_once(engine, index);
        return;
    }
    if (Engine::full_engine && step.batch >= 0 && !engine.draining() &&
        !is_fallback(engine, item)) {
        gather_in_batch(engine, index);
        return;
    }
    if (!step.takes_work || engine.draining()) {
        make_ready_at_once(engine, index);
        return;
    }
    tell_ready(engine, item);
    if (step.has_patience && !step.has_delay) {
        start_patience(engine, index);
    }
    if constexpr (!Engine::full_engine) {
        queue_up(engine, index, step.need);
        return;
    }
    item.uses_kept = take_kept(engine, item);
    if (rule_of(engine, item) >= 0) {
        queue_up(engine, index, need_by_person(engine, item));
        expect_anybody(engine, index);
    } else {
        queue_up(engine, index, base_need(engine, item));
    }
    if (item.uses_kept) {
        start_or_expect_kept(engine, index);
    }
}

/// The visit takes no time and is done.
template <class Engine>
void make_ready_at_once(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(item.step);
    tell_ready(engine, item);
    if (step.takes_work && !is_automated(engine, item)) {
        tally_lost_demand(engine, item);
    }
    item.start = engine.clock.now();
    item.end = engine.clock.now();
    item.stage = WorkItem::Stage::none;
    if (!engine.draining()) {
        engine.cases[item.case_index].visits.push_back(
            {step.first_counter, false, false, 0, 0, 0, item.join_wait, step.cost_each});
    }
    engine.ledger.begin_visit(step);
    finish_at_once(engine, index);
}

/// Lets the item wait for the people of this need.
template <class Engine>
void queue_up(Engine& engine, std::uint32_t index, int need_number) {
    WorkItem& item = engine.items[index];
    const PlanQueue& need = engine.plan.queue(need_number);
    item.need = need_number;
    item.stage = WorkItem::Stage::waiting;
    if (Engine::full_engine && need.one_person) {
        item.account = engine.staff.account_of(need);
    }
    if constexpr (Engine::has_mechanisms) {
        item.blocked_before = engine.blocked_time.of(need_number);
    }
    item.urgency = urgency(engine, item, engine.plan.team(need.lead).order);
    count_waiting(engine, item, 1);
    engine.queues[need_number].push(
        index, engine.items,
        [&engine](std::uint32_t a, std::uint32_t b) { return served_before(engine, a, b); });
    for (const Need& part : need.teams) {
        ++engine.teams[part.team].waiting;
        mark_dirty(engine, part.team);
    }
    for (const int helper : need.helpers) {
        ++engine.teams[helper].waiting;
        mark_dirty(engine, helper);
    }
}

/// Takes an item that waits out of its queue.
template <class Engine>
void leave_queue(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    take_from_queue(engine, index);
    engine.ledger.wait(engine.plan.queue(item.need), item.queued_since, engine.clock.now());
    // Work that people were kept from may start now.
    for (const Need& part : engine.plan.queue(item.need).teams) {
        mark_dirty(engine, part.team);
        engine.joint.look_again_beside(part.team);
    }
}

/// Takes an item that waits for people, or for others to make a batch, out of where it waits.
template <class Engine>
void stop_waiting(Engine& engine, std::uint32_t index) {
    stop_asking(engine, index);
    if (engine.items[index].stage == WorkItem::Stage::forming) {
        leave_forming(engine, index);
    } else if (engine.items[index].batch != nobody) {
        leave_batch(engine, index);
    } else {
        leave_queue(engine, index);
    }
}

/// Books what the item waited in the queue where it stands.
template <class Engine>
void charge_queue(Engine& engine, WorkItem& item) {
    const PlanQueue& need = engine.plan.queue(item.need);
    if (item.queued_since == engine.clock.now()) {
        return;
    }
    const Microseconds waited = engine.clock.elapsed() - engine.clock.elapsed_at(item.queued_since);
    Microseconds queued = waited;
    if (Engine::full_engine && !Engine::one_clock && item.uses_kept) {
        queued = engine.clock.open_between(clock_of_kept(engine, item, {0, need.on_duty_clock}),
                                           item.queued_since, engine.clock.now());
    } else if (!Engine::one_clock && need.on_duty_clock != 0) {
        queued =
            engine.clock.open_between(need.on_duty_clock, item.queued_since, engine.clock.now());
    }
    Microseconds blocked = 0;
    if (Engine::full_engine && need.one_person) {
        // Ruling 10: others were free, and it waited for this one.
        const OthersFree account = engine.staff.account_of(need);
        blocked = account.free - item.account.free;
        queued -= account.on_duty - item.account.on_duty;
        charge(item.elapsed, ElapsedCategory::blocked, blocked);
    }
    if constexpr (Engine::has_mechanisms) {
        // Ruling 19: on shift by their calendars, and away.
        const Microseconds away =
            need.one_person || item.uses_kept
                ? 0
                : std::min(queued, engine.blocked_time.of(item.need) -
                                       leader_of(engine, item).blocked_before);
        charge(item.elapsed, ElapsedCategory::blocked, away);
        queued -= away;
        blocked += away;
    }
    if (is_fallback(engine, item)) {
        engine.cases[item.case_index].charge_any(item.elapsed, ElapsedCategory::fallback,
                                                 waited - blocked);
    } else {
        charge(item.elapsed, ElapsedCategory::queue, queued);
        charge(item.elapsed, ElapsedCategory::off_duty, waited - queued - blocked);
    }
    item.queued += queued;
    item.held += waited - blocked;
    item.queued_since = engine.clock.now();
}

/// Books what the item waited until now: the wait, and the part of it in a queue.
template <class Engine>
std::pair<Microseconds, Microseconds> charge_waiting(Engine& engine, WorkItem& item) {
    charge_queue(engine, item);
    return {item.ready == engine.clock.now()
                ? 0
                : engine.clock.elapsed() - engine.clock.elapsed_at(item.ready) - item.on_hold,
            item.queued};
}

/// Where visits of a step that this team served are counted.
template <class Engine>
int visit_counter(const Engine& engine, const PlanStep& step, int team) {
    auto counter = static_cast<std::size_t>(step.first_counter);
    while (engine.plan.counters.at(counter).team != team) {
        ++counter;
        if (counter == engine.plan.counters.size() ||
            engine.plan.counters.at(counter).step != step.number) {
            return step.first_counter; // a team that stands in for a program
        }
    }
    return static_cast<int>(counter);
}

/// Takes the item's people; the team that came free last, as its place in the need.
template <class Engine>
int gather(Engine& engine, WorkItem& item) {
    const PlanQueue& need = engine.plan.queue(item.need);
    int last = 0;
    Microseconds last_came = need.teams.size() > 1 ? engine.clock.elapsed_at(item.ready) : 0;
    if constexpr (!Engine::joint_work) {
        const PlanTeam& team = engine.plan.team(need.lead);
        item.work_clock = team.clock;
        if (!team.unlimited) {
            const std::uint32_t person = engine.staff.take(need, 0, 1);
            item.people.push_back(person);
            item.work_clock = engine.plan.people[person].clock;
        }
        return 0;
    }
    std::vector<int> clocks;
    for (std::size_t place = 0; place < need.teams.size(); ++place) {
        const Need& part = need.teams[place];
        const PlanTeam& team = engine.plan.team(part.team);
        const auto comes = [&](int clock_of_theirs, Microseconds last_worked) {
            item.work_clock = clock_of_theirs;
            if (need.people > 1) {
                clocks.push_back(clock_of_theirs);
            }
            if (need.teams.size() > 1) {
                const Microseconds since =
                    std::max(engine.clock.elapsed_at(last_worked),
                             engine.clock.there_since(clock_of_theirs, last_came));
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
                const std::uint32_t person = engine.staff.take(need, place, part.people - i);
                item.people.push_back(person);
                comes(engine.plan.people[person].clock, engine.staff.last_worked(person));
            }
        }
    }
    if (need.people > 1) {
        item.work_clock = engine.clock.common(std::move(clocks));
    }
    if (Engine::full_engine && item.uses_kept) {
        join_kept(engine, item);
    }
    return last;
}

/// What stretches or shortens the drawn effort of a visit, whoever does it.
template <class Engine>
double effort_multiplier(Engine& engine, const WorkItem& item) {
    double multiplier = 1;
    if (item.is_rework) {
        const Case& subject = engine.cases[item.case_index];
        const auto place = static_cast<std::size_t>(item.step - subject.first_step);
        const int last = engine.plan.workflow(subject.workflow).repeats
                             ? subject.passes[place].last_rework
                             : subject.memory[place].last_rework;
        const PlanRework& way = way_back(engine, subject, last);
        multiplier = static_cast<std::size_t>(way.to) == place ? way.first_share : way.effort_share;
    }
    return multiplier * stretch_of(engine, item);
}

/// The item has waited: books it in the queue where it stood. From now on these people's need is
/// its own.
template <class Engine>
void stop_queueing(Engine& engine, WorkItem& item, int need) {
    engine.ledger.wait(engine.plan.queue(item.need), item.queued_since, engine.clock.now());
    item.waited = charge_waiting(engine, item).first;
    item.need = need;
}

/// Starts work that can start, by the people of this need: ruling 7 says when it ends.
template <class Engine>
void start(Engine& engine, std::uint32_t index, int need_number) {
    if constexpr (Engine::has_mechanisms) {
        if (is_held_at_start(engine, index)) {
            return;
        }
    }
    WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(item.step);
    take_from_queue(engine, index);
    stop_asking(engine, index);
    const bool alone = is_alone(engine, item);
    const std::span<const std::uint32_t> together =
        alone ? std::span(&index, 1) : std::span(std::as_const(engine.batches[item.batch].items));
    for (const std::uint32_t one : together) {
        stop_queueing(engine, engine.items[one], need_number);
    }
    const PlanQueue& need = engine.plan.queue(item.need);
    const int place = gather(engine, item);
    const int last = need.people == 0 ? need.lead : need.teams[place].team;
    // The work of a team that is helped stays that team's.
    const bool side = is_side_work(engine, item);
    const int counter =
        side
            ? -1
            : visit_counter(engine, step, last == need.lead && need.helps >= 0 ? need.helps : last);
    for (const std::uint32_t one : together) {
        if (!side) {
            note_who_does(engine, engine.items[one], item);
        }
    }

    const double slowest = speed_of_people(engine, item);
    const double cost_per_hour = cost_of_people(engine, item);
    double multiplier = alone ? effort_multiplier(engine, item) : 1;
    if (slowest > 0) {
        multiplier /= slowest;
    }
    Microseconds worked =
        scaled(alone ? item.effort : effort_of_batch(engine, item.batch), multiplier);

    if constexpr (Engine::has_mechanisms) {
        worked = with_additions(engine, item, worked);
    }
    item.start = engine.clock.now();
    worked = until_who_leaves(engine, item, worked);
    if constexpr (Engine::full_engine) {
        item.work_in_all = worked;
    }
    const Microseconds now_worked =
        Engine::full_engine && step.pace > 0 ? first_piece(engine, item, worked) : worked;
    item.end = engine.clock.after(item.work_clock, engine.clock.now(), now_worked);
    item.stretches.clear();
    if (Engine::full_engine && need.has_shares) {
        lay_out_stretches(engine, index, worked, 0);
    } else if constexpr (!Engine::one_clock) {
        engine.clock.know_times(item.work_clock, item.start, item.end, now_worked);
    }
    if (alone) {
        put_in_work(engine, item, counter, worked, cost_per_hour);
    } else {
        put_batch_in_work(engine, item, counter, worked, cost_per_hour);
    }
    tally_work(engine, item, item.start, item.end, 1);
    note_end(engine, item);
    if constexpr (Engine::joint_work) {
        // Whoever let it go first, or was kept for it, may look again.
        for (const Need& part : need.teams) {
            if (need.teams.size() > 1) {
                mark_dirty(engine, part.team);
            }
            engine.joint.look_again_beside(part.team);
        }
        engine.joint.something_started();
    }
    for (const int team : engine.let_others_first) {
        mark_dirty(engine, team);
    }
    engine.let_others_first.clear();
    engine.agenda.push({item.end, EventKind::completion, index});
}

/// Who leaves for good brings to an end what is in work on the last day.
template <class Engine>
Microseconds until_who_leaves(const Engine& engine, const WorkItem& item, Microseconds work) {
    if (Engine::one_clock || !engine.clock[item.work_clock].has_dates()) {
        return work;
    }
    const Microseconds cycle_end = (engine.clock.now() / DateTable::cycle + 1) * DateTable::cycle;
    return std::min(work,
                    engine.clock.open_between(item.work_clock, engine.clock.now(), cycle_end));
}

/// Books a visit whose work is known to end: the case's ledger up to that end, whatever happens in
/// between, and what is counted of it.
template <class Engine>
void put_in_work(Engine& engine, WorkItem& item, int counter, Microseconds worked,
                 double cost_per_hour) {
    item.stage = WorkItem::Stage::work;
    charge_work(engine, item, 1);

    const PlanStep& step = engine.plan.step(item.step);
    const double cost =
        step.cost_each + cost_per_hour * (static_cast<double>(worked) / static_cast<double>(hour));
    std::vector<CountedVisit>& visits = engine.cases[item.case_index].visits;
    if (Engine::full_engine && engine.plan.stops_work) {
        item.counted_at = static_cast<std::uint32_t>(visits.size());
        item.cost_per_hour = cost_per_hour;
        for (const std::uint32_t person : item.people) {
            engine.staff.set_work(person, engine.items.index_of(item));
        }
    }
    if (!is_side_work(engine, item)) {
        const int promise = item.is_later_part ? -1 : step.response_promise;
        visits.push_back({counter, true, false, item.waited, item.queued, worked, item.join_wait,
                          cost, promise, promise >= 0 && engine.due.starts_in_time(item, step),
                          false, item.held});
        if constexpr (Engine::joint_work) {
            const bool joint = engine.plan.queue(item.need).teams.size() > 1;
            visits.back().joint_need = joint ? item.need : -1;
        }
        if constexpr (Engine::full_engine) {
            visits.back().kept_team =
                item.uses_kept ? engine.cases[item.case_index].retained.team : -1;
        }
    }
    engine.ledger.begin_visit(step);
    if (!is_absorbed(engine, item)) {
        engine.ledger.demand(engine.cases[item.case_index], item, worked);
    }
    tell_started(engine, item);
}

template <class Engine>
void free_people(Engine& engine, WorkItem& item) {
    for (const std::uint32_t person : item.people) {
        free_person(engine, person);
    }
}

/// The person has nothing to do any more: the teams that he is in look for work.
template <class Engine>
void free_person(Engine& engine, std::uint32_t person) {
    if constexpr (Engine::joint_work) {
        engine.joint.ends(person, 0);
    }
    engine.staff.set_work(person, nobody);
    engine.staff.release(person);
    const PlanPerson& who = engine.plan.people[person];
    mark_dirty(engine, who.team);
    if (Engine::full_engine && engine.plan.team(who.team).by_name) {
        for (const int same : who.also) {
            mark_dirty(engine, engine.plan.person(same).team);
        }
    }
    tell_person_free(engine, person);
}

} // namespace plimsoll
