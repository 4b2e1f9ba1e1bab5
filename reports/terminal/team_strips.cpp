#include "reports/terminal/team_strips.hpp"

#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/holder_row.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::size_t most_teams = 12;
constexpr double strained_from = 0.85;

struct Strip {
    std::size_t team;
    std::optional<double> full;
    double at_end;
};

bool fills_before(const Strip& a, const Strip& b) {
    if (a.full && b.full) {
        return *a.full < *b.full;
    }
    if (a.full || b.full) {
        return a.full.has_value();
    }
    return a.at_end > b.at_end;
}

std::vector<Strip> strips_of(const Result& result) {
    std::vector<Strip> strips;
    for (std::size_t team = 0; team < result.utilisation.size(); ++team) {
        const UtilisationCurve& curve = result.utilisation[team];
        const std::optional<double> at_end = curve.at(static_cast<double>(result.shown_high));
        if (at_end && !result.operation.teams[team].unlimited) {
            strips.push_back({team, curve.saturation, *at_end});
        }
    }
    std::stable_sort(strips.begin(), strips.end(), fills_before);
    return strips;
}

void add_cell(Line& line, double fullness, const Marks& marks) {
    if (fullness >= 1) {
        line.add(marks.beyond_full, Style::dim);
        return;
    }
    const int level = std::clamp(static_cast<int>(fullness * 8), 1, 7) - 1;
    line.add(marks.levels[static_cast<std::size_t>(level)],
             fullness < strained_from ? Style::blue : Style::yellow);
}

Line strip_line(const Result& result, const Strip& strip, const SweepLayout& layout,
                const Marks& marks) {
    Line line;
    line.to(layout.name_start).add(layout.team_names[strip.team]).to(layout.axis_start);
    const int full_column = strip.full ? column_at(layout.axis, *strip.full) : layout.axis.columns;
    for (int column = 0; column < layout.axis.columns; ++column) {
        if (column == full_column) {
            line.add(marks.full, Style::red);
            continue;
        }
        // The one full cell stands for the crossing: to its left the team is still below full.
        const double fullness =
            result.utilisation[strip.team].at(clients_at(layout.axis, column)).value_or(0);
        add_cell(line, column < full_column ? std::min(fullness, 0.999) : 1, marks);
    }
    if (strip.full) {
        line.right(clients_text(full_from(*strip.full)), layout.figure_end);
        if (layout.with_intervals) {
            line.to(layout.figure_end + 2).add("full", Style::dim);
        }
    } else {
        line.right(percent_text(strip.at_end), layout.figure_end);
        if (layout.with_intervals) {
            line.to(layout.figure_end + 2)
                .add("at " + grouped(result.volumes.back().clients), Style::dim);
        }
    }
    return line;
}

} // namespace

Lines team_strips(const Result& result, const SweepLayout& layout, const TerminalLook& look) {
    const Marks& marks = marks_of(look);
    std::vector<Strip> strips = strips_of(result);
    if (strips.empty()) {
        return {};
    }
    Lines lines;
    lines.push_back(section_head(
        "What holds it back",
        layout.width >= 90 ? "how full each team is along the same line, and where it is full"
                           : "how full each team is; where it is full",
        layout.width));
    const std::size_t left_out = strips.size() > most_teams ? strips.size() - most_teams : 0;
    strips.resize(strips.size() - left_out);
    for (const Strip& strip : strips) {
        lines.push_back(strip_line(result, strip, layout, marks));
    }
    if (left_out > 0) {
        Line line;
        lines.push_back(
            line.to(layout.name_start)
                .add("and " + grouped(static_cast<std::int64_t>(left_out)) + " that fill later",
                     Style::dim));
    }
    for (const Line& line : holder_row(result, layout, look)) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace plimsoll
