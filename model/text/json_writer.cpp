#include "model/text/json_writer.hpp"

#include "model/numeric/number_text.hpp"
#include "model/text/utf8.hpp"

#include <cassert>

namespace plimsoll {

namespace {

void append_escaped(std::string& out, char32_t character) {
    static constexpr char digits[] = "0123456789abcdef";
    switch (character) {
    case U'"':
        out += "\\\"";
        return;
    case U'\\':
        out += "\\\\";
        return;
    case U'\b':
        out += "\\b";
        return;
    case U'\f':
        out += "\\f";
        return;
    case U'\n':
        out += "\\n";
        return;
    case U'\r':
        out += "\\r";
        return;
    case U'\t':
        out += "\\t";
        return;
    default:
        break;
    }
    if (character < 0x20 || character == 0x7f) {
        out += "\\u00";
        out += digits[character >> 4];
        out += digits[character & 15];
        return;
    }
    append_utf8(out, character);
}

} // namespace

std::string json_string(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        append_escaped(out, next_character(text, at));
    }
    out += '"';
    return out;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    assert(!levels_.empty() && !levels_.back().array && !after_key_);
    place();
    text_ += json_string(name);
    text_ += ": ";
    after_key_ = true;
    return *this;
}

// What stands before a key, or before a value of an array: the comma, the line's end, the indent.
void JsonWriter::place() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (levels_.empty()) {
        return;
    }
    if (!levels_.back().empty) {
        text_ += ',';
    }
    levels_.back().empty = false;
    new_line();
}

void JsonWriter::new_line() {
    text_ += '\n';
    text_.append(2 * levels_.size(), ' ');
}

void JsonWriter::open(char bracket, bool array) {
    assert(levels_.empty() || levels_.back().array || after_key_);
    place();
    text_ += bracket;
    levels_.push_back({array, true});
}

void JsonWriter::close(char bracket) {
    assert(!levels_.empty() && !after_key_);
    const bool empty = levels_.back().empty;
    levels_.pop_back();
    if (!empty) {
        new_line();
    }
    text_ += bracket;
}

void JsonWriter::begin_object() {
    open('{', false);
}
void JsonWriter::end_object() {
    close('}');
}
void JsonWriter::begin_array() {
    open('[', true);
}
void JsonWriter::end_array() {
    close(']');
}

void JsonWriter::value(std::string_view text) {
    place();
    text_ += json_string(text);
}

void JsonWriter::value(double number) {
    place();
    text_ += number_to_text(number);
}

void JsonWriter::value(std::int64_t number) {
    place();
    text_ += std::to_string(number);
}

void JsonWriter::value(std::uint64_t number) {
    place();
    text_ += std::to_string(number);
}

void JsonWriter::value(bool yes) {
    place();
    text_ += yes ? "true" : "false";
}

void JsonWriter::null() {
    place();
    text_ += "null";
}

void JsonWriter::numbers(const std::vector<double>& numbers) {
    place();
    text_ += '[';
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        if (i > 0) {
            text_ += ", ";
        }
        text_ += number_to_text(numbers[i]);
    }
    text_ += ']';
}

void JsonWriter::strings(const std::vector<std::string>& strings) {
    place();
    text_ += '[';
    for (std::size_t i = 0; i < strings.size(); ++i) {
        if (i > 0) {
            text_ += ", ";
        }
        text_ += json_string(strings[i]);
    }
    text_ += ']';
}

std::string JsonWriter::finish() {
    assert(levels_.empty() && !after_key_);
    return text_ + '\n';
}

} // namespace plimsoll
