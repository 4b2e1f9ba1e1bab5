// Whether who did one step can do another, or leaves others to do it (MODEL.md ruling 10).
#pragma once

#include "model/check/reading.hpp"
#include "model/operation.hpp"

namespace plimsoll {

/// A queue for each group of people that a rule may ask for would not pay where there are many: a
/// fault at `entry` then. `before`: the step that the rule names, or nullptr.
bool are_few_groups(const Entry& entry, const Step& step, const Step* before,
                    const PersonRule& rule, const Reading& reading);

/// Whoever did `before` must be able to do `step`, too, or must leave as many as it needs: a fault
/// at `entry` otherwise.
void check_relation(const Entry& entry, const Step& step, const Step& before,
                    const PersonRule& rule, const Reading& reading);

} // namespace plimsoll
