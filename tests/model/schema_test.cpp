// docs/model.schema.json says the same keys as the reader.
#include "catch.hpp"

#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdlib>
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

/// What the schema says of a key, made from its row.
nlohmann::ordered_json schema_of(const MechanismKey& row) {
    const auto part = [&row]() -> std::string {
        switch (row.form) {
        case MechanismForm::share:
            return "share";
        case MechanismForm::factor:
        case MechanismForm::count:
            return "number";
        case MechanismForm::duration:
            return "effort";
        case MechanismForm::yes_no:
            return "yes_no";
        case MechanismForm::team:
        case MechanismForm::person:
            return "name";
        case MechanismForm::people:
            return "names";
        case MechanismForm::months:
            return "list";
        case MechanismForm::style:
            return "style";
        default:
            return "text";
        }
    };
    std::string text = fmt::format("{} Mechanism M{}", row.says, row.mechanism);
    text += is_simulated(row) ? "." : ": read and checked, not simulated in this version.";
    text += row.typical.empty() ? "" : fmt::format(" Typically {}.", row.typical);
    text += row.neutral.empty() ? "" : fmt::format(" Off: {}.", row.neutral);
    nlohmann::ordered_json schema;
    schema["description"] = text;
    schema["$ref"] = "#/$defs/" + part();
    return schema;
}

/// The mechanisms' keys of a section, made from the registry's rows.
nlohmann::ordered_json mechanisms_of(Section section) {
    nlohmann::ordered_json all = nlohmann::ordered_json::object();
    for (const MechanismKey& row : mechanism_registry()) {
        if (std::find(row.sections.begin(), row.sections.end(), section) == row.sections.end()) {
            continue;
        }
        const std::string key(row.key);
        const std::size_t dot = key.find('.');
        if (dot == std::string::npos) {
            all[key] = schema_of(row);
            continue;
        }
        nlohmann::ordered_json& group = all[key.substr(0, dot)];
        if (group.is_null()) {
            group["description"] = fmt::format("Mechanism M{}.", row.mechanism);
            group["type"] = "object";
            group["properties"] = nlohmann::ordered_json::object();
            group["additionalProperties"] = false;
        }
        group["properties"][key.substr(dot + 1)] = schema_of(row);
    }
    return all;
}

// PLIMSOLL_APPROVE=1 writes what the registry says into the file.
TEST_CASE("the JSON Schema says of mechanisms what the registry says", "[schema][docs]") {
    const std::string path = PLIMSOLL_SOURCE "/docs/model.schema.json";
    std::ifstream file(path);
    nlohmann::ordered_json schema = nlohmann::ordered_json::parse(file);
    const std::vector<std::pair<Section, std::string>> sections = {
        {Section::operation, ""},    {Section::clients, "clients"},        {Section::team, "team"},
        {Section::member, "member"}, {Section::workflow, "workflow"},      {Section::step, "step"},
        {Section::tool, "tool"},     {Section::integration, "integration"}};
    for (const auto& [section, name] : sections) {
        nlohmann::ordered_json& part = name.empty() ? schema : schema["$defs"][name];
        const nlohmann::ordered_json mechanisms = mechanisms_of(section);
        for (const auto& [key, said] : mechanisms.items()) {
            INFO(section_name(section) << ": " << key);
            if (std::getenv("PLIMSOLL_APPROVE") == nullptr) {
                CHECK(part["properties"][key] == said);
            }
            part["properties"][key] = said;
        }
    }
    if (std::getenv("PLIMSOLL_APPROVE") != nullptr) {
        std::ofstream(path) << schema.dump(2) << "\n";
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
            Reading reading{faults};
            reading.teams_are_known = true;
            reading.operation.calendar = round_the_clock();
            using Level = MechanismPlace::Level;
            const Section own = row.sections.front();
            read_mechanisms(map,
                            {own == Section::clients    ? Level::clients
                             : own == Section::team     ? Level::team
                             : own == Section::step     ? Level::step
                             : own == Section::workflow ? Level::workflow
                                                        : Level::tool,
                             "there", "here"},
                            reading);
            INFO(value << "\n" << print(faults.diagnostics()));
            CHECK(faults.errors() == 0);
            CHECK(reading.operation.assumptions.size() == 1);
            CHECK(reading.operation.mechanisms.size() == 1);
        }
    }
}

} // namespace schema_test
