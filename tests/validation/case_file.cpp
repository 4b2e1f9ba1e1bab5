#include "validation/case_file.hpp"

#include <fmt/format.h>

#include <charconv>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace validation {

namespace {

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r");
    if (first == std::string::npos) {
        return "";
    }
    return text.substr(first, text.find_last_not_of(" \t\r") - first + 1);
}

/// A number, a fraction such as 1/6, or a share such as 80%.
std::optional<double> read_number(const std::string& text) {
    double value = 0;
    const char* end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc()) {
        return std::nullopt;
    }
    if (rest == end) {
        return value;
    }
    if (*rest == '%' && rest + 1 == end) {
        return value / 100;
    }
    double below = 0;
    if (*rest != '/') {
        return std::nullopt;
    }
    const auto [last, wrong] = std::from_chars(rest + 1, end, below);
    return wrong == std::errc() && last == end ? std::optional(value / below) : std::nullopt;
}

Figure read_figure(const std::string& text) {
    Figure figure;
    std::size_t from = 0;
    while (from <= text.size()) {
        const std::size_t plus = std::min(text.find(" + ", from), text.size());
        std::string path = trimmed(text.substr(from, plus - from));
        const bool sum = path.rfind("sum(", 0) == 0 && path.back() == ')';
        if (sum) {
            path = path.substr(4, path.size() - 5);
        }
        if (path.empty()) {
            throw std::runtime_error("a path is missing");
        }
        figure.parts.push_back({path, sum});
        from = plus + 3;
    }
    return figure;
}

void read_tolerance(Check& check, const std::string& word, const std::string& amount) {
    if (word == "interval") {
        check.nearness = Nearness::interval;
        check.tolerance = amount.empty() ? 0.02 : read_number(amount).value_or(-1);
    } else {
        check.nearness = word == "abs" ? Nearness::absolute : Nearness::relative;
        check.tolerance = read_number(amount).value_or(-1);
    }
    if (check.tolerance < 0) {
        throw std::runtime_error(
            "a tolerance is `interval`, `interval 5%`, `abs 0.01` or `rel 2%`");
    }
}

Check read_check(const std::string& text) {
    static const std::regex shape(
        R"(^(.+?) ([=<>]) (.+?)(?: (interval|abs|rel)(?: ([0-9.e+-]+%?))?)?$)");
    std::smatch match;
    if (!std::regex_match(text, match, shape)) {
        throw std::runtime_error("a check reads `PATH = VALUE TOLERANCE`");
    }
    Check check;
    check.text = text;
    check.figure = read_figure(match[1]);
    const std::string value = trimmed(match[3]);
    if (const auto number = read_number(value)) {
        check.expected = *number;
    } else if (value == "true" || value == "false") {
        check.expected = value == "true";
    } else if (value.size() >= 2 && value.front() == '"' && value.back() == '"') {
        check.expected = value.substr(1, value.size() - 2);
    } else {
        check.expected = read_figure(value);
    }
    if (match[4].matched) {
        read_tolerance(check, match[4], match[5]);
    }
    if (match[2] != "=") {
        if (match[4].matched) {
            throw std::runtime_error("`<` and `>` take no tolerance");
        }
        check.nearness = match[2] == "<" ? Nearness::below : Nearness::above;
    }
    return check;
}

} // namespace

Case read_case(const std::string& name, const std::string& text) {
    Case made;
    made.model = name + ".yaml";
    std::istringstream lines(text);
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        line = trimmed(line[0] == '#' ? "" : line.substr(0, line.find(" #")));
        if (line.empty()) {
            continue;
        }
        const auto colon = line.find(':');
        const std::string key = line.substr(0, colon);
        const std::string value = colon == std::string::npos ? "" : trimmed(line.substr(colon + 1));
        try {
            if (key == "slow" && value.empty()) {
                made.slow = true;
            } else if (key == "model") {
                made.model = value;
            } else if (key == "command") {
                made.commands.push_back({value, {}});
            } else if (key == "check") {
                if (made.commands.empty()) {
                    throw std::runtime_error("a check stands below its command");
                }
                made.commands.back().checks.push_back(read_check(value));
                made.commands.back().checks.back().line = number;
            } else {
                throw std::runtime_error("a line is `model:`, `slow`, `command:` or `check:`");
            }
        } catch (const std::runtime_error& fault) {
            throw std::runtime_error(fmt::format("{}.expect:{}: {}", name, number, fault.what()));
        }
    }
    for (const Command& command : made.commands) {
        if (command.checks.empty()) {
            throw std::runtime_error(name + ".expect: a command has no check");
        }
    }
    if (made.commands.empty()) {
        throw std::runtime_error(name + ".expect: nothing is run");
    }
    return made;
}

} // namespace validation
