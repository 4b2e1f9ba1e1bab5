// What becomes of work that would have to wait too long or finds no room: `patience`, `wip`,
// `full`.
#pragma once

#include "model/check/reading.hpp"

namespace plimsoll {

/// `wip:` and `full:` of a team, step or workflow. `people`: how many `12 per person` counts, 0
/// where nobody is; `may_hold`: somebody may stand there and hold what does not fit.
std::optional<Limit> read_limit(const Node& map, std::int64_t people, bool may_hold,
                                Faults& faults);

/// `patience:` of a step, all but the step that `then` names. `clock` is that of the step's delays.
std::optional<Patience> read_patience(const Entry& entry, const Step& step, const Delay& clock,
                                      Reading& reading);

/// The step that `then:` names: its entry, or nullptr where there is none.
const Entry* step_of_patience(const Node& step);

} // namespace plimsoll
