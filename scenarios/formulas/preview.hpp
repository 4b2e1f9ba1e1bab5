// The analytic preview: what queueing theory says of a volume, in milliseconds (SCIENCE.md 7).
//
// Every workflow, in every kind of case, gives its traffic equations; teams are the stations of one
// network for all of them (Whitt 1983); branches side by side are joined as forks (Nelson and
// Tantawi 1988). Work runs in the operation's open time, and a team whose people are there for a
// part of it, or faster than others, is a team of as many who are all the time and accordingly
// slower. It is printed beside the simulation to check it, and is never the answer.
#pragma once

#include "scenarios/result/result.hpp"
#include "sim/plan/plan.hpp"

#include <cstdint>

namespace plimsoll {

/// `simulated`: the same volume as it was simulated, or nullptr. The badge is "valid" only where
/// every team is less than 90% full, no squared variation exceeds 4, the formulas know everything
/// the model says (scenarios/formulas/preview_validity.hpp), and the simulation is steady and
/// differs by at most 20%. No flow time where a team is full, where the number of open cases is
/// fixed, or where the equations cannot be solved.
Preview preview_of(const Operation& operation, const Plan& plan, std::int64_t clients,
                   const VolumeFigures* simulated);

/// The preview of a volume, beside its simulation if the result has one.
Preview preview_beside(const Result& result, const Plan& plan, std::int64_t clients);

} // namespace plimsoll
