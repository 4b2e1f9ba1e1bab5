#include "reports/files/limits_json.hpp"

#include "reports/files/json_figures.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

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

namespace {

void write_three(JsonWriter& json, const char* key, const Limits& limits) {
    Reasons reasons;
    json.key(key).begin_object();
    write_figure(json, "knee", limits.knee, reasons);
    write_figure(json, "sla", limits.sla, reasons);
    write_figure(json, "stability", limits.stability, reasons);
    write_reasons(json, reasons);
    json.end_object();
}

} // namespace

void write_friction(JsonWriter& json, const Friction& friction, const Limits& practice) {
    Reasons reasons;
    json.key("friction").begin_object();
    json.key("limit").value(friction.limit);
    write_three(json, "on_paper", friction.on_paper);
    write_three(json, "in_practice", practice);
    write_figure(json, "clients", friction.clients, reasons);
    json.key("by_cause").begin_array();
    for (const FrictionCause& cause : friction.by_cause) {
        Reasons of_cause;
        std::vector<std::string> mechanisms;
        for (const int number : cause.mechanisms) {
            mechanisms.push_back(fmt::format("M{}", number));
        }
        json.begin_object();
        json.key("mechanisms").strings(mechanisms);
        json.key("name").value(cause.name);
        write_figure(json, "clients", cause.clients, of_cause);
        write_figure(json, "share_of_delay", cause.share_of_delay, of_cause);
        write_reasons(json, of_cause);
        json.end_object();
    }
    json.end_array();
    write_figure(json, "together", friction.together, reasons);
    json.key("delay_at").value(friction.delay_at);
    write_reasons(json, reasons);
    json.end_object();
}

} // namespace plimsoll
