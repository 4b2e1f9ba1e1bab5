// Work that finds no room (MODEL.md: wip, full). Part of sim/engine/simulation.hpp.
//
// An item takes room at its step and at all its teams at once, when it becomes ready there, and
// gives it back when it goes. What finds no room stays where it came from:
//
//     full: wait        blocked; the item that brought it keeps its own room, its people go
//     full: hold        blocked; the item that brought it keeps its room and its people
//     full: turn away   the case ends
//
// So a finished item settles only when nothing that it brought is blocked. Room that was given back
// is offered at the end of the instant, to those that asked first. What goes on within a limit
// takes the place of the item that brought it; work that blocks itself in a ring is in
// sim/engine/activity/deadlocks.hpp.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// Of the limits that an item counts against, or would, of its step and of its teams, the first
/// that passes the test, or -1.
template <class Features, class... Mechanisms>
template <class Test>
int Simulation<Features, Mechanisms...>::first_limit(const WorkItem& item, int need,
                                                     Test test) const {
    const PlanStep& step = plan_.step(item.step);
    if (step.limit >= 0 && test(step.limit)) {
        return step.limit;
    }
    if (step.takes_work) {
        for (const Need& part : plan_.queue(need).teams) {
            const int limit = plan_.team(part.team).limit;
            if (limit >= 0 && test(limit)) {
                return limit;
            }
        }
    }
    return -1;
}

/// Whether the item has a place of this limit.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::counts_in(const WorkItem& item, int limit) const {
    if (!item.has_capacity) {
        return false;
    }
    return first_limit(item, item.capacity_need, [limit](int one) { return one == limit; }) >= 0;
}

/// The limit that is full for this item, or -1. A place of `before`, which leaves, is free for it.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::full_limit(const WorkItem& item, int need,
                                                    const WorkItem* before) const {
    return first_limit(item, need, [&](int limit) {
        const auto place = static_cast<std::size_t>(limit);
        const bool passed_on = before != nullptr && counts_in(*before, limit);
        return limits_[place].held - (passed_on ? 1 : 0) >= plan_.limits[place].most;
    });
}

/// A limit of this item that others wait for, or -1.
template <class Features, class... Mechanisms>
int Simulation<Features, Mechanisms...>::limit_with_others_before(const WorkItem& item, int need,
                                                                  const WorkItem* before) const {
    return first_limit(item, need, [&](int limit) {
        const bool passed_on = before != nullptr && counts_in(*before, limit);
        return !passed_on && limits_[static_cast<std::size_t>(limit)].is_asked_for();
    });
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::count_capacity(WorkItem& item, int change) {
    if (change > 0) {
        item.capacity_need = item.need;
    }
    first_limit(item, item.capacity_need, [&](int limit) {
        limits_[static_cast<std::size_t>(limit)].held += change;
        if (change < 0) {
            freed_limits_.push_back(limit);
        }
        return false;
    });
}

/// The item has come to its step: it asks for room.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::enter(std::uint32_t index) {
    WorkItem& item = items_[index];
    if (!full_engine || plan_.limits.empty() || draining_) {
        make_ready(index);
        return;
    }
    const bool is_brought = upstream_ != nobody && upstream_ != index &&
                            items_[upstream_].case_index == item.case_index;
    item.need = need_to_enter(item);
    const bool leaves_capacity =
        is_brought && items_[upstream_].has_capacity && items_[upstream_].holds == 0;
    const WorkItem* before = leaves_capacity ? &items_[upstream_] : nullptr;
    int limit = full_limit(item, item.need, before);
    if (limit < 0) {
        limit = limit_with_others_before(item, item.need,
                                         before); // nobody passes those who asked before
    }
    if (limit < 0) {
        if (leaves_capacity) {
            release_capacity(upstream_);
            items_[upstream_].has_passed_place = true;
        }
        item.has_capacity = true;
        count_capacity(item, 1);
        make_ready(index);
        return;
    }
    const Limit::Full full = plan_.limit(limit).full;
    if (full == Limit::Full::turn_away) {
        turn_away(index, limit);
        return;
    }
    item.stage = WorkItem::Stage::blocked;
    item.ready = now_;
    if (is_brought && !items_[upstream_].has_passed_place) {
        may_have_ring_ = true;
        item.upstream = upstream_;
        ++items_[upstream_].holds;
        if (full == Limit::Full::hold) {
            items_[upstream_].keeps_people = true;
            people_are_held_ = true;
        }
    }
    tally_blocked(static_cast<std::size_t>(limit));
    limits_[static_cast<std::size_t>(limit)].blocked.push_back(index);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::turn_away(std::uint32_t index, int limit) {
    const WorkItem& item = items_[index];
    const std::uint32_t case_index = item.case_index;
    if (now_ > window_from_ || window_from_ == 0) {
        for (std::size_t team = 0; team < plan_.teams.size(); ++team) {
            if (plan_.teams[team].limit == limit) {
                ++record_.teams[team].turned_away;
            }
        }
    }
    tally_lost_demand(item);
    const PlanStep& step = plan_.step(item.step);
    if (step.response_promise >= 0 && !item.is_later_part) {
        CountedVisit missed;
        missed.counter = step.first_counter;
        missed.promise = step.response_promise;
        missed.turned_away = true;
        cases_[case_index].visits.push_back(missed);
    }
    items_[index].stage = WorkItem::Stage::none; // its delay, if it had one, is over
    if (item.part_of != nobody) {
        index = leave_whole(index);
    }
    end_with(index, plan_.workflow(cases_[case_index].workflow).turned_away);
}

/// The case of an item that neither waits nor is in work ends with this outcome.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::end_with(std::uint32_t index, int outcome) {
    WorkItem& item = items_[index];
    const std::uint32_t case_index = item.case_index;
    Case& subject = cases_[case_index];
    const Moment moment{now_, item.step - subject.first_step, item.elapsed};
    subject.last = moment;
    --subject.live;
    item.stage = WorkItem::Stage::none;
    if (plan_.workflow(subject.workflow).remembers) {
        subject.memory_of(moment.step).item = nobody;
    }
    end_case(case_index, outcome);
    release_item(index);
}

/// Takes a blocked item out: its case ended elsewhere, or it was sent back.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave_blocked(std::uint32_t index) {
    for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
        std::deque<std::uint32_t>& waiting = limits_[limit].blocked;
        const auto found = std::find(waiting.begin(), waiting.end(), index);
        if (found != waiting.end()) {
            tally_blocked(limit);
            waiting.erase(found);
            break;
        }
    }
    release_upstream(items_[index]);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::release_upstream(WorkItem& item) {
    if (item.upstream == nobody) {
        return;
    }
    WorkItem& upstream = items_[item.upstream];
    if (--upstream.holds == 0 && item.upstream != upstream_) {
        finished_.push_back(item.upstream);
    }
    item.upstream = nobody;
}

/// Finished items give back their people and, unless something they brought is blocked, their room.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::settle_finished() {
    for (std::size_t i = 0; i < finished_.size(); ++i) {
        const std::uint32_t index = finished_[i];
        WorkItem& item = items_[index];
        if (!item.people.empty() && (item.holds == 0 || !item.keeps_people)) {
            free_people(item);
            item.people.clear();
        }
        for (const std::uint32_t person : item.people) {
            joint_.ends(person, never); // held with the work
            joint_.look_again_beside(plan_.people[person].team);
        }
        if (item.holds == 0) {
            release_item(index);
        }
    }
    finished_.clear();
    upstream_ = nobody;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::release_capacity(std::uint32_t index) {
    items_[index].has_capacity = false;
    count_capacity(items_[index], -1);
}

/// Room that was given back goes to those that asked for it first.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::offer_capacity() {
    bool anything = false;
    while (!freed_limits_.empty()) {
        std::sort(freed_limits_.begin(), freed_limits_.end());
        freed_limits_.erase(std::unique(freed_limits_.begin(), freed_limits_.end()),
                            freed_limits_.end());
        const int limit = freed_limits_.front();
        freed_limits_.erase(freed_limits_.begin());
        anything = admit_blocked(limit) || anything;
    }
    return anything;
}

/// A blocked item comes in, and who brought it goes.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::take_freed_capacity(std::uint32_t index) {
    WorkItem& item = items_[index];
    charge(item.elapsed, ElapsedCategory::blocked, now_elapsed_ - elapsed_at(item.ready));
    item.has_capacity = true;
    count_capacity(item, 1);
    release_upstream(item);
}

/// Whether the first to ask for a place there stands in a queue elsewhere.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::asked_first(const LimitState& limit) const {
    return !limit.asking.empty() &&
           (limit.blocked.empty() ||
            limit.asking.front().since < items_[limit.blocked.front()].ready);
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::admit_blocked(int limit) {
    const auto place = static_cast<std::size_t>(limit);
    const auto has_capacity = [&] { return limits_[place].held < plan_.limits[place].most; };
    bool anything = false;
    while (has_capacity() && limits_[place].is_asked_for()) {
        if (asked_first(limits_[place])) {
            anything = admit_asking(limit) || anything;
            continue;
        }
        const std::uint32_t index = limits_[place].blocked.front();
        tally_blocked(place);
        limits_[place].blocked.pop_front();
        const std::uint32_t upstream = items_[index].upstream;
        const bool leaves_capacity = upstream != nobody && items_[upstream].holds == 1;
        items_[index].need = need_to_enter(items_[index]);
        const int other = full_limit(items_[index], items_[index].need,
                                     leaves_capacity ? &items_[upstream] : nullptr);
        if (other >= 0) {
            tally_blocked(static_cast<std::size_t>(other));
            limits_[static_cast<std::size_t>(other)].blocked.push_back(index);
            may_have_ring_ = true;
            continue;
        }
        take_freed_capacity(index);
        make_ready(index);
        follow_consequences();
        settle_finished();
        anything = true;
    }
    while (has_capacity() && !limits_[place].pending.empty()) {
        const std::uint32_t case_index = limits_[place].pending.front();
        tally_blocked(place);
        limits_[place].pending.pop_front();
        Case& subject = cases_[case_index];
        subject.has_capacity = true;
        ++limits_[place].held;
        Moment cause{now_, -1, {}};
        charge(cause.elapsed, ElapsedCategory::blocked, now_elapsed_ - subject.arrival_elapsed);
        begin_case(case_index, cause);
        follow_consequences();
        settle_finished();
        anything = true;
    }
    return anything;
}

/// Whether a new case may begin now; otherwise it waits before its workflow or has been turned
/// away.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::takes_capacity_of_workflow(std::uint32_t case_index) {
    Case& subject = cases_[case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    if (!full_engine || workflow.limit < 0) {
        return true;
    }
    const auto place = static_cast<std::size_t>(workflow.limit);
    if (limits_[place].held < plan_.limits[place].most) {
        ++limits_[place].held;
        subject.has_capacity = true;
        return true;
    }
    if (plan_.limits[place].full == Limit::Full::turn_away) {
        leave(case_index, workflow.turned_away);
        return false;
    }
    subject.begun = false;
    tally_blocked(place);
    limits_[place].pending.push_back(case_index);
    return false;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::release_capacity_of_workflow(std::uint32_t case_index) {
    Case& subject = cases_[case_index];
    if (full_engine && subject.has_capacity) {
        subject.has_capacity = false;
        const int limit = plan_.workflow(subject.workflow).limit;
        --limits_[static_cast<std::size_t>(limit)].held;
        freed_limits_.push_back(limit);
    }
}

} // namespace plimsoll
