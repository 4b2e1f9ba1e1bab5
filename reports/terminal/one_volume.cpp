#include "reports/terminal/one_volume.hpp"

#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/text_table.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

int longest_name(const TerminalLook& look) {
    return page_width(look) < narrow_page ? 14 : 26;
}

constexpr int most_step_columns = 34;

// One unit of time a page; small times have two decimals in it.
TimeUnit unit_of_page(const VolumeFigures& volume, const Operation& operation) {
    const WorkflowFigures* slowest = nullptr; // of those that are not without end
    for (const WorkflowFigures& workflow : volume.workflows) {
        const Figure& slow = workflow.flow_time.p95;
        if (volume.has_times(workflow) && slow.value &&
            (slowest == nullptr || slowest->flow_time.p95.value->mean < slow.value->mean)) {
            slowest = &workflow;
        }
    }
    return time_unit(operation.calendar, volume.has_times() || slowest == nullptr
                                             ? volume.flow_time
                                             : slowest->flow_time);
}

Cell time_cell(const Figure& figure, const TimeUnit& unit, const TerminalLook& look) {
    return figure.value ? cell(short_time_text(figure.value->mean, unit)) : no_figure(look);
}

Cell typical_cell(const Figure& figure, const TimeUnit& unit, const TerminalLook& look) {
    return figure.value ? cell(time_text(figure.value->mean, unit)) : no_figure(look);
}

Cell times_cell(const Figure& figure, const TimeUnit& unit, const TerminalLook& look) {
    return figure.value ? Cell{time_runs(figure, unit, look), 1} : no_figure(look);
}

Cell share_cell(const Figure& figure, const TerminalLook& look) {
    return figure.value ? Cell{share_runs(figure, look), 1} : no_figure(look);
}

// Where work piles up ever more of it is late.
Cell at_most_cell(const Figure& share, const TerminalLook& look) {
    return share.value ? cell(at_most_text(share, look)) : no_figure(look);
}

// How much of their time people work; where more is asked of them, that too.
Cell fullness_cell(const VolumeFigures& volume, const TeamFigures& team, const TerminalLook& look) {
    const Figure& used = team.utilisation;
    const Figure& asked = team.offered;
    if (!used.value || !asked.value ||
        std::abs(used.value->mean - asked.value->mean) <= as_good_as_the_same) {
        return share_cell(asked, look);
    }
    if (asked.value->mean > used.value->mean) {
        return cell(percent_text(used.value->mean) + ", asked " + percent_text(asked.value->mean));
    }
    return volume.stable == Stable::yes ? share_cell(used, look)
                                        : cell(percent_text(used.value->mean));
}

Cell count_cell(const Figure& figure, const TerminalLook& look) {
    return figure.value ? cell(count_text(figure.value->mean)) : no_figure(look);
}

// The money of a column: with cents where some of it is small.
class MoneyColumn {
public:
    explicit MoneyColumn(const std::vector<const Figure*>& figures) {
        for (const Figure* figure : figures) {
            if (!figure->value || figure->value->mean <= 0) {
                continue;
            }
            any_ = true;
            decimals_ = figure->value->mean < 10 ? 2 : decimals_;
        }
    }

    bool any() const { return any_; }

    Cell cell_of(const Figure& figure, const Operation& operation, const TerminalLook& look) const {
        if (!figure.value) {
            return no_figure(look);
        }
        return cell(printable(operation.currency, look) + " " +
                    fixed(figure.value->mean, decimals_));
    }

private:
    bool any_ = false;
    int decimals_ = 0;
};

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
        for (std::vector<Cell>& row : table.rows) {
            row.resize(std::min(row.size(), table.columns.size()));
        }
    }
    Lines lines;
    lines.push_back(section_head(name, explanation, width));
    for (const Line& line : table_lines(table)) {
        lines.push_back(line);
    }
    return lines;
}

} // namespace

Lines workflow_table(const VolumeFigures& volume, const Operation& operation,
                     const TerminalLook& look) {
    const TimeUnit unit = unit_of_page(volume, operation);
    const bool several = volume.workflows.size() > 1;
    std::vector<const Figure*> costs{&volume.cost_per_case};
    for (const WorkflowFigures& workflow : volume.workflows) {
        costs.push_back(&workflow.cost_per_case);
    }
    const MoneyColumn money(costs);
    const double week =
        static_cast<double>(weekly_open_time(operation.calendar)) / static_cast<double>(hour);
    TextTable table;
    table.columns = {{"", 18, true},          {"on time", 14}, {"typical", 10},
                     {"19 in 20 within", 17}, {"open", 8},     {"done a week", 13}};
    if (money.any()) {
        table.columns.push_back({"cost a case", 14});
    }
    table.columns.push_back({"mean", 13});
    const auto add = [&](const std::string& name, Stable stable, const Figure& attainment,
                         const Times& times, const Figure& open, const Figure& done,
                         const Figure& cost) {
        const bool has_times = stable == Stable::yes || volume.is_a_stretch();
        std::vector<Cell> row{cell(name), has_times || stable == Stable::in_doubt
                                              ? share_cell(attainment, look)
                                              : at_most_cell(attainment, look)};
        if (has_times) {
            row.push_back(typical_cell(times.p50, unit, look));
            row.push_back(times_cell(times.p95, unit, look));
            row.push_back(count_cell(open, look));
        } else {
            // A cell a column, so that a narrower page can drop the last ones.
            row.insert(row.end(), {Cell{}, cell(growth_in_words(stable)), Cell{}});
        }
        row.push_back(done.value ? cell(count_text(done.value->mean * week)) : no_figure(look));
        if (money.any()) {
            row.push_back(money.cell_of(cost, operation, look));
        }
        row.push_back(has_times ? times_cell(times.mean, unit, look) : Cell{});
        table.rows.push_back(row);
    };
    add("all cases", volume.stable, volume.attainment, volume.flow_time, volume.in_progress,
        volume.completed_per_hour, volume.cost_per_case);
    for (std::size_t i = 0; several && i < volume.workflows.size(); ++i) {
        const WorkflowFigures& figures = volume.workflows[i];
        const Workflow& workflow = operation.workflows[i];
        add(display_name(workflow.label, workflow.name, longest_name(look), look), figures.stable,
            figures.attainment, figures.flow_time, figures.in_progress, figures.completed_per_hour,
            figures.cost_per_case);
    }
    return section("How long cases take",
                   margin_note(look) + "; typical: half take less; times in " + unit.name,
                   std::move(table), look);
}

Lines promise_table(const VolumeFigures& volume, const TerminalLook& look) {
    // The promise of a workflow to all its clients stands in the workflow's row.
    const bool has_others = std::any_of(
        volume.promises.begin(), volume.promises.end(), [](const PromiseFigures& promise) {
            return promise.key.find_first_of("/.") != std::string::npos;
        });
    if (!has_others) {
        return {};
    }
    TextTable table;
    table.columns = {{"", longest_name(look), true}, {"in time", 14}, {"", 8}, {"promised", 10}};
    for (const PromiseFigures& promise : volume.promises) {
        const Figure& share = promise.attainment;
        const bool is_late = share.value && share.value->mean < promise.promised;
        table.rows.push_back({cell(cut_to_columns(printable(promise.words, look),
                                                  longest_name(look), marks_of(look).cut)),
                              share_cell(share, look),
                              is_late ? cell("broken", Style::red) : Cell{},
                              cell(percent_text(promise.promised))});
    }
    return section("Promises", "share in time of each, " + margin_note(look), std::move(table),
                   look);
}

Lines team_table(const VolumeFigures& volume, const Operation& operation,
                 const TerminalLook& look) {
    if (volume.teams.empty()) {
        return {};
    }
    const TimeUnit unit = unit_of_page(volume, operation);
    TextTable table;
    table.columns = {{"", 18, true},    {"how full", 18},        {"has to wait", 14},
                     {"mean wait", 12}, {"19 in 20 within", 17}, {"of all waiting", 16}};
    for (std::size_t i = 0; i < volume.teams.size(); ++i) {
        const TeamFigures& figures = volume.teams[i];
        const Team& team = operation.teams[i];
        const bool holder = volume.bottleneck.team == static_cast<int>(i);
        std::vector<Cell> row{cell(display_name(team.label, team.name, longest_name(look), look),
                                   holder ? Style::bold : Style::plain)};
        row.push_back(team.unlimited ? cell("never full", Style::dim)
                                     : fullness_cell(volume, figures, look));
        row.push_back(share_cell(figures.wait_any, look));
        const Figure unsettled;
        const bool has_times = volume.is_a_stretch() || figures.settles;
        row.push_back(time_cell(has_times ? figures.wait.mean : unsettled, unit, look));
        row.push_back(time_cell(has_times ? figures.wait.p95 : unsettled, unit, look));
        row.push_back(figures.wait_share.value ? cell(percent_text(figures.wait_share.value->mean))
                                               : no_figure(look));
        table.rows.push_back(row);
    }
    return section("Teams", "how full, and how long work waits for them", std::move(table), look);
}

Lines step_table(const VolumeFigures& volume, const Operation& operation,
                 const TerminalLook& look) {
    if (volume.steps.empty()) {
        return {};
    }
    const TimeUnit unit = unit_of_page(volume, operation);
    std::vector<const Figure*> costs;
    for (const StepFigures& step : volume.steps) {
        costs.push_back(&step.cost_per_case);
    }
    const MoneyColumn money(costs);
    TextTable table;
    table.columns = {{"", 20, true},
                     {"visits a case", 15},
                     {"open here", 11},
                     {"mean wait", 11},
                     {"mean work", 11}};
    const bool promised = std::any_of(volume.steps.begin(), volume.steps.end(),
                                      [](const auto& step) { return step.attainment.value; });
    if (promised) {
        table.columns.push_back({"begun in time", 15});
    }
    if (money.any()) {
        table.columns.push_back({"cost a case", 13});
    }
    table.columns.push_back({"19 in 20 wait", 15});
    for (const StepFigures& step : volume.steps) {
        std::vector<Cell> row{cell(
            cut_in_the_middle(printable(step.name, look), most_step_columns, marks_of(look).cut))};
        row.push_back(step.visits_per_case.value ? cell(fixed(step.visits_per_case.value->mean, 2))
                                                 : no_figure(look));
        const Figure unsettled;
        const bool has_times =
            volume.has_times(volume.workflows[static_cast<std::size_t>(step.workflow)]);
        row.push_back(count_cell(has_times ? step.in_progress : unsettled, look));
        row.push_back(time_cell(has_times ? step.wait.mean : unsettled, unit, look));
        row.push_back(time_cell(step.effort, unit, look));
        if (promised) {
            row.push_back(share_cell(step.attainment, look));
        }
        if (money.any()) {
            row.push_back(money.cell_of(step.cost_per_case, operation, look));
        }
        row.push_back(time_cell(has_times ? step.wait.p95 : unsettled, unit, look));
        table.rows.push_back(row);
    }
    return section("Steps", "open here: cases there on average, their waiting included",
                   std::move(table), look);
}

Lines outcome_table(const VolumeFigures& volume, const Operation& operation,
                    const TerminalLook& look) {
    const TimeUnit unit = unit_of_page(volume, operation);
    TextTable table;
    table.columns = {
        {"", 18, true}, {"of the cases", 14}, {"typical", 10}, {"19 in 20 within", 17}};
    for (std::size_t i = 0; i < volume.workflows.size(); ++i) {
        const WorkflowFigures& figures = volume.workflows[i];
        const Workflow& workflow = operation.workflows[i];
        if (figures.outcomes.size() < 2) {
            continue;
        }
        for (std::size_t outcome = 0; outcome < figures.outcomes.size(); ++outcome) {
            const std::string name =
                display_name(workflow.label, workflow.name, longest_name(look), look) + ": " +
                printable(figures.outcomes[outcome].key, look);
            std::vector<Cell> row{cell(name), share_cell(figures.outcomes[outcome].figure, look)};
            const Figure unknown;
            const bool timed = volume.has_times(figures) && outcome < figures.by_outcome.size();
            const Times* times = timed ? &figures.by_outcome[outcome].flow_time : nullptr;
            row.push_back(typical_cell(timed ? times->p50 : unknown, unit, look));
            row.push_back(times_cell(timed ? times->p95 : unknown, unit, look));
            table.rows.push_back(row);
        }
    }
    if (table.rows.empty()) {
        return {};
    }
    return section("How cases end", margin_note(look) + "; times in " + unit.name, std::move(table),
                   look);
}

Lines money_table(const VolumeFigures& volume, const Operation& operation,
                  const TerminalLook& look) {
    if (!volume.money) {
        return {};
    }
    const MoneyFigures& money = *volume.money;
    TextTable table;
    table.columns = {{"", 18, true}, {"a month", 18}, {"95% interval", 24}};
    const auto add = [&](const char* name, const Figure& figure, Style style) {
        std::vector<Cell> row{cell(name, style)};
        if (!figure.value) {
            row.push_back(no_figure(look));
            row.push_back(no_figure(look));
        } else {
            const Estimate& value = *figure.value;
            const std::string currency = printable(operation.currency, look) + " ";
            row.push_back(cell(currency + fixed(value.mean, 0), style));
            const std::string interval = value.low && value.high
                                             ? fixed(*value.low, 0) + " to " + fixed(*value.high, 0)
                                             : std::string{};
            row.push_back(cell(interval, Style::dim));
        }
        table.rows.push_back(row);
    };
    add("comes in", money.income, Style::plain);
    add("penalties", money.penalties, Style::plain);
    add("cost", money.cost, Style::plain);
    add("left over", money.margin, Style::bold);
    add("left over a client", money.margin_per_client, Style::plain);
    return section("Money", "a month, everything paid", std::move(table), look);
}

} // namespace plimsoll
