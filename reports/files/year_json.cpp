#include "reports/files/year_json.hpp"

namespace plimsoll {

namespace {

void write_range(JsonWriter& json, std::string_view name, const YearFigure& figure,
                 Reasons& reasons) {
    json.key(name);
    if (!figure.value) {
        json.null();
        reasons.add(name, figure.why);
        return;
    }
    json.begin_object();
    json.key("low").value(figure.value->low);
    json.key("high").value(figure.value->high);
    json.end_object();
}

} // namespace

void write_year(JsonWriter& json, const std::optional<YearFigures>& year, const std::string& why,
                Reasons& reasons) {
    json.key("year");
    if (!year) {
        json.null();
        reasons.add("year", why);
        return;
    }
    Reasons own;
    json.begin_object();
    write_range(json, "attainment", year->attainment, own);
    write_range(json, "flow_time_p95", year->flow_time_p95, own);
    write_reasons(json, own);
    json.end_object();
}

} // namespace plimsoll
