// The rules of the house that can be read off the files: floors, names, sizes, presets.
#include "catch.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace floors_test {

namespace {

namespace fs = std::filesystem;

const std::vector<std::string> floors = {"model", "sim", "scenarios", "reports", "cli"};

struct SourceFile {
    std::string path; // from the root of the repository
    std::string text;
};

std::string read_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// Every .hpp and .cpp below these folders, by path.
std::vector<SourceFile> sources_below(const std::vector<std::string>& folders) {
    const fs::path root = PLIMSOLL_SOURCE;
    std::vector<SourceFile> found;
    for (const std::string& folder : folders) {
        if (!fs::exists(root / folder)) {
            continue;
        }
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const fs::path extension = entry.path().extension();
            if (extension == ".hpp" || extension == ".cpp") {
                found.push_back(
                    {fs::relative(entry.path(), root).generic_string(), read_text(entry.path())});
            }
        }
    }
    std::sort(found.begin(), found.end(),
              [](const SourceFile& a, const SourceFile& b) { return a.path < b.path; });
    return found;
}

/// The floor of a path such as "sim/engine.hpp", from 0 (model) up; -1 when it is on none.
int floor_of(const std::string& path) {
    const std::string folder = path.substr(0, path.find('/'));
    const auto found = std::find(floors.begin(), floors.end(), folder);
    return found == floors.end() ? -1 : static_cast<int>(found - floors.begin());
}

/// The rooms of the floors that have some, from the ground up. What lies deeper belongs to the room
/// that it is in.
const std::vector<std::string> rooms = {"model/numeric",
                                        "model",
                                        "model/text",
                                        "model/check",
                                        "model/read",
                                        "model/describe",
                                        "sim/random",
                                        "sim/calendar",
                                        "sim/plan",
                                        "sim/record",
                                        "sim/arrivals",
                                        "sim/engine",
                                        "sim/mechanisms",
                                        "sim/fast",
                                        "sim",
                                        "scenarios/result",
                                        "scenarios/statistics",
                                        "scenarios/formulas",
                                        "scenarios/experiment",
                                        "scenarios/figures",
                                        "scenarios/limits",
                                        "scenarios/trials",
                                        "scenarios/findings",
                                        "scenarios",
                                        "reports",
                                        "reports/files",
                                        "reports/terminal"};

/// The room of a path such as "sim/engine/timer.hpp", in the order of `rooms`; -1 when it is none.
int room_of(const std::string& path) {
    const auto first = path.find('/');
    const auto second = path.find('/', first + 1);
    const std::string folder = path.substr(0, second == std::string::npos ? first : second);
    const auto found = std::find(rooms.begin(), rooms.end(), folder);
    return found == rooms.end() ? -1 : static_cast<int>(found - rooms.begin());
}

bool has_rooms(int floor) {
    return std::find(rooms.begin(), rooms.end(), floors[static_cast<std::size_t>(floor)]) !=
           rooms.end();
}

/// Renderers compute nothing: of the floors that do they know results alone.
bool is_computed_by_renderer(const std::string& source, const std::string& target) {
    return source.rfind("reports/", 0) == 0 &&
           (target.rfind("sim/", 0) == 0 ||
            (target.rfind("scenarios/", 0) == 0 && target.rfind("scenarios/result/", 0) != 0));
}

/// The includes in quotes that reach up a floor or a room, or out of the house.
std::vector<std::string> includes_against_the_floors(const SourceFile& source) {
    std::vector<std::string> faults;
    const int floor = floor_of(source.path);
    if (has_rooms(floor) && room_of(source.path) < 0) {
        faults.push_back(source.path + " is in no room");
    }
    std::istringstream lines(source.text);
    for (std::string line; std::getline(lines, line);) {
        const std::string opening = "#include \"";
        if (line.rfind(opening, 0) != 0) {
            continue;
        }
        const std::string target = line.substr(opening.size(), line.rfind('"') - opening.size());
        if (floor_of(target) < 0) {
            faults.push_back(source.path + " includes " + target + ", which names no floor");
        } else if (floor_of(target) > floor) {
            faults.push_back(source.path + " includes " + target + " from a floor above");
        } else if (floor_of(target) == floor && room_of(target) > room_of(source.path)) {
            faults.push_back(source.path + " includes " + target + " from a room above");
        } else if (is_computed_by_renderer(source.path, target)) {
            faults.push_back(source.path + " includes " + target + ", which computes");
        }
    }
    return faults;
}

/// True when a part of the path says nothing about what is in it.
bool has_an_empty_name(const std::string& path) {
    std::string lower = path;
    for (char& letter : lower) {
        letter = static_cast<char>(letter >= 'A' && letter <= 'Z' ? letter - 'A' + 'a' : letter);
    }
    for (const char* word : {"utils", "util.", "common", "manager", "helpers", "misc"}) {
        if (lower.find(word) != std::string::npos) {
            return true;
        }
    }
    return false;
}

std::int64_t line_count(const std::string& text) {
    return std::count(text.begin(), text.end(), '\n');
}

} // namespace

TEST_CASE("a file includes only from its own floor and room and those below", "[house]") {
    std::vector<std::string> faults;
    for (const SourceFile& source : sources_below(floors)) {
        for (const std::string& fault : includes_against_the_floors(source)) {
            faults.push_back(fault);
        }
    }
    CHECK(faults == std::vector<std::string>{});
}

TEST_CASE("the floors check sees what it is there for", "[house]") {
    CHECK(includes_against_the_floors({"sim/a.cpp", "#include \"sim/a.hpp\"\n"}).empty());
    CHECK(includes_against_the_floors({"sim/a.cpp", "#include \"model/a.hpp\"\n"}).empty());
    CHECK(includes_against_the_floors({"sim/a.cpp", "#include <vector>\n"}).empty());
    CHECK(includes_against_the_floors({"sim/a.cpp", "#include \"reports/a.hpp\"\n"}).size() == 1);
    CHECK(includes_against_the_floors({"sim/a.cpp", "#include \"a.hpp\"\n"}).size() == 1);
    CHECK(
        includes_against_the_floors({"sim/plan/a.cpp", "#include \"sim/random/a.hpp\"\n"}).empty());
    CHECK(
        includes_against_the_floors({"sim/plan/a.cpp", "#include \"model/read/a.hpp\"\n"}).empty());
    CHECK(includes_against_the_floors({"sim/plan/a.cpp", "#include \"sim/a.hpp\"\n"}).size() == 1);
    CHECK(
        includes_against_the_floors({"sim/random/a.cpp", "#include \"sim/plan/a.hpp\"\n"}).size() ==
        1);
    CHECK(includes_against_the_floors({"sim/engine/b/a.cpp", "#include \"sim/engine/a.hpp\"\n"})
              .empty());
    CHECK(includes_against_the_floors({"sim/attic/a.cpp", ""}).size() == 1);
    CHECK(includes_against_the_floors(
              {"reports/files/a.cpp", "#include \"scenarios/result/result.hpp\"\n"})
              .empty());
    CHECK(includes_against_the_floors(
              {"reports/files/a.cpp", "#include \"scenarios/limits/limits.hpp\"\n"})
              .size() == 1);
    CHECK(includes_against_the_floors({"reports/files/a.cpp", "#include \"sim/compile.hpp\"\n"})
              .size() == 1);
    CHECK(has_an_empty_name("sim/common/time.hpp"));
    CHECK(has_an_empty_name("sim/RunManager.hpp"));
    CHECK_FALSE(has_an_empty_name("model/calendar.hpp"));
}

TEST_CASE("no two headers call different types by one name", "[house]") {
    // The linker would take one's functions for the other's. Types within types are not looked at.
    std::map<std::string, std::string> header_of;
    for (const SourceFile& source : sources_below(floors)) {
        if (source.path.substr(source.path.size() - 4) != ".hpp") {
            continue;
        }
        std::istringstream lines(source.text);
        for (std::string line; std::getline(lines, line);) {
            for (const std::string opening : {"struct ", "class ", "enum class "}) {
                const std::string rest = line.substr(std::min(opening.size(), line.size()));
                const std::string name = rest.substr(0, rest.find_first_of(" ;:{"));
                // A type that is only announced, or a template made for some types, is no second.
                if (line.rfind(opening, 0) != 0 || line.back() == ';' || name == "class" ||
                    name.find('<') != std::string::npos) {
                    continue;
                }
                INFO(name << " in " << source.path << " and in " << header_of[name]);
                CHECK(header_of[name].empty());
                header_of[name] = source.path;
            }
        }
    }
    CHECK(header_of.size() > 100);
}

TEST_CASE("every file says by its name what it holds", "[house]") {
    for (const SourceFile& source :
         sources_below({"model", "sim", "scenarios", "reports", "cli", "tests", "bench"})) {
        INFO(source.path);
        CHECK_FALSE(has_an_empty_name(source.path));
    }
}

TEST_CASE("no source is longer than 500 lines", "[house]") {
    const auto sources =
        sources_below({"model", "sim", "scenarios", "reports", "cli", "tests", "bench"});
    CHECK(sources.size() > 10);
    for (const SourceFile& source : sources) {
        INFO(source.path);
        CHECK(line_count(source.text) <= 500);
    }
}

TEST_CASE("what the walk through the house names is there", "[house]") {
    const std::string text = read_text(fs::path(PLIMSOLL_SOURCE) / "docs/architecture.md");
    int named = 0;
    for (std::size_t from = text.find('`'); from != std::string::npos;) {
        const std::size_t to = text.find('`', from + 1);
        REQUIRE(to != std::string::npos);
        const std::string name = text.substr(from + 1, to - from - 1);
        if (floor_of(name) >= 0 || name.rfind("tests/", 0) == 0) {
            INFO(name);
            CHECK(fs::exists(fs::path(PLIMSOLL_SOURCE) / name));
            ++named;
        }
        from = text.find('`', to + 1);
    }
    CHECK(named > 25);
}

TEST_CASE("every preset that configures also builds", "[house]") {
    const auto presets =
        nlohmann::json::parse(read_text(fs::path(PLIMSOLL_SOURCE) / "CMakePresets.json"));
    std::set<std::string> configures, builds;
    for (const auto& preset : presets.at("configurePresets")) {
        if (!preset.value("hidden", false)) {
            configures.insert(preset.at("name"));
        }
    }
    for (const auto& preset : presets.at("buildPresets")) {
        builds.insert(preset.at("name"));
        CHECK(preset.at("name") == preset.at("configurePreset"));
    }
    CHECK(configures == builds);
    CHECK(configures.count("release") == 1);
}

} // namespace floors_test
