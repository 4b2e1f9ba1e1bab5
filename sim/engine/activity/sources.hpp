// Where cases come from: arrivals, clients without an open case, a fixed number that is always
// open, and what other cases bring about. Part of sim/engine/simulation.hpp.
#pragma once

#include "sim/engine/simulation.hpp"
#include "sim/plan/client_kind.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

/// Starts what does not come from a stream of arrivals.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::start_sources() {
    for (std::size_t number = 0; number < plan_.workflows.size(); ++number) {
        const PlanWorkflow& workflow = plan_.workflows[number];
        for (const PlanDemand& demand : workflow.demands) {
            const int here = static_cast<int>(number);
            if (demand.kind == Demand::Kind::always_open) {
                const std::size_t open =
                    cases_.size() + static_cast<std::size_t>(demand.open_cases);
                cases_.reserve(std::min(open, most_open_cases));
                items_.reserve(std::min(open, most_open_cases));
                for (std::int64_t i = 0; i < demand.open_cases; ++i) {
                    open_case({here, 0, demand.client_kind});
                }
            } else if (demand.kind == Demand::Kind::idle_client) {
                for (std::uint32_t client = 1; client <= static_cast<std::uint32_t>(unit_.clients);
                     ++client) {
                    client_is_idle(here, demand, client);
                }
            }
        }
    }
    follow_consequences();
}

/// The client brings its next case after a while without any.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::client_is_idle(int workflow, const PlanDemand& demand,
                                                         std::uint32_t client) {
    const auto number = static_cast<std::size_t>(workflow);
    if (demand.client_kind >= 0 && kind_of_client(client) != demand.client_kind) {
        return;
    }
    const RandomWords words =
        philox(counter_of(client, case_numbers_[number][client], static_cast<std::uint32_t>(number),
                          0, DrawKind::client_arrivals, 0),
               key_);
    Timer timer;
    timer.time = after(demand.clock, now_, demand.interval.draw(uniform(words[0], words[1])));
    timer.kind = Timer::Kind::idle;
    timer.workflow = workflow;
    timer.client = client;
    timer.index = static_cast<std::uint32_t>(demand.client_kind + 1);
    set_timer(timer);
}

/// A client leaves and another takes the place: what that brings about here.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::client_turns_over(const ArrivalStream& stream,
                                                            const PlanDemand& demand) {
    constexpr std::uint32_t draw_of_count = 4;
    constexpr std::uint32_t first_draw_of_delay = 5;
    const PlanTurnover& turnover = *demand.turnover;
    const auto draw = [&](std::uint32_t visit) {
        const RandomWords words = philox(counter_of(stream.first_client(), stream.ordinal(),
                                                    static_cast<std::uint32_t>(stream.workflow()),
                                                    visit, DrawKind::client_arrivals,
                                                    static_cast<std::uint32_t>(stream.demand())),
                                         key_);
        return uniform(words[0], words[1]);
    };
    const double whole = std::floor(turnover.times);
    const auto cases =
        static_cast<std::uint32_t>(whole) +
        (turnover.times > whole && draw(draw_of_count) < turnover.times - whole ? 1U : 0U);
    for (std::uint32_t i = 0; i < cases; ++i) {
        if (!turnover.has_delay) {
            open_case({stream.workflow(), stream.client(), demand.client_kind});
            continue;
        }
        Timer timer;
        timer.time =
            after(turnover.delay_clock, now_, turnover.delay.draw(draw(first_draw_of_delay + i)));
        timer.kind = Timer::Kind::cause;
        timer.workflow = stream.workflow();
        timer.client = stream.client();
        timer.index = static_cast<std::uint32_t>(std::max(0, demand.client_kind));
        timer.of_no_kind = demand.client_kind < 0;
        set_timer(timer);
    }
}

/// Opens a case; one of a workflow that is full waits before it, or is turned away.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::open_case(const Origin& origin) {
    if (origin.caller == nobody) {
        if (arrivals_left_ == 0) {
            return;
        }
        --arrivals_left_;
    }
    std::uint32_t case_index = 0;
    if (free_cases_.empty()) {
        case_index = static_cast<std::uint32_t>(cases_.size());
        cases_.emplace_back();
    } else {
        case_index = free_cases_.back();
        free_cases_.pop_back();
    }
    Case& subject = cases_[case_index];
    const auto workflow_number = static_cast<std::size_t>(origin.workflow);
    const PlanWorkflow& workflow = plan_.workflows[workflow_number];
    subject.workflow = origin.workflow;
    subject.client = origin.client;
    subject.number = case_numbers_[workflow_number][origin.client]++;
    choose_kinds(subject, origin);
    subject.open = true;
    subject.has_capacity = false;
    subject.begun = true;
    subject.live = 0;
    subject.arrival = now_;
    subject.arrival_elapsed = now_elapsed_;
    subject.reference = reference_.begin(now_elapsed_);
    subject.arrived_in_window = unit_.cases > 0 || now_ > window_from_ || window_from_ == 0;
    start_due(subject);
    subject.last = {now_, -1, {}};
    subject.brought_about = 0;
    subject.caller = origin.caller;
    if (origin.caller != nobody) {
        subject.caller_generation = items_[origin.caller].generation;
    }
    subject.visits.clear();
    subject.held.clear();
    if (full_engine && workflow.follows_people) {
        subject.done_by.assign(static_cast<std::size_t>(workflow.steps), {});
    } else {
        subject.done_by.clear(); // of an earlier case in this place, of a workflow that does
    }
    if (workflow.remembers || workflow.repeats) {
        const auto steps = static_cast<std::size_t>(workflow.steps);
        const auto reworks = static_cast<std::size_t>(workflow.rework_count);
        subject.fired.assign(reworks, 0);
        if (workflow.repeats) {
            subject.passes.assign(steps, {});
        } else {
            subject.memory.assign(steps, {});
            subject.moments.clear();
        }
        if (workflow.holds) {
            subject.killers.assign(steps, BitSet(reworks));
            subject.under_way = BitSet(steps);
        }
    }
    tally_in_progress();
    ++open_cases_;
    steps_before_instant_ -= steps_of_new_case; // as if the instant had begun so much earlier
    if (subject.arrived_in_window) {
        for_each_sum(subject, [](WorkflowSums& sums) { ++sums.arrived; });
    }
    if (takes_capacity_of_workflow(case_index)) {
        begin_case(case_index, {now_, -1, {}});
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::begin_case(std::uint32_t case_index,
                                                     const Moment& cause) {
    const PlanWorkflow& workflow = plan_.workflow(cases_[case_index].workflow);
    cases_[case_index].begun = true;
    for (const int step : workflow.starts) {
        if (cases_[case_index].open) {
            begin(case_index, step, cause, false);
        }
    }
    if (cases_[case_index].open && cases_[case_index].live == 0) {
        list_for_join_check(case_index);
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::choose_kinds(Case& subject, const Origin& origin) {
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    subject.client_kind = 0;
    subject.case_kind = 0;
    const bool is_drawn = origin.client_kind < 0 && subject.client == 0; // a kind of its own
    if (origin.client_kind >= 0) {
        subject.client_kind = origin.client_kind;
    } else if (subject.client > 0) {
        subject.client_kind = kind_of_client(subject.client);
    }
    if (workflow.case_kind_thresholds.size() > 1 ||
        (is_drawn && !plan_.client_kind_thresholds.empty())) {
        const RandomWords words = philox(counter_of(subject.client, subject.number,
                                                    static_cast<std::uint32_t>(subject.workflow), 0,
                                                    DrawKind::case_attributes, 0),
                                         key_);
        subject.case_kind = kind_at(workflow.case_kind_thresholds, uniform(words[0], words[1]));
        if (is_drawn) {
            subject.client_kind =
                kind_at(plan_.client_kind_thresholds, uniform(words[2], words[3]));
        }
    }
    subject.variant = subject.client_kind * workflow.case_kinds + subject.case_kind;
    subject.first_step = workflow.first_step + subject.variant * workflow.steps;
}

/// A step is done, or left by an exit: cases of other workflows may follow from it.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::trigger_caused_cases(std::uint32_t case_index, int step,
                                                               int exit) {
    const PlanWorkflow& workflow = plan_.workflow(cases_[case_index].workflow);
    for (std::size_t i = 0; i < workflow.causes.size(); ++i) {
        const PlanCause& cause = workflow.causes[i];
        if (cause.step == step && (cause.exit < 0 || cause.exit == exit)) {
            trigger_caused_cases(case_index, i);
        }
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::trigger_caused_cases(std::uint32_t case_index,
                                                               std::size_t number) {
    Case& subject = cases_[case_index];
    const PlanCause& cause = plan_.workflow(subject.workflow).causes[number];
    if (draining_ || (cause.client_kind >= 0 && cause.client_kind != subject.client_kind)) {
        return;
    }
    const RandomWords words = philox(
        counter_of(subject.client, subject.number, static_cast<std::uint32_t>(subject.workflow),
                   static_cast<std::uint32_t>(subject.brought_about++), DrawKind::case_attributes,
                   2 + static_cast<std::uint32_t>(number)),
        key_);
    const double whole = std::floor(cause.times);
    const auto cases = static_cast<std::int64_t>(whole) +
                       (uniform(words[0], words[1]) < cause.times - whole ? 1 : 0);
    for (std::int64_t i = 0; i < cases; ++i) {
        Timer timer;
        timer.time = cause.has_delay ? after(cause.delay_clock, now_,
                                             cause.delay.draw(uniform(words[2], words[3])))
                                     : now_;
        timer.kind = Timer::Kind::cause;
        timer.workflow = cause.workflow;
        timer.client = subject.client;
        timer.index = static_cast<std::uint32_t>(subject.client_kind);
        set_timer(timer);
    }
}

/// A case has left: what counts open cases goes on.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::case_left(std::uint32_t case_index, int outcome) {
    if (draining_) {
        return;
    }
    const Case& subject = cases_[case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    for (std::size_t i = 0; i < workflow.causes.size(); ++i) {
        const PlanCause& cause = workflow.causes[i];
        if (cause.step < 0 && (cause.outcome < 0 || cause.outcome == outcome)) {
            trigger_caused_cases(case_index, i);
        }
    }
    for (const PlanDemand& demand : workflow.demands) {
        if ((demand.client_kind >= 0 && demand.client_kind != subject.client_kind) ||
            subject.caller != nobody) {
            continue; // what was called makes room for nothing else
        }
        if (demand.kind == Demand::Kind::always_open) {
            Timer timer;
            timer.time = now_;
            timer.kind = Timer::Kind::cause;
            timer.workflow = subject.workflow;
            timer.index = static_cast<std::uint32_t>(std::max(0, demand.client_kind));
            timer.of_no_kind = demand.client_kind < 0;
            set_timer(timer);
        } else if (demand.kind == Demand::Kind::idle_client && subject.client > 0) {
            client_is_idle(subject.workflow, demand, subject.client);
        }
    }
}

template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::set_timer(const Timer& timer) {
    timers_.push_back(timer);
    std::push_heap(timers_.begin(), timers_.end(), std::greater<>());
}

/// The timers of this instant; they come after everything else that has a time.
template <class Features, class... Mechanisms>
void Simulation<Features, Mechanisms...>::ring_timers() {
    while (!timers_.empty() && timers_.front().time == now_ && !gives_up()) {
        std::pop_heap(timers_.begin(), timers_.end(), std::greater<>());
        const Timer timer = timers_.back();
        timers_.pop_back();
        last_change_ = now_;
        switch (timer.kind) {
        case Timer::Kind::patience:
            lose_patience(timer);
            break;
        case Timer::Kind::anybody:
            ask_anybody(timer);
            break;
        case Timer::Kind::part_done:
            let_part_go(timer);
            break;
        case Timer::Kind::batch:
            ring_batch(timer);
            break;
        case Timer::Kind::call:
            make_call(timer);
            break;
        case Timer::Kind::piece:
            begin_piece(timer);
            break;
        case Timer::Kind::returned:
            take_up_after_call(timer);
            break;
        case Timer::Kind::kept:
            ring_kept(timer);
            break;
        case Timer::Kind::idle:
            open_case({timer.workflow, timer.client, static_cast<int>(timer.index) - 1});
            break;
        case Timer::Kind::cause:
            open_case({timer.workflow, timer.client,
                       timer.of_no_kind ? -1 : static_cast<int>(timer.index)});
            break;
        }
        follow_consequences();
        settle_finished();
    }
}

} // namespace plimsoll
