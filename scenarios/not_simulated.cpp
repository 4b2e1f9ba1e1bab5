#include "scenarios/not_simulated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace plimsoll {

namespace {

constexpr std::size_t most_words = 6;

/// The word of the language in a path: `errors` in `workflows.support.steps.fix.errors`, `handoff`
/// in `handoff.wait`.
std::string word_of(std::string_view path) {
    std::vector<std::string> parts{""};
    bool quoted = false;
    for (const char character : path) {
        quoted = character == '"' ? !quoted : quoted;
        if (character == '.' && !quoted) {
            parts.emplace_back();
        } else {
            parts.back() += character;
        }
    }
    std::size_t at = 0;
    for (const std::string_view group : {"workflows", "steps", "teams", "people", "tools"}) {
        if (at + 2 < parts.size() && parts[at] == group) {
            at += 2;
        }
    }
    return parts[at];
}

std::string plural(std::size_t count, const std::string& word) {
    return fmt::format("{} {}{}", count, word, count == 1 ? "" : "s");
}

} // namespace

std::optional<Finding> not_simulated(const Operation& operation) {
    std::vector<std::string> words;
    std::size_t defaults = 0;
    for (const Assumption& assumption : operation.assumptions) {
        if (assumption.simulated) {
            continue;
        }
        if (assumption.source != stated_in_the_model) {
            ++defaults;
            continue;
        }
        const std::string word = word_of(assumption.key);
        if (std::find(words.begin(), words.end(), word) == words.end()) {
            words.push_back(word);
        }
    }
    if (words.empty() && defaults == 0) {
        return std::nullopt;
    }
    const std::size_t named = words.size() <= most_words + 1 ? words.size() : most_words;
    const std::size_t more = words.size() - named;
    std::string text;
    for (std::size_t i = 0; i < named; ++i) {
        const bool last = i + 1 == named && more == 0;
        text += (i == 0 ? "" : last ? " and " : ", ") + words[i];
    }
    if (more > 0) {
        text += fmt::format(" and {} more", more);
    }
    if (defaults > 0) {
        text += (text.empty() ? "" : "; ") + plural(defaults, "default");
    }
    return Finding{"not_simulated",
                   "Declared but not simulated in this version: " + text + ".",
                   {"assumptions"},
                   {}};
}

} // namespace plimsoll
