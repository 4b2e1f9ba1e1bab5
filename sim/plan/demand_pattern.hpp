// When demand is strong and when weak: `pattern:`, laid over open time.
#pragma once

#include "sim/plan/plan.hpp"

namespace plimsoll {

/// Sets PlanDemand::pieces and open_per_cycle, so that the declared rate stays the mean: over a
/// week, or over a whole date cycle where the pattern names dates or the clock is closed on some.
void lay_pattern(const Demand& demand, const WeekClock& clock, const DateTable* dates,
                 PlanDemand& plan);

} // namespace plimsoll
