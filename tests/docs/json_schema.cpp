#include "tests/docs/json_schema.hpp"

#include <algorithm>
#include <set>

namespace json_schema {

namespace {

using nlohmann::json;

bool has_type(const json& value, const std::string& type) {
    return type == "object"    ? value.is_object()
           : type == "array"   ? value.is_array()
           : type == "string"  ? value.is_string()
           : type == "boolean" ? value.is_boolean()
           : type == "integer" ? value.is_number_integer()
           : type == "number"  ? value.is_number()
                               : type == "null" && value.is_null();
}

bool has_one_type(const json& value, const json& types) {
    if (types.is_string()) {
        return has_type(value, types);
    }
    return std::any_of(types.begin(), types.end(),
                       [&](const json& type) { return has_type(value, type); });
}

void add(std::vector<std::string>& all, const std::vector<std::string>& more) {
    all.insert(all.end(), more.begin(), more.end());
}

std::vector<std::string> faults_of_object(const json& value, const json& schema, const json& root,
                                          const std::string& place) {
    std::vector<std::string> found;
    const json properties = schema.value("properties", json::object());
    for (const auto& [key, part] : value.items()) {
        const std::string below = place + "/" + key;
        if (properties.contains(key)) {
            add(found, faults(part, properties.at(key), root, below));
        } else if (!schema.contains("additionalProperties")) {
            continue;
        } else if (schema.at("additionalProperties") == false) {
            found.push_back(below + ": no such key");
        } else if (schema.at("additionalProperties").is_object()) {
            add(found, faults(part, schema.at("additionalProperties"), root, below));
        }
    }
    for (const json& key : schema.value("required", json::array())) {
        if (!value.contains(key.get<std::string>())) {
            found.push_back(place + ": `" + key.get<std::string>() + "` is missing");
        }
    }
    return found;
}

std::vector<std::string> faults_of_choice(const json& value, const json& schema, const json& root,
                                          const std::string& place) {
    std::vector<std::string> found;
    if (schema.contains("oneOf")) {
        const auto fitting = std::count_if(
            schema.at("oneOf").begin(), schema.at("oneOf").end(),
            [&](const json& choice) { return faults(value, choice, root, place).empty(); });
        if (fitting != 1) {
            found.push_back(place + ": fits " + std::to_string(fitting) + " of the choices");
        }
    }
    for (const json& part : schema.value("allOf", json::array())) {
        if (!part.contains("if")) {
            add(found, faults(value, part, root, place));
        } else if (faults(value, part.at("if"), root, place).empty()) {
            add(found, faults(value, part.at("then"), root, place));
        }
    }
    return found;
}

} // namespace

std::vector<std::string> faults(const json& value, const json& schema, const json& root,
                                const std::string& place) {
    static const std::set<std::string> known{
        "$schema", "title", "description", "type",   "properties", "required",
        "$ref",    "$defs", "items",       "oneOf",  "allOf",      "additionalProperties",
        "enum",    "const", "minimum",     "maximum"};
    std::vector<std::string> found;
    for (const auto& item : schema.items()) {
        if (known.count(item.key()) == 0) {
            found.push_back(place + ": the schema says `" + item.key() + "`, which is not checked");
        }
    }
    if (schema.contains("$ref")) {
        const std::string target = schema.at("$ref");
        add(found, faults(value, root.at(json::json_pointer(target.substr(1))), root, place));
    }
    if (schema.contains("type") && !has_one_type(value, schema.at("type"))) {
        found.push_back(place + ": is no " + schema.at("type").dump());
    }
    if (schema.contains("const") && value != schema.at("const")) {
        found.push_back(place + ": is not " + schema.at("const").dump());
    }
    if (schema.contains("enum") && std::find(schema.at("enum").begin(), schema.at("enum").end(),
                                             value) == schema.at("enum").end()) {
        found.push_back(place + ": is none of " + schema.at("enum").dump());
    }
    if (schema.contains("minimum") && value.is_number() && value < schema.at("minimum")) {
        found.push_back(place + ": is below " + schema.at("minimum").dump());
    }
    if (schema.contains("maximum") && value.is_number() && value > schema.at("maximum")) {
        found.push_back(place + ": is above " + schema.at("maximum").dump());
    }
    add(found, faults_of_choice(value, schema, root, place));
    if (value.is_object()) {
        add(found, faults_of_object(value, schema, root, place));
    }
    if (value.is_array() && schema.contains("items")) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            add(found, faults(value[i], schema.at("items"), root, place + "/" + std::to_string(i)));
        }
    }
    return found;
}

} // namespace json_schema
