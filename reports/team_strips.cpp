#include "reports/team_strips.hpp"

#include "model/elementary.hpp"
#include "reports/figure_text.hpp"
#include "reports/utf8.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::size_t most_teams = 12;
constexpr double strained_from = 0.85;

struct Point {
    double clients;
    double fullness;
};

std::vector<Point> points_of(const Result& result, std::size_t team) {
    std::vector<Point> points;
    for (const VolumeFigures& volume : result.volumes)
        if (team < volume.teams.size() && volume.teams[team].offered.value)
            points.push_back({static_cast<double>(std::max<std::int64_t>(volume.clients, 1)),
                              volume.teams[team].offered.value->mean});
    return points;
}

double share_between(double clients, double from, double to) {
    return logarithm(clients / from) / logarithm(to / from);
}

struct Strip {
    std::size_t team;
    std::optional<double> full;
    double at_end;
};

bool fills_before(const Strip& a, const Strip& b) {
    if (a.full && b.full)
        return *a.full < *b.full;
    if (a.full || b.full)
        return a.full.has_value();
    return a.at_end > b.at_end;
}

std::vector<Strip> strips_of(const Result& result) {
    std::vector<Strip> strips;
    for (std::size_t team = 0; team < result.operation.teams.size(); ++team) {
        const std::vector<Point> points = points_of(result, team);
        if (points.empty() || result.operation.teams[team].unlimited)
            continue;
        strips.push_back({team, full_at(result, team), points.back().fullness});
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
            fullness_at(result, strip.team, clients_at(layout.axis, column)).value_or(0);
        add_cell(line, column < full_column ? std::min(fullness, 0.999) : 1, marks);
    }
    if (strip.full) {
        line.right(clients_text(*strip.full), layout.figure_end);
        line.to(layout.figure_end + 2).add("full", Style::dim);
    } else {
        line.right(percent_text(strip.at_end), layout.figure_end);
        line.to(layout.figure_end + 2)
            .add("at " + grouped(result.volumes.back().clients), Style::dim);
    }
    return line;
}

struct Stretch {
    std::optional<int> team;
    bool confirmed = false;
    int end = 0; // column after its last
};

// Which team holds work back along the axis: each volume speaks for the stretch around it, up to
// the geometric mean with its neighbour.
std::vector<Stretch> stretches_of(const Result& result, const LogAxis& axis) {
    std::vector<Stretch> stretches;
    for (std::size_t i = 0; i < result.volumes.size(); ++i) {
        const BottleneckFinding& bottleneck = result.volumes[i].bottleneck;
        int end = axis.columns;
        if (i + 1 < result.volumes.size()) {
            const double middle = power(static_cast<double>(result.volumes[i].clients) *
                                            static_cast<double>(result.volumes[i + 1].clients),
                                        0.5);
            end = column_at(axis, middle) + 1;
        }
        if (!stretches.empty() && stretches.back().team == bottleneck.team) {
            stretches.back().end = end;
            stretches.back().confirmed = stretches.back().confirmed && bottleneck.confirmed;
        } else {
            stretches.push_back({bottleneck.team, bottleneck.confirmed, end});
        }
    }
    return stretches;
}

Line stretch_line(const std::vector<Stretch>& stretches, const SweepLayout& layout,
                  const Marks& marks) {
    Line line;
    line.to(layout.name_start).add("holds it back", Style::bold).to(layout.axis_start);
    int start = 0;
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        const Stretch& stretch = stretches[i];
        const bool last = i + 1 == stretches.size();
        int room = stretch.end - start - (last ? 0 : 1);
        if (room < 0)
            continue;
        start = stretch.end;
        if (i > 0 && room > 0) {
            line.add(" ");
            --room;
        }
        const std::string name = stretch.team
                                     ? layout.team_names[static_cast<std::size_t>(*stretch.team)]
                                     : "no one yet";
        if (room >= 4 || column_count(name) <= room) {
            const std::string shown = cut_to_columns(name, room, marks.cut);
            line.add(shown);
            room -= column_count(shown);
            if (room > 0) {
                line.add(" ");
                --room;
            }
        }
        for (; room > 0; --room)
            line.add(marks.segment);
        if (!last)
            line.add(marks.segment_end);
    }
    return line;
}

} // namespace

std::optional<double> fullness_at(const Result& result, std::size_t team, double clients) {
    const std::vector<Point> points = points_of(result, team);
    if (points.empty())
        return std::nullopt;
    if (clients <= points.front().clients)
        return points.front().fullness;
    for (std::size_t i = 1; i < points.size(); ++i) {
        const Point& a = points[i - 1];
        const Point& b = points[i];
        if (clients <= b.clients)
            return a.fullness +
                   (b.fullness - a.fullness) * share_between(clients, a.clients, b.clients);
    }
    return points.back().fullness;
}

std::optional<double> full_at(const Result& result, std::size_t team) {
    // Where the stability limit is this team's, both rows must say the same.
    if (result.limits && result.limits->stability.value &&
        result.limits->stability_cause == result.operation.teams[team].name)
        return result.limits->stability.value->mean;
    const std::vector<Point> points = points_of(result, team);
    for (std::size_t i = 0; i < points.size(); ++i) {
        if (points[i].fullness < 1)
            continue;
        if (i == 0)
            return points[0].clients;
        const Point& a = points[i - 1];
        const double share = (1 - a.fullness) / (points[i].fullness - a.fullness);
        return a.clients * power(points[i].clients / a.clients, share);
    }
    return std::nullopt;
}

Lines team_strips(const Result& result, const SweepLayout& layout, const TerminalLook& look) {
    const Marks& marks = marks_of(look);
    std::vector<Strip> strips = strips_of(result);
    if (strips.empty())
        return {};
    Lines lines;
    lines.push_back(section_head(
        "What holds it back",
        layout.width >= 90 ? "how full each team is along the same line, and where it is full"
                           : "how full each team is; where it is full",
        layout.width));
    const std::size_t left_out = strips.size() > most_teams ? strips.size() - most_teams : 0;
    strips.resize(strips.size() - left_out);
    for (const Strip& strip : strips)
        lines.push_back(strip_line(result, strip, layout, marks));
    if (left_out > 0) {
        Line line;
        lines.push_back(
            line.to(layout.name_start)
                .add("and " + grouped(static_cast<std::int64_t>(left_out)) + " that fill later",
                     Style::dim));
    }
    const std::vector<Stretch> stretches = stretches_of(result, layout.axis);
    lines.push_back(stretch_line(stretches, layout, marks));
    const bool confirmed =
        std::all_of(stretches.begin(), stretches.end(),
                    [](const Stretch& stretch) { return !stretch.team || stretch.confirmed; });
    if (!confirmed) {
        for (const std::string& part :
             wrap("by the hours that work waits for a team; not confirmed by trial",
                  layout.width - layout.axis_start)) {
            Line note;
            lines.push_back(note.to(layout.axis_start).add(part, Style::dim));
        }
    }
    return lines;
}

} // namespace plimsoll
