// Every faulty model and its message, from tests/diagnostics/NAME.txt:
//
//     the model, called model.yaml in messages
//     ---- overlay.yaml      any number: an overlay, laid over in this order under this name
//     ---- set               settings, one PATH=VALUE a line
//     ----
//     the exact words that must be printed, up to the end of the file
//
// To add one: write the file, run this test, and read what it printed.
#include "catch.hpp"

#include "model/read_operation.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace {

struct Scene {
    plimsoll::Source model{"model.yaml", {}};
    std::vector<plimsoll::Source> overlays;
    std::vector<std::string> settings;
    std::string expected;
};

Scene read_scene(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream whole;
    whole << file.rdbuf();
    Scene scene;
    enum class Part { model, overlay, set, expected } part = Part::model;
    std::string line;
    while (std::getline(whole, line)) {
        if (part == Part::expected) {
            scene.expected += line + "\n";
        } else if (line == "----") {
            part = Part::expected;
        } else if (line == "---- set") {
            part = Part::set;
        } else if (line.compare(0, 5, "---- ") == 0) {
            part = Part::overlay;
            scene.overlays.push_back({line.substr(5), {}});
        } else if (part == Part::set) {
            scene.settings.push_back(line);
        } else {
            (part == Part::model ? scene.model : scene.overlays.back()).text += line + "\n";
        }
    }
    return scene;
}

} // namespace

TEST_CASE("every faulty model says what is wrong, in these words", "[diagnostics]") {
    std::vector<std::filesystem::path> paths;
    for (const auto& entry :
         std::filesystem::directory_iterator(PLIMSOLL_SOURCE "/tests/diagnostics")) {
        paths.push_back(entry.path());
    }
    std::sort(paths.begin(), paths.end());
    REQUIRE(paths.size() >= 60);
    for (const std::filesystem::path& path : paths) {
        const Scene scene = read_scene(path);
        const plimsoll::ReadResult result =
            plimsoll::read_operation(scene.model, scene.overlays, scene.settings);
        INFO(path.filename().string());
        CHECK(plimsoll::print(result.diagnostics) == scene.expected);
        CHECK(result.operation.has_value() == !plimsoll::has_errors(result.diagnostics));
    }
}
