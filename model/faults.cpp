#include "model/faults.hpp"

#include <algorithm>
#include <tuple>

namespace plimsoll {

namespace {

/// A person acts on the first few; a file of nothing but faults must not fill the machine.
constexpr std::size_t most_faults = 1000;

/// A line longer than this is not shown: no terminal would show it either.
constexpr std::size_t longest_line_shown = 1000;

std::vector<std::string> split_lines(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = text.substr(0, end);
        if (!line.empty() && line.back() == '\r') {
            line.remove_suffix(1);
        }
        lines.emplace_back(line.size() > longest_line_shown ? std::string_view{} : line);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

} // namespace

int Faults::add_source(std::string name, std::string_view text) {
    texts_.push_back({std::move(name), split_lines(text)});
    return static_cast<int>(texts_.size()) - 1;
}

void Faults::error(const Place& place, std::string message, std::string hint) {
    add(Diagnostic::Severity::error, place, std::move(message), std::move(hint));
}

void Faults::warning(const Place& place, std::string message, std::string hint) {
    add(Diagnostic::Severity::warning, place, std::move(message), std::move(hint));
}

void Faults::add(Diagnostic::Severity severity, const Place& place, std::string message,
                 std::string hint) {
    if (severity == Diagnostic::Severity::error) {
        ++errors_;
    }
    if (faults_.size() >= most_faults) {
        return;
    }
    const Text& text = texts_[static_cast<std::size_t>(place.source)];
    Diagnostic diagnostic;
    diagnostic.severity = severity;
    diagnostic.file = text.name;
    diagnostic.line = place.line;
    diagnostic.column = place.line > 0 ? place.column : 0;
    diagnostic.length = std::max(1, place.length);
    diagnostic.message = std::move(message);
    diagnostic.hint = std::move(hint);
    if (place.line > 0 && static_cast<std::size_t>(place.line) <= text.lines.size()) {
        diagnostic.text = text.lines[static_cast<std::size_t>(place.line) - 1];
    }
    faults_.push_back({place, std::move(diagnostic)});
}

Diagnostics Faults::diagnostics() const {
    const auto key = [](const Fault& fault) {
        return std::tie(fault.place.source, fault.place.line, fault.place.column,
                        fault.diagnostic.severity, fault.diagnostic.message);
    };
    std::vector<Fault> sorted = faults_;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [&](const Fault& a, const Fault& b) { return key(a) < key(b); });
    sorted.erase(std::unique(sorted.begin(), sorted.end(),
                             [&](const Fault& a, const Fault& b) { return key(a) == key(b); }),
                 sorted.end());
    Diagnostics diagnostics;
    for (Fault& fault : sorted) {
        diagnostics.push_back(std::move(fault.diagnostic));
    }
    return diagnostics;
}

} // namespace plimsoll
