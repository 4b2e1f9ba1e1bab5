// docs/model.schema.json says the same keys as the reader.
#include "catch.hpp"

#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <set>

namespace schema_test {

using namespace plimsoll;

TEST_CASE("the JSON Schema knows exactly the keys that are read", "[schema]") {
    std::ifstream file(PLIMSOLL_SOURCE "/docs/model.schema.json");
    const nlohmann::json schema = nlohmann::json::parse(file);
    const std::vector<std::pair<Section, std::string>> sections = {
        {Section::operation, ""},        {Section::clients, "clients"},
        {Section::team, "team"},         {Section::member, "member"},
        {Section::workflow, "workflow"}, {Section::demand, "demand"},
        {Section::burst, "burst"},       {Section::due, "due"},
        {Section::response, "response"}, {Section::step, "step"},
        {Section::exit, "exit"},         {Section::rework, "rework"},
        {Section::patience, "patience"}, {Section::escalation, "escalation"},
        {Section::batch, "batch"},       {Section::times, "times"},
        {Section::slot, "slot"},         {Section::person, "person"},
        {Section::tool, "tool"},         {Section::integration, "integration"}};
    for (const auto& [section, name] : sections) {
        const nlohmann::json& part = name.empty() ? schema : schema.at("$defs").at(name);
        std::set<std::string> said;
        for (const auto& [key, value] : part.at("properties").items()) {
            said.insert(key);
            INFO(key);
            CHECK(value.contains("description"));
        }
        const std::vector<std::string> simulated = simulated_keys(section);
        const std::vector<std::string> mechanisms = mechanism_keys_at(section);
        std::set<std::string> read(simulated.begin(), simulated.end());
        read.insert(mechanisms.begin(), mechanisms.end());
        INFO(section_name(section));
        CHECK(said == read);
    }
}

TEST_CASE("the registry's own values have the form they ask for", "[mechanisms]") {
    for (const MechanismKey& row : mechanism_registry()) {
        INFO(row.key);
        CHECK((row.basis == "V" || row.basis == "R" || row.basis == "D" || row.basis == "C"));
        CHECK(row.in_force <= !row.typical.empty());
        CHECK((!row.in_force || row.typical != row.neutral));
        CHECK(row.mechanism >= 1);
        CHECK(row.mechanism <= 18);
        for (const std::string_view value : {row.neutral, row.typical}) {
            if (value.empty() || row.form == MechanismForm::team ||
                row.form == MechanismForm::person) {
                continue;
            }
            // Written into a map at its own place, the value is accepted.
            const std::string key(row.key);
            const std::size_t dot = key.find('.');
            Node leaf;
            leaf.kind = Node::Kind::text;
            leaf.text = value;
            Node map;
            map.kind = Node::Kind::map;
            if (dot == std::string::npos) {
                map.entries.push_back({key, {}, leaf});
            } else {
                Node group;
                group.kind = Node::Kind::map;
                group.entries.push_back({key.substr(dot + 1), {}, leaf});
                map.entries.push_back({key.substr(0, dot), {}, group});
            }
            Faults faults;
            faults.add_source("registry", "");
            Reading reading{faults, {}, true, {}, {}, false, false, false};
            reading.operation.calendar = round_the_clock();
            read_mechanisms(map, row.sections.front(), "here", reading);
            INFO(value << "\n" << print(faults.diagnostics()));
            CHECK(faults.errors() == 0);
            CHECK(reading.operation.assumptions.size() == 1);
        }
    }
}

} // namespace schema_test
