// The text of a model file as a tree of words, before anything is understood.
//
// Every value stays text (`no`, `010` and `1e3` mean what they say) and every key and value keeps
// its place, so that whatever is found wrong later can be shown where it stands.
#pragma once

#include "model/text/faults.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

struct Entry;

/// A value: text, a list, a map, or nothing (empty, `null`, `~`).
struct Node {
    enum class Kind { nothing, text, list, map };
    Kind kind = Kind::nothing;
    Place place;
    bool faulty = false; ///< a fault of it was reported: nothing more is said about it
    std::string text;
    std::vector<Node> items;    ///< of a list
    std::vector<Entry> entries; ///< of a map, in the file's order, no key twice

    bool is_text() const { return kind == Kind::text; }
    bool is_list() const { return kind == Kind::list; }
    bool is_map() const { return kind == Kind::map; }
    bool is_nothing() const { return kind == Kind::nothing; }
};

struct Entry {
    std::string key;
    Place key_place;
    Node value;
    /// The key that this one was reported to be a slip of: the rest is read as if it stood there,
    /// so that one wrong letter is one fault.
    mutable std::string meant = {};
};

/// The entry of a map with this key, or whose key was a slip of it; otherwise nullptr.
const Entry* find_entry(const Node& map, std::string_view key);

/// Larger files are refused unread.
inline constexpr std::size_t largest_model = 4'000'000;

/// Reads one YAML document. `source` names the text in places; `column_offset` shifts the columns
/// of the first line (a setting's value stands behind its path). Faults of the text are reported:
/// too large, too deep, wrong encoding, several documents, a key twice, broken YAML. Nothing when
/// there is no tree to speak of; a tree may be returned beside faults.
std::optional<Node> read_yaml_tree(std::string_view text, int source, Faults& faults,
                                   int column_offset = 0);

/// The value of a setting, which begins at `column_offset` of the setting's text: a list, a map or
/// a quoted text is read as YAML, anything else as it stands.
std::optional<Node> read_setting_value(std::string_view text, int source, int column_offset,
                                       Faults& faults);

} // namespace plimsoll
