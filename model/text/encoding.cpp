#include "model/text/encoding.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

unsigned char byte_at(std::string_view text, std::size_t at) {
    return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

bool continues(unsigned char byte) {
    return (byte & 0xC0U) == 0x80U;
}

/// Length of the well-formed character at `at`, or 0 (Unicode 15, table 3-7).
std::size_t character_length(std::string_view text, std::size_t at) {
    const unsigned char first = byte_at(text, at);
    const unsigned char second = byte_at(text, at + 1);
    if (first < 0x80) {
        return 1;
    }
    if (first >= 0xC2 && first <= 0xDF) {
        return continues(second) ? 2 : 0;
    }
    const bool third = continues(byte_at(text, at + 2));
    if (first >= 0xE0 && first <= 0xEF) {
        const bool overlong = first == 0xE0 && second < 0xA0;
        const bool surrogate = first == 0xED && second > 0x9F;
        return continues(second) && !overlong && !surrogate && third ? 3 : 0;
    }
    if (first >= 0xF0 && first <= 0xF4) {
        const bool overlong = first == 0xF0 && second < 0x90;
        const bool too_large = first == 0xF4 && second > 0x8F;
        return continues(second) && !overlong && !too_large && third &&
                       continues(byte_at(text, at + 3))
                   ? 4
                   : 0;
    }
    return 0;
}

} // namespace

EncodingFault check_encoding(std::string_view text) {
    const unsigned char first = byte_at(text, 0);
    const unsigned char second = byte_at(text, 1);
    if (text.size() >= 2 &&
        ((first == 0xFF && second == 0xFE) || (first == 0xFE && second == 0xFF))) {
        return {EncodingFault::Kind::utf16, 0};
    }
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == '\0') {
            // Plain letters in UTF-16 have a NUL as every other byte.
            const bool every_other = at < 2 && (byte_at(text, at + 2) == 0) && text.size() > at + 2;
            return {every_other ? EncodingFault::Kind::utf16 : EncodingFault::Kind::binary, at};
        }
        const std::size_t length = character_length(text, at);
        if (length == 0) {
            return {EncodingFault::Kind::not_utf8, at};
        }
        at += length;
    }
    return {};
}

std::string_view without_byte_order_mark(std::string_view text) {
    return text.substr(0, 3) == "\xEF\xBB\xBF" ? text.substr(3) : text;
}

int count_characters(std::string_view text) {
    return static_cast<int>(std::count_if(text.begin(), text.end(), [](char c) {
        return !continues(static_cast<unsigned char>(c));
    }));
}

} // namespace plimsoll
