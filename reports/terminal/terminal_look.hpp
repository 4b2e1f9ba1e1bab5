// How the terminal pages are to look, and the signs they are drawn with.
#pragma once

#include <array>
#include <optional>
#include <string>

namespace plimsoll {

/// What the caller decides about a page.
struct TerminalLook {
    int width = 96;                ///< columns; held within 80..100
    bool unicode = true;           ///< otherwise ASCII only
    bool colour = false;           ///< ANSI colours, the terminal's own 16
    bool all_volumes = false;      ///< every volume in the table, not the eight that tell the story
    std::optional<double> seconds; ///< how long the study took; empty: not said
    std::string model = "MODEL";   ///< the model's path as the user wrote it, for what to type next
    std::string program = "plimsoll"; ///< how the program was called, the same
    bool all_assumptions = false;     ///< every one, not the five that matter most
};

/// A page below so many columns has no room for intervals beside the line, nor for wide tables.
inline constexpr int narrow_page = 64;

/// The width that pages are drawn with.
int page_width(const TerminalLook& look);

/// The signs of the pages, in UTF-8 or in ASCII. Each is one column wide unless said.
struct Marks {
    const char *lead, *low, *mean, *high, *between;    ///< an estimate on the axis
    const char *ready, *target;                        ///< places on the bar
    const char *carried, *strained, *late, *piling_up; ///< zones of the bar, by density
    std::array<const char*, 7> levels;                 ///< how full, in sevenths
    const char *full, *beyond_full;
    const char *segment, *segment_end;
    const char* range;                              ///< 57–66
    const char *plus_minus, *times, *cut, *at_most; ///< wider than a column in ASCII
};

const Marks& marks_of(const TerminalLook& look);

/// A name or sentence from outside, fit to be printed: without control characters, in ASCII if need
/// be.
std::string printable(const std::string& text, const TerminalLook& look);

/// What a team, workflow or step is called on a page: its label, or its name with a capital; cut in
/// the middle to `columns`.
std::string display_name(const std::string& label, const std::string& name, int columns,
                         const TerminalLook& look);

} // namespace plimsoll
