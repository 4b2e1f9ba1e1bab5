#include "bench/figures.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <ctime>
#include <fstream>

namespace plimsoll::bench {

namespace {

std::string processor() {
    std::ifstream description("/proc/cpuinfo");
    for (std::string line; std::getline(description, line);) {
        if (line.rfind("model name", 0) == 0) {
            return line.substr(line.find(':') + 2);
        }
    }
    return "unknown";
}

} // namespace

Figures::Figures(int& count, char** arguments) {
    int kept = 1;
    for (int i = 1; i < count; ++i) {
        if (std::string(arguments[i]) == "--json" && i + 1 < count) {
            path_ = arguments[++i];
        } else {
            arguments[kept++] = arguments[i];
        }
    }
    count = kept;
}

int Figures::save() const {
    if (path_.empty()) {
        return 0;
    }
    nlohmann::json all = nlohmann::json::object();
    if (std::ifstream before(path_); before) {
        all = nlohmann::json::parse(before, nullptr, false);
        if (!all.is_object()) {
            std::fprintf(stderr, "%s is there and is not a file of figures\n", path_.c_str());
            return 1;
        }
    }
    const std::string day = fmt::format("{:%Y-%m-%d}", fmt::gmtime(std::time(nullptr)));
    const std::string machine = processor();
    for (const auto& [name, figure] : figures_) {
        all[name] = {{"value", figure.value},
                     {"unit", figure.unit},
                     {"day", day},
                     {"machine", machine},
                     {"compiler", __VERSION__}};
    }
    std::ofstream file(path_);
    file << all.dump(2) << '\n';
    if (!file.flush()) {
        std::fprintf(stderr, "%s cannot be written\n", path_.c_str());
        return 1;
    }
    return 0;
}

} // namespace plimsoll::bench
