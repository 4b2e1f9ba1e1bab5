#include "reports/files/csv.hpp"

#include "model/numeric/number_text.hpp"

namespace plimsoll {

namespace {

std::string stable_in_words(Stable stable) {
    return stable == Stable::yes ? "yes" : stable == Stable::no ? "no" : "in doubt";
}

// A table under construction: the header is written with the first row, so that a column's name
// stands beside its value in the code.
class CsvTable {
public:
    void text(const std::string& name, const std::string& value) {
        add_head(name);
        add(csv_field(value));
    }

    void number(const std::string& name, double value) {
        add_head(name);
        add(number_to_text(value));
    }

    void count(const std::string& name, std::int64_t value) {
        add_head(name);
        add(std::to_string(value));
    }

    void figure(const std::string& name, const std::string& unit, const Figure& figure) {
        const auto bound = [&](const char* which, const std::optional<double>& value) {
            add_head(name + " " + which + (unit.empty() ? "" : " (" + unit + ")"));
            add(value ? number_to_text(*value) : "");
        };
        const std::optional<Estimate>& estimate = figure.value;
        bound("mean", estimate ? std::optional(estimate->mean) : std::nullopt);
        bound("low", estimate ? estimate->low : std::nullopt);
        bound("high", estimate ? estimate->high : std::nullopt);
    }

    void times(const std::string& name, const Times& times) {
        figure(name, "h", times.mean);
        figure(name + " p50", "h", times.p50);
        figure(name + " p90", "h", times.p90);
        figure(name + " p95", "h", times.p95);
        figure(name + " p99", "h", times.p99);
    }

    void year(const std::string& name, const std::string& unit,
              const std::optional<YearFigures>& year, YearFigure YearFigures::*which) {
        std::string low;
        std::string high;
        if (year && ((*year).*which).value) {
            const YearRange& range = *((*year).*which).value;
            low = number_to_text(range.low);
            high = number_to_text(range.high);
        }
        add_head(name + " low (" + unit + ")");
        add(low);
        add_head(name + " high (" + unit + ")");
        add(high);
    }

    void end_row() {
        rows_ += row_ + "\r\n";
        row_.clear();
        at_start_ = true;
        head_done_ = true;
    }

    std::string finish() const { return head_ + "\r\n" + rows_; }

private:
    void add_head(const std::string& name) {
        if (head_done_) {
            return;
        }
        if (!head_.empty()) {
            head_ += ',';
        }
        head_ += csv_field(name);
    }

    void add(const std::string& field) {
        if (!at_start_) {
            row_ += ',';
        }
        at_start_ = false;
        row_ += field;
    }

    std::string head_, rows_, row_;
    bool head_done_ = false;
    bool at_start_ = true;
};

std::string volumes_csv(const Result& result) {
    const std::string& money = result.operation.currency;
    CsvTable table;
    for (const VolumeFigures& volume : result.volumes) {
        table.count("clients", volume.clients);
        table.count("replications", volume.replications);
        table.text("stable", stable_in_words(volume.stable));
        table.number("warm-up (h)", volume.warm_up_hours);
        table.number("measured (h)", volume.hours);
        table.figure("arrived", "cases per h", volume.arrived_per_hour);
        table.figure("completed", "cases per h", volume.completed_per_hour);
        table.figure("in progress", "cases", volume.in_progress);
        table.times("flow time", volume.flow_time);
        table.times("flow time on the wall clock", volume.flow_time_wall);
        table.figure("on time", "share", volume.attainment);
        table.year("on time in a year", "share", volume.year, &YearFigures::attainment);
        table.year("flow time p95 in a year", "h", volume.year, &YearFigures::flow_time_p95);
        table.figure("cost per case", money, volume.cost_per_case);
        table.figure("paid cost per case", money, volume.paid_cost_per_case);
        table.figure("paid", money + " per h", volume.paid_per_hour);
        table.figure("cost a client", money + " per month", volume.cost_per_client);
        table.text("promises kept", volume.breaks_a_promise ? "no" : "yes");
        table.figure("paid hours per case", "h", volume.paid_hours);
        for (const Named& hours : volume.work_hours) {
            table.figure("hours per case: " + hours.key, "h", hours.figure);
        }
        for (const Named& elapsed : volume.elapsed) {
            table.figure("elapsed per case: " + elapsed.key, "h", elapsed.figure);
        }
        if (volume.money) {
            const std::string unit = money + " per month";
            table.figure("income", unit, volume.money->income);
            table.figure("penalties", unit, volume.money->penalties);
            table.figure("cost", unit, volume.money->cost);
            table.figure("margin", unit, volume.money->margin);
            table.figure("margin per client", unit, volume.money->margin_per_client);
        }
        const std::optional<int> team = volume.bottleneck.team;
        table.text("held back by",
                   team ? result.operation.teams.at(static_cast<std::size_t>(*team)).name : "");
        table.end_row();
    }
    return table.finish();
}

std::string teams_csv(const Result& result) {
    CsvTable table;
    for (const VolumeFigures& volume : result.volumes) {
        for (const TeamFigures& team : volume.teams) {
            table.count("clients", volume.clients);
            table.text("team", team.name);
            table.figure("utilisation", "share", team.utilisation);
            table.figure("offered", "share", team.offered);
            table.figure("queue length", "visits", team.queue_length);
            table.figure("in system", "visits", team.in_system);
            table.figure("busy", "people", team.busy);
            table.times("wait", team.wait);
            table.figure("wait at all", "share of visits", team.wait_any);
            table.figure("share of all waiting", "share", team.wait_share);
            table.figure("cost", result.operation.currency + " per h", team.cost_per_hour);
            table.end_row();
        }
    }
    return table.finish();
}

std::string workflows_csv(const Result& result) {
    const std::string& money = result.operation.currency;
    CsvTable table;
    for (const VolumeFigures& volume : result.volumes) {
        for (const WorkflowFigures& workflow : volume.workflows) {
            table.count("clients", volume.clients);
            table.text("workflow", workflow.name);
            table.figure("arrived", "cases per h", workflow.arrived_per_hour);
            table.figure("completed", "cases per h", workflow.completed_per_hour);
            table.figure("in progress", "cases", workflow.in_progress);
            table.times("flow time", workflow.flow_time);
            table.times("flow time on the wall clock", workflow.flow_time_wall);
            table.figure("on time", "share", workflow.attainment);
            table.year("on time in a year", "share", workflow.year, &YearFigures::attainment);
            table.year("flow time p95 in a year", "h", workflow.year, &YearFigures::flow_time_p95);
            table.figure("cost per case", money, workflow.cost_per_case);
            table.figure("paid cost per case", money, workflow.paid_cost_per_case);
            table.end_row();
        }
    }
    return table.finish();
}

std::string steps_csv(const Result& result) {
    CsvTable table;
    for (const VolumeFigures& volume : result.volumes) {
        for (const StepFigures& step : volume.steps) {
            table.count("clients", volume.clients);
            table.text("step", step.name);
            table.figure("visits per case", "", step.visits_per_case);
            table.count("visits counted", step.count);
            table.figure("cases there", "", step.in_progress);
            table.times("wait", step.wait);
            table.figure("effort", "h per visit", step.effort);
            table.figure("cost per case", result.operation.currency, step.cost_per_case);
            table.figure("join wait", "h per visit", step.join_wait);
            table.figure("started in time", "share", step.attainment);
            table.end_row();
        }
    }
    return table.finish();
}

std::string limits_csv(const Limits& limits) {
    CsvTable table;
    const auto row = [&](const char* name, const Figure& limit, const std::string& cause) {
        table.text("limit", name);
        table.figure("clients", "", limit);
        table.text("cause", cause);
        table.text("why there is none", limit.value ? "" : limit.why);
        table.end_row();
    };
    row("knee", limits.knee, limits.knee_cause);
    row("visibility", limits.visibility, "");
    row("sla", limits.sla, limits.sla_cause);
    row("stability", limits.stability, limits.stability_cause);
    row("ready", limits.ready, "");
    row("nine in ten", limits.nine_in_ten, "");
    return table.finish();
}

} // namespace

std::string csv_field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == std::string::npos) {
        return text;
    }
    std::string quoted = "\"";
    for (const char character : text) {
        if (character == '"') {
            quoted += '"';
        }
        quoted += character;
    }
    return quoted + '"';
}

std::vector<std::pair<std::string, std::string>> csv_tables(const Result& result) {
    std::vector<std::pair<std::string, std::string>> tables{
        {"volumes.csv", volumes_csv(result)},
        {"teams.csv", teams_csv(result)},
        {"workflows.csv", workflows_csv(result)},
        {"steps.csv", steps_csv(result)},
    };
    if (result.limits) {
        tables.emplace_back("limits.csv", limits_csv(*result.limits));
    }
    return tables;
}

} // namespace plimsoll
