#include "reports/files/result_json.hpp"

#include "model/read/read_operation.hpp"
#include "reports/files/json_figures.hpp"
#include "reports/files/limits_json.hpp"
#include "reports/files/trial_json.hpp"
#include "reports/files/volume_json.hpp"

#include <vector>

namespace plimsoll {

namespace {

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
    if (preview.flow_time.value) {
        json.value(*preview.flow_time.value);
    } else {
        json.null();
    }
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
    for (const TeamPreview& team : preview.teams) {
        write_number(json, team.name, team.saturation.value, team.saturation.why, reasons);
    }
    write_reasons(json, reasons);
    json.end_object();
    json.key("badge").value(preview.valid ? "valid" : "not valid here");
    if (!preview.because.empty()) {
        json.key("because").value(preview.because);
    }
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

void write_utilisation(JsonWriter& json, const std::vector<UtilisationCurve>& curves) {
    json.key("utilisation").begin_object();
    for (const UtilisationCurve& curve : curves) {
        json.key(curve.team).begin_object();
        json.key("saturation");
        curve.saturation ? json.value(*curve.saturation) : json.null();
        json.key("points").begin_array();
        for (const UtilisationCurve::Point& point : curve.points) {
            json.numbers({point.clients, point.fullness});
        }
        json.end_array();
        json.end_object();
    }
    json.end_object();
}

void write_holders(JsonWriter& json, const Result& result) {
    const auto name = [&](int team) -> const std::string& {
        return result.operation.teams[static_cast<std::size_t>(team)].name;
    };
    json.key("holders").begin_array();
    for (const HolderStretch& stretch : result.holders) {
        json.begin_object();
        json.key("team");
        stretch.team ? json.value(name(*stretch.team)) : json.null();
        json.key("up_to");
        stretch.up_to ? json.value(*stretch.up_to) : json.null();
        json.key("confirmed").value(stretch.confirmed);
        std::vector<std::string> contested;
        for (const int team : stretch.contested) {
            contested.push_back(name(team));
        }
        json.key("contested").strings(contested);
        json.key("nobody_waits").value(stretch.nobody_waits);
        json.end_object();
    }
    json.end_array();
}

void write_head(JsonWriter& json, std::string_view version, std::string_view command,
                const Operation& operation) {
    json.key("plimsoll").value(version);
    json.key("result").value(std::int64_t{result_format});
    json.key("command").value(command);
    json.key("model");
    write_operation(json, operation);
}

} // namespace

std::string result_to_json(const Result& result, std::string_view version) {
    JsonWriter json;
    json.begin_object();
    write_head(json, version, result.command, result.operation);
    json.key("seed").value(result.seed);
    json.key("volumes").begin_array();
    for (const VolumeFigures& volume : result.volumes) {
        write_volume(json, volume);
    }
    json.end_array();
    if (result.limits) {
        write_limits(json, *result.limits);
    }
    if (result.friction) {
        write_friction(json, *result.friction, *result.limits);
    }
    write_moves_and_shifts(json, result);
    json.key("tried").value(result.tried);
    if (result.command == "sweep") {
        json.key("shown").begin_object();
        json.key("low").value(result.shown_low);
        json.key("high").value(result.shown_high);
        json.end_object();
        write_utilisation(json, result.utilisation);
        write_holders(json, result);
    }
    json.key("findings").begin_array();
    for (const Finding& finding : result.findings) {
        write_finding(json, finding);
    }
    json.end_array();
    if (result.preview) {
        write_preview(json, *result.preview);
    }
    if (!result.warnings.empty()) {
        json.key("warnings").strings(result.warnings);
    }
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
