#include "model/text/diagnostic.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

/// What a file says is printed on somebody's terminal: control characters must not act there.
std::string printable(const std::string& text) {
    std::string safe = text;
    std::replace_if(
        safe.begin(), safe.end(),
        [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; },
        '?');
    return safe;
}

/// Blanks up to the column, with the line's own tabs, so that the caret stands under its character.
std::string indent_like(const std::string& line, int column) {
    std::string blanks;
    int characters = 1;
    for (const char c : line) {
        if ((static_cast<unsigned char>(c) & 0xC0U) == 0x80U) {
            continue;
        }
        if (characters++ >= column) {
            break;
        }
        blanks += c == '\t' ? '\t' : ' ';
    }
    blanks.append(static_cast<std::size_t>(std::max(0, column - characters)), ' ');
    return blanks;
}

std::string counted(std::size_t count, const std::string& noun) {
    return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string print_one(const Diagnostic& diagnostic) {
    const bool error = diagnostic.severity == Diagnostic::Severity::error;
    std::string place = printable(diagnostic.file);
    if (diagnostic.line > 0) {
        place += fmt::format(":{}:{}", diagnostic.line, diagnostic.column);
    }
    std::string out = fmt::format("{}: {}: {}\n", place, error ? "error" : "warning",
                                  printable(diagnostic.message));
    if (diagnostic.line > 0 && !diagnostic.text.empty()) {
        out += fmt::format("{:>5} | {}\n", diagnostic.line, printable(diagnostic.text));
        out +=
            fmt::format("      | {}^{:~<{}}{}{}\n", indent_like(diagnostic.text, diagnostic.column),
                        "", std::max(0, diagnostic.length - 1), diagnostic.hint.empty() ? "" : " ",
                        printable(diagnostic.hint));
    } else if (!diagnostic.hint.empty()) {
        out += fmt::format("      | {}\n", printable(diagnostic.hint));
    }
    return out;
}

} // namespace

bool has_errors(const Diagnostics& diagnostics) {
    return std::any_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& diagnostic) {
        return diagnostic.severity == Diagnostic::Severity::error;
    });
}

std::string print(const Diagnostics& diagnostics) {
    std::string out;
    std::size_t errors = 0;
    for (const Diagnostic& diagnostic : diagnostics) {
        out += print_one(diagnostic);
        errors += diagnostic.severity == Diagnostic::Severity::error ? 1 : 0;
    }
    const std::size_t warnings = diagnostics.size() - errors;
    if (errors > 0 && warnings > 0) {
        out +=
            counted(errors, "fault") + ", " + counted(warnings, "warning") + "; nothing was run.\n";
    } else if (errors > 0) {
        out += counted(errors, "fault") + "; nothing was run.\n";
    } else if (warnings > 0) {
        out += counted(warnings, "warning") + ".\n";
    }
    return out;
}

} // namespace plimsoll
