#include "reports/terminal/check_page.hpp"

#include "model/client_demand.hpp"
#include "model/describe/describe.hpp"
#include "model/text/utf8.hpp"
#include "reports/terminal/closing.hpp"
#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/styled_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <sstream>
#include <string_view>
#include <utility>

namespace plimsoll {

namespace {

constexpr int margin = 2;
constexpr int hanging = 4;
constexpr int most_key_columns = 28;
constexpr int most_value_columns = 20;

// A number and its unit stay in one line: the blank between them becomes a sign that `wrap`
// does not break at.
constexpr char glue = '\x01';

std::string glued(std::string text) {
    for (std::size_t at = text.find(' '); at != std::string::npos; at = text.find(' ', at + 1)) {
        const bool after_digit = at > 0 && text[at - 1] >= '0' && text[at - 1] <= '9';
        for (const std::string_view unit : {"min", "h", "s"}) {
            const std::size_t end = at + 1 + unit.size();
            if (after_digit && text.compare(at + 1, unit.size(), unit) == 0 &&
                (end == text.size() ||
                 std::string_view(" ,;)").find(text[end]) != std::string_view::npos)) {
                text[at] = glue;
            }
        }
    }
    return text;
}

// A line that is too long goes on below itself, further in.
void add_wrapped(Lines& lines, const std::string& text, int width, Style style) {
    const auto indent = static_cast<int>(std::min(text.find_first_not_of(' '), text.size()));
    int start = indent;
    for (std::string part : wrap(glued(text), width - indent - hanging)) {
        std::replace(part.begin(), part.end(), glue, ' ');
        Line line;
        lines.push_back(line.to(start).add(part, style));
        start = indent + hanging;
    }
}

Lines read_back_lines(const Operation& operation, const TerminalLook& look) {
    Lines lines;
    std::istringstream text(describe(operation));
    for (std::string line; std::getline(text, line);) {
        if (line.empty()) {
            lines.emplace_back();
        } else {
            add_wrapped(lines, printable(line, look), page_width(look),
                        line[0] == ' ' ? Style::plain : Style::bold);
        }
    }
    return lines;
}

using Belongs = std::function<bool(const Assumption&)>;

// Key, value and, where it is not the model itself, what it rests on: three columns of wrapped
// text.
Lines assumption_table(const std::string& name, const std::string& explanation,
                       const Operation& operation, const Belongs& belongs,
                       const TerminalLook& look) {
    const int width = page_width(look);
    int key_columns = 0;
    int value_columns = 0;
    bool with_source = false;
    for (const Assumption& assumption : operation.assumptions) {
        if (!belongs(assumption)) {
            continue;
        }
        key_columns = std::max(key_columns, column_count(assumption.key));
        value_columns = std::max(value_columns, column_count(assumption.value));
        with_source = with_source || assumption.source != stated_in_the_model;
    }
    if (key_columns == 0) {
        return {};
    }
    if (with_source) {
        key_columns = std::min(key_columns, most_key_columns);
        value_columns = std::min(value_columns, most_value_columns);
    } else {
        key_columns = std::min(key_columns, width / 2);
        value_columns = width - key_columns - 2 * margin;
    }
    const int value_start = margin + key_columns + margin;
    const int source_start = value_start + value_columns + margin;
    Lines lines{section_head(name, explanation, width)};
    for (const Assumption& assumption : operation.assumptions) {
        if (!belongs(assumption)) {
            continue;
        }
        const auto column = [&](const std::string& text, int columns) {
            return wrap(printable(text, look), columns);
        };
        const std::vector<std::string> keys = column(assumption.key, key_columns);
        const std::vector<std::string> values = column(assumption.value, value_columns);
        const std::vector<std::string> sources =
            with_source ? column(assumption.basis + "  " + assumption.source, width - source_start)
                        : std::vector<std::string>{};
        for (std::size_t i = 0; i < std::max({keys.size(), values.size(), sources.size()}); ++i) {
            Line line;
            if (i < keys.size()) {
                line.to(margin).add(keys[i]);
            }
            if (i < values.size()) {
                line.to(value_start).add(values[i]);
            }
            if (i < sources.size()) {
                line.to(source_start).add(sources[i], Style::dim);
            }
            lines.push_back(line);
        }
    }
    return lines;
}

constexpr std::size_t most_assumptions = 5;

// What nobody has measured matters most, then what is only recalled; what holds everywhere before
// what holds somewhere.
std::vector<const Assumption*> assumptions_that_matter(const Operation& operation) {
    std::vector<const Assumption*> most;
    // A number of clients that changes nothing is no assumption.
    const bool with_clients = clients_bring_work(operation);
    for (const Assumption& assumption : operation.assumptions) {
        if (assumption.simulated && assumption.source != stated_in_the_model &&
            (with_clients || assumption.key != "clients.today")) {
            most.push_back(&assumption);
        }
    }
    const auto rank = [](const Assumption* assumption) {
        const std::size_t basis = std::string_view("DRVC").find(assumption->basis);
        return std::pair(basis, std::count(assumption->key.begin(), assumption->key.end(), '.'));
    };
    std::stable_sort(most.begin(), most.end(),
                     [&](const Assumption* a, const Assumption* b) { return rank(a) < rank(b); });
    most.resize(std::min(most.size(), most_assumptions));
    return most;
}

// How many more there are, and how to see them.
Lines rest_line(std::size_t left_out, const TerminalLook& look) {
    if (left_out == 0) {
        return {};
    }
    Lines lines;
    add_wrapped(lines,
                fmt::format("{} more: {} check {} --all",
                            grouped(static_cast<std::int64_t>(left_out)),
                            shell_word(printable(look.program, look)),
                            shell_word(printable(look.model, look))),
                page_width(look), Style::dim);
    return lines;
}

} // namespace

std::string check_page(const Operation& operation, const std::vector<Finding>& findings,
                       const TerminalLook& look) {
    Lines page = read_back_lines(operation, look);
    const auto add = [&](const Lines& block) {
        if (block.empty()) {
            return;
        }
        page.emplace_back();
        page.insert(page.end(), block.begin(), block.end());
    };
    const std::string bases = "V checked, R recalled, C computed, D declared";
    if (look.all_assumptions) {
        const auto declared = [](const Assumption& assumption) {
            return assumption.source == stated_in_the_model;
        };
        add(assumption_table(
            "Assumed where the model is silent", bases, operation,
            [&](const Assumption& assumption) {
                return assumption.simulated && !declared(assumption);
            },
            look));
        add(assumption_table(
            "As the model says", "in force where what it needs is there", operation,
            [&](const Assumption& assumption) {
                return assumption.simulated && declared(assumption);
            },
            look));
        add(assumption_table(
            "Declared in the model", "read and checked, not simulated in this version", operation,
            [&](const Assumption& assumption) {
                return !assumption.simulated && declared(assumption);
            },
            look));
        add(assumption_table(
            "Defaults not simulated yet", bases, operation,
            [&](const Assumption& assumption) {
                return !assumption.simulated && !declared(assumption);
            },
            look));
    } else {
        const std::vector<const Assumption*> most = assumptions_that_matter(operation);
        add(assumption_table(
            "Assumed where the model is silent", bases, operation,
            [&](const Assumption& assumption) {
                return std::find(most.begin(), most.end(), &assumption) != most.end();
            },
            look));
        add(rest_line(operation.assumptions.size() - most.size(), look));
    }
    Lines notes;
    for (const Finding& finding : findings) {
        add_wrapped(notes, printable(finding.text, look), page_width(look), Style::yellow);
    }
    add(notes);
    return text_of(page, look.colour);
}

} // namespace plimsoll
