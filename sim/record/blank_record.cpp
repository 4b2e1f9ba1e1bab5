#include "sim/record/blank_record.hpp"

#include "sim/random/visit_draws.hpp"

#include <algorithm>

namespace plimsoll {

Replication blank_record(const Plan& plan) {
    Replication record;
    record.counters.resize(plan.counters.size());
    record.at_step.assign(static_cast<std::size_t>(plan.step_numbers), 0);
    record.teams.resize(plan.teams.size());
    for (TeamSums& team : record.teams) {
        team.demanded.assign(plan.workflows.size(), 0);
    }
    record.people_worked.resize(plan.people.size());
    record.people_available.resize(plan.people.size());
    record.workflows.resize(plan.workflows.size());
    for (const PlanWorkflow& workflow : plan.workflows) {
        const std::size_t kinds =
            plan.client_kind_thresholds.size() + workflow.case_kind_thresholds.size();
        record.kinds.emplace_back(kinds);
    }
    record.promises.resize(plan.promises.size());
    record.blocked.assign(plan.limits.size(), 0);
    record.appointments_asked.assign(plan.appointments.size(), 0);
    record.in_progress_for.assign(in_progress_bins, 0);
    return record;
}

void count_available(const Plan& plan, Microseconds from, Microseconds to, Replication& record) {
    for (std::size_t person = 0; person < plan.people.size(); ++person) {
        const WeekClock& hours = plan.clock(plan.people[person].clock);
        const Microseconds available = hours.open_before(to) - hours.open_before(from);
        record.people_available[person] = available;
        if (plan.people[person].paid_elsewhere) {
            const WeekClock& elsewhere = *plan.people[person].paid_elsewhere;
            record.people_paid_elsewhere.resize(plan.people.size(), 0);
            record.people_paid_elsewhere[person] =
                elsewhere.open_before(to) - elsewhere.open_before(from);
        }
        record.teams[static_cast<std::size_t>(plan.people[person].team)].available += available;
    }
    for (const PlanPage& page : plan.pages) {
        record.appointments_offered.push_back(count_offers(plan, page, from, to));
    }
}

void spend_idle_time(const Plan& plan, std::size_t person, WorkCategory line, double share,
                     Replication& record) {
    Microseconds idle = record.people_available[person];
    if (!record.people_paid_elsewhere.empty()) {
        idle -= record.people_paid_elsewhere[person];
    }
    idle -= time_worked(record.people_worked[person]);
    const Microseconds spent = scaled(std::max<Microseconds>(0, idle), share);
    const auto category = static_cast<std::size_t>(line);
    record.people_worked[person][category] += spent;
    record.teams[static_cast<std::size_t>(plan.people[person].team)].worked[category] += spent;
}

void book_absence(const Plan& plan, std::size_t person, Microseconds time, Replication& record) {
    const auto number = static_cast<std::size_t>(plan.people[person].team);
    TeamSums& team = record.teams[number];
    record.people_available[person] -= time;
    team.available -= time;
    if (!plan.teams[number].paid_when_working) {
        constexpr auto line = static_cast<std::size_t>(WorkCategory::absent);
        record.people_worked[person][line] += time;
        team.worked[line] += time;
    }
}

std::int64_t count_offers(const Plan& plan, const PlanPage& page, Microseconds from,
                          Microseconds to) {
    const PlanGrid& grid = plan.grid(page.grid);
    const PlanPerson& person = plan.person(page.person);
    const WeekClock& hours = plan.clock(person.clock);
    std::size_t number = grid.number_at(from);
    const std::size_t end = grid.number_at(to);
    if (!hours.has_dates()) {
        return static_cast<std::int64_t>(end - number);
    }
    std::int64_t offers = 0;
    for (; number < end; ++number) {
        offers += hours.is_open(grid.time_of(number)) ? 1 : 0;
    }
    return offers;
}

void OpenCaseSeries::add(Microseconds from, Microseconds until) {
    if (step_ <= 0) {
        return;
    }
    const auto first = static_cast<std::size_t>(from / step_);
    const auto last = static_cast<std::size_t>(until / step_);
    if (partial_.size() <= last) {
        partial_.resize(last + 1, 0);
        change_.resize(last + 2, 0);
    }
    if (first == last) {
        partial_[first] += until - from;
        return;
    }
    partial_[first] += static_cast<Microseconds>(first + 1) * step_ - from;
    partial_[last] += until - static_cast<Microseconds>(last) * step_;
    ++change_[first + 1];
    --change_[last];
}

std::vector<int128> OpenCaseSeries::finish(Microseconds end) {
    std::vector<int128> series;
    if (step_ <= 0) {
        return series;
    }
    std::int64_t throughout = 0;
    partial_.resize(static_cast<std::size_t>(end / step_), 0);
    for (std::size_t i = 0; i < partial_.size(); ++i) {
        throughout += i < change_.size() ? change_[i] : 0;
        series.push_back(partial_[i] + int128{throughout} * step_);
    }
    return series;
}

} // namespace plimsoll
