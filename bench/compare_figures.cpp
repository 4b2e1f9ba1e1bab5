// Two files of figures side by side.
//
//   compare_figures OLD.json NEW.json
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <string>

namespace {

bool holds_figures(const nlohmann::json& file) {
    return file.is_object() &&
           std::all_of(file.begin(), file.end(), [](const nlohmann::json& figure) {
               return figure.is_object() && figure.contains("value") &&
                      figure["value"].is_number() && figure.contains("unit") &&
                      figure["unit"].is_string() && figure.contains("machine");
           });
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        std::fprintf(stderr, "Usage: compare_figures OLD.json NEW.json\n");
        return 2;
    }
    nlohmann::json files[2];
    for (int i = 0; i < 2; ++i) {
        std::ifstream file(arguments[i + 1]);
        files[i] = nlohmann::json::parse(file, nullptr, false);
        if (!holds_figures(files[i])) {
            std::fprintf(stderr, "%s is not a file of figures\n", arguments[i + 1]);
            return 2;
        }
    }
    for (const auto& [name, now] : files[1].items()) {
        const double value = now.at("value").get<double>();
        const std::string unit = now.at("unit").get<std::string>();
        if (!files[0].contains(name)) {
            std::printf("%-40s %12s %12.4g %-14s new\n", name.c_str(), "", value, unit.c_str());
            continue;
        }
        const nlohmann::json& before = files[0].at(name);
        const double old = before.at("value").get<double>();
        const bool same_machine = before.at("machine") == now.at("machine");
        std::printf("%-40s %12.4g %12.4g %-14s %6.3f%s\n", name.c_str(), old, value, unit.c_str(),
                    value / old, same_machine ? "" : "   on another machine");
    }
    for (const auto& [name, before] : files[0].items()) {
        if (!files[1].contains(name)) {
            std::printf("%-40s %12.4g %12s gone\n", name.c_str(), before.at("value").get<double>(),
                        "");
        }
    }
    return 0;
}
