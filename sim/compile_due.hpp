// What is promised, compiled: by when cases are due, and within what time visits start.
#pragma once

#include "sim/clock_numbers.hpp"

#include <optional>
#include <span>

namespace plimsoll {

/// `due` of a workflow or one of its variants; marks its steps that pause or meet it.
PlanDue compile_due(const std::optional<Due>& source, std::span<PlanStep> steps, Plan& plan,
                    Clocks& clocks);

/// `due: {start: ..}` of a step.
void compile_response(const std::optional<ResponseTime>& source, PlanStep& step, Plan& plan,
                      Clocks& clocks);

/// Whether everything that is due in the workflow runs in this calendar's open time.
bool due_runs_in(const Workflow& workflow, const Calendar& calendar, CalendarClocks& calendars);

} // namespace plimsoll
