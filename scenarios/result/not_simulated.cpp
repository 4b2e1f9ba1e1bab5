#include "scenarios/result/not_simulated.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

namespace plimsoll {

namespace {

constexpr std::size_t most_things = 6;

struct Thing {
    std::string_view word;
    std::string_view name;
    bool takes_hours = true; ///< so that real capacity is lower
};

/// What words of the language stand for, as a person would say it; what takes most of most people's
/// hours first.
constexpr std::array things{
    Thing{"away", "sickness"},
    Thing{"errors", "errors"},
    Thing{"meetings", "meetings"},
    Thing{"handoff", "hand-offs"},
    Thing{"decisions", "decisions"},
    Thing{"edge_cases", "odd cases"},
    Thing{"switching", "switching between tasks"},
    Thing{"status", "status reports"},
    Thing{"rekey", "typing things twice"},
    Thing{"turnover", "people who leave"},
    Thing{"differ", "clients who differ", false},
    Thing{"swing", "busy days", false},
    Thing{"fails", "tools that fail"},
    Thing{"automation", "automation that fails"},
    Thing{"crashes", "restarts"},
    Thing{"cover", "stand-ins"},
    Thing{"review", "reviews"},
    Thing{"reconcile", "reconciling"},
    Thing{"hiring", "hiring", false},
    Thing{"decides", "decisions"},
    Thing{"escalates", "decisions"},
    Thing{"checks", "errors"},
    Thing{"detects", "errors"},
    Thing{"client_finds", "errors"},
    Thing{"redo", "errors"},
    Thing{"at_most", "meetings"},
    Thing{"split", "meetings"},
    Thing{"liaison", "meetings"},
    Thing{"variety", "odd cases"},
    Thing{"tolerance", "status reports"},
    Thing{"runbook", "sickness"},
    Thing{"deputy", "sickness"},
    Thing{"knows", "sickness"},
    Thing{"restart_safe", "restarts"},
    Thing{"overload_errors", "errors"},
    Thing{"overload_speed", "tiredness"},
    Thing{"overtime", "overtime", false},
    Thing{"learning", "learning", false},
    Thing{"manual", "automation", false},
    Thing{"automated", "automation", false},
    Thing{"workaround", "workarounds"},
};

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

/// Its place among the things; what has none goes by its own word, behind them.
std::size_t place_of(const std::string& word) {
    const auto found = std::find_if(things.begin(), things.end(),
                                    [&](const Thing& thing) { return thing.word == word; });
    return static_cast<std::size_t>(found - things.begin());
}

/// Names, each once, the first of the things first.
class Names {
public:
    void add(const std::string& word) {
        const std::size_t place = place_of(word);
        words_.emplace(place, place < things.size() ? std::string(things[place].name) : word);
    }
    /// Without those of `others`.
    std::vector<std::string> list(const std::vector<std::string>& others = {}) const {
        std::vector<std::string> names;
        for (const auto& [place, name] : words_) {
            if (std::find(names.begin(), names.end(), name) == names.end() &&
                std::find(others.begin(), others.end(), name) == others.end()) {
                names.push_back(name);
            }
        }
        return names;
    }

private:
    std::set<std::pair<std::size_t, std::string>> words_;
};

/// "a, b and c", or "a, b, c and 4 more".
std::string enumerated(const std::vector<std::string>& names, std::size_t most) {
    const std::size_t named = names.size() <= most + 1 ? names.size() : most;
    std::string text;
    for (std::size_t i = 0; i < named; ++i) {
        const bool last = i + 1 == named && named == names.size();
        text += (i == 0 ? "" : last ? " and " : ", ") + names[i];
    }
    return named < names.size() ? fmt::format("{} and {} more", text, names.size() - named) : text;
}

} // namespace

std::optional<Finding> not_simulated(const Operation& operation) {
    Names declared;
    Names defaults;
    bool takes_hours = false;
    for (const Assumption& assumption : operation.assumptions) {
        if (!assumption.simulated) {
            const std::size_t place = place_of(word_of(assumption.key));
            takes_hours = takes_hours || (place < things.size() && things[place].takes_hours);
            (assumption.source == stated_in_the_model ? declared : defaults)
                .add(word_of(assumption.key));
        }
    }
    const std::vector<std::string> stated = declared.list();
    const std::vector<std::string> silent = defaults.list(stated);
    if (stated.empty() && silent.empty()) {
        return std::nullopt;
    }
    std::string text;
    if (!stated.empty()) {
        text = enumerated(stated, most_things) + ", which the model states";
    }
    if (!silent.empty()) {
        text += (stated.empty() ? "" : "; ") + enumerated(silent, most_things);
    }
    return Finding{"not_simulated",
                   "Not counted in this version: " + text +
                       (takes_hours ? ". Real capacity is lower." : "."),
                   {"assumptions"},
                   {}};
}

} // namespace plimsoll
