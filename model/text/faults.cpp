#include "model/text/faults.hpp"

#include "model/text/suggestion.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <map>
#include <tuple>

namespace plimsoll {

namespace {

/// A person acts on the first few; a file of nothing but faults must not fill the machine.
constexpr std::size_t most_faults = 1000;

/// Of more names none is looked for: nobody has given so many by hand.
constexpr std::size_t most_given = 1000;

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

void Faults::no_such(std::string_view what, const std::string& name, const Place& place,
                     std::string hint) {
    const std::size_t before = faults_.size();
    add(Diagnostic::Severity::error, place, fmt::format("there is no {} called `{}`", what, name),
        std::move(hint));
    if (faults_.size() > before) {
        faults_.back().missing_what = what;
        faults_.back().missing_name = name;
    }
}

void Faults::given(std::string_view what, const std::string& name, const Place& place) {
    if (given_.size() < most_given) {
        given_.push_back({std::string(what), name, place});
    }
}

Faults::Fault Faults::fault_at(Diagnostic::Severity severity, const Place& place,
                               std::string message, std::string hint) const {
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
    return {place, std::move(diagnostic)};
}

void Faults::add(Diagnostic::Severity severity, const Place& place, std::string message,
                 std::string hint) {
    if (severity == Diagnostic::Severity::error) {
        ++errors_;
    }
    const bool doubted = std::find(doubted_.begin(), doubted_.end(), place) != doubted_.end();
    if (faults_.size() < most_faults && !doubted) {
        faults_.push_back(fault_at(severity, place, std::move(message), std::move(hint)));
    }
}

bool Faults::stands_once(const std::string& name) const {
    const auto is_part_of_a_name = [](const std::string& line, std::size_t at) {
        const auto character = at < line.size() ? static_cast<unsigned char>(line[at]) : ' ';
        return std::isalnum(character) != 0 || character == '_' || character == '-' ||
               character > 127;
    };
    int times = 0;
    for (const Text& text : texts_) {
        for (const std::string& line : text.lines) {
            for (std::size_t at = line.find(name); at != std::string::npos;
                 at = line.find(name, at + 1)) {
                const bool begins = at == 0 || !is_part_of_a_name(line, at - 1);
                times += begins && !is_part_of_a_name(line, at + name.size()) ? 1 : 0;
            }
        }
    }
    return times == 1;
}

/// Of the faults of one missing name all but one give way to the name that was meant.
std::vector<Faults::Fault> Faults::blame_names_given(std::vector<Fault> sorted) const {
    std::map<std::string, std::vector<std::size_t>> places; // by missing name
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (!sorted[i].missing_name.empty()) {
            places[sorted[i].missing_name].push_back(i);
        }
    }
    std::vector<char> gives_way(sorted.size(), 0);
    std::vector<Fault> blamed;
    for (const auto& [name, faults] : places) {
        if (faults.size() < 2) {
            continue;
        }
        const std::string& what = sorted[faults.front()].missing_what;
        std::vector<std::string> candidates;
        for (const Given& given : given_) {
            if (what.compare(0, given.what.size(), given.what) == 0 && stands_once(given.name)) {
                candidates.push_back(given.name);
            }
        }
        const std::string meant = closest_word(name, candidates);
        const auto given = std::find_if(given_.begin(), given_.end(),
                                        [&](const Given& one) { return one.name == meant; });
        if (meant.empty() || given == given_.end()) {
            continue;
        }
        for (const std::size_t fault : faults) {
            gives_way[fault] = 1;
        }
        blamed.push_back(fault_at(
            Diagnostic::Severity::error, given->place,
            fmt::format("nothing names the {} `{}`, and {} places name `{}`, which is not there",
                        given->what, meant, faults.size(), name),
            fmt::format("did you mean `{}`?", name)));
    }
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        if (gives_way[i] == 0) {
            blamed.push_back(std::move(sorted[i]));
        }
    }
    return blamed;
}

Diagnostics Faults::diagnostics() const {
    const auto key = [](const Fault& fault) {
        return std::tie(fault.place.source, fault.place.line, fault.place.column,
                        fault.diagnostic.severity, fault.diagnostic.message);
    };
    const auto in_order = [&](const Fault& a, const Fault& b) { return key(a) < key(b); };
    std::vector<Fault> sorted = faults_;
    std::stable_sort(sorted.begin(), sorted.end(), in_order);
    sorted.erase(std::unique(sorted.begin(), sorted.end(),
                             [&](const Fault& a, const Fault& b) { return key(a) == key(b); }),
                 sorted.end());
    sorted = blame_names_given(std::move(sorted));
    std::stable_sort(sorted.begin(), sorted.end(), in_order);
    Diagnostics diagnostics;
    for (Fault& fault : sorted) {
        diagnostics.push_back(std::move(fault.diagnostic));
    }
    return diagnostics;
}

} // namespace plimsoll
