#include "model/read/language.hpp"

#include "model/read/mechanisms.hpp"
#include "model/text/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

struct Words {
    Section section;
    std::string_view name;
    std::vector<std::string> simulated;
    std::vector<std::string> known; ///< of the language, but not in this version
};

const std::vector<Words>& language() {
    static const std::vector<Words> words = {
        {Section::operation,
         "the operation",
         {"plimsoll", "name", "currency", "assumptions", "calendar", "start", "holidays", "clients",
          "teams", "tools", "integrations", "workflows"},
         {"policies"}},
        {Section::clients, "`clients`", {"today", "target", "kinds", "churn", "price"}, {}},
        {Section::team,
         "a team",
         {"people", "units", "cost", "paid", "calendar", "available", "order", "outside", "wip",
          "full", "helps", "label"},
         {"at_once"}},
        {Section::member,
         "a member of a team",
         {"count", "calendar", "cost", "available", "speed", "skills", "from", "until", "days",
          "label"},
         {}},
        {Section::workflow,
         "a workflow",
         {"demand", "due", "priority", "kinds", "wip", "full", "value", "penalty", "steps",
          "label"},
         {"cost", "price", "withdrawn"}},
        {Section::demand,
         "`demand`",
         {"rate", "calendar", "pattern", "between", "delay", "at", "spread", "bursts"},
         {}},
        {Section::burst, "a burst", {"size", "at", "spread"}, {}},
        {Section::due, "`due`", {"in", "clock", "pauses", "until", "for", "by", "if_before"}, {}},
        {Section::response, "`due` of a step", {"start", "clock", "for"}, {}},
        {Section::step,
         "a step",
         {"team",   "effort",     "people",   "with",  "after", "exits",    "chance",
          "rework", "delay",      "priority", "cost",  "tool",  "patience", "wip",
          "full",   "due",        "person",   "skill", "keep",  "batch",    "times",
          "calls",  "interrupts", "pace",     "slot",  "label"},
         {"withdrawn", "setup", "chase", "value", "price"}},
        {Section::exit, "an exit", {"share", "label"}, {}},
        {Section::rework, "`rework`", {"to", "chance", "effort", "at_most"}, {}},
        {Section::patience, "`patience`", {"wait", "then", "during"}, {}},
        {Section::escalation, "`then`", {"team"}, {}},
        {Section::person, "`person`", {"same as", "or any after"}, {}},
        {Section::batch, "`batch`", {"size", "wait", "at", "effort"}, {}},
        {Section::times, "`times`", {"count", "apart"}, {}},
        {Section::slot, "`slot`", {"every", "lead", "no_show"}, {}},
        {Section::tool, "a tool", {"units", "calendar", "label"}, {}},
        {Section::integration, "an integration", {"from", "to", "label"}, {}},
    };
    return words;
}

const Words& words_of(Section section) {
    return *std::find_if(language().begin(), language().end(),
                         [&](const Words& words) { return words.section == section; });
}

bool holds(const std::vector<std::string>& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// "`rework` belongs to a step", or empty.
std::string belongs_elsewhere(std::string_view key) {
    for (const Words& words : language()) {
        if (holds(words.simulated, key) && key != "label") {
            return fmt::format("`{}` belongs to {}", key, words.name);
        }
    }
    return {};
}

/// The rest of the model is read with the key that was meant.
void read_as_meant(const Entry& entry, const std::string& meant, const Node& map,
                   const std::vector<std::string>& not_read, Faults& faults) {
    if (meant.empty() || holds(not_read, meant) || find_entry(map, meant) != nullptr) {
        return;
    }
    entry.meant = meant;
    if (!entry.value.is_map()) {
        faults.doubt(entry.value.place); // it may be another word's after all
    }
}

} // namespace

std::string_view section_name(Section section) {
    return words_of(section).name;
}

std::vector<std::string> simulated_keys(Section section) {
    return words_of(section).simulated;
}

void check_keys(const Node& map, Section section, Faults& faults) {
    const Words& words = words_of(section);
    const std::vector<std::string> mechanism_words = mechanism_keys_at(section);
    for (const Entry& entry : map.entries) {
        if (holds(words.simulated, entry.key) || holds(mechanism_words, entry.key)) {
            continue;
        }
        if (holds(words.known, entry.key)) {
            faults.error(entry.key_place,
                         fmt::format("`{}` is not simulated in this version", entry.key),
                         "take it out to run the rest");
            continue;
        }
        std::vector<std::string> candidates = words.simulated;
        candidates.insert(candidates.end(), mechanism_words.begin(), mechanism_words.end());
        candidates.insert(candidates.end(), words.known.begin(), words.known.end());
        std::string hint;
        if (entry.key.find(':') != std::string::npos) {
            hint = "a blank belongs after the `:`";
        } else {
            hint = did_you_mean(entry.key, candidates);
            if (hint.empty()) {
                hint = belongs_elsewhere(entry.key);
            }
            if (hint.empty()) {
                hint = fmt::format("{} has {}", words.name, listed(words.simulated));
            }
        }
        faults.error(entry.key_place, fmt::format("{} has no `{}`", words.name, entry.key), hint);
        // Only now: a key without a value stands where its value would.
        if (entry.key.find(':') == std::string::npos) {
            read_as_meant(entry, closest_word(entry.key, candidates), map, words.known, faults);
        }
    }
}

bool is_key_anywhere(std::string_view word) {
    return std::any_of(language().begin(), language().end(), [&](const Words& words) {
        return holds(words.simulated, word) || holds(words.known, word) ||
               holds(mechanism_keys_at(words.section), word);
    });
}

} // namespace plimsoll
