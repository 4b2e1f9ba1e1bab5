#include "reports/files/trial_json.hpp"

#include "reports/files/json_figures.hpp"

namespace plimsoll {

namespace {

const char* name_of(Change::Of what) {
    switch (what) {
    case Change::Of::people:
        return "people";
    case Change::Of::hours:
        return "hours";
    case Change::Of::units:
        return "units";
    case Change::Of::places:
        return "places";
    }
    return "";
}

void write_moves(JsonWriter& json, const std::vector<Move>& moves, const Operation& operation) {
    json.key("moves").begin_array();
    for (const Move& move : moves) {
        Reasons reasons;
        json.begin_object();
        json.key("change").value(move.change.setting);
        json.key("name").value(move.name);
        json.key("of").value(name_of(move.change.of));
        if (move.change.team >= 0) {
            json.key("team").value(
                operation.teams.at(static_cast<std::size_t>(move.change.team)).name);
        }
        if (!move.change.member.empty()) {
            json.key("member").value(move.change.member);
        }
        if (!move.change.holder.empty()) {
            json.key("holder").value(move.change.holder);
        }
        json.key("before").value(move.change.before);
        json.key("after").value(move.change.after);
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
    write_moves(json, result.moves, result.operation);
    write_shifts(json, result);
}

} // namespace plimsoll
