#include "reports/files/trial_json.hpp"

#include "reports/files/json_figures.hpp"

namespace plimsoll {

namespace {

void write_moves(JsonWriter& json, const std::vector<Move>& moves) {
    json.key("moves").begin_array();
    for (const Move& move : moves) {
        Reasons reasons;
        json.begin_object();
        json.key("change").value(move.change.setting);
        json.key("limit").value(move.limit);
        write_figure(json, "clients", move.clients, reasons);
        write_reasons(json, reasons);
        json.end_object();
    }
    json.end_array();
}

void write_shifts(JsonWriter& json, const Result& result) {
    const auto name_of_team = [&](int team) {
        return result.operation.teams.at(static_cast<std::size_t>(team)).name;
    };
    json.key("shifts").begin_array();
    for (const BottleneckShift& shift : result.shifts) {
        json.begin_object();
        json.key("from").value(name_of_team(shift.from));
        json.key("to").value(name_of_team(shift.to));
        json.key("clients");
        write_estimate(json, shift.clients);
        json.key("kind").value(shift.kind);
        json.key("confirmed").value(shift.confirmed);
        json.end_object();
    }
    json.end_array();
}

} // namespace

void write_bottleneck(JsonWriter& json, const VolumeFigures& volume) {
    const BottleneckFinding& found = volume.bottleneck;
    const auto name_of_team = [&](int team) {
        return volume.teams.at(static_cast<std::size_t>(team)).name;
    };
    json.key("bottleneck").begin_object();
    json.key("team");
    if (found.team) {
        json.value(name_of_team(*found.team));
    } else {
        json.null();
    }
    if (found.team || !found.contested.empty()) {
        json.key("confirmed").value(found.confirmed);
    }
    if (found.probability) {
        json.key("probability").value(*found.probability);
    }
    if (!found.contested.empty()) {
        std::vector<std::string> names;
        for (const int team : found.contested) {
            names.push_back(name_of_team(team));
        }
        json.key("contested").strings(names);
    }
    if (!found.sensitivity.empty()) {
        json.key("sensitivity").begin_object();
        for (const TeamSensitivity& one : found.sensitivity) {
            json.key(name_of_team(one.team));
            write_estimate(json, one.value);
        }
        json.end_object();
    }
    if (!found.team) {
        json.key("why").value(found.why.empty() ? std::string("nobody waits") : found.why);
    }
    json.end_object();
}

void write_moves_and_shifts(JsonWriter& json, const Result& result) {
    if (!result.tried || !result.limits) {
        return;
    }
    write_moves(json, result.moves);
    write_shifts(json, result);
}

} // namespace plimsoll
