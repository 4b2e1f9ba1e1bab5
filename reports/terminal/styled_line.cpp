#include "reports/terminal/styled_line.hpp"

#include "model/text/utf8.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

const char* code_of(Style style) {
    switch (style) {
    case Style::plain:
        return "";
    case Style::bold:
        return "\x1b[1m";
    case Style::dim:
        return "\x1b[2m";
    case Style::blue:
        return "\x1b[34m";
    case Style::yellow:
        return "\x1b[33m";
    case Style::red:
        return "\x1b[31m";
    case Style::bold_blue:
        return "\x1b[1;34m";
    }
    return "";
}

void drop_trailing_blanks(std::vector<Run>& runs) {
    while (!runs.empty()) {
        std::string& text = runs.back().text;
        while (!text.empty() && text.back() == ' ') {
            text.pop_back();
        }
        if (!text.empty()) {
            break;
        }
        runs.pop_back();
    }
}

} // namespace

int column_count(const std::vector<Run>& runs) {
    int columns = 0;
    for (const Run& run : runs) {
        columns += column_count(run.text);
    }
    return columns;
}

Line& Line::add(std::string_view text, Style style) {
    if (text.empty()) {
        return *this;
    }
    if (!runs_.empty() && runs_.back().style == style) {
        runs_.back().text += text;
    } else {
        runs_.push_back({std::string(text), style});
    }
    columns_ += column_count(text);
    return *this;
}

Line& Line::add(const std::vector<Run>& runs) {
    for (const Run& run : runs) {
        add(run.text, run.style);
    }
    return *this;
}

Line& Line::to(int column) {
    const int blanks = column >= columns_ ? column - columns_ : 1;
    return add(std::string(static_cast<std::size_t>(blanks), ' '));
}

Line& Line::right(const std::vector<Run>& runs, int end_column) {
    const int start = end_column - column_count(runs);
    return to(columns_ == 0 ? std::max(start, 0) : std::max(start, columns_ + 1)).add(runs);
}

Line& Line::right(std::string_view text, int end_column, Style style) {
    return right(std::vector<Run>{{std::string(text), style}}, end_column);
}

std::string Line::text(bool colour) const {
    std::vector<Run> runs = runs_;
    drop_trailing_blanks(runs);
    std::string text;
    for (const Run& run : runs) {
        if (!colour || run.style == Style::plain) {
            text += run.text;
        } else {
            text += code_of(run.style);
            text += run.text;
            text += "\x1b[0m";
        }
    }
    return text + '\n';
}

std::string text_of(const Lines& lines, bool colour) {
    std::string text;
    for (const Line& line : lines) {
        text += line.text(colour);
    }
    return text;
}

std::vector<std::string> wrap(std::string_view text, int width) {
    std::vector<std::string> lines;
    std::string line;
    int used = 0;
    const auto end_line = [&] {
        if (used > 0) {
            lines.push_back(line);
        }
        line.clear();
        used = 0;
    };
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const std::string_view word = text.substr(at, end - at);
        at = end + 1;
        if (word.empty()) {
            continue;
        }
        if (used > 0 && used + 1 + column_count(word) > width) {
            end_line();
        }
        if (used > 0) {
            line += ' ';
            ++used;
        }
        for (std::size_t i = 0; i < word.size();) {
            const std::size_t from = i;
            const int columns = column_count(next_character(word, i));
            if (used + columns > width) {
                end_line();
            }
            line += word.substr(from, i - from);
            used += columns;
        }
    }
    end_line();
    return lines;
}

Line section_head(std::string_view name, std::string_view explanation, int width) {
    Line line;
    line.add(name, Style::bold);
    if (!explanation.empty() && line.columns() + 1 + column_count(explanation) <= width) {
        line.right(explanation, width, Style::dim);
    }
    return line;
}

} // namespace plimsoll
