#include "reports/files/json_figures.hpp"

namespace plimsoll {

void write_reasons(JsonWriter& json, const Reasons& reasons, bool always) {
    if (reasons.list.empty() && !always) {
        return;
    }
    json.key("why").begin_object();
    for (const auto& [name, why] : reasons.list) {
        json.key(name).value(why);
    }
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
            reasons.add(name, "no interval: one replication, or no sure steady state");
        }
    };
    json.begin_object();
    json.key("mean").value(estimate.mean);
    bound("low", estimate.low);
    bound("high", estimate.high);
    if (estimate.level != 0.95) {
        json.key("level").value(estimate.level);
    }
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
    for (const Named& named : figures) {
        write_figure(json, named.key, named.figure, reasons);
    }
    write_reasons(json, reasons);
    json.end_object();
}

void write_grouped(JsonWriter& json, std::string_view name, const std::vector<Named>& figures) {
    Reasons reasons;
    json.key(name).begin_object();
    for (std::size_t i = 0; i < figures.size();) {
        const std::string group = figures[i].key.substr(0, figures[i].key.find('.'));
        if (group == figures[i].key) {
            write_figure(json, group, figures[i].figure, reasons);
            ++i;
            continue;
        }
        std::vector<Named> inner;
        for (; i < figures.size() && figures[i].key.rfind(group + ".", 0) == 0; ++i) {
            inner.push_back({figures[i].key.substr(group.size() + 1), figures[i].figure});
        }
        write_grouped(json, group, inner);
    }
    write_reasons(json, reasons);
    json.end_object();
}

} // namespace plimsoll
