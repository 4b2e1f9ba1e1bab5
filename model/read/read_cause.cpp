#include "model/read/read_cause.hpp"

#include "model/read/kinds.hpp"
#include "model/text/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

/// One exit of the workflow that causes.
struct NamedExit {
    std::size_t step = 0;
    std::size_t exit = 0;
    std::string_view of;
    bool ends = false; ///< the case: then it is an outcome
};

/// Whether a step comes after this one, by this exit or by any (MODEL.md ruling 1).
bool is_followed(const Node& steps, const std::string& step, const std::string& exit) {
    const std::string by_exit = step + "." + exit;
    const auto names = [&](const Node& item) {
        return item.is_text() && (item.text == step || item.text == by_exit);
    };
    return std::any_of(steps.entries.begin(), steps.entries.end(), [&](const Entry& other) {
        const Entry* after = find_entry(other.value, "after");
        return after != nullptr &&
               (names(after->value) ||
                std::any_of(after->value.items.begin(), after->value.items.end(), names));
    });
}

/// The exits of a step, or of its first kind where they are written by kind.
const Node* exits_of(const Entry& step, const Node& workflow, const Reading& reading) {
    const Entry* exits = find_entry(step.value, "exits");
    if (exits == nullptr) {
        return nullptr;
    }
    std::vector<std::string> kinds;
    for (const Kind& kind : reading.operation.client_kinds) {
        kinds.push_back(kind.name);
    }
    if (const Entry* of_cases = find_entry(workflow, "kinds")) {
        for (const Entry& kind : of_cases->value.entries) {
            kinds.push_back(kind.key);
        }
    }
    return is_exits_by_kind(exits->value, kinds) ? &exits->value.entries.front().value
                                                 : &exits->value;
}

/// "`settle.paid` or `court.paid`".
std::string choices_in_words(const std::vector<NamedExit>& exits, std::string_view workflow,
                             std::string_view exit) {
    std::string words;
    for (std::size_t i = 0; i < exits.size(); ++i) {
        words += i == 0 ? "" : i + 1 == exits.size() ? " or " : ", ";
        words += fmt::format("`{}.{}.{}`", workflow, exits[i].of, exit);
    }
    return words;
}

bool take_exit(const std::vector<NamedExit>& exits, std::string_view workflow,
               std::string_view exit, const Place& place, Cause& cause, Faults& faults) {
    const auto ending = static_cast<std::size_t>(
        std::count_if(exits.begin(), exits.end(), [](const NamedExit& one) { return one.ends; }));
    if (exits.size() > 1 && ending == exits.size()) {
        cause.outcome = std::string(exit);
        return true;
    }
    if (exits.size() > 1) {
        const auto inside = std::find_if(exits.begin(), exits.end(),
                                         [](const NamedExit& one) { return !one.ends; });
        faults.error(place,
                     ending > 0
                         ? fmt::format("`{0}.{1}` may mean two things: `{1}` is an exit of `{2}`, "
                                       "which goes on, and a way in which a case ends",
                                       workflow, exit, inside->of)
                         : fmt::format("`{0}.{1}` may mean several things: more than one step has "
                                       "an exit `{1}`",
                                       workflow, exit),
                     "say at which step: " + choices_in_words(exits, workflow, exit));
        return false;
    }
    cause.step = static_cast<int>(exits.front().step);
    cause.exit = static_cast<int>(exits.front().exit);
    return true;
}

} // namespace

bool read_cause(std::string_view cause, const Place& place, const Node& workflows, Demand& demand,
                Reading& reading) {
    const std::size_t dot = cause.find('.');
    const Entry* workflow = find_entry(workflows, cause.substr(0, dot));
    demand.kind = Demand::Kind::caused;
    demand.cause.workflow = static_cast<int>(workflow - workflows.entries.data());
    if (dot == std::string_view::npos) {
        return true;
    }
    const std::string_view what = cause.substr(dot + 1);
    const Entry* steps = find_entry(workflow->value, "steps");
    const Node none;
    const Node& map = steps != nullptr ? steps->value : none;
    std::vector<std::string> known{"done", "gave up", "turned away"};
    std::vector<NamedExit> exits;
    for (std::size_t i = 0; i < map.entries.size(); ++i) {
        const Entry& step = map.entries[i];
        known.push_back(step.key);
        if (what == step.key) {
            demand.cause.step = static_cast<int>(i);
            return true;
        }
        const Node* of_step = exits_of(step, workflow->value, reading);
        for (std::size_t e = 0; of_step != nullptr && e < of_step->entries.size(); ++e) {
            const std::string& exit = of_step->entries[e].key;
            known.push_back(exit);
            if (what == step.key + "." + exit) {
                demand.cause.step = static_cast<int>(i);
                demand.cause.exit = static_cast<int>(e);
                return true;
            }
            if (what == exit) {
                exits.push_back({i, e, step.key, !is_followed(map, step.key, exit)});
            }
        }
    }
    if (!exits.empty()) {
        return take_exit(exits, workflow->key, what, place, demand.cause, reading.faults);
    }
    if (what == "done" || what == "gave up" || what == "turned away") {
        demand.cause.outcome = what;
        return true;
    }
    reading.faults.error(
        place, fmt::format("`{}` has no step, exit or outcome called `{}`", workflow->key, what),
        did_you_mean_one_of(what, known, "steps, exits and outcomes"));
    return false;
}

} // namespace plimsoll
