// The checked operation as JSON: every field of the structs under its own name. Fields at their
// defaults are written too, so that the reader on the other side needs to know none.
#include "model/read/read_operation.hpp"

#include "model/operation_fields.hpp"
#include "model/text/json_writer.hpp"

#include <cmath>
#include <string_view>

namespace plimsoll {

namespace {

/// Writes values of all kinds that an operation is made of.
struct FieldWriter {
    JsonWriter& json;

    void write(const std::string& text) { json.value(text); }
    void write(bool value) { json.value(value); }
    void write(int value) { json.value(std::int64_t{value}); }
    void write(std::int64_t value) { json.value(value); }
    void write(double value) {
        // Only a law's upper bound is ever infinite.
        std::isfinite(value) ? json.value(value) : json.null();
    }
    template <typename Value>
    void write(const std::optional<Value>& value) {
        value ? write(*value) : json.null();
    }
    template <typename Value>
    void write(const std::vector<Value>& values) {
        json.begin_array();
        for (const Value& value : values) {
            write(value);
        }
        json.end_array();
    }
    template <typename Enumeration>
    requires std::is_enum_v<Enumeration>
    void write(Enumeration value) { json.value(names_of(value)[static_cast<std::size_t>(value)]); }
    template <typename Struct>
    requires requires(const Struct& value) {
        fields(value, [](auto, const auto&) {});
    }
    void write(const Struct& value) {
        json.begin_object();
        fields(value, [this](std::string_view name, const auto& member) {
            json.key(name);
            this->write(member);
        });
        json.end_object();
    }
};

} // namespace

void write_operation(JsonWriter& json, const Operation& operation) {
    FieldWriter{json}.write(operation);
}

std::string operation_to_json(const Operation& operation) {
    JsonWriter json;
    write_operation(json, operation);
    return json.finish();
}

} // namespace plimsoll
