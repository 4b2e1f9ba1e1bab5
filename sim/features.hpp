// What an engine is compiled for: one source, and no question about what a plan cannot ask.
#pragma once

#include "sim/plan.hpp"

namespace plimsoll {

/// `of_one_clock`: everything runs in the operation's open time, and clocks cost nothing.
/// `of_any_work`: otherwise all work is as `has_only_usual_work` says.
template <bool of_one_clock, bool of_any_work>
struct Features {
    static constexpr bool one_clock = of_one_clock;
    static constexpr bool any_work = of_any_work;
};

/// Whether a visit is always one person's, whoever of a team it is, who begins it once and brings
/// it to its end. So no batches, limits, appointments, calls or interruptions; no work of several
/// people or several visits, or that only some may do or that people stay with.
bool has_only_usual_work(const Plan& plan);

} // namespace plimsoll
