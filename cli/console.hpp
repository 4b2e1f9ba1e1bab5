// What the program is connected to: terminals or files, how wide, in which characters and colours.
#pragma once

#include <string>

namespace plimsoll {

enum class ColourWish { automatic, always, never };

/// True when standard output, or standard error, is a terminal.
bool output_is_terminal();
bool errors_are_terminal();

/// Columns of the terminal on standard output; 96 when it is none.
int terminal_columns();

/// True when the locale of the environment (LC_ALL, LC_CTYPE, LANG, the first that is set) is
/// UTF-8.
bool locale_is_utf8();

/// Whether to print colours: a wish wins; otherwise only on a terminal that knows them, and not
/// when NO_COLOR is set to anything.
bool colours_wanted(ColourWish wish);

/// How the program was called, to be typed again: `plimsoll`, `./plimsoll`, a path. The launcher
/// says it in PLIMSOLL_CALLED_AS, since it is what was typed; otherwise it is the first argument,
/// to be noted once.
void note_call(const char* first_argument);
const std::string& called_as();

/// Columns of the terminal on standard error; 96 when it is none.
int error_columns();

/// Writes to standard output, all of it; false when it could not (a full disk, a closed pipe).
bool print_answer(const std::string& text);

/// Writes to standard error.
void print_message(const std::string& text);

} // namespace plimsoll
