#include "reports/terminal/load_line.hpp"

#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace plimsoll {

namespace {

struct Place {
    double clients;
    std::string sign; // empty: the words stand alone
    std::string words;
    Style style;
};

// One line of labels over the bar, each beginning at its place or, near the right end, ending
// there. A label that would touch another goes to a line of its own above.
Lines place_lines(std::vector<Place> places, const SweepLayout& layout) {
    std::stable_sort(places.begin(), places.end(),
                     [](const Place& a, const Place& b) { return a.clients < b.clients; });
    Lines lines;
    std::vector<bool> done(places.size(), false);
    for (bool left = !places.empty(); left;) {
        left = false;
        Line line;
        int used = layout.axis_start - 1;
        for (std::size_t i = 0; i < places.size(); ++i) {
            if (done[i]) {
                continue;
            }
            const Place& place = places[i];
            const std::string after =
                place.sign.empty() ? place.words : place.sign + " " + place.words;
            const std::string before =
                place.sign.empty() ? place.words : place.words + " " + place.sign;
            const int length = column_count(after);
            int start = layout.axis_start + column_at(layout.axis, place.clients);
            const bool fits = start + length <= layout.width;
            if (!fits) {
                start = start + 1 - length;
            }
            if (used < layout.axis_start) { // the first of its line stands wherever there is room
                start = std::max(start, layout.axis_start);
            }
            if (start <= used) {
                left = true;
                continue;
            }
            line.to(start).add(fits ? after : before, place.style);
            used = start + length;
            done[i] = true;
        }
        lines.insert(lines.begin(), line);
    }
    return lines;
}

std::vector<Place> places_of(const Result& result, const TerminalLook& look) {
    std::vector<Place> places;
    const auto shown = [&](std::int64_t clients) {
        return clients >= result.shown_low && clients <= result.shown_high;
    };
    const Operation& operation = result.operation;
    if (shown(operation.clients_today)) {
        places.push_back({static_cast<double>(operation.clients_today), "",
                          "today " + grouped(operation.clients_today), Style::plain});
    }
    const Figure& ready = result.limits->ready;
    if (ready.value && ready.value->mean <= static_cast<double>(result.shown_high)) {
        places.push_back({ready.value->mean, marks_of(look).ready,
                          "ready to " + clients_text(ready.value->mean), Style::bold_blue});
    }
    if (operation.clients_target && shown(*operation.clients_target)) {
        places.push_back({static_cast<double>(*operation.clients_target), marks_of(look).target,
                          "target " + grouped(*operation.clients_target), Style::plain});
    }
    return places;
}

// The column where a zone ends. A limit that does not exist lies beyond the zone that follows,
// unless the first volume is past it already.
int zone_end(const Figure& limit, bool passed_at_once, int next_end, const LogAxis& axis) {
    if (limit.value) {
        return limit.value->mean > axis.high
                   ? next_end
                   : std::min(next_end, column_at(axis, limit.value->mean));
    }
    return passed_at_once ? 0 : next_end;
}

Line bar(const Limits& limits, bool piles_up_at_once, const char* name, const SweepLayout& layout,
         const Marks& marks) {
    const bool late_at_once = piles_up_at_once || limits.slips_already();
    const LogAxis& axis = layout.axis;
    const int piling_up = zone_end(limits.stability, piles_up_at_once, axis.columns, axis);
    const int deadline = zone_end(limits.sla, late_at_once, piling_up, axis);
    const int strained = zone_end(limits.ready, late_at_once, deadline, axis);
    Line line;
    line.to(layout.name_start).add(name).to(layout.axis_start);
    for (int column = 0; column < layout.axis.columns; ++column) {
        if (column < strained) {
            line.add(marks.carried, Style::blue);
        } else if (column < deadline) {
            line.add(marks.strained, Style::yellow);
        } else if (column < piling_up) {
            line.add(marks.late, Style::red);
        } else {
            line.add(marks.piling_up, Style::dim);
        }
    }
    return line;
}

// ······├●┤ : dots up to the interval, which is drawn at least one column to each side.
void add_interval(Line& line, const Estimate& estimate, const SweepLayout& layout,
                  const Marks& marks) {
    const LogAxis& axis = layout.axis;
    const int mean = column_at(axis, estimate.mean);
    const bool known = estimate.low && estimate.high;
    const int low = known ? std::min(mean - 1, column_at(axis, *estimate.low)) : mean;
    const int high = known ? std::max(mean + 1, column_at(axis, *estimate.high)) : mean;
    for (int column = 0; column < axis.columns && column <= high; ++column) {
        if (column == mean) {
            line.add(marks.mean, Style::bold);
        } else if (column == low) {
            line.add(marks.low);
        } else if (column == high) {
            line.add(marks.high);
        } else if (column < low) {
            line.add(marks.lead, Style::dim);
        } else {
            line.add(marks.between);
        }
    }
}

// Volumes are whole: the one from which it is so.
using FromWhere = double (*)(double limit);

double as_it_is(double limit) {
    return limit;
}

Estimate from_where(const Estimate& limit, FromWhere from) {
    Estimate shown = limit;
    shown.mean = from(limit.mean);
    if (limit.low && limit.high) {
        shown.low = from(*limit.low);
        shown.high = from(*limit.high);
    }
    return shown;
}

void add_limit(Lines& lines, const char* name, const Figure& limit, FromWhere from,
               const SweepLayout& layout, const TerminalLook& look) {
    if (is_left_out(limit)) {
        return;
    }
    Line line;
    line.to(layout.name_start).add(name).to(layout.axis_start);
    if (!limit.value) {
        // The reason begins where the axis does; what does not fit goes on below it.
        for (const std::string& part :
             wrap(printable(limit.why, look), layout.width - layout.axis_start)) {
            line.to(layout.axis_start).add(part, Style::dim);
            lines.push_back(line);
            line = Line{};
        }
        return;
    }
    add_interval(line, *limit.value, layout, marks_of(look));
    const Estimate shown = from_where(*limit.value, from);
    line.right(clients_text(shown.mean), layout.figure_end, Style::bold);
    const std::string interval = interval_text(shown, look);
    if (layout.with_intervals && !interval.empty()) {
        line.to(layout.figure_end + 2).add(interval, Style::dim);
    }
    lines.push_back(line);
}

FromWhere from_where_broken(const Figure& limit, const Limits& limits) {
    return limits.ends_where_work_piles_up(limit) ? full_from : broken_from;
}

// One promise: its row is called by what happens. Several: a row for each that is broken, the first
// ones; the sentences above say the rest.
void add_promises(Lines& lines, const Limits& limits, const SweepLayout& layout,
                  const TerminalLook& look) {
    std::vector<const PromiseLimit*> broken;
    for (const PromiseLimit& promise : limits.promises) {
        if (promise.limit.value) {
            broken.push_back(&promise);
        }
    }
    if (limits.promises.size() < 2 || broken.empty()) {
        add_limit(lines, "deadlines slip", limits.sla, from_where_broken(limits.sla, limits),
                  layout, look);
        return;
    }
    std::stable_sort(broken.begin(), broken.end(), [](const auto* a, const auto* b) {
        return a->limit.value->mean < b->limit.value->mean;
    });
    constexpr std::size_t most_rows = 5;
    const std::string late = " late";
    const int columns = layout.axis_start - layout.name_start - 1 - static_cast<int>(late.size());
    for (std::size_t i = 0; i < std::min(most_rows, broken.size()); ++i) {
        const std::string start = "Start of ";
        std::string words = broken[i]->words;
        words.erase(0, words.starts_with(start) ? start.size() : 0);
        const std::string name =
            cut_in_the_middle(printable(words, look), columns, marks_of(look).cut) + late;
        add_limit(lines, name.c_str(), broken[i]->limit,
                  from_where_broken(broken[i]->limit, limits), layout, look);
    }
}

} // namespace

Lines load_line(const Result& result, const SweepLayout& layout, const TerminalLook& look) {
    const Marks& marks = marks_of(look);
    Lines lines;
    lines.push_back(section_head("The load line",
                                 "clients; " + std::string(marks.low) + marks.mean + marks.high +
                                     " estimate and its 95% interval",
                                 layout.width));
    for (const Line& line : place_lines(places_of(result, look), layout)) {
        lines.push_back(line);
    }
    const VolumeFigures* first = result.volumes.empty() ? nullptr : &result.volumes.front();
    const bool piles_up_at_once = first != nullptr && first->stable == Stable::no;
    lines.push_back(
        bar(*result.limits, piles_up_at_once, result.friction ? "in practice" : "", layout, marks));
    if (result.friction) {
        lines.push_back(bar(result.friction->on_paper, result.friction->on_paper.piles_up_already(),
                            "on paper", layout, marks));
    }
    Line ticks;
    lines.push_back(ticks.to(layout.axis_start).add(tick_line(layout.axis), Style::dim));
    const Limits& limits = *result.limits;
    add_limit(lines, "waits lengthen", limits.knee, as_it_is, layout, look);
    add_limit(lines, "reporting lags", limits.visibility, as_it_is, layout, look);
    add_promises(lines, limits, layout, look);
    add_limit(lines, "work piles up", limits.stability, full_from, layout, look);
    for (const Finding& finding : result.findings) {
        if (finding.id == "nine_in_ten") {
            for (const std::string& part :
                 wrap(printable(finding.text, look), layout.width - layout.name_start)) {
                Line line;
                lines.push_back(line.to(layout.name_start).add(part));
            }
        }
    }
    return lines;
}

} // namespace plimsoll
