// What holds it back: how full each team is along the load line's axis, where it is full, and which
// team most of the waiting is for.
#pragma once

#include "reports/styled_line.hpp"
#include "reports/sweep_layout.hpp"

#include <optional>

namespace plimsoll {

/// How full a team is at that many clients: offered work / available hours, between neighbouring
/// volumes linear in the logarithm of clients (as SCIENCE.md 2.4 interpolates). Nothing for a team
/// without figures, such as an unlimited one.
std::optional<double> fullness_at(const Result& result, std::size_t team, double clients);

/// The clients at which a team is full for the first time; nothing when it is not in any volume.
std::optional<double> full_at(const Result& result, std::size_t team);

/// The section, head included. Teams stand in the order in which they become full.
Lines team_strips(const Result& result, const SweepLayout& layout, const TerminalLook& look);

} // namespace plimsoll
