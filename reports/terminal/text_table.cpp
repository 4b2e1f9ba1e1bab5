#include "reports/terminal/text_table.hpp"

#include "model/text/utf8.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr int gap = 2;

void add_row(Lines& lines, const TextTable& table, const std::vector<Cell>& cells) {
    Line line;
    std::size_t at = 0;
    int end = 0;
    for (const Cell& cell : cells) {
        const int start = end;
        const bool left = table.columns[at].left;
        for (int i = 0; i < cell.span; ++i) {
            end += table.columns[at++].width;
        }
        if (cell.runs.empty()) {
            continue;
        }
        if (left) {
            line.to(start + gap).add(cell.runs);
        } else {
            line.right(cell.runs, end);
        }
    }
    lines.push_back(line);
}

} // namespace

Cell cell(std::string text, Style style) {
    return {{{std::move(text), style}}, 1};
}

Cell no_figure(const TerminalLook& look) {
    return cell(marks_of(look).range, Style::dim);
}

void fit_columns(TextTable& table) {
    for (Column& column : table.columns) {
        column.width = std::max(column.width, gap + column_count(column.head));
    }
    for (const std::vector<Cell>& row : table.rows) {
        std::size_t at = 0;
        for (const Cell& cell : row) {
            if (cell.span == 1) {
                int& width = table.columns[at].width;
                width = std::max(width, gap + column_count(cell.runs));
            }
            at += static_cast<std::size_t>(cell.span);
        }
    }
}

int table_width(const TextTable& table) {
    int width = 0;
    for (const Column& column : table.columns) {
        width += column.width;
    }
    return width;
}

Lines table_lines(const TextTable& table) {
    Lines lines;
    std::vector<Cell> heads;
    for (const Column& column : table.columns) {
        heads.push_back(column.head.empty() ? Cell{} : cell(column.head, Style::dim));
    }
    add_row(lines, table, heads);
    for (const std::vector<Cell>& row : table.rows) {
        add_row(lines, table, row);
    }
    return lines;
}

} // namespace plimsoll
