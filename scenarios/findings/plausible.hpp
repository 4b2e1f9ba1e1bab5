// What a reader should doubt before believing the rest: questions about the model.
#pragma once

#include "scenarios/result/result.hpp"

#include <string>
#include <utility>
#include <vector>

namespace plimsoll {

/// Teams that are hardly busy, or nearly full, today: one in five of their hours at most, or more
/// than 85 in a hundred. Most often an effort, a demand or their hours are then written wrong.
/// `fullness` by team, a share; what is not known is left out.
std::optional<Finding> fullness_question(const Operation& operation,
                                         const std::vector<std::pair<int, double>>& fullness,
                                         const std::string& evidence);

/// Teams that cost nothing where others cost something, or where money comes in.
std::optional<Finding> no_cost(const Operation& operation);

/// An exit that nothing follows, of the name of a step that does not wait for it: the step begins
/// anyway, and the exit ends its branch, which is seldom meant.
std::optional<Finding> exit_like_a_step(const Operation& operation);

/// All, of what was simulated; the first only where today's volume was.
std::vector<Finding> questions(const Result& result);

/// All, from formulas: how full teams are today where nothing has been simulated.
std::vector<Finding> questions(const Operation& operation);

} // namespace plimsoll
