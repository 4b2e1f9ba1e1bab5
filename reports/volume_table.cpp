#include "reports/volume_table.hpp"

#include "reports/figure_text.hpp"
#include "reports/text_table.hpp"
#include "reports/utf8.hpp"
#include "scenarios/client_cost.hpp"
#include "scenarios/headline.hpp"
#include "scenarios/shown_volumes.hpp"

#include <fmt/format.h>

namespace plimsoll {

namespace {

constexpr int most_name_columns = 20;
constexpr int least_name_columns = 6;
constexpr int least_with_nearest = 9;

// What the table leaves out or cuts, so that it fits.
struct Choice {
    bool with_due = false;
    bool with_nearest = false; // which of several promises has least to spare
    bool with_cost = false;
    bool with_margin = false;
    int name_columns = most_name_columns;
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
    if (!found.team)
        return cell(found.why == "nobody waits" ? "no one yet"
                    : found.tried               ? "no team"
                                                : "not tried");
    const auto index = static_cast<std::size_t>(*volume.bottleneck.team);
    const Team& team = operation.teams[index];
    const std::string name = display_name(team.label, team.name, name_columns, look);
    const Figure& offered = volume.teams[index].offered;
    return cell(offered.value ? fmt::format("{} {}", name, percent_text(offered.value->mean))
                              : name);
}

// The promise with least to spare, and its share in time.
Cell nearest(const VolumeFigures& volume, int name_columns, const TerminalLook& look) {
    if (!volume.nearest_to_late)
        return no_figure(look);
    const PromiseFigures& promise = volume.promises[*volume.nearest_to_late];
    const std::string name =
        cut_to_columns(printable(promise.words, look), name_columns, marks_of(look).cut);
    const double share = promise.attainment.value->mean;
    return cell(name + " " + share_in_words(share, promise.promised),
                share < promise.promised ? Style::red : Style::plain);
}

TimeUnit unit_of(const Result& result) {
    for (const VolumeFigures& volume : result.volumes)
        if (volume.stable && volume.flow_time.p95.value)
            return time_unit(result.operation.calendar, volume.flow_time.p95.value->mean);
    return time_unit(result.operation.calendar, 1e9);
}

std::vector<Cell> row_of(const VolumeFigures& volume, const Result& result, const TimeUnit& unit,
                         const Choice& choice, const TerminalLook& look) {
    const bool is_target = result.operation.clients_target == volume.clients;
    std::vector<Cell> row;
    row.push_back(cell(grouped(volume.clients), is_target ? Style::bold : Style::plain));
    if (choice.with_due)
        row.push_back(volume.attainment.value ? Cell{share_runs(volume.attainment, look), 1}
                                              : no_figure(look));
    if (choice.with_nearest)
        row.push_back(nearest(volume, choice.name_columns, look));
    if (volume.stable) {
        const Figure& typical = volume.flow_time.p50;
        row.push_back(typical.value ? cell(time_text(typical.value->mean, unit)) : no_figure(look));
        const Figure& slow = volume.flow_time.p95;
        row.push_back(slow.value ? Cell{time_runs(slow, unit, look), 1} : no_figure(look));
        const Figure& open = volume.in_progress;
        row.push_back(open.value ? cell(fixed(open.value->mean, open.value->mean < 0.95 ? 1 : 0))
                                 : no_figure(look));
    } else {
        row.push_back({{{"grows without end", Style::plain}}, 3});
    }
    row.push_back(holder(volume, result.operation, choice.name_columns, look));
    if (choice.with_cost) {
        const std::optional<double> cost = monthly_cost_of_a_client(volume, result.operation);
        row.push_back(cost ? cell(fmt::format("{} {}", printable(result.operation.currency, look),
                                              fixed(*cost, 0)))
                           : no_figure(look));
    }
    if (choice.with_margin) {
        const bool known = volume.money && volume.money->margin.value;
        row.push_back(known ? cell(fmt::format("{} {}", printable(result.operation.currency, look),
                                               fixed(volume.money->margin.value->mean, 0)))
                            : no_figure(look));
    }
    return row;
}

TextTable table_of(const Result& result, const TimeUnit& unit, const Choice& choice,
                   const TerminalLook& look) {
    TextTable table;
    table.columns.push_back({"clients", 9});
    if (choice.with_due)
        table.columns.push_back({choice.with_nearest ? "all on time" : "on time", 14});
    if (choice.with_nearest)
        table.columns.push_back({"nearest to late", 17});
    table.columns.push_back({"typical", 10});
    table.columns.push_back({"19 in 20 within", 17});
    table.columns.push_back({"open", 7});
    table.columns.push_back({"held back by", 17});
    if (choice.with_cost)
        table.columns.push_back({"cost a client", 16});
    if (choice.with_margin)
        table.columns.push_back({"left over", 16});
    std::vector<std::size_t> indices = shown_volumes(result);
    if (look.all_volumes) {
        indices.clear();
        for (std::size_t i = 0; i < result.volumes.size(); ++i)
            indices.push_back(i);
    }
    for (const std::size_t index : indices)
        table.rows.push_back(row_of(result.volumes[index], result, unit, choice, look));
    fit_columns(table);
    return table;
}

} // namespace

Lines volume_table(const Result& result, const TerminalLook& look) {
    if (result.volumes.empty())
        return {};
    const int width = page_width(look);
    const TimeUnit unit = unit_of(result);
    Choice choice;
    for (const VolumeFigures& volume : result.volumes) {
        choice.with_due = choice.with_due || volume.attainment.value;
        choice.with_nearest = choice.with_nearest || volume.promises.size() > 1;
        choice.with_cost =
            choice.with_cost || monthly_cost_of_a_client(volume, result.operation).has_value();
        choice.with_margin = choice.with_margin || volume.money;
    }
    TextTable table = table_of(result, unit, choice, look);
    if (choice.with_cost && table_width(table) > width) {
        choice.with_cost = false;
        table = table_of(result, unit, choice, look);
    }
    if (choice.with_margin && table_width(table) > width) {
        choice.with_margin = false;
        table = table_of(result, unit, choice, look);
    }
    while (table_width(table) > width && choice.name_columns > least_with_nearest &&
           choice.with_nearest) {
        --choice.name_columns;
        table = table_of(result, unit, choice, look);
    }
    if (choice.with_nearest && table_width(table) > width) {
        choice.with_nearest = false;
        choice.name_columns = most_name_columns;
        table = table_of(result, unit, choice, look);
    }
    while (table_width(table) > width && choice.name_columns > least_name_columns) {
        --choice.name_columns;
        table = table_of(result, unit, choice, look);
    }
    Lines lines;
    lines.push_back(section_head("At each volume",
                                 fmt::format("{} 95% interval; times in {}{}",
                                             marks_of(look).plus_minus, unit.name,
                                             choice.with_margin ? "; money a month"
                                             : choice.with_cost ? "; cost a month"
                                                                : ""),
                                 width));
    for (const Line& line : table_lines(table))
        lines.push_back(line);
    return lines;
}

} // namespace plimsoll
