// What is counted. Part of sim/engine/simulation.hpp.
//
// Stretches of waiting and of work are known whole when the work starts, so integrals over the
// window are differences of clocks, clipped to it; no event is spent on them.
#pragma once

#include "sim/engine/simulation.hpp"

#include <algorithm>

namespace plimsoll {

/// The part of an elapsed-time stretch that lies in the window.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::in_window(Microseconds elapsed_from,
                                                            Microseconds elapsed_to) const {
    return std::max<Microseconds>(0, std::min(elapsed_to, window_to_elapsed_) -
                                         std::max(elapsed_from, window_from_elapsed_));
}

/// The one place where time enters a case's ledger.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::charge(Elapsed& ledger, ElapsedCategory category,
                                                 Microseconds time) const {
    ledger[static_cast<std::size_t>(category)] += time;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_waiting(const WorkItem& item, Microseconds until) {
    if (item.queued_since == until) {
        return;
    }
    const Microseconds waited = in_window(elapsed_at(item.queued_since), elapsed_at(until));
    const int need = item.need;
    for (const Need& part : plan_.queue(need).teams) {
        record_.teams[static_cast<std::size_t>(part.team)].queue_length += waited;
    }
}

/// The hours of a batch are rework if all of its items are.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_all_rework(const WorkItem& item) const {
    if (is_alone(item)) {
        return item.is_rework;
    }
    const std::vector<std::uint32_t>& items = batches_[item.batch].items;
    return std::all_of(items.begin(), items.end(),
                       [this](std::uint32_t one) { return items_[one].is_rework; });
}

/// Adds the work of from..to, or takes it away (sign -1).
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_work(const WorkItem& item, Microseconds from,
                                                     Microseconds to, int sign) {
    if (!full_engine || item.stretches.empty()) {
        tally_stretch(item, {0, from, to, item.work_clock}, sign);
    }
    for (const WorkStretch& stretch : item.stretches) {
        tally_stretch(
            item,
            {stretch.share, std::max(stretch.from, from), std::min(stretch.to, to), stretch.clock},
            sign);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_stretch(const WorkItem& item,
                                                        const WorkStretch& stretch, int sign) {
    const Microseconds clipped_from = std::max(stretch.from, window_from_);
    const Microseconds clipped_to = std::min(stretch.to, window_to_);
    if (clipped_from >= clipped_to) {
        return;
    }
    const auto [worked, elapsed, touched] = times_of(stretch.clock, clipped_from, clipped_to);
    const auto category =
        static_cast<std::size_t>(is_all_rework(item) ? WorkCategory::rework : WorkCategory::direct);
    const int need = item.need;
    const std::size_t items = is_alone(item) ? 1 : batches_[item.batch].items.size();
    const std::vector<Need>& parts = plan_.queue(need).teams;
    for (const Need& part : parts) {
        if (part.share < stretch.share) {
            continue;
        }
        TeamSums& team = record_.teams[static_cast<std::size_t>(part.team)];
        if (!joint_work || (items == 1 && part.people == 1)) { // no product can be too large
            team.in_service += sign * elapsed;
            team.busy += sign * touched;
            team.worked[category] += sign * worked;
            continue;
        }
        team.in_service += sign * int128{elapsed} * items;
        team.busy += sign * int128{touched} * part.people;
        team.worked[category] += sign * int128{worked} * part.people;
    }
    for (const std::uint32_t person : item.people) {
        const bool stays =
            !full_engine || stretch.share <= 0 ||
            std::any_of(parts.begin(), parts.end(), [&](const Need& part) {
                return part.team == plan_.people[person].team && part.share >= stretch.share;
            });
        if (stays) {
            record_.people_worked[person][category] += sign * worked;
        }
    }
}

/// Of what is asked for, the work that may leave. Those to whom it was escalated have to do it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_leaving(const WorkItem& item, int team,
                                                        int128 asked) {
    const PlanStep& step = plan_.step(item.step);
    if (item.is_escalated || !step.may_leave) {
        return;
    }
    std::vector<int128>& leaving = record_.teams[static_cast<std::size_t>(team)].leaving;
    leaving.resize(plan_.workflows.size(), 0);
    leaving[static_cast<std::size_t>(cases_[item.case_index].workflow)] += asked;
}

/// Person-time that the case asks of each team, counted where its arrival was.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_demand(const WorkItem& item, Microseconds worked) {
    const Case& subject = cases_[item.case_index];
    if (!subject.arrived_in_window && !reference_.is_kept()) {
        return;
    }
    const PlanQueue& queue = plan_.queue(item.need);
    const int need = queue.alternatives.empty() ? item.need : queue.alternatives.front();
    for (const Need& part : plan_.queue(need).teams) {
        const Microseconds each = full_engine ? scaled(worked, part.share) : worked;
        if (reference_.is_kept()) {
            reference_.ask(subject.reference, part.team,
                           static_cast<double>(each) * static_cast<double>(part.people));
        }
        if (subject.arrived_in_window) {
            int128& demanded = record_.teams[static_cast<std::size_t>(part.team)]
                                   .demanded[static_cast<std::size_t>(subject.workflow)];
            const int128 asked =
                !joint_work || part.people == 1 ? int128{each} : int128{each} * part.people;
            demanded += asked;
            tally_leaving(item, part.team, asked);
        }
    }
}

/// The same for work that nobody will do: at the speed that its team has on average.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_lost_demand(const WorkItem& item) {
    if (plan_.step(item.step).takes_work) {
        const PlanQueue& wanted = plan_.queue(item.need);
        const double speed = plan_.team(wanted.lead).mean_speed;
        const PlanStep& step = plan_.step(item.step);
        const Microseconds effort = item.effort + static_cast<Microseconds>(step.share_of_batch);
        tally_demand(item, scaled(effort, effort_multiplier(item) / speed));
    }
}

/// To be called before anything comes to stand before a limit, or goes from there.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_blocked(std::size_t limit) {
    LimitState& state = limits_[limit];
    record_.blocked[limit] +=
        int128{state.blocked_in_all()} * in_window(state.blocked_since, now_elapsed_);
    state.blocked_since = now_elapsed_;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_in_progress() {
    if (draining_) {
        return;
    }
    const std::size_t bin = std::min(open_cases_, in_progress_bins - 1);
    record_.in_progress_for[bin] += in_window(in_progress_since_, now_elapsed_);
    in_progress_since_ = now_elapsed_;
}

/// A visit is over, or nothing follows from it any more: its case is elsewhere.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::leave_step(WorkItem& item) {
    if (item.came >= 0) {
        const int number = plan_.step(item.step).number;
        record_.at_step[static_cast<std::size_t>(number)] += in_window(item.came, now_elapsed_);
        item.came = -1;
    }
}

/// A case was open from its arrival until `until_elapsed`.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_stay(const Case& subject,
                                                     Microseconds until_elapsed) {
    const Microseconds open = in_window(subject.arrival_elapsed, until_elapsed);
    for_each_sum(subject, [open](WorkflowSums& sums) { sums.in_progress += open; });
    series_.add(subject.arrival_elapsed, until_elapsed);
}

/// The sums that a case counts in: its workflow's, and those of its kinds.
template <class Features, class... Mechanisms>
template <class Visit>
void Simulation<Features, Mechanisms...>::for_each_sum(const Case& subject, Visit visit) {
    const auto workflow = static_cast<std::size_t>(subject.workflow);
    visit(record_.workflows[workflow]);
    std::vector<WorkflowSums>& kinds = record_.kinds[workflow];
    if (kinds.empty()) {
        return;
    }
    const std::size_t of_clients = plan_.client_kind_thresholds.size();
    if (of_clients > 0) {
        visit(kinds[static_cast<std::size_t>(subject.client_kind)]);
    }
    if (kinds.size() > of_clients) {
        visit(kinds[of_clients + static_cast<std::size_t>(subject.case_kind)]);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_left(Case& subject, int outcome) {
    if (draining_) {
        return;
    }
    tally_stay(subject, now_elapsed_);
    const PlanWorkflow& plan = plan_.workflow(subject.workflow);
    const bool given_up = outcome > 0 && (outcome == plan.gave_up || outcome == plan.turned_away);
    tally_due(subject, !given_up);
    const bool in_window = unit_.cases > 0 || now_ > window_from_ || window_from_ == 0;
    if (!in_window) {
        return;
    }
    if (plan_.has_money) {
        tally_earned(subject, outcome);
    }
    const Microseconds flow_time = now_elapsed_ - subject.arrival_elapsed;
    const Microseconds flow_time_wall =
        wall_is_elapsed_ ? flow_time : wall(now_) - wall(subject.arrival);
    const bool has_flow_time = outcome == 0 || outcome != plan.turned_away;
    double cost = 0;
    for (const CountedVisit& visit : subject.visits) {
        cost += visit.cost;
    }
    for_each_sum(subject, [&](WorkflowSums& sums) {
        if (sums.outcomes.empty()) {
            sums.outcomes.resize(static_cast<std::size_t>(plan.outcomes), 0);
        }
        ++sums.outcomes[static_cast<std::size_t>(outcome)];
        sums.cost += cost;
        sums.completed += given_up ? 0 : 1;
        if (!has_flow_time) {
            return;
        }
        ++sums.left;
        sums.flow_time += flow_time;
        if (unit_.keep_times) {
            sums.flow_times.add(flow_time);
        }
        if (!wall_is_elapsed_) {
            sums.flow_time_wall += flow_time_wall;
            if (unit_.keep_times) {
                sums.flow_times_wall.add(flow_time_wall);
            }
        }
        for (std::size_t category = 0; category < elapsed_categories; ++category) {
            sums.elapsed[category] += subject.last.elapsed[category];
        }
    });
    if (years_.is_kept() && has_flow_time) {
        years_.add_left(now_elapsed_, now_elapsed_, subject.workflow, flow_time);
    }
    if (plan.outcomes > 1 && has_flow_time) {
        std::vector<OutcomeSums>& by_outcome =
            record_.workflows[static_cast<std::size_t>(subject.workflow)].by_outcome;
        by_outcome.resize(static_cast<std::size_t>(plan.outcomes));
        OutcomeSums& sums = by_outcome[static_cast<std::size_t>(outcome)];
        ++sums.left;
        sums.flow_time += flow_time;
        if (unit_.keep_times) {
            sums.flow_times.add(flow_time);
        }
    }
    for (const CountedVisit& visit : subject.visits) {
        VisitSums& counter = record_.counters[static_cast<std::size_t>(visit.counter)];
        if (visit.promise >= 0) {
            PromiseSums& promise = record_.promises[static_cast<std::size_t>(visit.promise)];
            ++promise.due;
            promise.met += visit.in_time ? 1 : 0;
            if (years_.is_kept()) {
                years_.add_start(now_elapsed_, visit.promise, visit.in_time);
            }
            ++counter.due;
            counter.met += visit.in_time ? 1 : 0;
            if (visit.turned_away) {
                continue;
            }
        }
        if (visit.gave_up) {
            ++counter.gave_up;
            counter.add_wait(visit.wait, unit_.keep_times);
            counter.queue += visit.queue;
            counter.held += visit.held;
            continue;
        }
        if (visit.worked) {
            counter.add_wait(visit.wait, unit_.keep_times);
            counter.add_effort(visit.effort);
            counter.queue += visit.queue;
            counter.held += visit.held;
            if constexpr (joint_work) {
                tally_beside(visit);
            }
        }
        ++counter.visits;
        counter.join_wait += visit.join_wait;
        counter.cost += visit.cost;
    }
}

/// Counts a visit at the teams that took part in it and did not come free last.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::tally_beside(const CountedVisit& visit) {
    const auto count_for = [&](int team) {
        const VisitCounter& own = plan_.counter(visit.counter);
        for (std::size_t counter = 0; counter < plan_.counters.size() && own.team != team;
             ++counter) {
            if (plan_.counters[counter].step == own.step && plan_.counters[counter].team == team) {
                ++record_.counters[counter].beside;
                return;
            }
        }
    };
    if (visit.kept_team >= 0) {
        count_for(visit.kept_team);
    }
    if (visit.joint_need >= 0) {
        const PlanQueue& need = plan_.queue(visit.joint_need);
        for (const Need& part : need.teams) {
            count_for(part.team == need.lead && need.helps >= 0 ? need.helps : part.team);
        }
    }
}

/// What is still under way when the window closes, and what was available in it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::close_window() {
    tally_in_progress();
    for (std::size_t limit = 0; limit < limits_.size(); ++limit) {
        tally_blocked(limit);
    }
    record_.open_cases = static_cast<std::int64_t>(open_cases_);
    record_.open_time = window_to_elapsed_ - window_from_elapsed_;
    for (WorkItem& item : items_) {
        leave_step(item);
        if (item.stage == WorkItem::Stage::waiting || item.stage == WorkItem::Stage::batched) {
            tally_waiting(item, window_to_);
        } else if (item.stage == WorkItem::Stage::suspended) {
            tally_suspended(item, window_to_);
        } else if (item.stage == WorkItem::Stage::work && unit_.cases > 0 &&
                   item.end > window_to_ &&
                   (item.batch == nobody || &item == &items_[batches_[item.batch].leader])) {
            // The window of a run by cases was not known when this work was counted.
            const Microseconds end = item.end;
            const Microseconds to = window_to_;
            window_to_ = never;
            tally_work(item, to, end, -1);
            window_to_ = to;
        }
    }
    for (const Case& subject : cases_) {
        if (subject.retained.team >= 0) {
            tally_kept(subject, window_to_);
        }
        if (!subject.open) {
            continue;
        }
        tally_stay(subject, window_to_elapsed_);
        tally_due(subject, false);
    }
    if (wall_is_elapsed_) {
        const auto copy = [](WorkflowSums& sums) {
            sums.flow_time_wall = sums.flow_time;
            sums.flow_times_wall = sums.flow_times;
        };
        std::for_each(record_.workflows.begin(), record_.workflows.end(), copy);
        for (std::vector<WorkflowSums>& kinds : record_.kinds) {
            std::for_each(kinds.begin(), kinds.end(), copy);
        }
    }
    count_available(plan_, window_from_, window_to_, record_);
    record_.in_progress_series = series_.finish(window_to_elapsed_);
    record_.years = years_.finish();
    if (unit_.cases == 0 && !record_.overflowed) {
        drain();
        record_.reference_workload = reference_.mean_workload();
    }
}

/// Lets every open case run to its end with nobody waiting for anybody, to learn what it asks of
/// the teams: demanded hours must not be those of the lucky few that got through.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::drain() {
    draining_ = true;
    // All that is open goes to its end in this one instant.
    steps_before_instant_ = steps_;
    most_steps_of_instant_ += std::uint64_t{1000} * open_cases_;
    // One case after the other: but for a caller, no case's end touches another, and few are looked
    // at together.
    std::vector<std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>> by_case;
    for (std::size_t i = 0; i < items_.size(); ++i) {
        if (items_[i].stage != WorkItem::Stage::none) {
            by_case.emplace_back(items_[i].case_index, static_cast<std::uint32_t>(i),
                                 items_[i].generation);
        }
    }
    std::sort(by_case.begin(), by_case.end());
    for (std::size_t i = 0; i < by_case.size(); ++i) {
        const auto [case_index, index, generation] = by_case[i];
        if (items_[index].generation == generation) { // nobody took it back meanwhile
            drain_item(index);
        }
        if (i + 1 == by_case.size() || std::get<0>(by_case[i + 1]) != case_index) {
            follow_consequences();
        }
    }
    for (const LimitState& limit : limits_) {
        for (const std::uint32_t case_index : limit.pending) {
            begin_case(case_index, {now_, -1, {}});
            follow_consequences();
        }
    }
    do {
        follow_consequences();
        deliver_verdicts();
    } while (!at_once_.empty() && !gives_up());
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::drain_item(std::uint32_t index) {
    switch (items_[index].stage) {
    case WorkItem::Stage::delay:
        // Only what is under way now: its event never comes.
        if (!items_[index].is_void) {
            count_visit_by_appointment(items_[index]);
            make_ready(index);
        }
        break;
    case WorkItem::Stage::waiting:
    case WorkItem::Stage::forming:
    case WorkItem::Stage::batched:
    case WorkItem::Stage::blocked:
        items_[index].stage = WorkItem::Stage::none;
        make_ready(index);
        break;
    case WorkItem::Stage::work:
    case WorkItem::Stage::between:
    case WorkItem::Stage::suspended:
        finish_at_once(index);
        break;
    case WorkItem::Stage::calling: // its case comes to its end as well
    case WorkItem::Stage::parent:
    case WorkItem::Stage::held:
    case WorkItem::Stage::none:
        break;
    }
}

} // namespace plimsoll
