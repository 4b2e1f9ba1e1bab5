// The part of JSON Schema (2020-12) that this house's schemas use. A word it does not know is a
// fault, so that nothing is believed to be checked that is not.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace json_schema {

/// What in `value` is not as `schema` says, each with its place. `root` holds `$defs`.
std::vector<std::string> faults(const nlohmann::json& value, const nlohmann::json& schema,
                                const nlohmann::json& root, const std::string& place = "");

} // namespace json_schema
