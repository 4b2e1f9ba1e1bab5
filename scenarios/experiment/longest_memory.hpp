// How long queues remember that they were empty, and runs that outlast it.
#pragma once

#include "scenarios/experiment/volume.hpp"

namespace plimsoll {

/// How long the team that forgets most slowly remembers its queue, in open time: the relaxation
/// time tau / (m (1 - sqrt(rho))^2) of m servers at load rho with work of tau each (Cohen 1982 for
/// one server). A team that these runs show full counts as nearly full.
Microseconds longest_memory(const Plan& plan, const Volume& volume);

/// So many make a replication whose figures are about those of the steady state.
inline constexpr Microseconds memories_in_a_replication = 32;

/// Near saturation a queue remembers the empty start for longer than the test sees in short runs:
/// what is left of it is small beside one replication's luck, and large beside the mean of many. So
/// the warm-up is at least twice the longest memory, and a replication has all its memories, as far
/// as three times the usual length allows; fewer replications of it will do.
void outlast_memory(Measurement& measurement, Microseconds memory, Microseconds usual,
                    bool may_lengthen);

} // namespace plimsoll
