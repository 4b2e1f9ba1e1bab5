#include "model/read/kinds.hpp"

#include "model/check/reading.hpp"
#include "model/read/language.hpp"
#include "model/text/shares.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::string_view otherwise = "otherwise";

bool contains(const std::vector<std::string>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

class Resolver {
public:
    Resolver(const std::vector<std::string>& chosen, const std::vector<std::string>& all,
             const std::vector<std::string>& members, Faults& faults)
        : chosen_(chosen), all_(all), members_(members), faults_(faults) {}

    Node resolve(const Node& node, bool names_its_entries = false) const {
        Node resolved = node;
        resolved.entries.clear();
        for (const Entry& entry : node.entries) {
            const bool is_word = !names_its_entries; // otherwise a name, whatever it says
            if ((is_word && entry.key == "kinds") || !is_by_kind(entry, is_word)) {
                const bool names = is_word && (entry.key == "steps" || entry.key == "exits" ||
                                               entry.key == "pattern" || entry.key == "bursts");
                resolved.entries.push_back(
                    {entry.key, entry.key_place,
                     is_word && entry.key == "kinds" ? entry.value : resolve(entry.value, names)});
            } else if (const Node* value = value_of(entry)) {
                const bool left_out =
                    value->is_nothing() ||
                    (value->is_text() && value->text == "none" && entry.key != "demand");
                if (!left_out) {
                    resolved.entries.push_back({entry.key, entry.key_place, resolve(*value)});
                }
            } else {
                Node faulty = entry.value;
                faulty.kind = Node::Kind::text;
                faulty.entries.clear();
                faulty.faulty = true;
                resolved.entries.push_back({entry.key, entry.key_place, std::move(faulty)});
            }
        }
        for (Node& item : resolved.items) {
            item = resolve(item);
        }
        return resolved;
    }

private:
    bool is_by_kind(const Entry& entry, bool is_word) const {
        const auto& entries = entry.value.entries;
        const auto named = [&](const Entry& value) {
            return value.key == otherwise || contains(all_, value.key);
        };
        if (is_word && (entry.key == "steps" || entry.key == "exits")) {
            // Their keys are names, which may be those of kinds.
            return entry.key == "exits" && is_exits_by_kind(entry.value, all_);
        }
        return std::any_of(entries.begin(), entries.end(), named) && !is_by_person(entry);
    }

    /// `effort: {anna: 1h, otherwise: 2h}`: of named members, and of no kind.
    bool is_by_person(const Entry& entry) const {
        const auto& entries = entry.value.entries;
        return std::any_of(entries.begin(), entries.end(),
                           [&](const Entry& value) { return contains(members_, value.key); }) &&
               std::none_of(entries.begin(), entries.end(),
                            [&](const Entry& value) { return contains(all_, value.key); });
    }

    const Node* value_of(const Entry& entry) const {
        const Node* rest = nullptr;
        const Node* found = nullptr;
        for (const Entry& value : entry.value.entries) {
            if (value.key == otherwise) {
                rest = &value.value;
            } else if (!contains(all_, value.key)) {
                faults_.no_such("kind", value.key, value.key_place,
                                did_you_mean_one_of(value.key, all_, "kinds"));
                return nullptr;
            } else if (found == nullptr && contains(chosen_, value.key)) {
                found = &value.value;
            }
        }
        if (found == nullptr && rest == nullptr) {
            faults_.error(entry.value.place,
                          fmt::format("`{}` has no value for `{}`", entry.key, chosen_.back()),
                          "add `otherwise:` for the kinds that are not named");
        }
        return found != nullptr ? found : rest;
    }

    const std::vector<std::string>& chosen_;
    const std::vector<std::string>& all_;
    const std::vector<std::string>& members_;
    Faults& faults_;
};

} // namespace

std::vector<Kind> read_kinds(const Entry& entry, Faults& faults) {
    const Node* map = map_of(entry, "{gold: 10%, standard: rest}", faults);
    if (map == nullptr) {
        return {};
    }
    std::vector<Kind> kinds;
    const std::size_t before = faults.errors();
    for (const Entry& kind : map->entries) {
        check_name(kind.key, kind.key_place, faults);
        faults.given("kind", kind.key, kind.key_place);
        if (is_key_anywhere(kind.key) || kind.key == otherwise) {
            faults.error(
                kind.key_place,
                fmt::format("no kind may be called `{}`: it is a word of the language", kind.key));
        }
    }
    constexpr std::size_t most_kinds = 100;
    if (map->entries.empty() || map->entries.size() > most_kinds) {
        faults.error(entry.value.place,
                     map->entries.empty() ? "there is no kind here"
                                          : fmt::format("there are more than {} kinds", most_kinds),
                     "as in `{gold: 10%, standard: rest}`");
        return {};
    }
    if (faults.errors() > before) {
        return {};
    }
    const std::vector<double> shares =
        read_shares(map->entries, entry.key == "kinds" ? "the kinds" : entry.key, faults);
    for (std::size_t i = 0; i < map->entries.size(); ++i) {
        // With shares that are wrong they are kinds all the same.
        kinds.push_back({map->entries[i].key, shares.empty()
                                                  ? 1 / static_cast<double>(map->entries.size())
                                                  : shares[i]});
    }
    return kinds;
}

bool is_exits_by_kind(const Node& exits, const std::vector<std::string>& kinds) {
    return !exits.entries.empty() &&
           std::all_of(exits.entries.begin(), exits.entries.end(), [&](const Entry& value) {
               return (value.key == otherwise || contains(kinds, value.key)) &&
                      value.value.is_map();
           });
}

Node workflow_for_kinds(const Node& workflow, const std::vector<std::string>& chosen,
                        const std::vector<std::string>& all,
                        const std::vector<std::string>& members, Faults& faults) {
    return Resolver(chosen, all, members, faults).resolve(workflow);
}

} // namespace plimsoll
