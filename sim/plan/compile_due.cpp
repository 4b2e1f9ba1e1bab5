#include "sim/plan/compile_due.hpp"

namespace plimsoll {

PlanDue compile_due(const std::optional<Due>& source, int promise, std::span<PlanStep> steps,
                    Clocks& clocks) {
    PlanDue due;
    if (!source) {
        return due;
    }
    due.exists = true;
    due.within = source->within;
    due.open = clocks.number(source->calendar);
    due.clock =
        source->wall_clock || source->by || source->date ? clocks.number(WeekClock()) : due.open;
    due.by = source->by.value_or(-1);
    due.date = source->date;
    due.if_before = source->if_before.value_or(-1);
    due.promise = promise;
    for (const int step : source->pauses) {
        steps[static_cast<std::size_t>(step)].pauses_due = true;
    }
    if (source->until >= 0) {
        steps[static_cast<std::size_t>(source->until)].meets_due = true;
    }
    return due;
}

void compile_response(const ResponseTime& source, int promise, PlanStep& step, Clocks& clocks) {
    step.response = source.within;
    step.response_clock =
        source.wall_clock ? clocks.number(WeekClock()) : clocks.number(source.calendar);
    step.response_promise = promise;
}

bool due_runs_in(const Workflow& workflow, const Calendar& calendar, CalendarClocks& calendars) {
    const auto runs_in_it = [&](const auto& due) {
        return !due.wall_clock && calendars.of(due.calendar) == calendars.of(calendar);
    };
    if (workflow.due && (workflow.due->by || workflow.due->date || !runs_in_it(*workflow.due))) {
        return false;
    }
    return std::all_of(workflow.steps.begin(), workflow.steps.end(), [&](const Step& step) {
        return !step.response || runs_in_it(*step.response);
    });
}

} // namespace plimsoll
