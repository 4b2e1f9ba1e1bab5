// How figures are written in the result file: estimates with their interval, or null with a reason.
#pragma once

#include "model/text/json_writer.hpp"
#include "scenarios/result/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace plimsoll {

/// What is null in an object, with its reason: the object's last key, `why`.
struct Reasons {
    std::vector<std::pair<std::string, std::string>> list;

    void add(std::string_view name, const std::string& why) {
        list.emplace_back(name, why.empty() ? "not computed in this version" : why);
    }
};

void write_reasons(JsonWriter& json, const Reasons& reasons, bool always = false);
void write_estimate(JsonWriter& json, const Estimate& estimate);
void write_figure(JsonWriter& json, std::string_view name, const Figure& figure, Reasons& reasons);
void write_number(JsonWriter& json, std::string_view name, const std::optional<double>& number,
                  const std::string& why, Reasons& reasons);
void write_times(JsonWriter& json, std::string_view name, const Times& times);
void write_named(JsonWriter& json, std::string_view name, const std::vector<Named>& figures);

/// The same; what is called `group.key`, one after the other, stands in an object of the group.
void write_grouped(JsonWriter& json, std::string_view name, const std::vector<Named>& figures);

} // namespace plimsoll
