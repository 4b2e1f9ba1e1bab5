// Cases that can never go on. Part of sim/engine/simulation.hpp.
//
// What waits may wait for what only others like it can give back: two cases that each keep what the
// other needs, a batch that waits for items which stand before its own full team. Such cases are
// found when the window closes, by reducing the graph of who waits for whom: everything is taken to
// stand still; what has its people, its place or its time to come goes on, and gives back what it
// holds; whoever finds enough then goes on, too, and so on. What is left when nothing more can be
// let go stands still for ever, whatever comes, because all that it waits for is held by work that
// stands still. Where the reduction is in doubt it lets go: what it calls stalled is stalled.
//
// In a run of a number of cases, what is open when nothing happens any more has stalled as well.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>
#include <map>
#include <vector>

namespace plimsoll {

/// The reduction, and what it leaves.
template <class Engine>
class StallSearch {
public:
    explicit StallSearch(const Engine& engine)
        : engine_(engine), plan_(engine.plan), items_(engine.items), cases_(engine.cases),
          limits_(engine.limits), batches_(engine.batches),
          multi_instances_(engine.multi_instances) {
        begin();
        reduce();
    }

    bool case_goes(std::uint32_t case_index) const { return case_goes_[case_index] != 0; }

    /// What an item that stands still waits for.
    Stall stall_of(std::uint32_t index) const {
        const WorkItem& item = items_[index];
        const PlanStep& step = plan_.step(item.step);
        Stall stall;
        stall.workflow = cases_[item.case_index].workflow;
        stall.step = step.number;
        switch (item.stage) {
        case WorkItem::Stage::waiting:
        case WorkItem::Stage::batched: {
            const int asked = item.stage == WorkItem::Stage::waiting
                                  ? item.need
                                  : items_[batches_[item.batch].leader].need;
            const PlanQueue& queue = plan_.queue(asked);
            const PlanQueue& need =
                queue.alternatives.empty() ? queue : plan_.queue(queue.alternatives.front());
            stall.waits_for = Stall::For::people;
            stall.what = need.lead;
            for (std::size_t place = 0; place < need.teams.size(); ++place) {
                if (!enough_go(need, place)) {
                    stall.what = need.teams[place].team;
                    break;
                }
            }
            break;
        }
        case WorkItem::Stage::suspended:
            stall.waits_for = Stall::For::people;
            stall.what = plan_.queue(item.need).lead;
            break;
        case WorkItem::Stage::blocked:
            stall.waits_for = Stall::For::place;
            stall.what = blocked_at_[index];
            break;
        case WorkItem::Stage::forming:
            stall.waits_for = Stall::For::others;
            break;
        case WorkItem::Stage::calling:
            stall.waits_for = Stall::For::called;
            stall.what = step.calls;
            break;
        default:
            break;
        }
        return stall;
    }

    /// Whether one of these people works in the team, under any of their names.
    bool holds_people_of(const std::vector<std::uint32_t>& people, int team) const {
        return std::any_of(people.begin(), people.end(), [&](std::uint32_t person) {
            const PlanPerson& who = plan_.people[person];
            return who.team == team || std::any_of(who.also.begin(), who.also.end(), [&](int same) {
                       return plan_.person(same).team == team;
                   });
        });
    }

private:
    /// So many people of the part at `place` are held by nobody that stands still.
    bool enough_go(const PlanQueue& need, std::size_t place) const {
        const Need& part = need.teams[place];
        const PlanTeam& team = plan_.team(part.team);
        if (team.unlimited) {
            return true;
        }
        const auto is_free = [&](int person) {
            const auto number = static_cast<std::size_t>(person);
            return holds_body_[plan_.people[number].body] == 0 && has_left_[number] == 0;
        };
        if (place == 0 && !std::all_of(need.required.begin(), need.required.end(), is_free)) {
            return false;
        }
        std::int64_t found = 0;
        for (const Shift& shift : team.shifts) {
            for (const int person : shift.people) {
                found += is_free(person) && need.may_serve(place, person) ? 1 : 0;
            }
        }
        return found >= part.people;
    }

    bool is_met(int number) const {
        const PlanQueue& need = plan_.queue(number);
        if (!need.alternatives.empty()) {
            return std::any_of(need.alternatives.begin(), need.alternatives.end(),
                               [&](int option) { return is_met(option); });
        }
        for (std::size_t place = 0; place < need.teams.size(); ++place) {
            if (need.people > 0 && !enough_go(need, place)) {
                return false;
            }
        }
        return true;
    }

    /// Whether the limit has a place that is not held by what stands still.
    bool has_place(int limit) const {
        return limit < 0 || places_held_[limit] < plan_.limit(limit).most;
    }

    /// Whether waiting work may find its people, those that it has now or may come to wait for.
    bool finds_people(const WorkItem& item) const {
        const PlanStep& step = plan_.step(item.step);
        const auto met = [&](int need) { return need >= 0 && need_is_met_[need] != 0; };
        if (met(item.need)) {
            return true;
        }
        if (rule_of(engine_, item) >= 0 &&
            plan_.person_rule(rule_of(engine_, item)).any_after >= 0 &&
            met(base_need(engine_, item))) {
            return true;
        }
        if (!item.uses_kept && cases_[item.case_index].retained.team >= 0 && met(step.kept_need)) {
            return true; // when another of its case does not use them any more
        }
        if (!step.has_patience || step.has_delay || item.is_escalated) {
            return false;
        }
        if (step.patience_need < 0) {
            return true; // it gives up
        }
        const int need = escalation_of(engine_, item);
        return met(need) && first_limit(engine_, item, need, [&](int limit) {
                                return !counts_in(engine_, item, limit) && !has_place(limit);
                            }) < 0;
    }

    /// Whether begun work may go on: none of those who did it is held; who has left is replaced.
    bool may_be_taken_up(const std::vector<std::uint32_t>& people) const {
        return std::all_of(people.begin(), people.end(), [&](std::uint32_t person) {
            return has_left_[person] != 0 || holds_body_[plan_.people[person].body] == 0;
        });
    }

    /// Whether blocked work may come in with those whom its case keeps, who have a place.
    bool may_enter_kept(const WorkItem& item) const {
        const int need = plan_.step(item.step).kept_need;
        return need >= 0 && cases_[item.case_index].retained.team >= 0 &&
               first_limit(engine_, item, need, [&](int limit) { return !has_place(limit); }) < 0;
    }

    /// Whether this item goes on, as far as is known of the others.
    bool goes_on(std::uint32_t index) const {
        const WorkItem& item = items_[index];
        const auto goes = [&](std::uint32_t other) { return item_goes_[other] != 0; };
        switch (item.stage) {
        case WorkItem::Stage::delay:
        case WorkItem::Stage::work:
        case WorkItem::Stage::between:
        case WorkItem::Stage::on_hold: // for a time, or for work that waits by itself
            return true;
        case WorkItem::Stage::suspended:
            return may_be_taken_up(leader_of(engine_, item).begun_by);
        case WorkItem::Stage::waiting:
            return finds_people(item);
        case WorkItem::Stage::batched:
            return goes(batches_[item.batch].leader) ||
                   finds_people(items_[batches_[item.batch].leader]);
        case WorkItem::Stage::forming: {
            const PlanStep& step = plan_.step(item.step);
            const PlanBatch& batch = plan_.batch(step.batch);
            return batch.has_wait || !batch.declared.at.empty() || !batch.declared.dates.empty() ||
                   (step.has_patience && !step.has_delay) || others_may_come(item);
        }
        case WorkItem::Stage::blocked:
            return blocked_at_[index] < 0 || has_place(blocked_at_[index]) || may_enter_kept(item);
        case WorkItem::Stage::calling: {
            const auto called = called_.find(index);
            return called == called_.end() || case_goes_[called->second] != 0;
        }
        case WorkItem::Stage::parent: {
            const auto visits = multi_instances_.find(index);
            return visits == multi_instances_.end() ||
                   std::any_of(visits->second.under_way.begin(), visits->second.under_way.end(),
                               goes);
        }
        case WorkItem::Stage::held:
            return std::all_of(blocked_by_[index].begin(), blocked_by_[index].end(), goes);
        case WorkItem::Stage::none:
            return false;
        }
        return true;
    }

    /// Whether another item may come to the step where this one waits for others: of a case that
    /// goes on, or of a new one.
    bool others_may_come(const WorkItem& item) const {
        const auto workflow = static_cast<std::size_t>(cases_[item.case_index].workflow);
        return cases_go_[workflow] > 0 || cases_come_[workflow] != 0;
    }

    /// Whether new cases of a workflow may come as far as to a step that takes work: they are
    /// brought about, the workflow has room, and some way leads through steps whose people and
    /// places are not all held.
    bool may_begin(std::size_t number) const {
        const PlanWorkflow& workflow = plan_.workflows[number];
        if (!has_place(workflow.limit)) {
            return false;
        }
        const bool comes = std::any_of(
            workflow.demands.begin(), workflow.demands.end(), [&](const PlanDemand& demand) {
                switch (demand.kind) {
                case Demand::Kind::none:
                case Demand::Kind::caused:
                    return false;
                case Demand::Kind::always_open: // a new one comes only when another has gone
                    return cases_go_[number] > 0;
                case Demand::Kind::idle_client:
                    return cases_go_[number] > 0 ||
                           engine_.ledger.open_cases() <
                               static_cast<std::size_t>(engine_.unit.clients);
                default:
                    return engine_.arrivals_left > 0;
                }
            });
        if (comes) {
            return starts_may_go(workflow);
        }
        for (std::size_t other = 0; other < plan_.workflows.size(); ++other) {
            const PlanWorkflow& source = plan_.workflows[other];
            const auto is_caused = [&](const PlanCause& cause) {
                return cause.workflow == static_cast<int>(number);
            };
            const auto first = plan_.steps.begin() + source.first_step;
            const bool calls = std::any_of(
                first, first + std::ptrdiff_t{source.steps} * source.due.number(),
                [&](const PlanStep& step) { return step.calls == static_cast<int>(number); });
            if (!calls && std::none_of(source.causes.begin(), source.causes.end(), is_caused)) {
                continue;
            }
            if (cases_come_[other] != 0 || cases_go_[other] > 0) {
                return starts_may_go(workflow);
            }
        }
        return false;
    }

    /// Whether a new case of the workflow may get past its first steps.
    bool starts_may_go(const PlanWorkflow& workflow) const {
        for (std::size_t variant = 0; variant < workflow.due.size(); ++variant) {
            for (const int start : workflow.starts) {
                const PlanStep& step = plan_.step(
                    workflow.first_step + static_cast<int>(variant) * workflow.steps + start);
                WorkItem item;
                item.step =
                    workflow.first_step + static_cast<int>(variant) * workflow.steps + start;
                item.need = step.need;
                const bool has_capacity = first_limit(engine_, item, step.need, [&](int limit) {
                                              return !has_place(limit);
                                          }) < 0;
                if (has_capacity && (!step.takes_work || step.has_patience || step.chance < 1 ||
                                     need_is_met_[step.need] != 0)) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The item goes on: what it holds is not held for ever.
    void let_go(std::uint32_t index) {
        const WorkItem& item = items_[index];
        item_goes_[index] = 1;
        if (item.has_capacity) {
            first_limit(engine_, item, item.capacity_need, [&](int limit) {
                --places_held_[limit];
                return false;
            });
        }
        if (item.stage == WorkItem::Stage::held && item.keeps_people) {
            for (const std::uint32_t person : item.people) {
                --holds_body_[plan_.people[person].body];
            }
        }
        const Case& subject = cases_[item.case_index];
        if (item.is_void || !subject.open || case_goes_[item.case_index] != 0 ||
            item.stage == WorkItem::Stage::held) {
            return;
        }
        let_case_go(item.case_index);
    }

    void let_case_go(std::uint32_t case_index) {
        const Case& subject = cases_[case_index];
        case_goes_[case_index] = 1;
        ++cases_go_[subject.workflow];
        for (const std::uint32_t person : subject.retained.people) {
            --holds_body_[plan_.people[person].body];
        }
        if (subject.retained.has_place) {
            const int limit = plan_.team(subject.retained.team).limit;
            --places_held_[limit];
        }
        if (subject.has_capacity) {
            const int limit = plan_.workflow(subject.workflow).limit;
            --places_held_[limit];
        }
    }

    /// Everything stands still.
    void begin() {
        item_goes_.assign(items_.size(), 0);
        case_goes_.assign(cases_.size(), 0);
        cases_go_.assign(plan_.workflows.size(), 0);
        holds_body_.assign(plan_.people.size(), 0);
        has_left_.assign(plan_.people.size(), 0);
        places_held_.assign(plan_.limits.size(), 0);
        need_is_met_.assign(plan_.needs.size(), 0);
        cases_come_.assign(plan_.workflows.size(), 0);
        blocked_at_.assign(items_.size(), -1);
        blocked_by_.resize(items_.size());
        const auto hold = [&](const std::vector<std::uint32_t>& people) {
            for (const std::uint32_t person : people) {
                ++holds_body_[plan_.people[person].body];
            }
        };
        for (std::uint32_t case_index = 0; case_index < static_cast<std::uint32_t>(cases_.size());
             ++case_index) {
            if (cases_[case_index].open) {
                hold(cases_[case_index].retained.people);
                if (cases_[case_index].caller != nobody &&
                    items_[cases_[case_index].caller].generation ==
                        cases_[case_index].caller_generation) {
                    called_[cases_[case_index].caller] = case_index;
                }
            }
        }
        for (const WorkItem& item : items_) {
            if (item.stage == WorkItem::Stage::held && item.keeps_people) {
                hold(item.people);
            }
        }
        for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
            places_held_[limit] = limits_[limit].held;
            for (const std::uint32_t index : limits_[limit].blocked) {
                blocked_at_[index] = static_cast<int>(limit);
                if (items_[index].upstream != nobody) {
                    blocked_by_[items_[index].upstream].push_back(index);
                }
            }
        }
        for (std::size_t person = 0; plan_.dates && person < plan_.people.size(); ++person) {
            has_left_[person] = engine_.staff.has_left(static_cast<std::uint32_t>(person)) ? 1 : 0;
        }
    }

    /// Lets go whatever can, until nothing more can.
    void reduce() {
        std::vector<std::uint32_t> still;
        for (std::uint32_t index = 0; index < static_cast<std::uint32_t>(items_.size()); ++index) {
            if (items_[index].stage != WorkItem::Stage::none) {
                still.push_back(index);
            }
        }
        for (bool anything = true; anything;) {
            anything = false;
            for (std::size_t need = 0; need < plan_.needs.size(); ++need) {
                need_is_met_[need] = is_met(static_cast<int>(need)) ? 1 : 0;
            }
            for (std::size_t workflow = 0; workflow < plan_.workflows.size(); ++workflow) {
                if (cases_come_[workflow] == 0 && may_begin(workflow)) {
                    cases_come_[workflow] = 1;
                    anything = true;
                }
            }
            std::vector<std::uint32_t> rest;
            for (const std::uint32_t index : still) {
                if (goes_on(index)) {
                    let_go(index);
                    anything = true;
                } else {
                    rest.push_back(index);
                }
            }
            still.swap(rest);
            for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
                for (const std::uint32_t case_index : limits_[limit].pending) {
                    if (case_goes_[case_index] == 0 && has_place(static_cast<int>(limit))) {
                        let_case_go(case_index);
                        anything = true;
                    }
                }
            }
        }
    }

    const Engine& engine_;
    const Plan& plan_;
    const Pool<WorkItem>& items_;
    const Pool<Case>& cases_;
    const Table<LimitState>& limits_;
    const Pool<FormedBatch>& batches_;
    const std::map<std::uint32_t, MultiInstance>& multi_instances_;
    Table<char> item_goes_;
    Table<char> case_goes_;           ///< by case
    Table<std::int64_t> cases_go_;    ///< by workflow: open cases of it that go on
    Table<std::int64_t> holds_body_;  ///< by Plan::people: cases and items that hold them
    Table<char> has_left_;            ///< by person, for good
    Table<std::int64_t> places_held_; ///< by limit, by what stands still
    Table<char> need_is_met_;         ///< enough people are not held
    Table<char> cases_come_;          ///< by workflow: new ones may begin
    Table<int> blocked_at_;           ///< by item: the limit
    Table<std::vector<std::uint32_t>> blocked_by_;  ///< by item: what it has brought
    std::map<std::uint32_t, std::uint32_t> called_; ///< by item: its case
};

} // namespace plimsoll
