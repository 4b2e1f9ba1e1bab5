// A validation case: a model file, the commands that run it, and what each must find.
//
// The format is described in cases/README.md, for people who would add a case.
#pragma once

#include <nlohmann/json.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace validation {

/// How near a figure must come.
enum class Nearness {
    exactly,  ///< to the last digit that a double can be trusted with
    interval, ///< inside the 99% interval, whose relative half-width is at most `tolerance`
    absolute, ///< within `tolerance`
    relative, ///< within `tolerance` times the value expected
    below,    ///< less than it
    above,    ///< more than it
};

/// A figure of the result: the sum of these parts. A path is looked up in the first volume, or from
/// the root of the result when it begins with "/".
struct Figure {
    struct Part {
        std::string path;
        bool sum_of_members = false; ///< written sum(path)
    };
    std::vector<Part> parts;
};

struct Check {
    int line = 0;
    std::string text; ///< as written, for messages
    Figure figure;
    std::variant<double, bool, std::string, Figure> expected;
    Nearness nearness = Nearness::exactly;
    double tolerance = 0;
};

struct Command {
    std::string arguments; ///< "run --clients 1 ...", without the model
    std::vector<Check> checks;
};

struct Case {
    std::string model; ///< file name of the model
    bool slow = false; ///< runs at night
    std::vector<Command> commands;
};

/// Reads the text of NAME.expect. Throws std::runtime_error with the line and what is wrong with
/// it.
Case read_case(const std::string& name, const std::string& text);

/// What became of a check.
struct Outcome {
    bool met = false;
    bool missed_by_chance = false; ///< outside the 99% interval, but inside the 99.99% one
    std::string why;               ///< when not met
};

/// Compares one result file with a check.
Outcome judge(const nlohmann::json& result, const Check& check);

/// How many of `checks` independent 99% intervals may miss before chance no longer explains it: the
/// 99.9% quantile of the binomial distribution.
int misses_that_chance_explains(int checks);

} // namespace validation
