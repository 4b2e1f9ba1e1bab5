// What a case brings about elsewhere: by a step that is done, an exit, its end, or a call.
#pragma once

#include "scenarios/formulas/case_class.hpp"

#include <vector>

namespace plimsoll {

/// By workflow: so many of its cases follow, on average, from one case of this class. Nothing: that
/// depends on who gives up or is turned away, which no formula knows.
std::optional<std::vector<double>> brought_about(const CaseClass& cases, const Visits& visits,
                                                 const Plan& plan);

} // namespace plimsoll
