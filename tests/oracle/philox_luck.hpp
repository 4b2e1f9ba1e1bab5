// The luck that the engine gives a case, drawn a second time from the same counters.
//
// A visit has one block for its work and its decisions, and another (draw 1) for its delay. The
// three decisions share the last two words of the first block, each through a mixing of its own:
//
//     words 0, 1                     effort
//     words 2, 3 ^ "chnce" 1, mixed  chance
//     words 2, 3 ^ "exit"  2, mixed  exit
//     words 2, 3 ^ "rework" 3, mixed rework
#pragma once

#include "oracle/flow_oracle.hpp"
#include "sim/random/philox.hpp"

#include <cstdint>

namespace plimsoll {

/// Which case of which run.
struct CaseName {
    std::uint64_t seed = 1;
    std::uint64_t replication = 0;
    std::uint32_t client = 0;
    std::uint32_t number = 0;                 ///< the case's, within its workflow and client
    std::uint32_t first_step_of_workflow = 0; ///< steps are counted over all workflows
};

/// What the engine draws for this case.
CaseLuck philox_luck(const Workflow& workflow, const CaseName& name);

} // namespace plimsoll
