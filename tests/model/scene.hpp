// A scene: a model, overlays and settings in one text file, with the words that must be printed.
//
//     the model, called model.yaml in messages
//     ---- overlay.yaml      any number: an overlay, laid over in this order under this name
//     ---- set               settings, one PATH=VALUE a line
//     ----
//     the exact words that must be printed, up to the end of the file
#pragma once

#include "model/read/read_operation.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace scene {

/// A model with what is laid over it, and what the reader must say about both.
struct Scene {
    plimsoll::Source model{"model.yaml", {}};
    std::vector<plimsoll::Source> overlays;
    std::vector<std::string> settings;
    std::string expected;
};

/// Reads a scene; anything can be one.
inline Scene read_scene(const std::filesystem::path& path) {
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

} // namespace scene
