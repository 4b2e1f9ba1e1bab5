// What is counted of a plain operation. Part of sim/fast/fast_simulation.hpp.
#pragma once

#include "sim/fast/fast_simulation.hpp"

namespace plimsoll {

template <template <class> class Events>
void FastSimulation<Events>::count_open_cases() {
    const std::size_t bin = std::min(open_cases_, in_progress_bins - 1);
    record_.in_progress_for[bin] += in_window(in_progress_since_, now_);
    in_progress_since_ = now_;
}

template <template <class> class Events>
void FastSimulation<Events>::tally_stay(const FastCase& subject, Microseconds until) {
    record_.workflows[subject.workflow].in_progress += in_window(subject.arrival, until);
    series_.add(subject.arrival, until);
}

template <template <class> class Events>
void FastSimulation<Events>::tally_due(const FastCase& subject, bool in_time_if_now) {
    if (subject.due < 0 || !subject.arrived_in_window ||
        (unit_.cases == 0 && subject.due > window_to_)) {
        return;
    }
    const bool met = in_time_if_now && now_ <= subject.due;
    const auto number = static_cast<std::size_t>(subject.workflow);
    WorkflowSums& sums = record_.workflows[number];
    PromiseSums& promise = record_.promises[plan_.workflows[number].due.front().promise];
    ++sums.due;
    ++promise.due;
    sums.met += met ? 1 : 0;
    promise.met += met ? 1 : 0;
    if (years_.is_kept()) {
        years_.add_due(subject.arrival, subject.workflow,
                       plan_.workflows[number].due.front().promise, met);
    }
}

/// A visit of a case that is open: it counts when the case leaves.
template <template <class> class Events>
void FastSimulation<Events>::remember(FastCase& subject, const FastVisit& visit) {
    if (subject.has_visits) {
        std::uint32_t place = free_visit_;
        if (place == nobody) {
            place = static_cast<std::uint32_t>(visits_.size());
            visits_.push_back(subject.last);
        } else {
            free_visit_ = visits_[place].next;
            visits_[place] = subject.last;
        }
        (subject.first_earlier == nobody ? subject.first_earlier
                                         : visits_[subject.last_earlier].next) = place;
        subject.last_earlier = place;
    }
    subject.last = visit;
    subject.has_visits = true;
}

template <template <class> class Events>
void FastSimulation<Events>::leave(std::uint32_t case_index, int outcome) {
    FastCase& subject = cases_[case_index];
    subject.stage = Stage::gone;
    reference_.end(subject.reference);
    if (draining_) {
        return;
    }
    tally_left(subject, outcome);
    count_open_cases();
    --open_cases_;
    if (subject.first_earlier != nobody) {
        visits_[subject.last_earlier].next = free_visit_;
        free_visit_ = subject.first_earlier;
    }
    free_cases_.push_back(case_index);
}

template <template <class> class Events>
void FastSimulation<Events>::tally_left(const FastCase& subject, int outcome) {
    tally_stay(subject, now_);
    tally_due(subject, true);
    if (!is_in_window_now()) {
        return;
    }
    const auto number = static_cast<std::size_t>(subject.workflow);
    const PlanWorkflow& plan = plan_.workflows[number];
    WorkflowSums& sums = record_.workflows[number];
    const Microseconds flow_time = now_ - subject.arrival;
    if (sums.outcomes.empty()) {
        sums.outcomes.resize(static_cast<std::size_t>(plan.outcomes), 0);
    }
    ++sums.outcomes[outcome];
    tally_visits(subject, sums);
    ++sums.completed;
    ++sums.left;
    sums.flow_time += flow_time;
    if (unit_.keep_times) {
        sums.flow_times.add(flow_time);
    }
    if (years_.is_kept()) {
        years_.add_left(now_, now_, subject.workflow, flow_time);
    }
    if (!plan_.wall.always()) {
        const Microseconds wall = plan_.wall.at_open(now_) - plan_.wall.at_open(subject.arrival);
        sums.flow_time_wall += wall;
        if (unit_.keep_times) {
            sums.flow_times_wall.add(wall);
        }
    }
    sums.elapsed[static_cast<std::size_t>(ElapsedCategory::external)] += subject.in_delays;
    if (plan.outcomes > 1) {
        sums.by_outcome.resize(static_cast<std::size_t>(plan.outcomes));
        OutcomeSums& by_outcome = sums.by_outcome[outcome];
        ++by_outcome.left;
        by_outcome.flow_time += flow_time;
        if (unit_.keep_times) {
            by_outcome.flow_times.add(flow_time);
        }
    }
}

/// Counts the visits of a case that leaves.
template <template <class> class Events>
void FastSimulation<Events>::tally_visits(const FastCase& subject, WorkflowSums& sums) {
    double cost = 0;
    const auto tally = [&](const FastVisit& visit) {
        VisitSums& counter = record_.counters[visit.counter];
        if (visit.worked) {
            counter.add_wait(visit.wait, unit_.keep_times);
            counter.add_effort(visit.effort);
        }
        ++counter.visits;
        counter.cost += visit.cost;
        cost += visit.cost;
    };
    for (std::uint32_t place = subject.first_earlier; place != nobody;
         place = visits_[place].next) {
        tally(visits_[place]);
    }
    if (subject.has_visits) {
        tally(subject.last);
    }
    sums.cost += cost;
}

/// What is still under way when the window closes, and what was available in it.
template <template <class> class Events>
void FastSimulation<Events>::close_window() {
    count_open_cases();
    record_.open_cases = static_cast<std::int64_t>(open_cases_);
    record_.open_time = window_to_ - window_from_;
    for (const FastCase& subject : cases_) {
        if (subject.stage == Stage::gone) {
            continue;
        }
        if (subject.stage == Stage::waiting) {
            record_.teams[steps_[subject.step].team].queue_length +=
                in_window(subject.ready, window_to_);
        }
        tally_stay(subject, window_to_);
        tally_at_step(subject, window_to_);
        tally_due(subject, false);
    }
    sum_up_work();
    count_available(plan_, window_from_, window_to_, record_);
    record_.in_progress_series = series_.finish(window_to_);
    record_.years = years_.finish();
    if (unit_.cases == 0 && !record_.overflowed) {
        drain();
        record_.reference_workload = reference_.mean_workload();
    }
}

/// A team's work is that of its people; other sums follow from what was counted, too.
template <template <class> class Events>
void FastSimulation<Events>::sum_up_work() {
    for (std::size_t person = 0; person < plan_.people.size(); ++person) {
        auto& worked = record_.people_worked[person];
        if (unit_.cases > 0 && in_work_[person] != nobody) {
            // The window of a run by cases was not known when this work was counted.
            const auto category = static_cast<std::size_t>(
                cases_[in_work_[person]].is_rework ? WorkCategory::rework : WorkCategory::direct);
            worked[category] -= std::max<Microseconds>(0, ends_[person] - window_to_);
        }
        TeamSums& team = record_.teams[plan_.people[person].team];
        for (std::size_t category = 0; category < work_categories; ++category) {
            team.worked[category] += worked[category];
            team.busy += worked[category];
            team.in_service += worked[category];
        }
    }
    for (const FastStep& step : steps_) {
        VisitSums& counter = record_.counters[step.counter];
        counter.queue = counter.wait;
        counter.held = counter.wait;
        auto& elapsed = record_.workflows[step.workflow].elapsed;
        elapsed[static_cast<std::size_t>(ElapsedCategory::touch)] += counter.effort;
        elapsed[static_cast<std::size_t>(ElapsedCategory::queue)] += counter.wait;
    }
    if (plan_.wall.always()) {
        for (WorkflowSums& sums : record_.workflows) {
            sums.flow_time_wall = sums.flow_time;
            sums.flow_times_wall = sums.flow_times;
        }
    }
}

/// Lets every open case run to its end with nobody waiting for anybody, to learn what it asks of
/// the teams.
template <template <class> class Events>
void FastSimulation<Events>::drain() {
    draining_ = true;
    is_alone_ = true;
    for (std::uint32_t case_index = 0; case_index < cases_.size(); ++case_index) {
        if (cases_[case_index].stage == Stage::work) {
            bool called = false;
            const int next = after(case_index, called);
            walk(case_index, next, called);
        } else if (cases_[case_index].stage != Stage::gone) {
            cases_[case_index].stage = Stage::delay; // behind it: what is left is the work
            walk(case_index, cases_[case_index].step, false);
        }
    }
}

} // namespace plimsoll
