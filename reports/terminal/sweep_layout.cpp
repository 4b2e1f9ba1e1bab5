#include "reports/terminal/sweep_layout.hpp"

#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr int least_name_columns = 14;
constexpr int most_name_columns = 22;
constexpr int least_figure_columns = 6;
constexpr int least_interval_columns = 10;

} // namespace

std::string interval_text(const Estimate& estimate, const TerminalLook& look) {
    if (!estimate.low || !estimate.high) {
        return "";
    }
    return clients_text(*estimate.low) + marks_of(look).range + clients_text(*estimate.high);
}

bool is_left_out(const Figure& limit) {
    return !limit.value && limit.why == "not computed in this version";
}

SweepLayout sweep_layout(const Result& result, const TerminalLook& look) {
    SweepLayout layout;
    layout.width = page_width(look);
    layout.with_intervals = layout.width >= narrow_page;
    const int longest_shown = layout.with_intervals ? most_name_columns : least_name_columns;
    int name_columns = least_name_columns;
    for (const Team& team : result.operation.teams) {
        layout.team_names.push_back(display_name(team.label, team.name, longest_shown, look));
        if (!team.unlimited) {
            name_columns = std::max(name_columns, column_count(layout.team_names.back()));
        }
    }
    int figure_columns =
        std::max(least_figure_columns, 1 + column_count(grouped(result.shown_high)));
    int interval_columns = least_interval_columns;
    if (result.limits) {
        for (const Figure* limit : {&result.limits->knee, &result.limits->visibility,
                                    &result.limits->sla, &result.limits->stability}) {
            if (!limit->value) {
                continue;
            }
            figure_columns =
                std::max(figure_columns, 1 + column_count(clients_text(limit->value->mean)));
            interval_columns =
                std::max(interval_columns, column_count(interval_text(*limit->value, look)));
        }
    }
    layout.axis_start = layout.name_start + name_columns + 2;
    const int beside = layout.with_intervals ? 2 + interval_columns : 0;
    const int axis_columns = layout.width - layout.axis_start - figure_columns - beside;
    layout.axis = log_axis(result.shown_low, result.shown_high, axis_columns);
    layout.figure_end = layout.axis_start + axis_columns + figure_columns;
    return layout;
}

} // namespace plimsoll
