// Work that waits too long: it gives up, goes elsewhere or is escalated (MODEL.md: patience). Part
// of sim/engine/simulation.hpp.
//
//     the case ends      its visit has waited, and its work counts as asked for
//     then: STEP         the visit has waited; what it asks for is counted where it goes
//     then: {team: T}    the visit goes on waiting, for other people, and keeps its place in time
//
// Escalated work asks for room where it goes. Where there is none it stays in the queue where it
// stands, for whoever is there first.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

template <class Engine>
void start_patience(Engine& engine, std::uint32_t index) {
    const WorkItem& item = engine.items[index];
    const PlanStep& step = engine.plan.step(item.step);
    const RandomWords words = random_words(engine, item, 2);
    Timer timer = timer_of(engine, index, Timer::Kind::patience);
    timer.time = engine.clock.after(step.patience_clock, engine.clock.now(),
                                    step.patience.draw(uniform(words[0], words[1])));
    engine.agenda.set(timer);
}

/// Patience ends: the item goes elsewhere, if it still waits.
template <class Engine>
void lose_patience(Engine& engine, const Timer& timer) {
    std::uint32_t index = timer.index;
    if (engine.items[index].generation != timer.generation || engine.items[index].is_void) {
        return;
    }
    if (is_side_work(engine, engine.items[index])) {
        give_up_side_work(engine, index);
        return;
    }
    bool waits = false;
    switch (engine.items[index].stage) {
    case WorkItem::Stage::waiting:
    case WorkItem::Stage::batched:
    case WorkItem::Stage::forming:
        waits = true;
        break;
    case WorkItem::Stage::delay:
        break;
    case WorkItem::Stage::work:
    case WorkItem::Stage::suspended:
        if (!engine.plan.step(engine.items[index].step).patience_during_work) {
            return;
        }
        break;
    case WorkItem::Stage::on_hold:
        if (engine.items[index].hold_point != WorkItem::HoldPoint::work ||
            !engine.plan.step(engine.items[index].step).patience_during_work) {
            return;
        }
        break;
    default:
        return;
    }
    const PlanStep& step = engine.plan.step(engine.items[index].step);
    const bool moves = step.patience_exit >= 0;
    if (engine.items[index].stage == WorkItem::Stage::work) {
        const Microseconds rest = stop_work(engine, index);
        engine.items[index].stage = WorkItem::Stage::none;
        if (moves) {
            withdraw_demand(engine, engine.items[index], rest);
        }
        waits = true;
    } else if (engine.items[index].stage == WorkItem::Stage::suspended ||
               engine.items[index].stage == WorkItem::Stage::on_hold) {
        if (engine.items[index].stage == WorkItem::Stage::on_hold) {
            book_hold(engine, index, engine.items[index].hold_line);
        } else {
            leave_suspended(engine, index);
            charge_suspended(engine, index);
        }
        engine.items[index].stage = WorkItem::Stage::none;
        if (moves) {
            withdraw_demand(engine, engine.items[index], engine.items[index].rest);
        }
        waits = true;
    } else if (waits && step.patience_need >= 0) {
        escalate(engine, index);
        return;
    } else if (waits) {
        const bool forms = engine.items[index].stage == WorkItem::Stage::forming;
        stop_waiting(engine, index);
        WorkItem& item = engine.items[index];
        if (!moves) {
            tally_lost_demand(engine, item);
        }
        if (forms) {
            charge(item.elapsed, ElapsedCategory::batch,
                   engine.clock.elapsed() - engine.clock.elapsed_at(item.ready));
            item.ready = engine.clock.now();
            item.queued_since = engine.clock.now();
        }
        const auto [waited, queued] = charge_waiting(engine, item);
        const PlanQueue& need = engine.plan.queue(item.need);
        const int team = need.helps >= 0 ? need.helps : need.lead;
        engine.cases[item.case_index].visits.push_back(
            {visit_counter(engine, step, team), false, true, waited, queued, 0, item.join_wait, 0,
             item.is_later_part ? -1 : step.response_promise, false, false, item.held});
    } else {
        // The end of the delay, which is in the list of events, must find nothing to do.
        charge(engine.items[index].elapsed, ElapsedCategory::external,
               engine.clock.elapsed() - engine.clock.elapsed_at(engine.items[index].end));
    }
    if (Engine::full_engine && engine.items[index].part_of != nobody) {
        index = leave_whole(engine, index);
        waits = true;
    }
    WorkItem& item = engine.items[index];
    const std::uint32_t case_index = item.case_index;
    if (step.patience_exit < 0) {
        const int outcome = engine.plan.workflow(engine.cases[case_index].workflow).gave_up;
        if (waits) {
            end_with(engine, index, outcome);
        } else {
            abandon_delay(engine, index);
            engine.cases[case_index].last = moment_of(engine, item);
            end_case(engine, case_index, outcome);
        }
        return;
    }
    Case& subject = engine.cases[case_index];
    const Moment moment = moment_of(engine, item);
    const int exit = step.patience_exit;
    const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
    if (workflow.remembers) {
        subject.memory_of(moment.step).item = nobody;
        if (workflow.holds) {
            subject.under_way.erase(static_cast<std::size_t>(moment.step));
        }
        if (workflow.may_send_back()) {
            note(engine, subject, moment);
        }
    }
    if (waits) {
        item.stage = WorkItem::Stage::none;
        --subject.live;
    } else {
        abandon_delay(engine, index);
    }
    if (!moment.is_before(subject.last)) {
        subject.last = moment;
    }
    if (step.pauses_due) {
        engine.due.resume(subject);
    }
    decide(engine, case_index, moment.step, exit, moment);
    if (waits) {
        release_item(engine, index);
    }
}

/// A delay that nobody waits for any more: its end will find it void.
template <class Engine>
void abandon_delay(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    Case& subject = engine.cases[item.case_index];
    item.is_void = true;
    --subject.live;
    if (engine.plan.workflow(subject.workflow).remembers) {
        subject.memory_of(item.step - subject.first_step).item = nobody;
    }
}

/// Work that has stopped goes elsewhere: nobody asks for the rest of it any more.
template <class Engine>
void withdraw_demand(Engine& engine, const WorkItem& item, Microseconds rest) {
    const Case& subject = engine.cases[item.case_index];
    engine.ledger.withdraw_demand(subject, item, subject.visits[item.counted_at].effort, rest);
}

/// Whom work of this item waits for once it is escalated; -1: nobody else may do it.
template <class Engine>
int escalation_of(const Engine& engine, const WorkItem& item) {
    const PlanStep& step = engine.plan.step(item.step);
    if (item.uses_kept && step.patience_kept_need >= 0) {
        return step.patience_kept_need;
    }
    if (step.person_rule < 0) {
        return step.patience_need;
    }
    // Ruling 10: four eyes are four eyes there, too.
    const PlanPersonRule& rule = engine.plan.person_rule(step.person_rule);
    if (rule.kind != PlanPersonRule::Kind::other_than) {
        return step.patience_need;
    }
    const DoneBy& others = engine.cases[item.case_index].done_by[rule.step];
    const auto found = rule.escalated.find(bodies_among(engine, rule.may_escalated, others.people));
    return found == rule.escalated.end() ? step.patience_need : found->second;
}

/// It goes on waiting, for other people, if there is room where they are; otherwise where it is,
/// until there is.
template <class Engine>
void escalate(Engine& engine, std::uint32_t index) {
    const int need = escalation_of(engine, engine.items[index]);
    if (need < 0 || need == engine.items[index].need) {
        return; // it waits for them already
    }
    const int limit =
        engine.items[index].has_capacity ? limit_before(engine, engine.items[index], need) : -1;
    if (limit < 0) {
        hand_up(engine, index, need);
    } else if (engine.plan.limit(limit).full == Limit::Full::turn_away) {
        stop_waiting(engine, index);
        charge_waiting(engine, engine.items[index]);
        turn_away(engine, index, limit);
    } else {
        ask_for_place(engine, index, limit);
    }
}

/// The limit that keeps waiting work from going to these people, or -1. It takes a place along
/// where it has one.
template <class Engine>
int limit_before(const Engine& engine, const WorkItem& item, int need) {
    const int full = full_limit(engine, item, need, &item);
    return full >= 0 ? full : limit_with_others_before(engine, item, need, &item);
}

template <class Engine>
void ask_for_place(Engine& engine, std::uint32_t index, int limit) {
    engine.items[index].asks_at = limit;
    note_wait_before(engine, limit);
    engine.limits[limit].asking.push_back({index, engine.clock.now()});
}

/// Somebody has taken it, or nobody waits for it any more.
template <class Engine>
void stop_asking(Engine& engine, std::uint32_t index) {
    WorkItem& item = engine.items[index];
    if (!Engine::full_engine || item.asks_at < 0) {
        return;
    }
    note_wait_before(engine, item.asks_at);
    std::deque<Asking>& all = engine.limits[item.asks_at].asking;
    all.erase(std::find_if(all.begin(), all.end(),
                           [index](const Asking& one) { return one.item == index; }));
    item.asks_at = -1;
}

/// There is room for the first of those that ask for a place while they wait elsewhere.
template <class Engine>
bool admit_asking(Engine& engine, int limit) {
    const std::uint32_t index = engine.limits[limit].asking.front().item;
    stop_asking(engine, index);
    const int need = escalation_of(engine, engine.items[index]);
    const int other = full_limit(engine, engine.items[index], need, &engine.items[index]);
    if (other >= 0) {
        ask_for_place(engine, index, other);
        return false;
    }
    hand_up(engine, index, need);
    return true;
}

/// It waits for those to whom it is escalated from now on.
template <class Engine>
void hand_up(Engine& engine, std::uint32_t index, int need) {
    stop_waiting(engine, index);
    WorkItem& item = engine.items[index];
    item.is_escalated = true;
    if (Engine::full_engine && item.uses_kept &&
        need != engine.plan.step(item.step).patience_kept_need) {
        charge_queue(engine, item);
        give_back_kept(engine, item);
    }
    move_to(engine, index, need);
    if (Engine::full_engine && engine.items[index].uses_kept) {
        start_or_expect_kept(engine, index);
    }
}

/// Work that was taken out of its queue waits for other people, and keeps its place in time.
template <class Engine>
void move_to(Engine& engine, std::uint32_t index, int need) {
    WorkItem& item = engine.items[index];
    charge_queue(engine, item);
    if (Engine::full_engine && item.has_capacity) {
        release_capacity(engine, index);
    }
    item.need = need;
    if (Engine::full_engine && !engine.plan.limits.empty()) {
        item.has_capacity = true;
        count_capacity(engine, item, 1);
    }
    queue_up(engine, index, need);
}

} // namespace plimsoll
