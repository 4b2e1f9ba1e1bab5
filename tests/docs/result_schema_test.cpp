// docs/result.schema.json describes what the program writes.
#include "tests/cli/program.hpp"
#include "tests/docs/json_schema.hpp"

namespace result_schema_test {

using namespace program;
using nlohmann::json;

namespace {

json schema() {
    return json::parse(read(PLIMSOLL_SOURCE "/docs/result.schema.json"));
}

std::vector<std::string> faults_of(const json& result) {
    const json described = schema();
    return json_schema::faults(result, described, described);
}

json result_of(const std::string& arguments) {
    const Outcome outcome = plimsoll_with(arguments + " --quiet --json -");
    INFO(outcome.errors);
    REQUIRE(outcome.status == 0);
    return json::parse(outcome.output);
}

const std::string examples = std::string("'") + PLIMSOLL_SOURCE + "/examples/";
const std::vector<std::string> none;

} // namespace

TEST_CASE("what is written is as the schema says", "[schema]") {
    const std::string shop = examples + "e-commerce.yaml'";
    for (const std::string& arguments :
         {"sweep " + shop + " --clients 20,150,300 --replications 2 --hours 4w --warm-up 0",
          "run " + shop + " --replications 1 --hours 1w --warm-up 0",
          "run " + shop + " --hours 0 --replications 2",
          "run " + shop + " --from empty --cases 20 --replications 2", "check " + shop,
          "check " + examples + "brightside-agency.yaml'"}) {
        INFO(arguments);
        CHECK(faults_of(result_of(arguments)) == none);
    }
    const Folder folder;
    const std::string model = folder.write(
        "model.yaml", "teams: {a: {people: {anna: {}, b: {count: 2}}}, u: {people: unlimited}}\n"
                      "workflows:\n"
                      "  w:\n"
                      "    demand: 1 per hour\n"
                      "    steps:\n"
                      "      x: {team: a, effort: 20min, exits: {yes: 50%, stop: rest}}\n"
                      "      y: {after: x.yes, delay: 1h}\n");
    CHECK(faults_of(result_of("run '" + model + "' --hours 1w --replications 2")) == none);
}

TEST_CASE("the schema sees what is wrong", "[schema]") {
    const json sound =
        result_of("run " + examples + "e-commerce.yaml' --replications 2 --hours 1w --warm-up 0");
    const auto broken = [&](const char* pointer, const json& value) {
        json result = sound;
        result[json::json_pointer(pointer)] = value;
        return !faults_of(result).empty();
    };
    CHECK_FALSE(broken("/seed", 2));
    CHECK(broken("/seed", -1));
    CHECK(broken("/command", "dance"));
    CHECK(broken("/result", 2));
    CHECK(broken("/more", 1));
    CHECK(broken("/volumes/0/flow_time/mean", 3));
    CHECK(broken("/volumes/0/flow_time/mean/middle", 3));
    CHECK(broken("/volumes/0/bottleneck", json::object()));
    CHECK(broken("/volumes/0/teams/desk/utilisation", "much"));
    CHECK(broken("/findings/0/evidence/0", 1));
    json result = sound;
    result.erase("volumes");
    CHECK_FALSE(faults_of(result).empty());
}

} // namespace result_schema_test
