// What is wrong with a model file, in words its author can act on.
#pragma once

#include <string>
#include <vector>

namespace plimsoll {

/// One fault or warning, with its place. Printed as `FILE:LINE:COLUMN: error: MESSAGE`, the line,
/// and a caret under `length` characters followed by `hint` (what would be right).
struct Diagnostic {
    enum class Severity { error, warning };
    Severity severity = Severity::error;
    std::string file; ///< as the user named it; `--set` for a setting on the command line
    int line = 0;     ///< from 1; 0: the file as a whole
    int column = 0;   ///< from 1, in characters (not bytes)
    int length = 1;   ///< characters to underline
    std::string message;
    std::string hint; ///< empty: none
    std::string text; ///< the line itself, without its end
};

using Diagnostics = std::vector<Diagnostic>;

/// True when at least one is an error.
bool has_errors(const Diagnostics& diagnostics);

/// The whole text for standard error: every diagnostic, then the count ("2 faults; nothing was
/// run.").
std::string print(const Diagnostics& diagnostics);

} // namespace plimsoll
