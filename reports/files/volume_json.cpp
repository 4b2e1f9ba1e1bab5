#include "reports/files/volume_json.hpp"

#include "reports/files/json_figures.hpp"
#include "reports/files/trial_json.hpp"
#include "reports/files/year_json.hpp"

namespace plimsoll {

namespace {

void write_stable(JsonWriter& json, Stable stable) {
    json.key("stable");
    if (stable == Stable::in_doubt) {
        json.null();
    } else {
        json.value(stable == Stable::yes);
    }
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
    json.key("fullness");
    team.fullness ? json.value(*team.fullness) : json.null();
    write_figure(json, "queue_length", team.queue_length, reasons);
    write_figure(json, "in_system", team.in_system, reasons);
    write_figure(json, "busy", team.busy, reasons);
    write_times(json, "wait", team.wait);
    write_figure(json, "wait_any", team.wait_any, reasons);
    write_figure(json, "wait_share", team.wait_share, reasons);
    write_figure(json, "active_share", team.active_share, reasons);
    write_figure(json, "critical_share", team.critical_share, reasons);
    write_figure(json, "cost_per_hour", team.cost_per_hour, reasons);
    write_figure(json, "turned_away_per_hour", team.turned_away_per_hour, reasons);
    if (!team.members.empty()) {
        json.key("members").begin_object();
        for (const MemberFigures& member : team.members) {
            write_member(json, member);
        }
        json.end_object();
    }
    write_reasons(json, reasons);
    json.end_object();
}

/// With `stable` where cases of the volume pile up.
void write_workflow(JsonWriter& json, const WorkflowFigures& workflow, bool with_stable,
                    bool is_whole = true) {
    Reasons reasons;
    json.key(workflow.name).begin_object();
    if (with_stable) {
        write_stable(json, workflow.stable);
    }
    write_figure(json, "arrived_per_hour", workflow.arrived_per_hour, reasons);
    write_figure(json, "completed_per_hour", workflow.completed_per_hour, reasons);
    write_figure(json, "in_progress", workflow.in_progress, reasons);
    write_times(json, "flow_time", workflow.flow_time);
    write_times(json, "flow_time_wall", workflow.flow_time_wall);
    write_figure(json, "attainment", workflow.attainment, reasons);
    if (is_whole) {
        write_year(json, workflow.year, workflow.year_why, reasons);
    }
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
        for (const WorkflowFigures& kind : workflow.kinds) {
            write_workflow(json, kind, false, false);
        }
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
    write_figure(json, "in_progress", step.in_progress, reasons);
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
    if (!volume.in_progress_shares_why.empty()) {
        reasons.add("in_progress_shares", volume.in_progress_shares_why);
    }
    write_reasons(json, reasons);
    json.end_object();
}

void write_promises(JsonWriter& json, const std::vector<PromiseFigures>& promises) {
    if (promises.empty()) {
        return;
    }
    json.key("promises").begin_object();
    for (const PromiseFigures& promise : promises) {
        Reasons reasons;
        json.key(promise.key).begin_object();
        json.key("words").value(promise.words);
        json.key("promised").value(promise.promised);
        write_figure(json, "attainment", promise.attainment, reasons);
        write_reasons(json, reasons);
        json.end_object();
    }
    json.end_object();
}

void write_stalled(JsonWriter& json, const StalledFigures& stalled) {
    json.key("stalled").begin_object();
    json.key("cases").value(stalled.cases);
    json.key("of").value(stalled.of);
    json.key("replications").value(stalled.replications);
    json.key("places").begin_array();
    for (const StalledPlace& place : stalled.places) {
        json.begin_object();
        json.key("at").value(place.name);
        json.key("cases").value(place.cases);
        json.key("waits_for");
        if (place.waits_for.empty()) {
            json.null();
        } else {
            json.value(place.waits_for);
        }
        json.key("held_at").strings(place.held_at);
        json.end_object();
    }
    json.end_array();
    json.key("why").value(stalled.why);
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
    case Horizon::fluid:
        return "fluid";
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

} // namespace

void write_volume(JsonWriter& json, const VolumeFigures& volume) {
    Reasons reasons;
    json.begin_object();
    json.key("clients").value(volume.clients);
    json.key("replications").value(volume.replications);
    write_stable(json, volume.stable);
    if (volume.stable != Stable::yes && !volume.unstable_why.empty()) {
        reasons.add("stable", volume.unstable_why);
    }
    json.key("horizon").value(name_of(volume.horizon));
    json.key("warm_up_hours").value(volume.warm_up_hours);
    json.key("hours").value(volume.hours);
    write_cases(json, volume);
    write_times(json, "flow_time", volume.flow_time);
    write_times(json, "flow_time_wall", volume.flow_time_wall);
    write_figure(json, "attainment", volume.attainment, reasons);
    write_year(json, volume.year, volume.year_why, reasons);
    write_promises(json, volume.promises);
    if (volume.nearest_to_late) {
        json.key("nearest_to_late").value(volume.promises[*volume.nearest_to_late].key);
    }
    json.key("breaks_a_promise").value(volume.breaks_a_promise);
    write_figure(json, "cost_per_case", volume.cost_per_case, reasons);
    write_figure(json, "paid_cost_per_case", volume.paid_cost_per_case, reasons);
    write_figure(json, "paid_per_hour", volume.paid_per_hour, reasons);
    write_figure(json, "cost_per_client_per_month", volume.cost_per_client, reasons);
    if (!volume.mechanisms.empty()) {
        write_grouped(json, "mechanisms", volume.mechanisms);
    }
    json.key("teams").begin_object();
    for (const TeamFigures& team : volume.teams) {
        write_team(json, team);
    }
    json.end_object();
    json.key("workflows").begin_object();
    for (const WorkflowFigures& workflow : volume.workflows) {
        write_workflow(json, workflow, volume.stable != Stable::yes);
    }
    json.end_object();
    json.key("steps").begin_object();
    for (const StepFigures& step : volume.steps) {
        write_step(json, step);
    }
    json.end_object();
    write_named(json, "work_hours", volume.work_hours);
    write_figure(json, "paid_hours", volume.paid_hours, reasons);
    if (volume.money) {
        write_money(json, *volume.money);
    }
    write_named(json, "elapsed", volume.elapsed);
    write_bottleneck(json, volume);
    json.key("tried").value(volume.bottleneck.tried);
    if (volume.fullest) {
        json.key("fullest").value(volume.teams.at(static_cast<std::size_t>(*volume.fullest)).name);
    }
    if (volume.coordination) {
        Reasons none;
        json.key("coordination").begin_object();
        write_figure(json, "share_of_paid_hours", volume.coordination->share_of_paid_hours, none);
        write_named(json, "by_cause", volume.coordination->by_cause);
        write_reasons(json, none);
        json.end_object();
    }
    if (volume.stalled) {
        write_stalled(json, *volume.stalled);
    }
    write_reasons(json, reasons);
    json.end_object();
}

} // namespace plimsoll
