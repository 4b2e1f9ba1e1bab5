#include "reports/result_json.hpp"

#include "model/read_operation.hpp"
#include "reports/json_writer.hpp"

#include <utility>
#include <vector>

namespace plimsoll {

namespace {

// What is null in an object, with its reason: the object's last key, `why`.
struct Reasons {
    std::vector<std::pair<std::string, std::string>> list;

    void add(std::string_view name, const std::string& why) {
        list.emplace_back(name, why.empty() ? "not computed in this version" : why);
    }
};

void write_reasons(JsonWriter& json, const Reasons& reasons, bool always = false) {
    if (reasons.list.empty() && !always)
        return;
    json.key("why").begin_object();
    for (const auto& [name, why] : reasons.list)
        json.key(name).value(why);
    json.end_object();
}

void write_estimate(JsonWriter& json, const Estimate& estimate) {
    Reasons reasons;
    const auto bound = [&](const char* name, const std::optional<double>& value) {
        json.key(name);
        if (value) {
            json.value(*value);
        } else {
            json.null();
            reasons.add(name, "one replication: no interval");
        }
    };
    json.begin_object();
    json.key("mean").value(estimate.mean);
    bound("low", estimate.low);
    bound("high", estimate.high);
    if (estimate.level != 0.95)
        json.key("level").value(estimate.level);
    write_reasons(json, reasons);
    json.end_object();
}

void write_figure(JsonWriter& json, std::string_view name, const Figure& figure, Reasons& reasons) {
    json.key(name);
    if (figure.value) {
        write_estimate(json, *figure.value);
    } else {
        json.null();
        reasons.add(name, figure.why);
    }
}

void write_number(JsonWriter& json, std::string_view name, const std::optional<double>& number,
                  const std::string& why, Reasons& reasons) {
    json.key(name);
    if (number) {
        json.value(*number);
    } else {
        json.null();
        reasons.add(name, why);
    }
}

void write_times(JsonWriter& json, std::string_view name, const Times& times) {
    Reasons reasons;
    json.key(name).begin_object();
    write_figure(json, "mean", times.mean, reasons);
    write_figure(json, "p50", times.p50, reasons);
    write_figure(json, "p90", times.p90, reasons);
    write_figure(json, "p95", times.p95, reasons);
    write_figure(json, "p99", times.p99, reasons);
    write_reasons(json, reasons);
    json.end_object();
}

void write_named(JsonWriter& json, std::string_view name, const std::vector<Named>& figures) {
    Reasons reasons;
    json.key(name).begin_object();
    for (const Named& named : figures)
        write_figure(json, named.key, named.figure, reasons);
    write_reasons(json, reasons);
    json.end_object();
}

void write_member(JsonWriter& json, const MemberFigures& member) {
    Reasons reasons;
    json.key(member.name).begin_object();
    write_figure(json, "utilisation", member.utilisation, reasons);
    write_figure(json, "worked_hours", member.worked_hours, reasons);
    write_figure(json, "available_hours", member.available_hours, reasons);
    write_reasons(json, reasons);
    json.end_object();
}

void write_team(JsonWriter& json, const TeamFigures& team) {
    Reasons reasons;
    json.key(team.name).begin_object();
    write_figure(json, "utilisation", team.utilisation, reasons);
    write_figure(json, "offered", team.offered, reasons);
    write_figure(json, "queue_length", team.queue_length, reasons);
    write_figure(json, "in_system", team.in_system, reasons);
    write_figure(json, "busy", team.busy, reasons);
    write_times(json, "wait", team.wait);
    write_figure(json, "wait_any", team.wait_any, reasons);
    write_figure(json, "wait_share", team.wait_share, reasons);
    write_figure(json, "cost_per_hour", team.cost_per_hour, reasons);
    write_figure(json, "turned_away_per_hour", team.turned_away_per_hour, reasons);
    if (!team.members.empty()) {
        json.key("members").begin_object();
        for (const MemberFigures& member : team.members)
            write_member(json, member);
        json.end_object();
    }
    write_reasons(json, reasons);
    json.end_object();
}

void write_workflow(JsonWriter& json, const WorkflowFigures& workflow) {
    Reasons reasons;
    json.key(workflow.name).begin_object();
    write_figure(json, "arrived_per_hour", workflow.arrived_per_hour, reasons);
    write_figure(json, "completed_per_hour", workflow.completed_per_hour, reasons);
    write_figure(json, "in_progress", workflow.in_progress, reasons);
    write_times(json, "flow_time", workflow.flow_time);
    write_times(json, "flow_time_wall", workflow.flow_time_wall);
    write_figure(json, "attainment", workflow.attainment, reasons);
    write_figure(json, "cost_per_case", workflow.cost_per_case, reasons);
    write_figure(json, "paid_cost_per_case", workflow.paid_cost_per_case, reasons);
    write_named(json, "outcomes", workflow.outcomes);
    if (!workflow.by_outcome.empty()) {
        json.key("by_outcome").begin_object();
        for (const OutcomeFigures& outcome : workflow.by_outcome) {
            json.key(outcome.name).begin_object();
            write_times(json, "flow_time", outcome.flow_time);
            json.end_object();
        }
        json.end_object();
    }
    if (!workflow.kinds.empty()) {
        json.key("kinds").begin_object();
        for (const WorkflowFigures& kind : workflow.kinds)
            write_workflow(json, kind);
        json.end_object();
    }
    write_reasons(json, reasons);
    json.end_object();
}

void write_step(JsonWriter& json, const StepFigures& step) {
    Reasons reasons;
    json.key(step.name).begin_object();
    write_figure(json, "visits_per_case", step.visits_per_case, reasons);
    json.key("count").value(step.count);
    write_times(json, "wait", step.wait);
    write_figure(json, "effort", step.effort, reasons);
    write_number(json, "effort_min", step.effort_min, step.effort.why, reasons);
    write_number(json, "effort_max", step.effort_max, step.effort.why, reasons);
    write_figure(json, "cost_per_case", step.cost_per_case, reasons);
    write_figure(json, "join_wait", step.join_wait, reasons);
    write_figure(json, "attainment", step.attainment, reasons);
    write_reasons(json, reasons);
    json.end_object();
}

void write_cases(JsonWriter& json, const VolumeFigures& volume) {
    Reasons reasons;
    json.key("cases").begin_object();
    write_figure(json, "arrived_per_hour", volume.arrived_per_hour, reasons);
    write_figure(json, "completed_per_hour", volume.completed_per_hour, reasons);
    write_figure(json, "in_progress", volume.in_progress, reasons);
    json.key("in_progress_shares").numbers(volume.in_progress_shares);
    if (!volume.in_progress_shares_why.empty())
        reasons.add("in_progress_shares", volume.in_progress_shares_why);
    write_reasons(json, reasons);
    json.end_object();
}

void write_bottleneck(JsonWriter& json, const VolumeFigures& volume) {
    json.key("bottleneck").begin_object();
    const BottleneckFinding& bottleneck = volume.bottleneck;
    if (bottleneck.team) {
        json.key("team").value(volume.teams.at(static_cast<std::size_t>(*bottleneck.team)).name);
        json.key("confirmed").value(bottleneck.confirmed);
    } else {
        json.key("team").null();
        json.key("why").value(bottleneck.why.empty() ? std::string("nobody waits")
                                                     : bottleneck.why);
    }
    json.end_object();
}

const char* name_of(Horizon horizon) {
    switch (horizon) {
    case Horizon::steady:
        return "steady";
    case Horizon::window:
        return "window";
    case Horizon::cases:
        return "cases";
    }
    return "";
}

void write_money(JsonWriter& json, const MoneyFigures& money) {
    Reasons reasons;
    json.key("money").begin_object();
    write_figure(json, "income_per_month", money.income, reasons);
    write_figure(json, "penalties_per_month", money.penalties, reasons);
    write_figure(json, "cost_per_month", money.cost, reasons);
    write_figure(json, "margin_per_month", money.margin, reasons);
    write_figure(json, "margin_per_client_per_month", money.margin_per_client, reasons);
    write_reasons(json, reasons);
    json.end_object();
}

void write_volume(JsonWriter& json, const VolumeFigures& volume) {
    Reasons reasons;
    json.begin_object();
    json.key("clients").value(volume.clients);
    json.key("replications").value(volume.replications);
    json.key("stable").value(volume.stable);
    if (!volume.stable && !volume.unstable_why.empty())
        reasons.add("stable", volume.unstable_why);
    json.key("horizon").value(name_of(volume.horizon));
    json.key("warm_up_hours").value(volume.warm_up_hours);
    json.key("hours").value(volume.hours);
    write_cases(json, volume);
    write_times(json, "flow_time", volume.flow_time);
    write_times(json, "flow_time_wall", volume.flow_time_wall);
    write_figure(json, "attainment", volume.attainment, reasons);
    write_figure(json, "cost_per_case", volume.cost_per_case, reasons);
    write_figure(json, "paid_cost_per_case", volume.paid_cost_per_case, reasons);
    write_figure(json, "paid_per_hour", volume.paid_per_hour, reasons);
    json.key("teams").begin_object();
    for (const TeamFigures& team : volume.teams)
        write_team(json, team);
    json.end_object();
    json.key("workflows").begin_object();
    for (const WorkflowFigures& workflow : volume.workflows)
        write_workflow(json, workflow);
    json.end_object();
    json.key("steps").begin_object();
    for (const StepFigures& step : volume.steps)
        write_step(json, step);
    json.end_object();
    write_named(json, "work_hours", volume.work_hours);
    write_figure(json, "paid_hours", volume.paid_hours, reasons);
    if (volume.money)
        write_money(json, *volume.money);
    write_named(json, "elapsed", volume.elapsed);
    write_bottleneck(json, volume);
    write_reasons(json, reasons);
    json.end_object();
}

void write_limits(JsonWriter& json, const Limits& limits) {
    Reasons reasons;
    json.key("limits").begin_object();
    write_figure(json, "knee", limits.knee, reasons);
    write_figure(json, "visibility", limits.visibility, reasons);
    write_figure(json, "sla", limits.sla, reasons);
    write_figure(json, "stability", limits.stability, reasons);
    write_figure(json, "ready", limits.ready, reasons);
    json.key("cause").begin_object();
    const auto cause = [&](const char* name, const std::string& team) {
        if (!team.empty())
            json.key(name).value(team);
    };
    cause("knee", limits.knee_cause);
    cause("sla", limits.sla_cause);
    cause("stability", limits.stability_cause);
    json.end_object();
    write_reasons(json, reasons, true);
    json.end_object();
}

void write_finding(JsonWriter& json, const Finding& finding) {
    json.begin_object();
    json.key("id").value(finding.id);
    json.key("text").value(finding.text);
    json.key("evidence").strings(finding.evidence);
    json.key("depends_on").strings(finding.depends_on);
    json.end_object();
}

void write_preview(JsonWriter& json, const Preview& preview) {
    json.key("preview").begin_object();
    json.key("clients").value(preview.clients);
    json.key("flow_time");
    if (preview.flow_time.value)
        json.value(*preview.flow_time.value);
    else
        json.null();
    json.key("teams").begin_object();
    for (const TeamPreview& team : preview.teams) {
        Reasons reasons;
        json.key(team.name).begin_object();
        write_number(json, "utilisation", team.utilisation.value, team.utilisation.why, reasons);
        write_number(json, "wait", team.wait.value, team.wait.why, reasons);
        write_reasons(json, reasons);
        json.end_object();
    }
    json.end_object();
    Reasons reasons;
    json.key("saturation").begin_object();
    for (const TeamPreview& team : preview.teams)
        write_number(json, team.name, team.saturation.value, team.saturation.why, reasons);
    write_reasons(json, reasons);
    json.end_object();
    json.key("badge").value(preview.valid ? "valid" : "not valid here");
    json.key("why").value(preview.why);
    json.end_object();
}

void write_assumptions(JsonWriter& json, const std::vector<Assumption>& assumptions) {
    json.key("assumptions").begin_array();
    for (const Assumption& assumption : assumptions) {
        json.begin_object();
        json.key("key").value(assumption.key);
        json.key("value").value(assumption.value);
        json.key("basis").value(assumption.basis);
        json.key("source").value(assumption.source);
        json.key("simulated").value(assumption.simulated);
        json.end_object();
    }
    json.end_array();
}

void write_head(JsonWriter& json, std::string_view version, std::string_view command,
                const Operation& operation) {
    json.key("plimsoll").value(version);
    json.key("result").value(std::int64_t{result_format});
    json.key("command").value(command);
    json.key("model").embed(operation_to_json(operation));
}

} // namespace

std::string result_to_json(const Result& result, std::string_view version) {
    JsonWriter json;
    json.begin_object();
    write_head(json, version, result.command, result.operation);
    json.key("seed").value(result.seed);
    json.key("volumes").begin_array();
    for (const VolumeFigures& volume : result.volumes)
        write_volume(json, volume);
    json.end_array();
    if (result.limits)
        write_limits(json, *result.limits);
    json.key("findings").begin_array();
    for (const Finding& finding : result.findings)
        write_finding(json, finding);
    json.end_array();
    if (result.preview)
        write_preview(json, *result.preview);
    if (!result.warnings.empty())
        json.key("warnings").strings(result.warnings);
    write_assumptions(json, result.operation.assumptions);
    json.end_object();
    return json.finish();
}

std::string check_to_json(const Operation& operation, std::string_view version) {
    JsonWriter json;
    json.begin_object();
    write_head(json, version, "check", operation);
    write_assumptions(json, operation.assumptions);
    json.end_object();
    return json.finish();
}

} // namespace plimsoll
