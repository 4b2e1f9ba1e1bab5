#include "reports/terminal/holder_row.hpp"

#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

constexpr int least_columns = 8;

struct Holder {
    std::string name;
    int columns = 0;
};

struct Segment {
    std::vector<Holder> holders;
    int end = 0; // column after its last
};

void add_holder(std::vector<Holder>& holders, const Holder& more) {
    const auto found = std::find_if(holders.begin(), holders.end(),
                                    [&](const Holder& holder) { return holder.name == more.name; });
    if (found == holders.end()) {
        holders.push_back(more);
    } else {
        found->columns += more.columns;
    }
}

std::vector<Segment> segments_of(const std::vector<HolderStretch>& stretches,
                                 const SweepLayout& layout) {
    std::vector<Segment> segments;
    for (const HolderStretch& stretch : stretches) {
        const int end =
            stretch.up_to ? column_at(layout.axis, *stretch.up_to) + 1 : layout.axis.columns;
        std::string name = stretch.nobody_waits ? "no one yet" : "no team";
        if (stretch.team) {
            name = layout.team_names[static_cast<std::size_t>(*stretch.team)];
        }
        for (std::size_t i = 0; i < stretch.contested.size(); ++i) {
            name = (i == 0 ? "" : name + " or ") +
                   layout.team_names[static_cast<std::size_t>(stretch.contested[i])];
        }
        const int start = segments.empty() ? 0 : segments.back().end;
        segments.push_back({{{name, end - start}}, end});
    }
    return segments;
}

int start_of(const std::vector<Segment>& segments, std::size_t i) {
    return i == 0 ? 0 : segments[i - 1].end;
}

// Columns for the name: a blank before it, a mark at its end.
int room_of(const std::vector<Segment>& segments, std::size_t i) {
    return segments[i].end - start_of(segments, i) - (i > 0 ? 1 : 0) -
           (i + 1 < segments.size() ? 1 : 0);
}

// Joins the narrowest segment with the narrower of its neighbours; false when all are wide enough.
bool join_narrowest(std::vector<Segment>& segments) {
    if (segments.size() < 2) {
        return false;
    }
    std::size_t narrowest = segments.size();
    for (std::size_t i = 0; i < segments.size(); ++i) {
        const int wanted = std::min(least_columns, column_count(segments[i].holders.front().name));
        if (room_of(segments, i) < wanted &&
            (narrowest == segments.size() || room_of(segments, i) < room_of(segments, narrowest))) {
            narrowest = i;
        }
    }
    if (narrowest == segments.size()) {
        return false;
    }
    const bool has_left = narrowest > 0;
    const bool has_right = narrowest + 1 < segments.size();
    const bool leftwards = has_left && (!has_right || room_of(segments, narrowest - 1) <=
                                                          room_of(segments, narrowest + 1));
    const std::size_t left = leftwards ? narrowest - 1 : narrowest;
    for (const Holder& holder : segments[left + 1].holders) {
        add_holder(segments[left].holders, holder);
    }
    segments[left].end = segments[left + 1].end;
    segments.erase(segments.begin() + static_cast<std::ptrdiff_t>(left) + 1);
    return true;
}

// Who holds most of it first; who holds less than a quarter goes unnamed, and dots stand for who
// holds more and has no room.
std::string name_of(const Segment& segment, int columns, int room, const char* dots) {
    std::vector<Holder> holders = segment.holders;
    std::stable_sort(holders.begin(), holders.end(),
                     [](const Holder& a, const Holder& b) { return a.columns > b.columns; });
    std::string text = holders.front().name;
    bool is_complete = true;
    for (std::size_t i = 1; i < holders.size(); ++i) {
        if (4 * holders[i].columns < columns) {
            continue;
        }
        const bool fits = column_count(text) + 4 + column_count(holders[i].name) <= room;
        // Where it is contested the one that is named may be it.
        is_complete = is_complete && (fits || holders[i].name.find(text) != std::string::npos);
        text += fits ? " or " + holders[i].name : "";
    }
    return is_complete ? text : cut_to_columns(text + " " + dots, room, dots);
}

// Under the axis where it fits there, else from the left edge.
void add_note(Lines& lines, const std::string& text, const SweepLayout& layout) {
    const bool fits = column_count(text) <= layout.width - layout.axis_start;
    const int start = fits ? layout.axis_start : layout.name_start;
    for (const std::string& part : wrap(text, layout.width - start)) {
        Line note;
        lines.push_back(note.to(start).add(part, Style::dim));
    }
}

void add_shifts(Lines& lines, const Result& result, const SweepLayout& layout,
                const TerminalLook& look) {
    for (const BottleneckShift& shift : result.shifts) {
        const std::string interval = interval_text(shift.clients, look);
        add_note(lines,
                 fmt::format("shifts from {} to {} at {} clients{}{}",
                             layout.team_names[static_cast<std::size_t>(shift.from)],
                             layout.team_names[static_cast<std::size_t>(shift.to)],
                             clients_text(shift.clients.mean),
                             interval.empty() ? "" : " (" + interval + ")",
                             shift.confirmed ? ", confirmed" : ""),
                 layout);
    }
}

void add_contested(Lines& lines, const Result& result, const SweepLayout& layout,
                   const TerminalLook& look) {
    for (const VolumeFigures& volume : result.volumes) {
        if (!volume.bottleneck.contested.empty()) {
            add_note(lines,
                     fmt::format("at {} clients {}", grouped(volume.clients),
                                 printable(volume.bottleneck.why, look)),
                     layout);
        }
    }
}

} // namespace

Lines holder_row(const Result& result, const SweepLayout& layout, const TerminalLook& look) {
    const Marks& marks = marks_of(look);
    const std::vector<HolderStretch>& stretches = result.holders;
    std::vector<Segment> segments = segments_of(stretches, layout);
    while (join_narrowest(segments)) {
    }
    Line line;
    line.to(layout.name_start).add("holds it back", Style::bold).to(layout.axis_start);
    for (std::size_t i = 0; i < segments.size(); ++i) {
        int room = room_of(segments, i);
        if (i > 0) {
            line.add(" ");
        }
        const int columns = segments[i].end - start_of(segments, i);
        const std::string name =
            cut_to_columns(name_of(segments[i], columns, room, marks.cut), room, marks.cut);
        line.add(name);
        room -= column_count(name);
        if (room > 0) {
            line.add(" ");
            --room;
        }
        for (; room > 0; --room) {
            line.add(marks.segment);
        }
        if (i + 1 < segments.size()) {
            line.add(marks.segment_end);
        }
    }
    Lines lines{line};
    if (result.tried) {
        add_shifts(lines, result, layout, look);
        add_contested(lines, result, layout, look);
        return lines;
    }
    const bool confirmed =
        std::all_of(stretches.begin(), stretches.end(), [](const HolderStretch& stretch) {
            return !stretch.team || stretch.confirmed;
        });
    if (!confirmed) {
        add_note(lines, "by how long work waits for whom; not confirmed by trial", layout);
    }
    return lines;
}

} // namespace plimsoll
