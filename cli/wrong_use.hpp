// What to say of a command line that cannot be read: the word at fault, and what was meant.
#pragma once

#include <string>
#include <vector>

namespace CLI {
class App;
class ParseError;
} // namespace CLI

namespace plimsoll {

/// A sentence about the first fault of these words, which CLI11 refused with `error`; the verb that
/// was understood, if any, is `program`'s parsed subcommand.
std::string wrong_use_in_words(const CLI::App& program, const CLI::ParseError& error,
                               const std::vector<std::string>& words);

} // namespace plimsoll
