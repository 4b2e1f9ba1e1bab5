// One line of a terminal page: text with styles, placed by column.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace plimsoll {

/// Meaning never rests on these alone: without colour a page says the same.
enum class Style { plain, bold, dim, blue, yellow, red, bold_blue };

/// A stretch of text in one style.
struct Run {
    std::string text;
    Style style = Style::plain;
};

/// Columns of some runs.
int column_count(const std::vector<Run>& runs);

/// A line under construction. Text is appended; columns count from 0.
class Line {
public:
    Line& add(std::string_view text, Style style = Style::plain);
    Line& add(const std::vector<Run>& runs);
    /// Blanks up to `column`; one blank when the line is past it already.
    Line& to(int column);
    /// Text that ends before `end_column`, after at least one blank.
    Line& right(const std::vector<Run>& runs, int end_column);
    Line& right(std::string_view text, int end_column, Style style = Style::plain);

    int columns() const { return columns_; }

    /// The line with its end, without trailing blanks; with ANSI codes when `colour`.
    std::string text(bool colour) const;

private:
    std::vector<Run> runs_;
    int columns_ = 0;
};

/// Lines of a page.
using Lines = std::vector<Line>;

/// All of them, one after the other.
std::string text_of(const Lines& lines, bool colour);

/// `text` broken at blanks into lines of at most `width` columns; a longer word is broken where the
/// line ends.
std::vector<std::string> wrap(std::string_view text, int width);

/// A section's head: its name at the left edge in bold, its explanation at the right edge, dim,
/// where there is room for it.
Line section_head(std::string_view name, std::string_view explanation, int width);

} // namespace plimsoll
