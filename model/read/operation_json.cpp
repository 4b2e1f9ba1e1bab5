// The checked operation as JSON: every field of the structs under its own name, one key a line,
// numbers in the shortest form that reads back the same. Fields at their defaults are written too,
// so that the reader on the other side needs to know none.
#include "model/read/read_operation.hpp"

#include "model/numeric/number_text.hpp"
#include "model/operation_fields.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string_view>

namespace plimsoll {

namespace {

class JsonWriter {
public:
    void open(char bracket) {
        text_ += bracket;
        ++depth_;
        first_ = true;
    }
    void close(char bracket) {
        --depth_;
        if (!first_) {
            new_line();
        }
        text_ += bracket;
        first_ = false;
    }
    void key(std::string_view name) {
        item();
        quote(name);
        text_ += ": ";
    }
    void item() {
        text_ += first_ ? "" : ",";
        new_line();
        first_ = false;
    }
    void write(std::string_view text) { quote(text); }
    void write(const std::string& text) { quote(text); }
    void write(bool value) { text_ += value ? "true" : "false"; }
    void write(int value) { text_ += std::to_string(value); }
    void write(std::int64_t value) { text_ += std::to_string(value); }
    void write(double value) {
        // Only a law's upper bound is ever infinite.
        text_ += std::isfinite(value) ? number_to_text(value) : "null";
    }
    template <typename Value>
    void field(std::string_view name, const Value& value) {
        key(name);
        write(value);
    }
    template <typename Value>
    void write(const std::optional<Value>& value) {
        if (value) {
            write(*value);
        } else {
            text_ += "null";
        }
    }
    template <typename Value>
    void write(const std::vector<Value>& values) {
        open('[');
        for (const Value& value : values) {
            item();
            write(value);
        }
        close(']');
    }
    template <typename Enumeration>
    requires std::is_enum_v<Enumeration>
    void write(Enumeration value) { quote(names_of(value)[static_cast<std::size_t>(value)]); }
    template <typename Struct>
    requires requires(const Struct& value) {
        fields(value, [](auto, const auto&) {});
    }
    void write(const Struct& value) {
        open('{');
        fields(value,
               [this](std::string_view name, const auto& member) { this->field(name, member); });
        close('}');
    }

    std::string take() { return std::move(text_); }

private:
    void new_line() {
        text_ += '\n';
        text_.append(static_cast<std::size_t>(depth_), ' ');
    }
    void quote(std::string_view text) {
        text_ += '"';
        for (const char c : text) {
            if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (static_cast<unsigned char>(c) < 0x20) {
                text_ +=
                    fmt::format("\\u{:04x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
            } else {
                text_ += c;
            }
        }
        text_ += '"';
    }

    std::string text_;
    int depth_ = 0;
    bool first_ = true;
};

} // namespace

std::string operation_to_json(const Operation& operation) {
    JsonWriter writer;
    writer.write(operation);
    return writer.take() + "\n";
}

} // namespace plimsoll
