// The engine's loop: instants, events, ties. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/plan/client_kind.hpp"

#include <algorithm>

namespace plimsoll {

template <class Features, class... Mechanisms>
Simulation<Features, Mechanisms...>::Simulation(const Plan& plan, const WorkUnit& unit,
                                                const std::atomic<bool>& stop,
                                                Mechanisms... mechanisms)
    : plan_(plan), unit_(unit), stop_(stop), key_(replication_key(unit.seed, unit.replication)),
      mechanisms_(std::move(mechanisms)...), events_(EarlierAtTie{this}), appointments_(plan),
      clocks_(plan.clocks), series_(unit.series_step), reference_(unit), years_(plan, unit),
      record_(blank_record(plan)) {
    if (unit.cases > 0) {
        arrivals_left_ = unit.cases;
    } else {
        window_from_elapsed_ = unit.warm_up;
        window_to_elapsed_ = unit.warm_up + unit.length;
        window_from_ = clocks_.at_open(0, window_from_elapsed_);
        window_to_ = clocks_.at_open(0, window_to_elapsed_);
    }
    tried_.assign(plan.needs.size(), 0);
    last_worked_.assign(plan.people.size(), 0);
    is_free_.assign(plan.people.size(), 1);
    if (plan.stops_work) {
        works_on_.assign(plan.people.size(), nobody);
    }
    for (const PlanTeam& team : plan.teams) {
        TeamState state;
        state.free.resize(team.shifts.size());
        state.free_people = team.unlimited || team.by_name ? -1 : 0;
        for (std::size_t shift = 0; shift < team.shifts.size(); ++shift) {
            for (const int person : team.shifts[shift].people) {
                state.free[shift].push(
                    static_cast<std::uint32_t>(person), [](std::uint32_t) { return false; },
                    [](std::uint32_t, std::uint64_t) {});
                state.free_people += state.free_people >= 0 ? 1 : 0;
            }
        }
        for (const int need : team.needs) {
            const PlanQueue& queue = plan.queue(need);
            if (queue.people > 1) {
                state.shared_needs.push_back(need);
            }
            const auto known = std::find_if(
                state.others_on_duty.begin(), state.others_on_duty.end(),
                [&](const auto& account) { return account.first == queue.on_duty_clock; });
            if (queue.one_person && queue.lead == static_cast<int>(teams_.size()) &&
                known == state.others_on_duty.end()) {
                state.keeps_account = true;
                state.others_on_duty.emplace_back(queue.on_duty_clock, 0);
            }
        }
        teams_.push_back(std::move(state));
    }
    if constexpr (joint_work) {
        joint_.prepare();
    }
    for (const PlanQueue& need : plan.needs) {
        const bool shared =
            std::any_of(need.teams.begin(), need.teams.end(), [&](const Need& part) {
                return !teams_[static_cast<std::size_t>(part.team)].shared_needs.empty();
            });
        queues_.emplace_back(plan.team(need.lead).order == Order::fifo, shared);
    }
    for (const PlanWorkflow& workflow : plan.workflows) {
        static_cast<void>(workflow);
        case_numbers_.emplace_back(static_cast<std::size_t>(unit.clients) + 1, 0U);
    }
    if (!plan.client_kind_thresholds.empty()) {
        for (std::uint32_t client = 0; client <= static_cast<std::uint32_t>(unit.clients);
             ++client) {
            client_kinds_.push_back(client_kind(plan, client, key_));
        }
    }
    wall_is_elapsed_ = one_clock ? plan.wall.always() : clocks_[0].always();
    limits_.resize(plan.limits.size());
    if (std::any_of(plan.limits.begin(), plan.limits.end(),
                    [](const Limit& limit) { return limit.full == Limit::Full::hold; })) {
        for (LimitState& limit : limits_) {
            limit.waiting.assign(plan.needs.size(), 0);
        }
    }
    forming_.resize(plan.batches.size());
    streams_ = arrival_streams(plan, unit.clients, key_);
}

template <class Features, class... Mechanisms>
Replication Simulation<Features, Mechanisms...>::run() {
    for (std::size_t stream = 0; stream < streams_.size(); ++stream) {
        events_.push(
            {streams_[stream].time(), EventKind::arrival, static_cast<std::uint32_t>(stream)});
    }
    start_sources();
    bool just_started = open_cases_ > 0;
    bool ended = false;
    while (just_started || unit_.cases > 0 || next_time() <= window_to_) {
        ended = !just_started && is_at_an_end();
        if (ended && !(full_engine && begin_incomplete_batch(true))) {
            break;
        }
        now_ = just_started ? 0 : ended ? now_ : next_time();
        ended = false;
        just_started = false;
        clocks_.move_to(now_);
        now_elapsed_ = open_before(0, now_);
        instant();
        if (arrivals_left_ == 0 && open_cases_ == 0) {
            break;
        }
        if (record_.interrupted) {
            return std::move(record_);
        }
        if (gives_up()) {
            record_.overflowed = true;
            break;
        }
    }
    if (ended && open_cases_ > 0) {
        now_ = last_change_;
        now_elapsed_ = open_before(0, now_);
    }
    record_stalls(ended);
    if (unit_.cases > 0 || record_.overflowed) {
        window_to_ = now_;
        window_to_elapsed_ = now_elapsed_;
        window_from_elapsed_ = std::min(window_from_elapsed_, window_to_elapsed_);
    } else {
        now_ = window_to_;
        clocks_.move_to(now_);
        now_elapsed_ = window_to_elapsed_;
    }
    close_window();
    return std::move(record_);
}

/// An instant does not end where cases come more often than microseconds can tell apart, or where
/// they are sent back in no time, again and again.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::gives_up() const {
    return record_.interrupted || open_cases_ > most_open_cases ||
           steps_ - steps_before_instant_ > most_steps_of_instant_;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::count_step() {
    if ((++steps_ & 1023U) == 0 && stop_.load(std::memory_order_relaxed)) {
        record_.interrupted = true;
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::instant() {
    steps_before_instant_ = steps_;
    do {
        while (!events_.empty() && events_.next().time == now_) {
            handle(events_.pop());
            follow_consequences();
            if (full_engine && !finished_.empty()) {
                settle_finished();
            }
            count_step();
            if (gives_up()) {
                return;
            }
        }
        ring_timers();
        deliver_verdicts();
        if constexpr (full_engine) {
            while ((!freed_limits_.empty() && offer_capacity()) ||
                   (may_have_ring_ && resolve_deadlock())) {
                deliver_verdicts();
            }
            if (people_are_held_) {
                let_needed_people_go();
            }
            pass_kept_on();
        }
        if (dirty_teams_.size() > 1) {
            std::sort(dirty_teams_.begin(), dirty_teams_.end());
        }
        for (std::size_t i = 0; i < dirty_teams_.size(); ++i) {
            const int team = dirty_teams_[i];
            teams_[static_cast<std::size_t>(team)].dirty = false;
            dispatch(team);
            if (joint_work && i + 1 == dirty_teams_.size()) {
                joint_.start_what_let_others_first();
            }
        }
        dirty_teams_.clear();
        let_others_first_.clear();
    } while (!gives_up() && (next_time() == now_ || (full_engine && !plan_.batches.empty() &&
                                                     begin_incomplete_batch(false))));
}

/// In a run of a number of cases: whether nothing happens any more, unless it be that people come
/// on shift for work that does not begin.
template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::is_at_an_end() const {
    // So long that every hour of the week has been, and every date.
    constexpr Microseconds a_while = 366 * day;
    const Microseconds next = next_time();
    if (next >= never || unit_.cases == 0 || !timers_.empty() ||
        next - last_change_ <= (plan_.dates ? 30 : 1) * a_while) {
        return next >= never;
    }
    return events_.all([](const Event& event) { return event.kind == EventKind::opening; });
}

/// When something happens next; `never` when nothing does.
template <class Features, class... Mechanisms>
Microseconds Simulation<Features, Mechanisms...>::next_time() const {
    const Microseconds event = events_.empty() ? never : events_.next().time;
    return timers_.empty() ? event : std::min(event, timers_.front().time);
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::handle(const Event& event) {
    switch (event.kind) {
    case EventKind::completion:
        last_change_ = now_;
        if (full_engine && plan_.stops_work) {
            if (is_overtaken(event)) {
                break;
            }
            if (items_[event.index].later > 0) {
                end_piece(event.index);
                break;
            }
        }
        if (full_engine && items_[event.index].batch != nobody) {
            finish_batch(event.index);
            break;
        }
        upstream_ = event.index;
        finish(event.index);
        break;
    case EventKind::delay_end:
        last_change_ = now_;
        delay_over(event.index);
        break;
    case EventKind::arrival: {
        if (arrivals_left_ == 0) {
            break;
        }
        last_change_ = now_;
        ArrivalStream& stream = streams_[event.index];
        const PlanDemand& demand =
            plan_.workflow(stream.workflow()).demands[static_cast<std::size_t>(stream.demand())];
        if (demand.turnover) {
            client_turns_over(stream, demand);
        } else if (stream.has_case()) {
            open_case({stream.workflow(), stream.client(), demand.client_kind});
        }
        stream.advance(plan_, key_);
        events_.push({stream.time(), EventKind::arrival, event.index});
        break;
    }
    case EventKind::opening:
        teams_[event.index].next_opening = never;
        mark_dirty(static_cast<int>(event.index));
        break;
    }
}

/// Everything that follows from one event and takes no time: first what may start starts, then the
/// steps without work are done, the first in file order first, and so on.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::follow_consequences() {
    if (join_checks_.empty() && at_once_.empty()) {
        return;
    }
    while (!gives_up()) {
        count_step();
        if (next_join_check_ < join_checks_.size()) {
            const JoinCheck check = join_checks_[next_join_check_++];
            if (cases_[check.case_index].open) {
                evaluate_join(check.case_index, check.step);
            }
        } else if (!at_once_.empty()) {
            std::pop_heap(at_once_.begin(), at_once_.end(), DoneLater{this});
            const std::uint32_t index = at_once_.back();
            at_once_.pop_back();
            finish(index);
        } else {
            break;
        }
    }
    join_checks_.clear();
    next_join_check_ = 0;
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::finish_at_once(std::uint32_t index) {
    at_once_.push_back(index);
    std::push_heap(at_once_.begin(), at_once_.end(), DoneLater{this});
}

template <class Features, class... Mechanisms>
bool Simulation<Features, Mechanisms...>::earlier_at_tie(const Event& a, const Event& b) const {
    if (a.kind != b.kind) {
        return a.kind < b.kind;
    }
    if (a.kind == EventKind::opening) {
        return a.index < b.index;
    }
    if (a.kind == EventKind::arrival) {
        const ArrivalStream& one = streams_[a.index];
        const ArrivalStream& other = streams_[b.index];
        return one.workflow() != other.workflow() ? one.workflow() < other.workflow()
                                                  : one.client() < other.client();
    }
    return named_before(a.index, b.index);
}

} // namespace plimsoll
