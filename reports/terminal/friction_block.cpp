#include "reports/terminal/friction_block.hpp"

#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/sweep_layout.hpp"
#include "scenarios/result/whole_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>

namespace plimsoll {

namespace {

constexpr int bars_from = 26;
constexpr int columns_after = 26; ///< interval, share of the delay

void add_row(Lines& lines, const std::string& name, const Figure& clients, const Figure* delay,
             double longest, const TerminalLook& look, int width) {
    Line line;
    line.to(2).add(printable(name, look));
    const bool is_narrow = width < narrow_page;
    const int end = is_narrow ? width - 14 : width - columns_after;
    if (!clients.value) {
        const std::string why = printable(clients.why, look);
        const int start = is_narrow ? 4 : bars_from;
        if (is_narrow) {
            lines.push_back(line);
            line = Line{};
        }
        for (const std::string& part : wrap(why, width - start)) {
            line.to(start).add(part, Style::dim);
            lines.push_back(line);
            line = Line{};
        }
        return;
    }
    const Estimate& gain = *clients.value;
    if (!is_narrow && longest > 0) {
        const int room = end - bars_from - 6;
        const int length = static_cast<int>(
            std::floor(std::max(0., gain.mean) / longest * static_cast<double>(room) + 0.5));
        line.to(bars_from);
        for (int i = 0; i < length; ++i) {
            line.add(marks_of(look).carried, Style::yellow);
        }
    }
    line.right(clients_text(gain.mean), end, Style::bold);
    if (gain.low && gain.high) {
        line.to(end + 2).add(fmt::format("{}{}{}", clients_text(*gain.low),
                                         *gain.low <= -0.5 ? " to " : marks_of(look).range,
                                         clients_text(*gain.high)),
                             Style::dim);
    }
    if (delay != nullptr && delay->value && !is_narrow) {
        line.right(percent_text(delay->value->mean), width);
    }
    lines.push_back(line);
}

} // namespace

Lines friction_block(const Result& result, const TerminalLook& look) {
    if (!result.friction) {
        return {};
    }
    const Friction& friction = *result.friction;
    const int width = page_width(look);
    Lines lines;
    const std::string gap = friction.clients.value
                                ? clients_in_words(static_cast<std::int64_t>(
                                      std::floor(std::abs(friction.clients.value->mean) + 0.5))) +
                                      ", one cause at a time out"
                                : "one cause at a time out";
    lines.push_back(section_head("Between paper and practice", gap, width));
    double longest = 0;
    for (const FrictionCause& cause : friction.by_cause) {
        longest = std::max(longest, cause.clients.value ? cause.clients.value->mean : 0);
    }
    if (width >= narrow_page) {
        Line head;
        head.right("clients", width - columns_after, Style::dim);
        head.right("of the delay", width, Style::dim);
        lines.push_back(head);
    }
    for (const FrictionCause& cause : friction.by_cause) {
        add_row(lines, cause.name, cause.clients, &cause.share_of_delay, longest, look, width);
    }
    if (friction.by_cause.size() > 1 && friction.together.value) {
        add_row(lines, "together", friction.together, nullptr, longest, look, width);
    }
    return lines;
}

} // namespace plimsoll
