// What an engine is compiled for: one source, and no question about what a plan cannot ask.
#pragma once

#include "sim/plan/plan.hpp"

namespace plimsoll {

/// What a plan may ask of those who work, each more than the one before.
enum class Work {
    usual, ///< a visit is one person's, whoever of a team it is, who begins it once and ends it
    joint, ///< several people's at the same time, whoever of their teams they are
    any,
};

/// `of_one_clock`: everything runs in the operation's open time, and clocks cost nothing.
/// `most_work`: all work is as `work_asked_for` says.
template <bool of_one_clock, Work most_work>
struct Features {
    static constexpr bool one_clock = of_one_clock;
    static constexpr bool joint_work = most_work != Work::usual;
    static constexpr bool full_engine = most_work == Work::any;
};

/// What the plan asks for. Anything but usual and joint work: batches, limits, appointments, calls,
/// interruptions, several visits, people who are told apart or stay, parts of a joint work that
/// some leave before its end.
Work work_asked_for(const Plan& plan);

} // namespace plimsoll
