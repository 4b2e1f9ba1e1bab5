// JSON as the result file is written: one key a line, two spaces a level, keys in the order given.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// `text` as a JSON string with its quotes; UTF-8 is kept, control characters are escaped, bytes
/// that are not UTF-8 become U+FFFD.
std::string json_string(std::string_view text);

/// Writes one JSON value from its beginning to its end. Inside an object every value needs its
/// `key` first; calls must nest properly (asserted).
class JsonWriter {
public:
    JsonWriter& key(std::string_view name);
    void begin_object();
    void end_object();
    void begin_array();
    void end_array();
    void value(std::string_view text);
    void value(const char* text) { value(std::string_view(text)); }
    void value(double number);
    void value(std::int64_t number);
    void value(std::uint64_t number);
    void value(bool yes);
    void null();
    /// An array on one line.
    void numbers(const std::vector<double>& numbers);
    void strings(const std::vector<std::string>& strings);

    /// The text so far; complete once everything is closed. Ends with a newline.
    std::string finish();

private:
    struct Level {
        bool array = false;
        bool empty = true;
    };
    void place();
    void new_line();
    void open(char bracket, bool array);
    void close(char bracket);

    std::string text_;
    std::vector<Level> levels_;
    bool after_key_ = false;
};

} // namespace plimsoll
