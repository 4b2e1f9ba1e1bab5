#include "reports/one_volume.hpp"

#include "reports/figure_text.hpp"
#include "reports/text_table.hpp"
#include "reports/utf8.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr int most_name_columns = 26;
constexpr int most_step_columns = 34;

// Where there is no time to show, in overload, the page speaks of days.
constexpr double no_time = 1e9;

TimeUnit unit_of(const Times& times, const Operation& operation) {
    const Figure& slow = times.p95.value ? times.p95 : times.mean;
    return time_unit(operation.calendar, slow.value ? slow.value->mean : no_time);
}

// Waits are compared with each other: the unit fits the longest of them.
template <typename Rows>
TimeUnit unit_of_waits(const Rows& rows, const Operation& operation) {
    double longest = 0;
    bool any = false;
    for (const auto& row : rows)
        for (const Figure* figure : {&row.wait.mean, &row.wait.p95})
            if (figure->value) {
                longest = std::max(longest, figure->value->mean);
                any = true;
            }
    // Where nobody waits, zero seconds would look measured with a stopwatch.
    return time_unit(operation.calendar, any && longest > 0 ? longest : no_time);
}

Cell time_cell(const Figure& figure, const TimeUnit& unit) {
    return figure.value ? cell(time_text(figure.value->mean, unit)) : Cell{};
}

Cell count_cell(const Figure& figure) {
    return figure.value ? cell(count_text(figure.value->mean)) : Cell{};
}

Cell money_cell(const Figure& figure, const Operation& operation, const TerminalLook& look) {
    if (!figure.value || figure.value->mean == 0)
        return {};
    return cell(printable(operation.currency, look) + " " +
                fixed(figure.value->mean, figure.value->mean < 100 ? 2 : 0));
}

std::string margin_note(const TerminalLook& look) {
    return std::string(marks_of(look).plus_minus) + " 95% interval";
}

// Drops the last columns until the table fits, then adds it under its head.
Lines section(const std::string& name, const std::string& explanation, TextTable table,
              const TerminalLook& look) {
    const int width = page_width(look);
    fit_columns(table);
    while (table_width(table) > width && table.columns.size() > 2) {
        table.columns.pop_back();
        for (std::vector<Cell>& row : table.rows)
            row.resize(std::min(row.size(), table.columns.size()));
    }
    Lines lines;
    lines.push_back(section_head(name, explanation, width));
    for (const Line& line : table_lines(table))
        lines.push_back(line);
    return lines;
}

} // namespace

Lines workflow_table(const VolumeFigures& volume, const Operation& operation,
                     const TerminalLook& look) {
    const TimeUnit unit = unit_of(volume.flow_time, operation);
    TextTable table;
    table.columns = {{"", 18, true}, {"on time", 14}, {"typical", 10},    {"19 in 20 within", 17},
                     {"mean", 13},   {"open", 8},     {"cost a case", 14}};
    const auto add = [&](const std::string& name, const Figure& attainment, const Times& times,
                         const Figure& open, const Figure& cost) {
        std::vector<Cell> row{cell(name), {share_runs(attainment, look), 1}};
        if (volume.stable) {
            row.push_back(time_cell(times.p50, unit));
            row.push_back({time_runs(times.p95, unit, look), 1});
            row.push_back({time_runs(times.mean, unit, look), 1});
            row.push_back(count_cell(open));
        } else {
            // A cell a column, so that a narrower page can drop the last ones.
            row.insert(row.end(), {Cell{}, cell("grows without end"), Cell{}, Cell{}});
        }
        row.push_back(money_cell(cost, operation, look));
        table.rows.push_back(row);
    };
    add("all cases", volume.attainment, volume.flow_time, volume.in_progress, volume.cost_per_case);
    for (std::size_t i = 0; volume.workflows.size() > 1 && i < volume.workflows.size(); ++i) {
        const WorkflowFigures& figures = volume.workflows[i];
        const Workflow& workflow = operation.workflows[i];
        add(display_name(workflow.label, workflow.name, most_name_columns, look),
            figures.attainment, figures.flow_time, figures.in_progress, figures.cost_per_case);
    }
    return section("How long cases take", margin_note(look) + "; times in " + unit.name,
                   std::move(table), look);
}

Lines team_table(const VolumeFigures& volume, const Operation& operation,
                 const TerminalLook& look) {
    if (volume.teams.empty())
        return {};
    const TimeUnit unit = unit_of_waits(volume.teams, operation);
    TextTable table;
    table.columns = {{"", 18, true},    {"how full", 14},        {"has to wait", 14},
                     {"mean wait", 12}, {"19 in 20 within", 17}, {"of all waiting", 16}};
    for (std::size_t i = 0; i < volume.teams.size(); ++i) {
        const TeamFigures& figures = volume.teams[i];
        const Team& team = operation.teams[i];
        const bool holder = volume.bottleneck.team == static_cast<int>(i);
        std::vector<Cell> row{cell(display_name(team.label, team.name, most_name_columns, look),
                                   holder ? Style::bold : Style::plain)};
        row.push_back({share_runs(figures.offered, look), 1});
        row.push_back({share_runs(figures.wait_any, look), 1});
        if (volume.stable) {
            row.push_back(time_cell(figures.wait.mean, unit));
            row.push_back(time_cell(figures.wait.p95, unit));
        } else {
            row.insert(row.end(), {Cell{}, Cell{}});
        }
        row.push_back(figures.wait_share.value ? cell(percent_text(figures.wait_share.value->mean))
                                               : Cell{});
        table.rows.push_back(row);
    }
    return section("Teams", "how full, and how long work waits for them", std::move(table), look);
}

Lines step_table(const VolumeFigures& volume, const Operation& operation,
                 const TerminalLook& look) {
    if (volume.steps.empty())
        return {};
    const TimeUnit unit = unit_of_waits(volume.steps, operation);
    TextTable table;
    table.columns = {{"", 20, true},          {"visits a case", 15}, {"mean wait", 11},
                     {"19 in 20 within", 17}, {"work a visit", 14},  {"cost a case", 13}};
    for (const StepFigures& step : volume.steps) {
        std::vector<Cell> row{cell(
            cut_to_columns(printable(step.name, look), most_step_columns, marks_of(look).cut))};
        row.push_back(step.visits_per_case.value ? cell(fixed(step.visits_per_case.value->mean, 2))
                                                 : Cell{});
        row.push_back(volume.stable ? time_cell(step.wait.mean, unit) : Cell{});
        row.push_back(volume.stable ? time_cell(step.wait.p95, unit) : Cell{});
        const TimeUnit effort_unit =
            step.effort.value
                ? time_unit(operation.calendar, std::min(step.effort.value->mean, 1.0))
                : TimeUnit{};
        row.push_back(time_cell(step.effort, effort_unit));
        row.push_back(money_cell(step.cost_per_case, operation, look));
        table.rows.push_back(row);
    }
    return section("Steps", "a visit is one doing of a step; waits in " + std::string(unit.name),
                   std::move(table), look);
}

} // namespace plimsoll
