// What is promised, compiled: by when cases are due, and within what time visits start.
#pragma once

#include "sim/plan/clock_numbers.hpp"

#include <optional>
#include <span>

namespace plimsoll {

/// `due` of a workflow or one of its variants, which is this one of Plan::promises; marks its steps
/// that pause or meet it.
PlanDue compile_due(const std::optional<Due>& source, int promise, std::span<PlanStep> steps,
                    Clocks& clocks);

/// `due: {start: ..}` of a step, which is this one of Plan::promises.
void compile_response(const ResponseTime& source, int promise, PlanStep& step, Clocks& clocks);

/// Whether everything that is due in the workflow runs in this calendar's open time.
bool due_runs_in(const Workflow& workflow, const Calendar& calendar, CalendarClocks& calendars);

} // namespace plimsoll
