// Runs the built program the way a shell does, and keeps what it said.
#pragma once

#include "catch.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

#include <sys/wait.h>
#include <unistd.h>

namespace program {

struct Outcome {
    int status = -1;
    std::string output;
    std::string errors;
};

// A folder of its own for each test, gone afterwards.
class Folder {
public:
    Folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "plimsoll-XXXXXX").string();
        path_ = mkdtemp(pattern.data());
    }
    ~Folder() { std::filesystem::remove_all(path_); }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string at(const std::string& name) const { return (path_ / name).string(); }

    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(at(name), std::ios::binary) << text;
        return at(name);
    }

private:
    std::filesystem::path path_;
};

inline std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// `before` goes before the command, as in NO_COLOR=1.
inline Outcome plimsoll_with(const std::string& arguments, const std::string& before = "") {
    const Folder folder;
    const std::string errors = folder.at("errors");
    const std::string command =
        before + " '" + PLIMSOLL_PROGRAM + "' " + arguments + " 2>'" + errors + "'";
    Outcome outcome;
    std::FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> block{};
    for (std::size_t count = 0; (count = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
        outcome.output.append(block.data(), count);
    const int status = pclose(pipe);
    outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    outcome.errors = read(errors);
    return outcome;
}

inline void check_refused(const std::string& arguments, const std::string& words) {
    INFO(arguments);
    const Outcome outcome = plimsoll_with(arguments);
    CHECK(outcome.status == 2);
    CHECK(outcome.output.empty());
    CHECK_THAT(outcome.errors, Catch::Contains(words));
}

inline const std::string smallest_model = "plimsoll: 1\n"
                                          "assumptions: neutral\n"
                                          "teams: {desk: {people: 1}}\n"
                                          "workflows:\n"
                                          "  call:\n"
                                          "    demand: 3 per hour\n"
                                          "    steps:\n"
                                          "      answer: {team: desk, effort: 10min}\n";

} // namespace program
