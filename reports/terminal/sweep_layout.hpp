// Where things stand on the page of a sweep: names at the left, the axis, figures at the right.
#pragma once

#include "reports/terminal/log_axis.hpp"
#include "reports/terminal/terminal_look.hpp"
#include "scenarios/result/result.hpp"

#include <string>
#include <vector>

namespace plimsoll {

struct SweepLayout {
    int width = 96;
    int name_start = 2;
    int axis_start = 18;
    LogAxis axis;
    int figure_end = 84;        ///< where the estimate beside a row ends; its interval follows
    bool with_intervals = true; ///< in figures; a narrow page draws them only
    std::vector<std::string> team_names; ///< as shown, in the file's order
};

/// Divides the page; long team names and wide figures take their room from the axis.
SweepLayout sweep_layout(const Result& result, const TerminalLook& look);

/// `57–66`; empty without interval.
std::string interval_text(const Estimate& estimate, const TerminalLook& look);

/// True for a limit that this version does not compute: it is not shown.
bool is_left_out(const Figure& limit);

} // namespace plimsoll
