// How an overlay acts:
//
//     a map over a map      key by key
//     null                  takes the key out
//     +2, -10%              act on the number in force, keeping its unit
//     anything else         replaces what was there; a new key comes after all others
//
// A key may be a path: `teams."call centre".people` stands for three nested keys. A path may lead
// through something new, unless its name is nearly that of something there: a slip of the pen must
// not add a team that nobody works for. Written as a map, `teams: {account2: {..}}`, it adds one.
#include "model/text/overlay.hpp"

#include "model/text/changed_number.hpp"
#include "model/text/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace plimsoll {

namespace {

struct PathStep {
    std::string name;
    Place place;
};

/// The steps of a path; nothing, after reporting, when a quote is open or a step is empty.
std::optional<std::vector<PathStep>> split_path(const std::string& text, const Place& place,
                                                Faults& faults) {
    std::vector<PathStep> path;
    std::string step;
    bool quoted = false;
    for (const char c : text + ".") {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == '.' && !quoted) {
            if (step.empty()) {
                break;
            }
            path.push_back({std::move(step), place});
            step.clear();
            continue;
        } else {
            step += c;
            continue;
        }
    }
    if (quoted || path.empty() || !step.empty() || text.back() == '.' ||
        text.find("..") != std::string::npos) {
        faults.error(place, fmt::format("`{}` is not a path", text),
                     "write it like `teams.delivery.people`");
        return std::nullopt;
    }
    return path;
}

Entry* find(Node& map, std::string_view key) {
    const auto found = std::find_if(map.entries.begin(), map.entries.end(),
                                    [&](const Entry& entry) { return entry.key == key; });
    return found == map.entries.end() ? nullptr : &*found;
}

bool is_relative(const Node& value) {
    return value.is_text() && value.text.size() > 1 &&
           (value.text[0] == '+' || value.text[0] == '-') && value.text[1] >= '0' &&
           value.text[1] <= '9';
}

void put(Node& map, const std::string& key, const Place& key_place, const Node& value,
         Faults& faults);

/// `people: +2` on named members: so many unnamed full ones more, under the empty name.
void add_people(Entry& people, const Node& change, Faults& faults) {
    const std::optional<double> more = number_from_text(std::string_view(change.text).substr(1));
    if (change.text[0] != '+' || !more) {
        faults.error(change.place, "people with names are taken out by name",
                     "as in `people: {anna: null}`");
        return;
    }
    Entry* unnamed = find(people.value, "");
    Node total = change;
    const double before =
        unnamed != nullptr ? number_from_text(unnamed->value.text).value_or(0) : 0;
    total.text = number_to_text(before + *more);
    if (unnamed != nullptr) {
        unnamed->value = total;
    } else {
        people.value.entries.push_back({"", change.place, total});
    }
}

void change_number(Entry& entry, const Node& change, Faults& faults) {
    if (entry.key == "people" && entry.value.is_map()) {
        add_people(entry, change, faults);
        return;
    }
    if (!entry.value.is_text()) {
        faults.error(
            change.place,
            fmt::format("`{}` is not a number that `{}` could change", entry.key, change.text),
            "write the new value");
        return;
    }
    Problem problem;
    const std::optional<std::string> text = changed_number(entry.value.text, change.text, problem);
    if (!text) {
        faults.error(change.place, problem.message, problem.hint);
        return;
    }
    entry.value.text = *text;
    entry.value.place = change.place;
    entry.key_place = change.place;
}

std::vector<std::string> keys_of(const Node& map) {
    std::vector<std::string> keys;
    for (const Entry& entry : map.entries) {
        keys.push_back(entry.key);
    }
    return keys;
}

void lay_entries_over(Node& target, const Node& overlay, Faults& faults) {
    for (const Entry& entry : overlay.entries) {
        const std::optional<std::vector<PathStep>> path =
            split_path(entry.key, entry.key_place, faults);
        if (!path) {
            continue;
        }
        Node* map = &target;
        bool reached = true;
        for (std::size_t i = 0; reached && i + 1 < path->size(); ++i) {
            Entry* next = find(*map, (*path)[i].name);
            const std::string meant =
                next == nullptr ? did_you_mean((*path)[i].name, keys_of(*map)) : "";
            if (!meant.empty()) {
                faults.error(entry.key_place, fmt::format("there is no `{}`", (*path)[i].name),
                             meant);
                reached = false;
                break;
            }
            if (next == nullptr) {
                Node made;
                made.kind = Node::Kind::map;
                made.place = entry.key_place;
                map->entries.push_back({(*path)[i].name, entry.key_place, made});
                next = &map->entries.back();
            }
            if (next->value.is_nothing()) {
                next->value.kind = Node::Kind::map;
            }
            if (!next->value.is_map()) {
                faults.error(entry.key_place,
                             fmt::format("`{}` has nothing below it", (*path)[i].name));
                reached = false;
            }
            map = &next->value;
        }
        if (reached) {
            put(*map, path->back().name, entry.key_place, entry.value, faults);
        }
    }
}

void put(Node& map, const std::string& key, const Place& key_place, const Node& value,
         Faults& faults) {
    Entry* known = find(map, key);
    if (value.is_nothing()) {
        if (known == nullptr) {
            faults.error(key_place, fmt::format("there is no `{}` to take out", key),
                         did_you_mean(key, keys_of(map)));
        } else {
            map.entries.erase(map.entries.begin() + (known - map.entries.data()));
        }
    } else if (is_relative(value) && known != nullptr) {
        change_number(*known, value, faults);
    } else if (is_relative(value)) {
        faults.error(
            value.place,
            fmt::format("there is no `{}` in force that `{}` could change", key, value.text),
            "write the value itself");
    } else if (value.is_map() && known != nullptr &&
               (known->value.is_map() || known->value.is_nothing())) {
        known->value.kind = Node::Kind::map;
        lay_entries_over(known->value, value, faults);
    } else if (value.is_map()) {
        // What is new or replaced whole may hold paths, too.
        Node made = value;
        made.entries.clear();
        lay_entries_over(made, value, faults);
        if (known != nullptr) {
            known->value = std::move(made);
            known->key_place = key_place;
        } else {
            map.entries.push_back({key, key_place, std::move(made)});
        }
    } else if (known != nullptr) {
        known->value = value;
        known->key_place = key_place;
    } else {
        map.entries.push_back({key, key_place, value});
    }
}

/// An overlay's own heading says nothing about the model.
bool is_heading(const std::string& key) {
    return key == "plimsoll" || key == "name" || key == "cost";
}

} // namespace

void lay_over(Node& model, const Node& overlay, Faults& faults) {
    Node changes = overlay;
    changes.entries.clear();
    for (const Entry& entry : overlay.entries) {
        if (entry.key == "from") {
            faults.error(entry.key_place, "`from` is not simulated in this version",
                         "take it out to run the rest");
        } else if (!is_heading(entry.key)) {
            changes.entries.push_back(entry);
        }
    }
    lay_entries_over(model, changes, faults);
}

void lay_setting_over(Node& model, const std::string& setting, int source, Faults& faults) {
    // The `=` behind the path: one inside quotes belongs to a name.
    std::size_t equals = std::string::npos;
    bool quoted = false;
    for (std::size_t i = 0; i < setting.size() && equals == std::string::npos; ++i) {
        quoted = setting[i] == '"' ? !quoted : quoted;
        equals = setting[i] == '=' && !quoted ? i : equals;
    }
    const int length = static_cast<int>(std::min<std::size_t>(setting.size(), 1000));
    if (equals == std::string::npos || equals == 0) {
        faults.error({source, 1, 1, length}, "a setting is `PATH=VALUE`",
                     "as in `--set teams.delivery.people=+2`");
        return;
    }
    const std::string path = setting.substr(0, equals);
    const std::string value = setting.substr(equals + 1);
    const std::size_t before = faults.errors();
    std::optional<Node> node =
        read_setting_value(value, source, static_cast<int>(equals) + 1, faults);
    if (faults.errors() > before || !node) {
        return;
    }
    Node overlay;
    overlay.kind = Node::Kind::map;
    overlay.place = {source, 1, 1, length};
    overlay.entries.push_back({path, {source, 1, 1, static_cast<int>(equals)}, std::move(*node)});
    lay_entries_over(model, overlay, faults);
}

} // namespace plimsoll
