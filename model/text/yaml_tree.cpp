// How the tree is built.
//
//     yaml-cpp events          open_           what happens when a node is complete
//     OnMapStart               [map]
//       OnScalar "teams"       [map teams:]    a key waits in its map for the value
//         OnMapStart           [map teams:][map]
//         OnMapEnd             [map teams:]    goes into its parent under the waiting key
//     OnMapEnd                 []              becomes the root
//
// The event interface is used, not YAML::Load: only here keys have places, repeated keys show,
// nesting can be bounded and an alias is not yet expanded. An alias copies its anchor's finished
// node, and copies are counted, so that a few lines of aliases of aliases cannot fill the machine.
#include "model/text/yaml_tree.hpp"

#include "model/numeric/number_text.hpp"
#include "model/text/encoding.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <sstream>

namespace plimsoll {

namespace {

constexpr std::size_t deepest_nesting = 60;
constexpr std::size_t most_nodes = 400'000;

/// Stops the parser: the fault has been reported.
struct Refused {};

struct Open {
    Node node;
    YAML::anchor_t anchor = 0;
    bool key_waits = false;
    std::string key;
    Place key_place;
    std::set<std::string> keys;
};

std::size_t count_nodes(const Node& node) {
    std::size_t count = 1;
    for (const Node& item : node.items) {
        count += count_nodes(item);
    }
    for (const Entry& entry : node.entries) {
        count += count_nodes(entry.value);
    }
    return count;
}

/// What a person can do about a text that is not YAML.
std::pair<std::string, std::string> in_plain_words(const std::string& message) {
    static const std::map<std::string, std::pair<std::string, std::string>> words = {
        {"end of map not found",
         {"this line does not stand where a line can stand here",
          "are the blanks before it as many as in the lines beside it?"}},
        {"end of map flow not found", {"a `{` is never closed", "close it with `}`"}},
        {"end of sequence not found", {"this line does not stand where a list goes on", {}}},
        {"end of sequence flow not found", {"a `[` is never closed", "close it with `]`"}},
        {"illegal EOF in scalar", {"a quote is never closed", {}}},
        {"illegal flow end", {"this bracket closes nothing", {}}},
        {"illegal map value", {"a `:` cannot stand here", "put quotes round the text"}},
        {"illegal map key", {"a key cannot stand here", {}}},
        {"illegal block entry", {"a `-` cannot stand here", {}}},
        {"illegal tab when looking for indentation",
         {"a tab stands before the text", "use blanks"}},
        {"unknown token", {"this character cannot start a value", "put quotes round the text"}},
        {"the referenced anchor is not defined",
         {"this alias repeats a name that no `&` gave", {}}},
    };
    const auto found = words.find(message);
    return found != words.end()
               ? found->second
               : std::pair<std::string, std::string>{"this cannot be read: " + message, {}};
}

class TreeBuilder : public YAML::EventHandler {
public:
    TreeBuilder(std::string_view text, int source, Faults& faults, int column_offset)
        : text_(text), source_(source), faults_(faults), column_offset_(column_offset) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            lines_.push_back(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
        }
    }

    Place place_at(const YAML::Mark& mark, const std::string& value) {
        Place place{source_, std::max(0, mark.line) + 1, 1, 1};
        const std::string_view line = line_at(place.line);
        const std::size_t from =
            std::min(static_cast<std::size_t>(std::max(0, mark.column)), line.size());
        // Events come in the order of the text: counting goes on from the last place in the same
        // line, or a file that is one long line would be counted again for every value.
        if (place.line != counted_line_ || from < counted_bytes_) {
            counted_line_ = place.line;
            counted_bytes_ = 0;
            counted_characters_ = 0;
        }
        counted_characters_ += count_characters(line.substr(counted_bytes_, from - counted_bytes_));
        counted_bytes_ = from;
        place.column = counted_characters_ + 1 + (place.line == 1 ? column_offset_ : 0);
        place.length = std::max(1, written_length(line.substr(from), value));
        return place;
    }

    std::optional<Node> root;
    std::size_t documents = 0;

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (++documents == 2) {
            faults_.error(place_at(mark, {}),
                          "a second document starts here; a model is one document",
                          "take out this `---`");
            throw Refused{};
        }
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        Node node;
        node.place = place_at(mark, {});
        complete(std::move(node), anchor);
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        Node node;
        node.kind = Node::Kind::text;
        node.place = place_at(mark, value);
        node.text = value;
        refuse_tag(tag, node.place);
        refuse_open_quote(mark, node.place);
        complete(std::move(node), anchor);
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        const auto found = anchors_.find(anchor);
        if (found == anchors_.end()) {
            faults_.error(place_at(mark, {}), "this alias stands inside the very thing it repeats");
            throw Refused{};
        }
        repeats_ = true;
        nodes_ += count_nodes(found->second);
        refuse_too_many(mark);
        complete(found->second, 0);
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(Node::Kind::list, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }

    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(Node::Kind::map, mark, tag, anchor);
    }
    void OnMapEnd() override { close(); }

    /// Reports what yaml-cpp could not read, where a person would look for it.
    void report(const YAML::Exception& exception) {
        const auto [message, hint] = in_plain_words(exception.msg);
        Place place = place_at(exception.mark, {});
        const std::string_view line = line_at(place.line);
        const std::size_t tab = line.substr(0, line.find_first_not_of(" \t")).find('\t');
        if (tab != std::string_view::npos) {
            place.column = static_cast<int>(tab) + 1;
            faults_.error(place, "a tab stands before the text", "use blanks");
            return;
        }
        const bool bracket_is_open = exception.msg == "end of map flow not found" ||
                                     exception.msg == "end of sequence flow not found";
        if (!bracket_is_open || open_.empty()) {
            faults_.error(place, message, hint);
        } else if (open_.back().node.place.line == place.line) {
            faults_.error(place, "this does not fit inside the brackets",
                          "is a comma missing before it?");
        } else {
            faults_.error(open_.back().node.place, message, hint);
        }
    }

private:
    std::string_view line_at(int line) const {
        return static_cast<std::size_t>(line) <= lines_.size()
                   ? lines_[static_cast<std::size_t>(line) - 1]
                   : std::string_view{};
    }

    /// Characters that a value takes in its line, quotes included.
    static int written_length(std::string_view rest, const std::string& value) {
        while (!rest.empty() && (rest.back() == '\r' || rest.back() == ' ')) {
            rest.remove_suffix(1);
        }
        if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'')) {
            const std::size_t end = rest.find(rest.front(), 1);
            return count_characters(rest.substr(0, end == std::string_view::npos ? end : end + 1));
        }
        return count_characters(rest.size() < value.size() ? rest : std::string_view(value));
    }

    /// yaml-cpp takes the end of the file for the end of a quoted text.
    void refuse_open_quote(const YAML::Mark& mark, const Place& place) {
        std::size_t at = static_cast<std::size_t>(std::max(0, mark.pos));
        const char quote = at < text_.size() ? text_[at] : '\0';
        if (quote != '"' && quote != '\'') {
            return;
        }
        for (++at; at < text_.size() && text_[at] != quote; ++at) {
            at += quote == '"' && text_[at] == '\\' ? 1 : 0;
        }
        if (at >= text_.size()) {
            faults_.error(place, "this quote is never closed");
            throw Refused{};
        }
    }

    void refuse_tag(const std::string& tag, const Place& place) {
        if (!tag.empty() && tag != "?" && tag != "!") {
            faults_.error(place, "a YAML tag (`!...`) means nothing in a model", "leave it out");
            throw Refused{};
        }
    }

    void refuse_too_many(const YAML::Mark& mark) {
        if (nodes_ > most_nodes) {
            faults_.error(
                place_at(mark, {}),
                fmt::format("the model has more than {} values",
                            number_to_text(static_cast<double>(most_nodes))),
                repeats_ ? "aliases (`*name`) that repeat aliases make it grow without end" : "");
            throw Refused{};
        }
    }

    void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor) {
        Open started;
        started.node.kind = kind;
        started.node.place = place_at(mark, {});
        started.anchor = anchor;
        refuse_tag(tag, started.node.place);
        if (open_.size() >= deepest_nesting) {
            faults_.error(
                started.node.place,
                fmt::format("lists and maps are nested more than {} deep", deepest_nesting));
            throw Refused{};
        }
        ++nodes_;
        refuse_too_many(mark);
        open_.push_back(std::move(started));
    }

    void close() {
        Open done = std::move(open_.back());
        open_.pop_back();
        complete(std::move(done.node), done.anchor);
    }

    void complete(Node node, YAML::anchor_t anchor) {
        if (anchor != 0) {
            anchors_[anchor] = node;
        }
        ++nodes_;
        if (nodes_ > most_nodes) {
            refuse_too_many(YAML::Mark{});
        }
        if (open_.empty()) {
            root = std::move(node);
        } else if (open_.back().node.is_list()) {
            open_.back().node.items.push_back(std::move(node));
        } else if (!open_.back().key_waits) {
            take_key(node);
        } else {
            take_value(std::move(node));
        }
    }

    void take_key(const Node& node) {
        Open& map = open_.back();
        if (!node.is_text() && !node.is_nothing()) {
            faults_.error(node.place, "a list or map cannot be a key",
                          "a key is a word, followed by `:`");
            throw Refused{};
        }
        map.key_waits = true;
        map.key = node.text;
        map.key_place = node.place;
    }

    void take_value(Node node) {
        Open& map = open_.back();
        map.key_waits = false;
        if (node.is_nothing()) {
            // An empty value has no place of its own; yaml-cpp names that of whatever comes next.
            node.place = map.key_place;
        }
        if (map.key.empty()) {
            faults_.error(map.key_place, "there is a `:` without a word before it");
        } else if (!map.keys.insert(map.key).second) {
            const Entry* first = find_entry(map.node, map.key);
            faults_.error(map.key_place, fmt::format("`{}` is written twice", map.key),
                          fmt::format("the first is on line {}", first->key_place.line));
        } else {
            map.node.entries.push_back({std::move(map.key), map.key_place, std::move(node)});
        }
    }

    std::string_view text_;
    std::vector<std::string_view> lines_;
    int source_;
    Faults& faults_;
    int column_offset_;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, Node> anchors_;
    std::size_t nodes_ = 0;
    bool repeats_ = false;
    int counted_line_ = 0;
    std::size_t counted_bytes_ = 0;
    int counted_characters_ = 0;
};

bool opens_parenthesis(const Node& value) {
    return value.is_text() && std::count(value.text.begin(), value.text.end(), '(') >
                                  std::count(value.text.begin(), value.text.end(), ')');
}

void report_split(Node& value, Faults& faults) {
    faults.error(value.place, "the `(` is not closed before the next comma",
                 "put quotes round the whole value, or leave the comma out");
    value.faulty = true;
}

/// Reports a comma inside parentheses: `{effort: lognormal(mean=2h, cv=1.2)}` splits there. What
/// stands behind it, up to the `)`, would look like keys or items of their own and is taken out.
void refuse_split_parentheses(Node& node, Faults& faults) {
    bool split = false;
    std::vector<Entry> entries;
    for (Entry& entry : node.entries) {
        if (split && entry.value.is_nothing()) {
            split = entry.key.find(')') == std::string::npos;
            continue;
        }
        split = opens_parenthesis(entry.value);
        if (split) {
            report_split(entry.value, faults);
        }
        refuse_split_parentheses(entry.value, faults);
        entries.push_back(std::move(entry));
    }
    node.entries = std::move(entries);
    split = false;
    std::vector<Node> items;
    for (Node& item : node.items) {
        if (split && item.is_text()) {
            split = item.text.find(')') == std::string::npos;
            continue;
        }
        split = opens_parenthesis(item);
        if (split) {
            report_split(item, faults);
        }
        refuse_split_parentheses(item, faults);
        items.push_back(std::move(item));
    }
    node.items = std::move(items);
}

bool readable_encoding(std::string_view text, int source, Faults& faults) {
    const EncodingFault fault = check_encoding(text);
    if (fault.kind == EncodingFault::Kind::none) {
        return true;
    }
    if (fault.kind == EncodingFault::Kind::utf16) {
        faults.error({source, 0, 0, 0}, "the file is written in UTF-16", "save it as UTF-8");
        return false;
    }
    const std::string_view before = text.substr(0, fault.at);
    const std::size_t line_start =
        before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
    const Place place{source, static_cast<int>(std::count(before.begin(), before.end(), '\n')) + 1,
                      count_characters(before.substr(line_start)) + 1, 1};
    if (fault.kind == EncodingFault::Kind::binary) {
        faults.error(place, "a NUL byte stands here: this is not a text file");
    } else {
        faults.error(place, "this character is not UTF-8", "save the file as UTF-8");
    }
    return false;
}

} // namespace

const Entry* find_entry(const Node& map, std::string_view key) {
    auto found = std::find_if(map.entries.begin(), map.entries.end(),
                              [&](const Entry& entry) { return entry.key == key; });
    if (found == map.entries.end()) {
        found = std::find_if(map.entries.begin(), map.entries.end(),
                             [&](const Entry& entry) { return entry.meant == key; });
    }
    return found == map.entries.end() ? nullptr : &*found;
}

std::optional<Node> read_yaml_tree(std::string_view text, int source, Faults& faults,
                                   int column_offset) {
    if (text.size() > largest_model) {
        faults.error({source, 0, 0, 0},
                     fmt::format("the file has {} MB; a model may have {} MB at most",
                                 text.size() / 1'000'000, largest_model / 1'000'000));
        return std::nullopt;
    }
    text = without_byte_order_mark(text);
    if (!readable_encoding(text, source, faults)) {
        return std::nullopt;
    }
    TreeBuilder builder(text, source, faults, column_offset);
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        while (parser.HandleNextDocument(builder)) {
        }
    } catch (const Refused&) {
        return std::nullopt;
    } catch (const YAML::Exception& exception) {
        builder.report(exception);
        return std::nullopt;
    }
    if (builder.root) {
        refuse_split_parentheses(*builder.root, faults);
    }
    return std::move(builder.root);
}

std::optional<Node> read_setting_value(std::string_view text, int source, int column_offset,
                                       Faults& faults) {
    const char first = text.empty() ? '\0' : text.front();
    if (first == '{' || first == '[' || first == '"' || first == '\'') {
        return read_yaml_tree(text, source, faults, column_offset);
    }
    Node node;
    node.place = {source, 1, column_offset + 1, std::max(1, count_characters(text))};
    if (check_encoding(text).kind != EncodingFault::Kind::none) {
        faults.error(node.place, "this value is not UTF-8");
        return std::nullopt;
    }
    if (!text.empty() && text != "null" && text != "~") {
        node.kind = Node::Kind::text;
        node.text = std::string(text);
    }
    return node;
}

} // namespace plimsoll
