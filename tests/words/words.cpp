#include "words/words.hpp"

#include <fmt/format.h>

namespace plimsoll {

namespace {

Word at(const std::string& place, const std::string& key, const std::string& value,
        WordModel more = {}) {
    more[place][key] = value;
    return {key + ": " + value, std::move(more), false, false};
}

Word loses(Word word) {
    word.loses = true;
    return word;
}

Word stalls(Word word) {
    word.stalls = true;
    return word;
}

const char* const named = "{anna: {skills: [german]}, ben: {skills: [german]}, cleo: {}}";

std::vector<Word> all_words() {
    const WordModel late{{"late", {{"team", "b"}, {"effort", "exactly 10min"}}}};
    const WordModel has_names{{"a", {{"people", named}}}};
    WordModel same_team = has_names;
    same_team["first"]["team"] = "a";
    std::vector<Word> all{
        // Patience.
        loses(at("s", "patience", "1h")),
        loses(at("s", "patience", "{wait: 30min, then: late}", late)),
        at("s", "patience", "{wait: 20min, then: {team: b}}"),
        at("s", "patience", "{wait: 20min, then: {team: a}}"),
        at("s", "patience", "{wait: 20min, then: {team: c}}"),
        loses(at("s", "patience", "{wait: 30min, during: work}")),
        loses(at("s", "patience", "{wait: 30min, then: late, during: work}", late)),
        // Batches, visits, calls.
        at("s", "batch", "3"),
        at("s", "batch", "{size: 3, wait: 1h}"),
        at("s", "batch", "{size: 2, effort: 10min}"),
        at("s", "batch", "{at: [11:00, 15:00]}"),
        at("s", "times", "2"),
        at("s", "times", "{count: 2, apart: 1h}"),
        at("s", "times", "0..1..3"),
        at("s", "calls", "v"),
        // Limits.
        at("s", "wip", "2"),
        at("a", "wip", "4"),
        at("w", "wip", "5"),
        stalls(at("a", "wip", "4", {{"a", {{"full", "hold"}}}})),
        loses(at("a", "wip", "4", {{"a", {{"full", "turn away"}}}})),
        loses(at("w", "wip", "5", {{"w", {{"full", "turn away"}}}})),
        loses(at("s", "wip", "2", {{"s", {{"full", "turn away"}}}})),
        at("b", "wip", "3"),
        // How it is done.
        at("s", "interrupts", "yes"),
        at("s", "slot", "{every: 30min, lead: 2h..9h, no_show: 10%}"),
        at("s", "pace", "30min per day"),
        stalls(at("s", "keep", "a until last", {{"last", {{"with", "[a]"}}}})),
        stalls(at("first", "keep", "a until last",
                  {{"first", {{"with", "[a]"}}}, {"last", {{"with", "[a]"}}}})),
        stalls(at("first", "keep", "c until s", {{"first", {{"with", "[c]"}}}})),
        at("s", "with", "[b]"),
        at("s", "with", "{b: 50%}"),
        at("s", "with", "{c: 1}"),
        at("s", "people", "2"),
        at("s", "person", "same as first", same_team),
        at("s", "person", "not first", same_team),
        at("s", "person", "of the client", has_names),
        at("s", "person", "{same as: first, or any after: 30min}", same_team),
        at("s", "skill", "german", has_names),
        at("s", "team", "[a, b]"),
        at("s", "effort", "{anna: 10min, otherwise: 20min}", has_names),
        at("s", "effort", "exponential(20min)"),
        at("s", "effort", "10min..30min"),
        at("s", "effort", "0min"),
        at("s", "effort", "exactly 90min"),
        // How it flows.
        at("s", "chance", "60%"),
        at("s", "rework", "{to: s, chance: 20%, effort: 50%, at_most: 3}"),
        at("s", "rework", "{to: first, chance: 20%, at_most: 2}"),
        at("s", "exits", "{good: 70%, bad: rest}", {{"last", {{"after", "s.good"}}}}),
        at("s", "delay", "1h"),
        at("s", "delay", "1cd"),
        at("s", "priority", "2", {{"a", {{"order", "priority"}}}}),
        at("s", "cost", "15 each"),
        at("s", "due", "{start: 30min}"),
        // The team.
        at("a", "order", "due", {{"w", {{"due", "1d"}}}}),
        at("a", "order", "shortest"),
        at("a", "helps", "{b: 60%}"),
        at("b", "helps", "{a: 60%}"),
        at("a", "people", "unlimited"),
        at("a", "people", "2.5"),
        {"units: 3", {{"a", {{"units", "3"}, {"people", ""}}}}, false, false},
        at("a", "calendar", "Mon-Sat 08:00-14:00"),
        at("a", "available", "50%"),
        at("a", "people", "{anna: {}, ben: {speed: 70%}, cleo: {calendar: Mon-Fri 12:00-20:00}}"),
        at("a", "people", "{anna: {}, cleo: {}}", {{"c", {{"people", "{cleo: {}, carl: {}}"}}}}),
        at("a", "outside", "yes"),
        // The workflow.
        at("w", "kinds", "{bug: 40%, feature: rest}",
           {{"s", {{"cost", "{bug: 3 each, otherwise: 5 each}"}}}}),
        at("w", "due", "{in: 6h, pauses: [s]}"),
        at("w", "due", "{in: 6h, until: s}"),
        at("w", "demand", "every 45min"),
        at("w", "demand", "every gamma(mean=45min cv=0.7)"),
        at("w", "demand", "{rate: 9 per client per week, between: gamma(cv=1.2)}"),
        at("w", "demand", "{rate: 1 per hour, pattern: {Mon: 150%, 09:00-12:00: 140%}}"),
        at("w", "demand", "4 always open"),
        at("w", "demand", "1 per idle client per day"),
        at("w", "demand", "{rate: 2 per client per week, at: Tue, spread: 4h}"),
        at("w", "demand", "1 per o"),
        at("w", "value", "400 per case"),
        // The operation.
        at("clients", "kinds", "{gold: 30%, plain: rest}",
           {{"w", {{"priority", "{gold: 2, otherwise: 6}"}}}}),
        at("clients", "churn", "10% per month"),
        at("operation", "calendar", "always"),
        at("operation", "calendar", "[Mon-Thu 08:00-12:00 + 13:00-17:00, Fri 08:00-13:00]"),
        at("operation", "start", "2027-01-04",
           {{"operation", {{"holidays", "[6 Jan, 13 Jan..14 Jan]"}}}}),
    };
    return all;
}

std::vector<Word> all_idle_words() {
    return {
        at("a", "wip", "1000"),
        at("a", "wip", "1000", {{"a", {{"full", "hold"}}}}),
        at("b", "wip", "1000", {{"b", {{"full", "turn away"}}}}),
        at("s", "wip", "1000"),
        at("w", "wip", "1000"),
        at("s", "patience", "100000h"),
        at("s", "patience", "{wait: 100000h, then: {team: b}}"),
        at("s", "patience", "{wait: 1min, then: {team: a}}",
           {{"s", {{"team", "a"}, {"person", ""}}}}), // otherwise anybody of a
        at("s", "patience", "{wait: 100000h, during: work}"),
        at("last", "patience", "100000h"),
        at("s", "times", "1"),
        at("s", "batch", "1"),
        at("s", "chance", "100%"),
        at("s", "people", "1"),
        at("s", "rework", "{to: first, chance: 0%}"),
        at("s", "team", "[a]"),
        at("a", "order", "fifo"),
        at("a", "order", "priority", {{"w", {{"priority", "5"}}}, {"s", {{"priority", "5"}}}}),
        at("a", "available", "100%"),
        at("a", "people", "{x: {speed: 100%}, y: {}, z: {}}"),
        {"units: 3", {{"a", {{"units", "3"}, {"people", ""}}}}, false, false},
        at("s", "skill", "german",
           {{"a", {{"people", "{x: {count: 3, skills: [german]}}"}}},
            {"b", {{"helps", ""}}},
            {"s", {{"team", "a"}}}}), // whom others have not
        at("w", "kinds", "{bug: 40%, feature: rest}"),
        at("w", "due", "1000d"),
        at("w", "value", "400 per case"),
        at("s", "cost", "0 each"),
        at("s", "label", "Some work"),
        at("s", "due", "{start: 1000h}"),
        at("operation", "start", "2029-01-01"),
    };
}

std::string body(const std::map<std::string, std::string>& keys) {
    std::string text;
    for (const auto& [key, value] : keys) {
        if (!value.empty()) {
            text += fmt::format("{}{}: {}", text.empty() ? "" : ", ", key, value);
        }
    }
    return "{" + text + "}";
}

} // namespace

const std::vector<Word>& words() {
    static const std::vector<Word> all = all_words();
    return all;
}

const std::vector<Word>& idle_words() {
    static const std::vector<Word> all = all_idle_words();
    return all;
}

std::optional<std::string> model_with(const std::vector<const Word*>& all) {
    WordModel set;
    for (const Word* word : all) {
        for (const auto& [place, keys] : word->keys) {
            for (const auto& [key, value] : keys) {
                const auto [known, is_new] = set[place].emplace(key, value);
                if (!is_new && known->second != value) {
                    return std::nullopt;
                }
            }
        }
    }
    WordModel model{
        {"operation", {{"calendar", "Mon-Fri 09:00-17:00"}}},
        {"clients", {{"today", "5"}}},
        {"a", {{"people", "3"}, {"cost", "30 per hour"}}},
        {"b", {{"people", "2"}}},
        {"c", {{"people", "2"}}},
        {"w", {{"demand", "1.5 per hour"}}},
        {"first", {{"team", "b"}, {"effort", "exactly 10min"}}},
        {"s", {{"team", "a"}, {"effort", "exactly 50min"}, {"after", "first"}}},
        {"last", {{"team", "b"}, {"effort", "exactly 5min"}, {"after", "s"}}},
    };
    for (const auto& [place, keys] : set) {
        for (const auto& [key, value] : keys) {
            model[place][key] = value;
        }
    }
    std::string text = "assumptions: neutral\n";
    for (const auto& [key, value] : model["operation"]) {
        text += key + ": " + value + "\n";
    }
    text += "clients: " + body(model["clients"]) + "\nteams:\n";
    for (const char* team : {"a", "b", "c"}) {
        text += fmt::format("  {}: {}\n", team, body(model[team]));
    }
    text += "workflows:\n  w:\n";
    for (const auto& [key, value] : model["w"]) {
        text += fmt::format("    {}: {}\n", key, value);
    }
    text += "    steps:\n";
    for (const char* step : {"first", "s", "last", "late"}) {
        if (model.count(step) > 0) {
            text += fmt::format("      {}: {}\n", step, body(model[step]));
        }
    }
    text += "  o:\n    demand: 1.3 per hour\n    steps:\n"
            "      z: {team: a, effort: exponential(30min)}\n";
    const auto calls = model["s"].find("calls");
    if (calls != model["s"].end()) {
        text += "  v:\n    demand: none\n    steps:\n"
                "      x: {team: c, effort: exactly 15min}\n";
    }
    return text;
}

} // namespace plimsoll
