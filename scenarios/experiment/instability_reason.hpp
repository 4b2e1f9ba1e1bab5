// What holds work up at a volume without a steady state although no team is full, in words.
#pragma once

#include "model/operation.hpp"
#include "scenarios/experiment/volume.hpp"
#include "scenarios/formulas/known_limit.hpp"

#include <string>

namespace plimsoll {

/// Whether most open cases wait, for somebody, because a limit is full or for a free appointment:
/// those that are only on their way do not pile up.
bool most_wait(const Plan& plan, const Volume& volume);

/// What gives where open cases grow in number without end though no team is full: the limit before
/// which most is held, or else those for whom most waits.
LimitCause growth_cause(const Operation& operation, const Plan& plan, const Volume& volume);

/// Why open cases grow in number without end, as part of a sentence: the limit before which most is
/// held, if on average at least half an item or case is, or else people.
std::string why_it_grows(const Operation& operation, const Plan& plan, const Volume& volume);

} // namespace plimsoll
