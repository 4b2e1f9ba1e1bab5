#include "catch.hpp"
#include "model/text/json_writer.hpp"
#include "reports/files/result_json.hpp"
#include "tests/reports/example_result.hpp"

#include <nlohmann/json.hpp>

namespace result_json_test {

using namespace plimsoll;
using Json = nlohmann::ordered_json;

namespace {

std::vector<std::string> keys(const Json& object) {
    std::vector<std::string> names;
    for (const auto& item : object.items()) {
        names.push_back(item.key());
    }
    return names;
}

using Names = std::vector<std::string>;

// Every null has its reason beside it, under its own name.
void check_reasons(const Json& value) {
    if (value.is_object()) {
        for (const auto& item : value.items()) {
            if (item.value().is_null() && item.key() != "team") {
                INFO(item.key());
                REQUIRE(value.contains("why"));
                CHECK(value["why"].contains(item.key()));
            }
        }
        if (value.contains("why")) {
            CHECK(keys(value).back() == "why");
        }
    }
    if (value.is_structured()) {
        for (const auto& child : value) {
            check_reasons(child);
        }
    }
}

} // namespace

TEST_CASE("the writer puts one key on a line and escapes what JSON must escape") {
    JsonWriter json;
    json.begin_object();
    json.key("text").value("a\"b\\c\n\x01 é \xff");
    json.key("numbers").numbers({1, 0.1, 1e21});
    json.key("empty").begin_object();
    json.end_object();
    json.key("inner").begin_object();
    json.key("x").begin_array();
    json.value(true);
    json.end_array();
    json.end_object();
    json.end_object();
    CHECK(json.finish() == "{\n  \"text\": \"a\\\"b\\\\c\\n\\u0001 é \xef\xbf\xbd\",\n"
                           "  \"numbers\": [1, 0.1, 1e+21],\n  \"empty\": {},\n"
                           "  \"inner\": {\n    \"x\": [\n      true\n    ]\n  }\n}\n");
}

TEST_CASE("the result file has the documented keys, in their order") {
    const Json file = Json::parse(result_to_json(example::sweep(), "0.1.0"));
    CHECK(keys(file) == Names{"plimsoll", "result", "command", "model", "seed", "volumes", "limits",
                              "moves", "shifts", "tried", "shown", "utilisation", "holders",
                              "findings", "assumptions"});
    CHECK(file["plimsoll"] == "0.1.0");
    CHECK(file["result"] == 1);
    const Json& volume = file["volumes"][0];
    CHECK(keys(volume) == Names{"clients",        "replications",
                                "stable",         "horizon",
                                "warm_up_hours",  "hours",
                                "cases",          "flow_time",
                                "flow_time_wall", "attainment",
                                "year",           "breaks_a_promise",
                                "cost_per_case",  "paid_cost_per_case",
                                "paid_per_hour",  "cost_per_client_per_month",
                                "teams",          "workflows",
                                "steps",          "work_hours",
                                "paid_hours",     "elapsed",
                                "bottleneck",     "tried"});
    CHECK(keys(volume["cases"]) ==
          Names{"arrived_per_hour", "completed_per_hour", "in_progress", "in_progress_shares"});
    CHECK(keys(volume["flow_time"]) == Names{"mean", "p50", "p90", "p95", "p99"});
    CHECK(keys(volume["flow_time"]["mean"]) == Names{"mean", "low", "high"});
    CHECK(keys(volume["teams"]) == Names{"account", "delivery", "finance", "founder"});
    CHECK(keys(volume["teams"]["founder"]) ==
          Names{"utilisation", "offered", "fullness", "queue_length", "in_system", "busy", "wait",
                "wait_any", "wait_share", "active_share", "critical_share", "cost_per_hour",
                "turned_away_per_hour"});
    CHECK(keys(volume["workflows"]["support"]) ==
          Names{"arrived_per_hour", "completed_per_hour", "in_progress", "flow_time",
                "flow_time_wall", "attainment", "year", "cost_per_case", "paid_cost_per_case",
                "outcomes", "why"});
    CHECK(keys(volume["year"]["attainment"]) == Names{"low", "high"});
    CHECK(keys(volume["steps"]["support.fix"]) ==
          Names{"visits_per_case", "count", "in_progress", "wait", "effort", "effort_min",
                "effort_max", "cost_per_case", "join_wait", "attainment", "why"});
    CHECK(volume["bottleneck"] == Json({{"team", nullptr}, {"why", "nobody waits"}}));
    const Json& found = file["volumes"][7]["bottleneck"];
    CHECK(found["team"] == "founder");
    CHECK(found["confirmed"] == true);
    CHECK(found["probability"] == 0.98);
    CHECK(found["sensitivity"]["founder"] == Json({{"mean", 1.5}, {"low", 1.25}, {"high", 1.75}}));
    const Json& contested = file["volumes"][5]["bottleneck"];
    CHECK(contested["team"].is_null());
    CHECK(contested["confirmed"] == false);
    CHECK(contested["contested"] == Json({"founder", "delivery"}));
    CHECK(contested["why"] == "contested: Founder or Delivery (54% : 46%)");
    CHECK(file["moves"][0] == Json({{"change", "teams.founder.available=+5h per week"},
                                    {"name", "Founder"},
                                    {"of", "hours"},
                                    {"team", "founder"},
                                    {"before", 5},
                                    {"after", 10},
                                    {"limit", "sla"},
                                    {"clients", {{"mean", 15}, {"low", 12}, {"high", 18}}}}));
    CHECK(file["moves"][3]["clients"].is_null());
    CHECK(file["moves"][3]["why"]["clients"] == "moves nothing");
    CHECK(file["shifts"][0] ==
          Json({{"from", "founder"},
                {"to", "delivery"},
                {"clients", {{"mean", 138}, {"low", 131}, {"high", 146}, {"level", 0.9}}},
                {"kind", "pool size"},
                {"confirmed", true}}));
    CHECK(keys(file["limits"]) == Names{"knee", "visibility", "sla", "stability", "ready",
                                        "nine_in_ten", "promises", "words", "promised", "state",
                                        "kept_from", "cause", "why"});
    CHECK(keys(file["limits"]["cause"]) == Names{"sla", "stability"});
    CHECK(file["limits"]["cause"]["sla"] == Json({{"promise", "support"}, {"team", "founder"}}));
    CHECK(file["limits"]["state"] == Json({{"support", "breaks"}}));
    CHECK(file["limits"]["why"]["visibility"] == "not computed in this version");
    CHECK(keys(file["findings"][0]) == Names{"id", "text", "evidence", "depends_on"});
    CHECK(keys(file["assumptions"][0]) == Names{"key", "value", "basis", "source", "simulated"});
}

TEST_CASE("every null says why") {
    Result result = example::sweep();
    VolumeFigures& volume = result.volumes[0];
    volume.flow_time.p99 = {Estimate{3, {}, {}, 0.95}, ""};
    volume.in_progress_shares_why = "cut at 1,000 open cases";
    volume.steps[0].effort = example::none("nobody works on it");
    volume.steps[0].effort_min.reset();
    volume.steps[0].effort_max.reset();
    const Json file = Json::parse(result_to_json(result, "0.1.0"));
    check_reasons(file["volumes"]);
    const Json& first = file["volumes"][0];
    CHECK(first["flow_time"]["p99"]["why"]["low"] ==
          "no interval: one replication, or no sure steady state");
    CHECK(first["cases"]["why"]["in_progress_shares"] == "cut at 1,000 open cases");
    CHECK(first["steps"]["onboarding.kickoff"]["why"]["effort_max"] == "nobody works on it");
    CHECK(file["volumes"][8]["why"]["stable"] == "work piles up without end");
    CHECK(file["volumes"][8]["flow_time"]["why"]["p95"] == "work piles up without end");
}

TEST_CASE("a level other than 95% is named, and a run has no limits") {
    Result result = example::run();
    result.volumes[0].attainment.value->level = 0.9;
    result.warnings = {"odd"};
    result.volumes[0].teams[0].members.push_back(
        {"anna", example::figure(0.5), example::figure(4), example::figure(8)});
    const Json file = Json::parse(result_to_json(result, "0.1.0"));
    CHECK_FALSE(file.contains("limits"));
    CHECK(file["warnings"] == Json({"odd"}));
    CHECK(file["volumes"][0]["attainment"]["level"] == 0.9);
    CHECK_FALSE(file["volumes"][0]["paid_hours"].contains("level"));
    CHECK(keys(file["volumes"][0]["teams"]["account"]["members"]["anna"]) ==
          Names{"utilisation", "worked_hours", "available_hours"});
}

TEST_CASE("check writes the model and what is assumed") {
    const Json file = Json::parse(check_to_json(example::agency(), "0.1.0"));
    CHECK(keys(file) == Names{"plimsoll", "result", "command", "model", "assumptions"});
    CHECK(file["command"] == "check");
}

TEST_CASE("the preview has its keys in order, and a reason for what is null") {
    Result result = example::run();
    Preview preview;
    preview.clients = 97;
    preview.flow_time.value = 6.5;
    preview.teams = {{"account", {0.5, ""}, {0.25, ""}, {200, ""}},
                     {"outside", {{}, "unlimited"}, {0, ""}, {{}, "never full"}}};
    preview.valid = true;
    preview.why = "All is well.";
    result.preview = preview;
    const Json file = Json::parse(result_to_json(result, "0.1.0"));
    CHECK(keys(file) == Names{"plimsoll", "result", "command", "model", "seed", "volumes", "tried",
                              "findings", "preview", "assumptions"});
    const Json& block = file["preview"];
    CHECK(keys(block) == Names{"clients", "flow_time", "teams", "saturation", "badge", "why"});
    CHECK(block["clients"] == 97);
    CHECK(block["flow_time"] == 6.5);
    CHECK(block["teams"].dump() == R"({"account":{"utilisation":0.5,"wait":0.25},)"
                                   R"("outside":{"utilisation":null,"wait":0,)"
                                   R"("why":{"utilisation":"unlimited"}}})");
    CHECK(block["saturation"].dump() ==
          R"({"account":200,"outside":null,"why":{"outside":"never full"}})");
    CHECK(block["badge"] == "valid");
    CHECK(block["why"] == "All is well.");
    result.preview->valid = false;
    result.preview->flow_time.value.reset();
    const Json other = Json::parse(result_to_json(result, "0.1.0"))["preview"];
    CHECK(other["flow_time"].is_null());
    CHECK(other["badge"] == "not valid here");
}

} // namespace result_json_test
