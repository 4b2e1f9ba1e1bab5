#include "reports/terminal/moves_block.hpp"

#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/sweep_layout.hpp"
#include "scenarios/result/whole_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

constexpr std::size_t most_moves = 3;
constexpr int columns_of_gain = 8;
constexpr int columns_beside = 26; // interval, and a word on it

std::string arrow(const TerminalLook& look) {
    return look.unicode ? " → " : " -> ";
}

std::string amount(double number) {
    return fixed(number, std::abs(number - std::floor(number + 0.5)) < 1e-9 ? 0 : 1);
}

std::string words_of(const Move& move, const TerminalLook& look) {
    const Change& change = move.change;
    const std::string name = display_name("", move.name, 30, look);
    switch (change.of) {
    case Change::Of::hours:
        return fmt::format("{}{} +{} h a week", name,
                           change.member.empty() ? "" : ", " + printable(change.member, look),
                           amount(change.after - change.before));
    case Change::Of::people:
        return fmt::format("{}{} {}{}{} people", name,
                           change.member.empty() ? "" : ", " + printable(change.member, look),
                           amount(change.before), arrow(look), amount(change.after));
    case Change::Of::units:
        return fmt::format("{} {}{}{}", name, amount(change.before), arrow(look),
                           amount(change.after));
    case Change::Of::places:
        return fmt::format("{} {}{}{} places", name, amount(change.before), arrow(look),
                           amount(change.after));
    }
    return name;
}

std::string signed_clients(double clients) {
    const std::string text = clients_text(clients);
    return clients >= 0.5 ? "+" + text : text;
}

// 12–18, or -1 to 3 where a dash would be read as another minus.
std::string range_of(const Estimate& gain, const TerminalLook& look) {
    if (!gain.low || !gain.high) {
        return "";
    }
    return *gain.low <= -0.5
               ? fmt::format("{} to {}", clients_text(*gain.low), clients_text(*gain.high))
               : clients_text(*gain.low) + marks_of(look).range + clients_text(*gain.high);
}

void add_move(Lines& lines, const Move& move, const Estimate& now, bool by_deadline,
              const TerminalLook& look, int width) {
    Line line;
    line.to(2).add(words_of(move, look));
    const bool is_narrow = width < narrow_page;
    const int end = is_narrow ? width - 14 : width - columns_beside;
    if (is_narrow) {
        lines.push_back(line);
        line = Line{};
    }
    if (!move.clients.value) {
        // Where there is no figure its reason stands in its place.
        const std::string why = printable(move.clients.why, look);
        if (!is_narrow && line.columns() + 2 + column_count(why) > width) {
            lines.push_back(line);
            line = Line{};
        }
        const int start = std::max(2, is_narrow ? 4 : width - column_count(why));
        for (const std::string& part : wrap(why, width - start)) {
            line.to(start).add(part, Style::dim);
            lines.push_back(line);
            line = Line{};
        }
        return;
    }
    const Estimate& gain = *move.clients.value;
    const double before = by_deadline ? kept_to(now.mean) : full_from(now.mean);
    const double then = now.mean + gain.mean;
    const double after = by_deadline ? kept_to(then) : full_from(then);
    line.right(clients_text(before) + arrow(look) + clients_text(after), end - columns_of_gain);
    line.right(signed_clients(after - before), end, Style::bold);
    std::string beside = range_of(gain, look);
    if (gain.low && gain.high && *gain.low < 0.5 && *gain.high > -0.5) {
        const bool is_nothing = *gain.low > -0.5 && *gain.high < 0.5;
        beside = is_nothing ? "less than one" : is_narrow ? beside : beside + "  may be nothing";
    }
    line.to(end + 2).add(beside, Style::dim);
    lines.push_back(line);
}

} // namespace

Lines moves_block(const Result& result, const TerminalLook& look) {
    if (!result.limits || result.moves.empty()) {
        return {};
    }
    const bool by_deadline = result.limits->deadlines_come_first();
    const Figure& limit = by_deadline ? result.limits->sla : result.limits->stability;
    if (!limit.value) {
        return {};
    }
    const int width = page_width(look);
    Lines lines;
    lines.push_back(
        section_head("What moves the line", "one change at a time, same luck for both", width));
    Line head;
    head.right(by_deadline ? "on time to" : "work piles up from",
               (width < narrow_page ? width - 14 : width - columns_beside) - columns_of_gain,
               Style::dim);
    head.right("gain", width < narrow_page ? width - 14 : width - columns_beside, Style::dim);
    lines.push_back(head);
    std::size_t shown = 0;
    for (const Move& move : result.moves) {
        if (move.limit == (by_deadline ? "sla" : "stability") && ++shown <= most_moves) {
            add_move(lines, move, *limit.value, by_deadline, look, width);
        }
    }
    if (shown > most_moves) {
        Line more;
        more.to(2).add(fmt::format("and {} more, in --json", shown - most_moves), Style::dim);
        lines.push_back(more);
    }
    return lines;
}

} // namespace plimsoll
