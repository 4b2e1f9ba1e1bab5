// UTF-8 text, character by character, and the columns it takes on a terminal.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace plimsoll {

/// The character at `at`, which moves past it. A byte that is not UTF-8 gives U+FFFD and moves by
/// one.
char32_t next_character(std::string_view text, std::size_t& at);

void append_utf8(std::string& out, char32_t character);

/// Columns of a character: 0 for combining marks, 2 for wide East Asian characters and emoji,
/// else 1.
int column_count(char32_t character);

/// Columns of a text.
int column_count(std::string_view text);

/// `text` in at most `columns` columns (at least 1), its last one being `sign` when something was
/// cut.
std::string cut_to_columns(std::string_view text, int columns, std::string_view sign = "…");

/// The same with `sign` in the middle: names that begin alike differ at their ends.
std::string cut_in_the_middle(std::string_view text, int columns, std::string_view sign = "…");

/// What may stand in a line of a terminal: control characters, which could move the cursor or
/// change colours, become spaces.
std::string without_controls(std::string_view text);

/// `text` for a terminal that only knows ASCII: dashes, quotes and the signs of this program are
/// respelt, anything else becomes `?`.
std::string to_ascii(std::string_view text);

} // namespace plimsoll
