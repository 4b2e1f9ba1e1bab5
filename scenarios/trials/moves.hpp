// What moves the line: one change at a time, and the clients that it gains at each limit.
//
// Both operations run on the same luck, so that a gain is known better than either limit: where a
// change does nothing it gains nothing. The limit for deadlines is looked for near where it is now,
// the one at which work piles up follows from how full each team is.
#pragma once

#include "scenarios/experiment/volume.hpp"
#include "scenarios/limits/limits.hpp"
#include "scenarios/result/result.hpp"
#include "scenarios/trials/trial.hpp"

#include <vector>

namespace plimsoll {

/// For every change of one (model/read/changes.hpp) what it gains at `sla` and at `stability`: the
/// headline's limit first, the largest gain first. `volumes` ascending in clients, `limits` theirs.
std::vector<Move> moves_of(const Operation& operation, const std::vector<Volume>& volumes,
                           const Limits& limits, const Trials& trials);

} // namespace plimsoll
