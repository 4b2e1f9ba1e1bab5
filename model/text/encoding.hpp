// Texts as people's programs write them: which encoding, and how many characters.
#pragma once

#include <cstddef>
#include <string_view>

namespace plimsoll {

/// Why a text cannot be read as UTF-8, with the byte where it shows.
struct EncodingFault {
    enum class Kind { none, utf16, binary, not_utf8 };
    Kind kind = Kind::none;
    std::size_t at = 0; ///< bytes from the start
};

/// Looks for UTF-16, NUL bytes and ill-formed UTF-8 (overlong forms and surrogates included).
EncodingFault check_encoding(std::string_view text);

/// The text without the byte order mark that some editors put before UTF-8.
std::string_view without_byte_order_mark(std::string_view text);

/// Characters of well-formed UTF-8: bytes that do not continue one.
int count_characters(std::string_view text);

} // namespace plimsoll
