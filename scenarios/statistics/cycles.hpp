// Whole cycles: what comes back every week, month or year is measured a whole number of times
// (MODEL.md ruling 17).
#pragma once

#include "sim/plan/plan.hpp"

namespace plimsoll {

/// Whether the week shows: some clock is not round the clock, or demand has a pattern.
bool week_shows(const Plan& plan);

/// Whether months or years do: something in the operation comes back by date.
bool months_show(const Plan& plan);

/// Open time of an average month.
Microseconds open_per_month(const Plan& plan);

/// The longest time that a case is promised within, in open time; 0 where none is, or by dates
/// only.
Microseconds longest_due(const Plan& plan);

/// A warm-up and a length, both in open time, as whole cycles that are at least as long. With
/// dates both end at the turn of a month: months where something comes back monthly, twelve where
/// it comes back yearly.
struct MeasuredTime {
    Microseconds warm_up = 0;
    Microseconds length = 0;
};
MeasuredTime whole_cycles(const Plan& plan, const MeasuredTime& wanted);

} // namespace plimsoll
