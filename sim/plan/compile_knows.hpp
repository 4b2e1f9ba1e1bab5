// `knows:` only these do a step at their speed; who stands in for them, and when.
#pragma once

#include "sim/plan/clock_numbers.hpp"
#include "sim/plan/plan.hpp"

#include <optional>
#include <string>
#include <vector>

namespace plimsoll {

/// What a step says of it.
struct Knowing {
    std::vector<std::string> who; ///< names of members or teams
    bool runbook = false;         ///< anybody else of the team may then
    std::string deputy;           ///< otherwise this one; empty: nobody
    double cover_speed = 1;       ///< of anybody with a runbook; of a deputy half of that
};

/// Lets the step wait for those who know it; false: nobody of its team is named, or everybody.
bool compile_knows(const Knowing& knowing, const Operation& operation, int step, Plan& plan,
                   Clocks& clocks);

} // namespace plimsoll
