#include "reports/terminal/volume_table.hpp"

#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/text_table.hpp"
#include "scenarios/result/share_in_words.hpp"
#include "scenarios/result/shown_volumes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

namespace plimsoll {

namespace {

constexpr int widest_name = 20;
constexpr int narrowest_name = 5;
constexpr int least_with_nearest = 9;

bool is_out_of_reach(const VolumeFigures& volume) {
    return volume.breaks_a_promise || volume.stable != Stable::yes;
}

// What the table leaves out or cuts, so that it fits.
struct Choice {
    bool with_due = false;
    bool with_nearest = false; // which of several promises has least to spare
    bool with_year = false;    ///< of the share in time, or of the times where nothing is due
    bool with_typical = true;
    bool with_times = true; ///< the slow ones, and how many cases are open
    bool with_cost = false;
    bool with_margin = false;
    int name_columns = widest_name;
};

Cell holder(const VolumeFigures& volume, const Operation& operation, int name_columns,
            const TerminalLook& look) {
    const BottleneckFinding& found = volume.bottleneck;
    if (!found.contested.empty()) {
        std::string names;
        for (const int team : found.contested) {
            const Team& one = operation.teams[static_cast<std::size_t>(team)];
            names += (names.empty() ? "" : " or ") +
                     display_name(one.label, one.name, name_columns, look);
        }
        return cell(names);
    }
    const std::optional<int> held = volume.horizon == Horizon::fluid ? volume.fullest : found.team;
    if (!held) {
        return volume.horizon == Horizon::fluid ? no_figure(look)
               : found.why == "nobody waits"    ? cell("no one yet")
               : found.tried                    ? cell("no team")
                                                : cell("not tried");
    }
    const auto index = static_cast<std::size_t>(*held);
    const Team& team = operation.teams[index];
    const std::string name = display_name(team.label, team.name, name_columns, look);
    const std::optional<double> full = volume.teams[index].fullness;
    return cell(full ? fmt::format("{} {}", name, percent_text(*full)) : name);
}

// The promise with least to spare, and its share in time.
Cell nearest(const VolumeFigures& volume, int name_columns, const TerminalLook& look) {
    if (!volume.nearest_to_late) {
        return no_figure(look);
    }
    const PromiseFigures& promise = volume.promises[*volume.nearest_to_late];
    const std::string name =
        cut_to_columns(printable(promise.words, look), name_columns, marks_of(look).cut);
    const double share = promise.attainment.value->mean;
    return cell(name + " " + share_in_words(share, promise.promised),
                share < promise.promised ? Style::red : Style::plain);
}

Cell year_cell(const VolumeFigures& volume, const TimeUnit& unit, bool with_due,
               const TerminalLook& look) {
    if (!volume.year) {
        return no_figure(look);
    }
    const YearFigure& figure = with_due ? volume.year->attainment : volume.year->flow_time_p95;
    if (!figure.value) {
        return no_figure(look);
    }
    return cell(with_due ? year_share_text(*figure.value, look)
                         : year_time_text(*figure.value, unit, look),
                Style::dim);
}

/// In brackets where it is not to be had: promises are broken there, or work piles up.
Cell money_cell(const Figure& figure, const VolumeFigures& volume, const Operation& operation,
                const TerminalLook& look) {
    if (!figure.value) {
        return no_figure(look);
    }
    const std::string text =
        fmt::format("{} {}", printable(operation.currency, look), fixed(figure.value->mean, 0));
    return is_out_of_reach(volume) ? cell("(" + text + ")", Style::dim) : cell(text);
}

TimeUnit unit_of(const Result& result) {
    for (const VolumeFigures& volume : result.volumes) {
        if (volume.has_times() && volume.flow_time.p95.value) {
            return time_unit(result.operation.calendar, volume.flow_time.p95.value->mean);
        }
    }
    return time_unit(result.operation.calendar, 1e9);
}

std::vector<Cell> row_of(const VolumeFigures& volume, const Result& result, const TimeUnit& unit,
                         const Choice& choice, const TerminalLook& look) {
    const bool is_target = result.operation.clients_target == volume.clients;
    std::vector<Cell> row;
    row.push_back(cell(grouped(volume.clients), is_target ? Style::bold : Style::plain));
    if (choice.with_due) {
        row.push_back(!volume.attainment.value ? no_figure(look)
                      : volume.stable == Stable::no && !volume.is_a_stretch()
                          ? cell(at_most_text(volume.attainment, look))
                          : Cell{share_runs(volume.attainment, look), 1});
    }
    if (choice.with_year && choice.with_due) {
        row.push_back(year_cell(volume, unit, true, look));
    }
    if (choice.with_nearest) {
        row.push_back(nearest(volume, choice.name_columns, look));
    }
    if (volume.has_times()) {
        const Figure& typical = volume.flow_time.p50;
        if (choice.with_typical) {
            row.push_back(typical.value ? cell(time_text(typical.value->mean, unit))
                                        : no_figure(look));
        }
        const Figure& slow = volume.flow_time.p95;
        if (choice.with_times) {
            row.push_back(slow.value ? Cell{time_runs(slow, unit, look), 1} : no_figure(look));
        }
        if (choice.with_year && !choice.with_due) {
            row.push_back(year_cell(volume, unit, false, look));
        }
        const Figure& open = volume.in_progress;
        if (choice.with_times) {
            row.push_back(open.value
                              ? cell(fixed(open.value->mean, open.value->mean < 0.95 ? 1 : 0))
                              : no_figure(look));
        }
    } else if (choice.with_times) {
        const int columns =
            2 + (choice.with_typical ? 1 : 0) + (choice.with_year && !choice.with_due ? 1 : 0);
        row.push_back({{{growth_in_words(volume.stable), Style::plain}}, columns});
    }
    row.push_back(holder(volume, result.operation, choice.name_columns, look));
    if (choice.with_cost) {
        row.push_back(money_cell(volume.cost_per_client, volume, result.operation, look));
    }
    if (choice.with_margin) {
        const Figure unknown;
        row.push_back(money_cell(volume.money ? volume.money->margin : unknown, volume,
                                 result.operation, look));
    }
    return row;
}

std::vector<std::size_t> indices_of(const Result& result, const TerminalLook& look) {
    if (!look.all_volumes) {
        return shown_volumes(result);
    }
    std::vector<std::size_t> indices(result.volumes.size());
    std::iota(indices.begin(), indices.end(), std::size_t{0});
    return indices;
}

TextTable table_of(const Result& result, const TimeUnit& unit, const Choice& choice,
                   const TerminalLook& look) {
    TextTable table;
    table.columns.push_back({"clients", 9});
    if (choice.with_due) {
        table.columns.push_back(
            {choice.with_nearest ? "all on time" : "on time", choice.with_year ? 12 : 14});
    }
    if (choice.with_year && choice.with_due) {
        table.columns.push_back({"in a year", 12});
    }
    if (choice.with_nearest) {
        table.columns.push_back({"nearest to late", 17});
    }
    if (choice.with_typical) {
        table.columns.push_back({"typical", 10});
    }
    if (choice.with_times) {
        table.columns.push_back({"19 in 20 within", 17});
    }
    if (choice.with_year && !choice.with_due) {
        table.columns.push_back({"in a year", 14});
    }
    if (choice.with_times) {
        table.columns.push_back({"open", 7});
    }
    table.columns.push_back({"held back by", choice.with_times ? 17 : 14});
    if (choice.with_cost) {
        table.columns.push_back({"cost a client", 16});
    }
    if (choice.with_margin) {
        table.columns.push_back({"left over", 16});
    }
    for (const std::size_t index : indices_of(result, look)) {
        table.rows.push_back(row_of(result.volumes[index], result, unit, choice, look));
    }
    fit_columns(table);
    return table;
}

} // namespace

Lines volume_table(const Result& result, const TerminalLook& look) {
    if (result.volumes.empty()) {
        return {};
    }
    const int width = page_width(look);
    const TimeUnit unit = unit_of(result);
    Choice choice;
    for (const VolumeFigures& volume : result.volumes) {
        choice.with_due = choice.with_due || volume.attainment.value;
        // One promise of a case has the column of cases in time; of a step's start it has none.
        choice.with_nearest =
            choice.with_nearest || volume.promises.size() > 1 ||
            (volume.promises.size() == 1 && !volume.attainment.value && volume.nearest_to_late);
        choice.with_cost = choice.with_cost || volume.cost_per_client.value.has_value();
        choice.with_margin = choice.with_margin || volume.money;
        choice.with_year = choice.with_year || volume.year;
    }
    TextTable table = table_of(result, unit, choice, look);
    const auto drop_what_does_not_fit = [&](bool& column) {
        if (column && table_width(table) > width) {
            column = false;
            table = table_of(result, unit, choice, look);
        }
    };
    for (bool* column : {&choice.with_typical, &choice.with_cost, &choice.with_margin}) {
        drop_what_does_not_fit(*column);
    }
    while (table_width(table) > width && choice.name_columns > least_with_nearest &&
           choice.with_nearest) {
        --choice.name_columns;
        table = table_of(result, unit, choice, look);
    }
    if (choice.with_nearest && table_width(table) > width) {
        choice.with_nearest = false;
        choice.name_columns = widest_name;
        table = table_of(result, unit, choice, look);
    }
    drop_what_does_not_fit(choice.with_year);
    if (width < narrow_page) {
        drop_what_does_not_fit(choice.with_times);
    }
    while (table_width(table) > width && choice.name_columns > narrowest_name) {
        --choice.name_columns;
        table = table_of(result, unit, choice, look);
    }
    Lines lines;
    const std::vector<std::size_t> shown = indices_of(result, look);
    const bool with_money = choice.with_margin || choice.with_cost;
    const std::string units = fmt::format("times in {}{}", unit.name,
                                          choice.with_margin && choice.with_cost ? "; money a month"
                                          : choice.with_margin ? "; left over a month"
                                          : choice.with_cost   ? "; cost a month"
                                                               : "");
    const std::string interval = fmt::format("{} 95% interval", marks_of(look).plus_minus);
    const std::string sure = fmt::format("{} how sure the average is; in a year: one in ten is "
                                         "worse, one better",
                                         marks_of(look).plus_minus);
    lines.push_back(
        section_head("At each volume", choice.with_year ? sure : interval + "; " + units, width));
    for (const Line& line : table_lines(table)) {
        lines.push_back(line);
    }
    std::string notes = choice.with_year                  ? units
                        : width >= narrow_page            ? ""
                        : choice.with_times || with_money ? interval + "; " + units
                                                          : interval;
    if (with_money && std::any_of(shown.begin(), shown.end(), [&](std::size_t index) {
            return is_out_of_reach(result.volumes[index]);
        })) {
        notes += std::string(notes.empty() ? "" : "; ") +
                 "in brackets: not to be had, promises break or work piles up";
    }
    for (const std::string& part : wrap(notes, width - 2)) {
        Line line;
        lines.push_back(line.to(2).add(part, Style::dim));
    }
    return lines;
}

} // namespace plimsoll
