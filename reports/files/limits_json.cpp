#include "reports/files/limits_json.hpp"

#include "reports/files/json_figures.hpp"

namespace plimsoll {

namespace {

const char* name_of(PromiseState state) {
    switch (state) {
    case PromiseState::kept:
        return "kept";
    case PromiseState::breaks:
        return "breaks";
    case PromiseState::late:
        return "late at any volume";
    case PromiseState::below:
        return "late below";
    case PromiseState::unknown:
        break;
    }
    return nullptr;
}

void write_promises(JsonWriter& json, const std::vector<PromiseLimit>& promises) {
    Reasons reasons;
    json.key("promises").begin_object();
    for (const PromiseLimit& promise : promises) {
        write_figure(json, promise.key, promise.limit, reasons);
    }
    write_reasons(json, reasons);
    json.end_object();
    json.key("words").begin_object();
    for (const PromiseLimit& promise : promises) {
        json.key(promise.key).value(promise.words);
    }
    json.end_object();
    json.key("promised").begin_object();
    for (const PromiseLimit& promise : promises) {
        json.key(promise.key).value(promise.promised);
    }
    json.end_object();
    json.key("state").begin_object();
    for (const PromiseLimit& promise : promises) {
        if (const char* name = name_of(promise.state)) {
            json.key(promise.key).value(name);
        }
    }
    json.end_object();
    Reasons no_place;
    json.key("kept_from").begin_object();
    for (const PromiseLimit& promise : promises) {
        if (promise.kept_from) {
            write_figure(json, promise.key, *promise.kept_from, no_place);
        }
    }
    write_reasons(json, no_place);
    json.end_object();
}

} // namespace

void write_limits(JsonWriter& json, const Limits& limits) {
    Reasons reasons;
    json.key("limits").begin_object();
    write_figure(json, "knee", limits.knee, reasons);
    write_figure(json, "visibility", limits.visibility, reasons);
    write_figure(json, "sla", limits.sla, reasons);
    write_figure(json, "stability", limits.stability, reasons);
    write_figure(json, "ready", limits.ready, reasons);
    write_figure(json, "nine_in_ten", limits.nine_in_ten, reasons);
    write_promises(json, limits.promises);
    json.key("cause").begin_object();
    const auto cause = [&](const char* name, const std::string& team) {
        if (!team.empty()) {
            json.key(name).value(team);
        }
    };
    cause("knee", limits.knee_cause);
    if (!limits.sla_promise.empty()) {
        json.key("sla").begin_object();
        json.key("promise").value(limits.sla_promise);
        cause("team", limits.sla_cause);
        json.end_object();
    }
    cause("stability", limits.stability_cause);
    json.end_object();
    write_reasons(json, reasons, true);
    json.end_object();
}

} // namespace plimsoll
