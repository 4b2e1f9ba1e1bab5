// A table of a terminal page: right-aligned figures under their heads, no rules, no frames.
#pragma once

#include "reports/terminal/styled_line.hpp"
#include "reports/terminal/terminal_look.hpp"

#include <string>
#include <vector>

namespace plimsoll {

struct Column {
    std::string head;
    int width = 0;     ///< least columns, the gap to its left included
    bool left = false; ///< names stand at the left edge of their column
};

struct Cell {
    std::vector<Run> runs;
    int span = 1; ///< columns it covers, ending with the last of them
};

struct TextTable {
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows;
};

/// One run as a cell.
Cell cell(std::string text, Style style = Style::plain);

/// What stands where there is no figure: a dash, never an empty place or a word for no number.
Cell no_figure(const TerminalLook& look);

/// Widens columns until every cell has two blanks before it.
void fit_columns(TextTable& table);

/// Columns the whole table takes.
int table_width(const TextTable& table);

/// The head line, dim, and a line for each row.
Lines table_lines(const TextTable& table);

} // namespace plimsoll
