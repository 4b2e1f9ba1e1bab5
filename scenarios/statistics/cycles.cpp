#include "scenarios/statistics/cycles.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

Microseconds in_wholes(Microseconds open, Microseconds unit) {
    return (open + unit - 1) / unit * unit;
}

/// Weeks are shorter where a day of them is closed by date.
MeasuredTime whole_dated_weeks(const Plan& plan, const MeasuredTime& wanted) {
    const auto turn = [&](std::int64_t weeks) { return plan.wall.open_before(weeks * week); };
    std::int64_t first = 0;
    while (turn(first) < wanted.warm_up) {
        ++first;
    }
    const Microseconds open_week = plan.wall.open_per_week();
    const std::int64_t weeks =
        std::max<std::int64_t>(1, (wanted.length + open_week - 1) / open_week);
    return {turn(first), turn(first + weeks) - turn(first)};
}

MeasuredTime whole_months(const Plan& plan, const MeasuredTime& wanted) {
    const DateTable& dates = *plan.dates;
    const std::int64_t together = plan.comes_back == Period::year ? 12 : 1;
    const auto turn = [&](std::int64_t months) {
        return plan.wall.open_before(dates.month_begins(0, months));
    };
    // Without warm-up: the rest of the first month, and whole ones.
    MeasuredTime measured;
    std::int64_t first = 0;
    while (wanted.warm_up > 0 && turn(first) < wanted.warm_up) {
        first += together;
    }
    measured.warm_up = wanted.warm_up > 0 ? turn(first) : 0;
    const Microseconds month = open_per_month(plan);
    const std::int64_t months =
        std::max<std::int64_t>(1, (wanted.length + month / 2) / (month * together)) * together;
    measured.length = turn(first + months) - measured.warm_up;
    return measured;
}

} // namespace

bool week_shows(const Plan& plan) {
    if (!plan.wall.always() || plan.comes_back != Period::never) {
        return true;
    }
    for (const WeekClock& clock : plan.clocks) {
        if (!clock.always()) {
            return true;
        }
    }
    return std::any_of(
        plan.workflows.begin(), plan.workflows.end(), [](const PlanWorkflow& workflow) {
            return std::any_of(workflow.demands.begin(), workflow.demands.end(),
                               [](const PlanDemand& demand) { return !demand.pieces.empty(); });
        });
}

bool months_show(const Plan& plan) {
    return plan.comes_back == Period::month || plan.comes_back == Period::year;
}

Microseconds open_per_month(const Plan& plan) {
    return plan.wall.open_before(DateTable::cycle) / DateTable::cycle_months;
}

Microseconds longest_due(const Plan& plan) {
    const auto open_week = static_cast<double>(plan.clocks.front().open_per_week());
    double longest = 0;
    for (const PlanWorkflow& workflow : plan.workflows) {
        for (const PlanDue& due : workflow.due) {
            if (due.exists && due.by < 0 && !due.date) {
                const WeekClock& clock = plan.clock(due.clock);
                longest = std::max(longest, static_cast<double>(due.within) * open_week /
                                                static_cast<double>(clock.open_per_week()));
            }
        }
    }
    return static_cast<Microseconds>(std::ceil(longest));
}

MeasuredTime whole_cycles(const Plan& plan, const MeasuredTime& wanted) {
    if (months_show(plan)) {
        return whole_months(plan, wanted);
    }
    if (week_shows(plan) && plan.wall.has_dates()) {
        return whole_dated_weeks(plan, wanted);
    }
    if (week_shows(plan)) {
        const Microseconds open_week = plan.wall.open_per_week();
        return {in_wholes(wanted.warm_up, open_week), in_wholes(wanted.length, open_week)};
    }
    return wanted;
}

} // namespace plimsoll
