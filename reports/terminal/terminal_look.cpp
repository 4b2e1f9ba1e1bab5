#include "reports/terminal/terminal_look.hpp"

#include "model/text/plain_words.hpp"
#include "model/text/utf8.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr Marks unicode_marks{
    "·", "├", "●", "┤", "─", "⊖", "▼", "█", "▓", "▒", "░", {"▁", "▂", "▃", "▄", "▅", "▆", "▇"},
    "█", "░", "─", "┤", "–", "±", "×", "…", "≤"};

constexpr Marks ascii_marks{
    " ", "[", "o", "]", "-", "^",  "v", "#",   "=", "-", ".", {".", ":", "-", "=", "+", "*", "#"},
    "%", ".", "-", "|", "-", "+-", "x", "...", "<="};

} // namespace

int page_width(const TerminalLook& look) {
    return std::clamp(look.width, 40, 100);
}

const Marks& marks_of(const TerminalLook& look) {
    return look.unicode ? unicode_marks : ascii_marks;
}

std::string printable(const std::string& text, const TerminalLook& look) {
    const std::string clean = without_controls(text);
    return look.unicode ? clean : to_ascii(clean);
}

std::string display_name(const std::string& label, const std::string& name, int columns,
                         const TerminalLook& look) {
    return cut_in_the_middle(printable(shown_name(label, name), look), columns, marks_of(look).cut);
}

} // namespace plimsoll
