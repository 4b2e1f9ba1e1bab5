// A result back from its JSON, as far as pages need it: what a page shows stands in the result
// file.
#pragma once

#include "model/read/read_operation.hpp"
#include "scenarios/result/result.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

namespace plimsoll::from_json {

using Json = nlohmann::ordered_json;

inline std::string why_of(const Json& parent, const std::string& name) {
    return parent.contains("why") && parent["why"].is_object() && parent["why"].contains(name)
               ? parent["why"][name].get<std::string>()
               : std::string();
}
inline std::optional<double> number_of(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional(json.get<double>());
}
inline Estimate estimate_of(const Json& json) {
    Estimate estimate;
    estimate.mean = json["mean"];
    estimate.low = number_of(json["low"]);
    estimate.high = number_of(json["high"]);
    estimate.level = json.value("level", 0.95);
    return estimate;
}
inline Figure figure_of(const Json& parent, const std::string& name) {
    Figure figure;
    if (!parent[name].is_null()) {
        figure.value = estimate_of(parent[name]);
    }
    figure.why = why_of(parent, name);
    return figure;
}
inline Times times_of(const Json& parent, const std::string& name) {
    const Json& json = parent[name];
    return {figure_of(json, "mean"), figure_of(json, "p50"), figure_of(json, "p90"),
            figure_of(json, "p95"), figure_of(json, "p99")};
}
inline std::vector<Named> named_of(const Json& parent, const std::string& name) {
    std::vector<Named> all;
    for (const auto& [key, value] : parent[name].items()) {
        if (key != "why") {
            all.push_back({key, figure_of(parent[name], key)});
        }
    }
    return all;
}
inline Stable stable_of(const Json& json) {
    return json.is_null() ? Stable::in_doubt : json.get<bool>() ? Stable::yes : Stable::no;
}
inline std::optional<YearFigures> year_of(const Json& parent) {
    if (!parent.contains("year") || parent["year"].is_null()) {
        return std::nullopt;
    }
    const Json& json = parent["year"];
    const auto range = [&](const char* name) {
        YearFigure figure;
        if (!json[name].is_null()) {
            figure.value = YearRange{json[name]["low"], json[name]["high"]};
        }
        figure.why = why_of(json, name);
        return figure;
    };
    return YearFigures{range("attainment"), range("flow_time_p95")};
}
inline std::string text_of(const Json& json, const char* name) {
    return json.contains(name) && json[name].is_string() ? json[name].get<std::string>()
                                                         : std::string();
}

/// Reads a result. `operation`: what it is of, instead of the file's own.
class Reader {
public:
    explicit Reader(const std::string& text, const std::optional<Operation>& operation = {})
        : json_(Json::parse(text)), given_(operation) {}

    Result result() {
        Result result;
        result.command = json_["command"];
        result.operation = given_ ? *given_ : operation_from_json(json_["model"].dump()).value();
        operation_ = &result.operation;
        result.seed = json_["seed"];
        for (const Json& volume : json_["volumes"]) {
            result.volumes.push_back(volume_of(volume));
        }
        if (json_.contains("limits")) {
            result.limits = limits_of(json_["limits"]);
        }
        result.tried = json_.value("tried", false);
        if (json_.contains("shown")) {
            result.shown_low = json_["shown"]["low"];
            result.shown_high = json_["shown"]["high"];
        }
        read_friction(result);
        read_moves_and_shifts(result);
        read_line(result);
        for (const Json& finding : json_["findings"]) {
            result.findings.push_back(
                {finding["id"], finding["text"], finding["evidence"], finding["depends_on"]});
        }
        if (json_.contains("preview")) {
            result.preview = preview_of(json_["preview"]);
        }
        if (json_.contains("warnings")) {
            result.warnings = json_["warnings"].get<std::vector<std::string>>();
        }
        return result;
    }

private:
    int team_number(const Json& name) const {
        const auto found = std::find_if(operation_->teams.begin(), operation_->teams.end(),
                                        [&](const Team& team) { return team.name == name; });
        return static_cast<int>(found - operation_->teams.begin());
    }
    std::optional<int> maybe_team(const Json& json) const {
        return json.is_null() ? std::nullopt : std::optional(team_number(json));
    }

    TeamFigures team_of(const std::string& name, const Json& json) const {
        TeamFigures team;
        team.name = name;
        team.utilisation = figure_of(json, "utilisation");
        team.offered = figure_of(json, "offered");
        team.fullness = number_of(json["fullness"]);
        team.queue_length = figure_of(json, "queue_length");
        team.in_system = figure_of(json, "in_system");
        team.busy = figure_of(json, "busy");
        team.wait = times_of(json, "wait");
        team.wait_any = figure_of(json, "wait_any");
        team.wait_share = figure_of(json, "wait_share");
        team.active_share = figure_of(json, "active_share");
        team.critical_share = figure_of(json, "critical_share");
        team.cost_per_hour = figure_of(json, "cost_per_hour");
        team.turned_away_per_hour = figure_of(json, "turned_away_per_hour");
        if (json.contains("members")) {
            for (const auto& [member, figures] : json["members"].items()) {
                team.members.push_back({member, figure_of(figures, "utilisation"),
                                        figure_of(figures, "worked_hours"),
                                        figure_of(figures, "available_hours")});
            }
        }
        return team;
    }
    WorkflowFigures workflow_of(const std::string& name, const Json& json) const {
        WorkflowFigures workflow;
        workflow.name = name;
        workflow.stable = json.contains("stable") ? stable_of(json["stable"]) : Stable::yes;
        workflow.arrived_per_hour = figure_of(json, "arrived_per_hour");
        workflow.completed_per_hour = figure_of(json, "completed_per_hour");
        workflow.in_progress = figure_of(json, "in_progress");
        workflow.flow_time = times_of(json, "flow_time");
        workflow.flow_time_wall = times_of(json, "flow_time_wall");
        workflow.attainment = figure_of(json, "attainment");
        workflow.year = year_of(json);
        workflow.year_why = why_of(json, "year");
        workflow.cost_per_case = figure_of(json, "cost_per_case");
        workflow.paid_cost_per_case = figure_of(json, "paid_cost_per_case");
        workflow.outcomes = named_of(json, "outcomes");
        if (json.contains("by_outcome")) {
            for (const auto& [outcome, figures] : json["by_outcome"].items()) {
                workflow.by_outcome.push_back({outcome, times_of(figures, "flow_time")});
            }
        }
        if (json.contains("kinds")) {
            for (const auto& [kind, figures] : json["kinds"].items()) {
                workflow.kinds.push_back(workflow_of(kind, figures));
            }
        }
        return workflow;
    }
    StepFigures step_of(const std::string& name, const Json& json) const {
        StepFigures step;
        step.name = name;
        for (std::size_t i = 0; i < operation_->workflows.size(); ++i) {
            if (name.rfind(operation_->workflows[i].name + ".", 0) == 0) {
                step.workflow = static_cast<int>(i);
            }
        }
        step.visits_per_case = figure_of(json, "visits_per_case");
        step.count = json["count"];
        step.in_progress = figure_of(json, "in_progress");
        step.wait = times_of(json, "wait");
        step.effort = figure_of(json, "effort");
        step.effort_min = number_of(json["effort_min"]);
        step.effort_max = number_of(json["effort_max"]);
        step.cost_per_case = figure_of(json, "cost_per_case");
        step.join_wait = figure_of(json, "join_wait");
        step.attainment = figure_of(json, "attainment");
        return step;
    }
    BottleneckFinding bottleneck_of(const Json& json) const {
        BottleneckFinding found;
        found.team = maybe_team(json["team"]);
        found.why = text_of(json, "why");
        found.confirmed = json.value("confirmed", false);
        if (json.contains("contested")) {
            for (const Json& team : json["contested"]) {
                found.contested.push_back(team_number(team));
            }
        }
        if (json.contains("probability")) {
            found.probability = json["probability"].get<double>();
        }
        if (json.contains("sensitivity")) {
            for (const auto& [team, value] : json["sensitivity"].items()) {
                found.sensitivity.push_back({team_number(team), estimate_of(value)});
            }
        }
        return found;
    }
    void read_promises(const Json& json, VolumeFigures& volume) const {
        if (!json.contains("promises")) {
            return;
        }
        for (const auto& [key, promise] : json["promises"].items()) {
            if (json.value("nearest_to_late", "") == key) {
                volume.nearest_to_late = volume.promises.size();
            }
            volume.promises.push_back(
                {key, promise["words"], promise["promised"], figure_of(promise, "attainment")});
        }
    }
    VolumeFigures volume_of(const Json& json) const {
        static const std::vector<std::string> horizons{"steady", "window", "cases", "fluid"};
        VolumeFigures volume;
        volume.clients = json["clients"];
        volume.replications = json["replications"];
        volume.stable = stable_of(json["stable"]);
        volume.unstable_why = why_of(json, "stable");
        volume.horizon = static_cast<Horizon>(
            std::find(horizons.begin(), horizons.end(), json["horizon"]) - horizons.begin());
        volume.warm_up_hours = json["warm_up_hours"];
        volume.hours = json["hours"];
        volume.arrived_per_hour = figure_of(json["cases"], "arrived_per_hour");
        volume.completed_per_hour = figure_of(json["cases"], "completed_per_hour");
        volume.in_progress = figure_of(json["cases"], "in_progress");
        volume.in_progress_shares = json["cases"]["in_progress_shares"].get<std::vector<double>>();
        volume.flow_time = times_of(json, "flow_time");
        volume.flow_time_wall = times_of(json, "flow_time_wall");
        volume.attainment = figure_of(json, "attainment");
        volume.year = year_of(json);
        volume.year_why = why_of(json, "year");
        read_promises(json, volume);
        volume.breaks_a_promise = json.value("breaks_a_promise", false);
        volume.cost_per_case = figure_of(json, "cost_per_case");
        volume.paid_cost_per_case = figure_of(json, "paid_cost_per_case");
        volume.paid_per_hour = figure_of(json, "paid_per_hour");
        volume.cost_per_client = figure_of(json, "cost_per_client_per_month");
        for (const auto& [name, team] : json["teams"].items()) {
            volume.teams.push_back(team_of(name, team));
        }
        for (const auto& [name, workflow] : json["workflows"].items()) {
            volume.workflows.push_back(workflow_of(name, workflow));
        }
        for (const auto& [name, step] : json["steps"].items()) {
            volume.steps.push_back(step_of(name, step));
        }
        volume.work_hours = named_of(json, "work_hours");
        volume.paid_hours = figure_of(json, "paid_hours");
        if (json.contains("money")) {
            const Json& money = json["money"];
            volume.money = MoneyFigures{
                figure_of(money, "income_per_month"), figure_of(money, "penalties_per_month"),
                figure_of(money, "cost_per_month"), figure_of(money, "margin_per_month"),
                figure_of(money, "margin_per_client_per_month")};
        }
        volume.elapsed = named_of(json, "elapsed");
        volume.bottleneck = bottleneck_of(json["bottleneck"]);
        volume.bottleneck.tried = json["tried"];
        if (json.contains("fullest")) {
            volume.fullest = team_number(json["fullest"]);
        }
        return volume;
    }

    static PromiseState state_of(const std::string& name) {
        return name == "kept"                 ? PromiseState::kept
               : name == "breaks"             ? PromiseState::breaks
               : name == "late at any volume" ? PromiseState::late
               : name == "late below"         ? PromiseState::below
                                              : PromiseState::unknown;
    }
    static Limits limits_of(const Json& json) {
        Limits limits;
        limits.knee = figure_of(json, "knee");
        limits.visibility = figure_of(json, "visibility");
        limits.sla = figure_of(json, "sla");
        limits.stability = figure_of(json, "stability");
        limits.ready = figure_of(json, "ready");
        limits.nine_in_ten = figure_of(json, "nine_in_ten");
        for (const auto& [key, value] : json["promises"].items()) {
            if (key == "why") {
                continue;
            }
            PromiseLimit promise;
            promise.key = key;
            promise.words = json["words"][key];
            promise.promised = json["promised"][key];
            promise.limit = figure_of(json["promises"], key);
            promise.state = state_of(text_of(json["state"], key.c_str()));
            if (json["kept_from"].contains(key)) {
                promise.kept_from = figure_of(json["kept_from"], key);
            }
            limits.promises.push_back(promise);
        }
        const Json& cause = json["cause"];
        limits.knee_cause = text_of(cause, "knee");
        limits.stability_cause = text_of(cause, "stability");
        if (cause.contains("sla")) {
            limits.sla_promise = text_of(cause["sla"], "promise");
            limits.sla_cause = text_of(cause["sla"], "team");
        }
        return limits;
    }
    void read_friction(Result& result) const {
        if (!json_.contains("friction")) {
            return;
        }
        const Json& json = json_["friction"];
        Friction friction;
        friction.limit = json["limit"];
        friction.on_paper.knee = figure_of(json["on_paper"], "knee");
        friction.on_paper.sla = figure_of(json["on_paper"], "sla");
        friction.on_paper.stability = figure_of(json["on_paper"], "stability");
        friction.clients = figure_of(json, "clients");
        friction.together = figure_of(json, "together");
        for (const Json& one : json["by_cause"]) {
            FrictionCause cause;
            cause.name = one["name"];
            cause.clients = figure_of(one, "clients");
            cause.share_of_delay = figure_of(one, "share_of_delay");
            friction.by_cause.push_back(cause);
        }
        result.friction = friction;
    }
    void read_moves_and_shifts(Result& result) const {
        static const std::vector<std::string> kinds{"people", "hours", "units", "places"};
        if (json_.contains("moves")) {
            for (const Json& json : json_["moves"]) {
                Move move;
                move.change.of = static_cast<Change::Of>(
                    std::find(kinds.begin(), kinds.end(), json["of"]) - kinds.begin());
                move.change.team = json.contains("team") ? team_number(json["team"]) : -1;
                move.change.setting = json["change"];
                move.change.member = text_of(json, "member");
                move.change.holder = text_of(json, "holder");
                move.change.before = json["before"];
                move.change.after = json["after"];
                move.limit = json["limit"];
                move.name = json["name"];
                move.clients = figure_of(json, "clients");
                result.moves.push_back(move);
            }
            for (const Json& json : json_["shifts"]) {
                result.shifts.push_back({team_number(json["from"]), team_number(json["to"]),
                                         estimate_of(json["clients"]), json["kind"],
                                         json["confirmed"]});
            }
        }
    }
    void read_line(Result& result) const {
        if (!json_.contains("utilisation")) {
            return;
        }
        for (const auto& [team, json] : json_["utilisation"].items()) {
            UtilisationCurve curve;
            curve.team = team;
            curve.saturation = number_of(json["saturation"]);
            for (const Json& point : json["points"]) {
                curve.points.push_back({point[0], point[1]});
            }
            result.utilisation.push_back(curve);
        }
        for (const Json& json : json_["holders"]) {
            HolderStretch stretch;
            stretch.team = maybe_team(json["team"]);
            stretch.up_to = number_of(json["up_to"]);
            stretch.confirmed = json["confirmed"];
            stretch.nobody_waits = json["nobody_waits"];
            for (const Json& team : json["contested"]) {
                stretch.contested.push_back(team_number(team));
            }
            result.holders.push_back(stretch);
        }
    }
    static Preview preview_of(const Json& json) {
        Preview preview;
        preview.clients = json["clients"];
        preview.flow_time.value = number_of(json["flow_time"]);
        preview.valid = json["badge"] == "valid";
        preview.because = text_of(json, "because");
        preview.why = json["why"];
        for (const auto& [name, team] : json["teams"].items()) {
            TeamPreview one;
            one.name = name;
            one.utilisation = {number_of(team["utilisation"]), why_of(team, "utilisation")};
            one.wait = {number_of(team["wait"]), why_of(team, "wait")};
            one.saturation = {number_of(json["saturation"][name]),
                              why_of(json["saturation"], name)};
            preview.teams.push_back(one);
        }
        return preview;
    }

    Json json_;
    std::optional<Operation> given_;
    const Operation* operation_ = nullptr;
};

} // namespace plimsoll::from_json
