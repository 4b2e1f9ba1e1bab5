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

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::start_patience(std::uint32_t index) {
    const WorkItem& item = items_[index];
    const PlanStep& step = plan_.step(item.step);
    const RandomWords words = random_words(item, 2);
    Timer timer = timer_of(index, Timer::Kind::patience);
    timer.time = after(step.patience_clock, now_, step.patience.draw(uniform(words[0], words[1])));
    set_timer(timer);
}

/// Patience ends: the item goes elsewhere, if it still waits.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::lose_patience(const Timer& timer) {
    std::uint32_t index = timer.index;
    if (items_[index].generation != timer.generation || items_[index].is_void) {
        return;
    }
    bool waits = false;
    switch (items_[index].stage) {
    case WorkItem::Stage::waiting:
    case WorkItem::Stage::batched:
    case WorkItem::Stage::forming:
        waits = true;
        break;
    case WorkItem::Stage::delay:
        break;
    case WorkItem::Stage::work:
    case WorkItem::Stage::suspended:
        if (!plan_.step(items_[index].step).patience_during_work) {
            return;
        }
        break;
    default:
        return;
    }
    const PlanStep& step = plan_.step(items_[index].step);
    const bool moves = step.patience_exit >= 0;
    if (items_[index].stage == WorkItem::Stage::work) {
        const Microseconds rest = stop_work(index);
        items_[index].stage = WorkItem::Stage::none;
        if (moves) {
            withdraw_demand(items_[index], rest);
        }
        waits = true;
    } else if (items_[index].stage == WorkItem::Stage::suspended) {
        leave_suspended(index);
        charge_suspended(index);
        items_[index].stage = WorkItem::Stage::none;
        if (moves) {
            withdraw_demand(items_[index], items_[index].rest);
        }
        waits = true;
    } else if (waits && step.patience_need >= 0) {
        escalate(index);
        return;
    } else if (waits) {
        const bool forms = items_[index].stage == WorkItem::Stage::forming;
        stop_waiting(index);
        WorkItem& item = items_[index];
        if (!moves) {
            tally_lost_demand(item);
        }
        if (forms) {
            charge(item.elapsed, ElapsedCategory::batch, now_elapsed_ - elapsed_at(item.ready));
            item.ready = now_;
            item.queued_since = now_;
        }
        const auto [waited, queued] = charge_waiting(item);
        const PlanQueue& need = plan_.queue(item.need);
        const int team = need.helps >= 0 ? need.helps : need.lead;
        cases_[item.case_index].visits.push_back(
            {visit_counter(step, team), false, true, waited, queued, 0, item.join_wait, 0,
             item.is_later_part ? -1 : step.response_promise, false, false, item.held});
    } else {
        // The end of the delay, which is in the list of events, must find nothing to do.
        items_[index].elapsed[static_cast<std::size_t>(ElapsedCategory::external)] -=
            elapsed_at(items_[index].end) - now_elapsed_;
    }
    if (full_engine && items_[index].part_of != nobody) {
        index = leave_whole(index);
        waits = true;
    }
    WorkItem& item = items_[index];
    const std::uint32_t case_index = item.case_index;
    if (step.patience_exit < 0) {
        const int outcome = plan_.workflow(cases_[case_index].workflow).gave_up;
        if (waits) {
            end_with(index, outcome);
        } else {
            abandon_delay(index);
            cases_[case_index].last = {now_, item.step - cases_[case_index].first_step,
                                       item.elapsed};
            end_case(case_index, outcome);
        }
        return;
    }
    Case& subject = cases_[case_index];
    const Moment moment{now_, item.step - subject.first_step, item.elapsed};
    const int exit = step.patience_exit;
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    if (workflow.remembers) {
        subject.memory_of(moment.step).item = nobody;
        if (workflow.holds) {
            subject.under_way.erase(static_cast<std::size_t>(moment.step));
        }
        if (workflow.rework_count > 0) {
            note(subject, moment);
        }
    }
    if (waits) {
        item.stage = WorkItem::Stage::none;
        --subject.live;
    } else {
        abandon_delay(index);
    }
    if (!moment.is_before(subject.last)) {
        subject.last = moment;
    }
    if (step.pauses_due) {
        resume_due(subject);
    }
    decide(case_index, moment.step, exit, moment);
    if (waits) {
        release_item(index);
    }
}

/// A delay that nobody waits for any more: its end will find it void.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::abandon_delay(std::uint32_t index) {
    WorkItem& item = items_[index];
    Case& subject = cases_[item.case_index];
    item.is_void = true;
    --subject.live;
    if (plan_.workflow(subject.workflow).remembers) {
        subject.memory_of(item.step - subject.first_step).item = nobody;
    }
}

/// Work that has stopped goes elsewhere: it asks for what was worked of it, and for nothing of the
/// rest. Who stays for a share of the work may have done theirs.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::withdraw_demand(const WorkItem& item, Microseconds rest) {
    const Case& subject = cases_[item.case_index];
    const Microseconds done = subject.visits[item.counted_at].effort;
    for (const Need& part : plan_.queue(item.need).teams) {
        const Microseconds asked = scaled(done + rest, part.share);
        const int128 left = int128{asked - std::min(done, asked)} * part.people;
        if (reference_.is_kept()) {
            reference_.ask(subject.reference, part.team, -static_cast<double>(left));
        }
        if (subject.arrived_in_window) {
            record_.teams[static_cast<std::size_t>(part.team)]
                .demanded[static_cast<std::size_t>(subject.workflow)] -= left;
            tally_leaving(item, part.team, -left);
        }
    }
}

/// Whom work of this item waits for once it is escalated; -1: nobody else may do it.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::escalation_of(const WorkItem& item) const {
    const PlanStep& step = plan_.step(item.step);
    if (item.uses_kept && step.patience_kept_need >= 0) {
        return step.patience_kept_need;
    }
    if (step.person_rule < 0) {
        return step.patience_need;
    }
    // Ruling 10: four eyes are four eyes there, too.
    const PlanPersonRule& rule = plan_.person_rule(step.person_rule);
    if (rule.kind != PlanPersonRule::Kind::other_than) {
        return step.patience_need;
    }
    const DoneBy& others = cases_[item.case_index].done_by[static_cast<std::size_t>(rule.step)];
    const auto found = rule.escalated.find(bodies_among(rule.may_escalated, others.people));
    return found == rule.escalated.end() ? step.patience_need : found->second;
}

/// It goes on waiting, for other people, if there is room where they are; otherwise where it is,
/// until there is.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::escalate(std::uint32_t index) {
    const int need = escalation_of(items_[index]);
    if (need < 0 || need == items_[index].need) {
        return; // it waits for them already
    }
    const int limit = items_[index].has_capacity ? limit_before(items_[index], need) : -1;
    if (limit < 0) {
        hand_up(index, need);
    } else if (plan_.limit(limit).full == Limit::Full::turn_away) {
        stop_waiting(index);
        charge_waiting(items_[index]);
        turn_away(index, limit);
    } else {
        ask_for_place(index, limit);
    }
}

/// The limit that keeps waiting work from going to these people, or -1. It takes a place along
/// where it has one.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::limit_before(const WorkItem& item, int need) const {
    const int full = full_limit(item, need, &item);
    return full >= 0 ? full : limit_with_others_before(item, need, &item);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::ask_for_place(std::uint32_t index, int limit) {
    items_[index].asks_at = limit;
    tally_blocked(static_cast<std::size_t>(limit));
    limits_[static_cast<std::size_t>(limit)].asking.push_back({index, now_});
}

/// Somebody has taken it, or nobody waits for it any more.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::stop_asking(std::uint32_t index) {
    WorkItem& item = items_[index];
    if (!full_engine || item.asks_at < 0) {
        return;
    }
    tally_blocked(static_cast<std::size_t>(item.asks_at));
    std::deque<Asking>& all = limits_[static_cast<std::size_t>(item.asks_at)].asking;
    all.erase(std::find_if(all.begin(), all.end(),
                           [index](const Asking& one) { return one.item == index; }));
    item.asks_at = -1;
}

/// There is room for the first of those that ask for a place while they wait elsewhere.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::admit_asking(int limit) {
    const std::uint32_t index = limits_[static_cast<std::size_t>(limit)].asking.front().item;
    stop_asking(index);
    const int need = escalation_of(items_[index]);
    const int other = full_limit(items_[index], need, &items_[index]);
    if (other >= 0) {
        ask_for_place(index, other);
        return false;
    }
    hand_up(index, need);
    return true;
}

/// It waits for those to whom it is escalated from now on.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::hand_up(std::uint32_t index, int need) {
    stop_waiting(index);
    WorkItem& item = items_[index];
    item.is_escalated = true;
    if (full_engine && item.uses_kept && need != plan_.step(item.step).patience_kept_need) {
        charge_queue(item);
        give_back_kept(item);
    }
    move_to(index, need);
    if (full_engine && items_[index].uses_kept) {
        start_or_expect_kept(index);
    }
}

/// Work that was taken out of its queue waits for other people, and keeps its place in time.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::move_to(std::uint32_t index, int need) {
    WorkItem& item = items_[index];
    charge_queue(item);
    if (full_engine && item.has_capacity) {
        release_capacity(index);
    }
    item.need = need;
    if (full_engine && !plan_.limits.empty()) {
        item.has_capacity = true;
        count_capacity(item, 1);
    }
    queue_up(index, need);
}

} // namespace plimsoll
