#include "reports/terminal/year_lines.hpp"

#include "reports/terminal/figure_text.hpp"

namespace plimsoll {

Lines year_lines(const VolumeFigures& volume, const Operation& operation,
                 const TerminalLook& look) {
    if (!volume.year) {
        return {};
    }
    std::string text;
    if (volume.year->attainment.value) {
        text += year_share_text(*volume.year->attainment.value, look) + "% on time";
    }
    if (volume.year->flow_time_p95.value) {
        const TimeUnit unit = time_unit(operation.calendar, volume.flow_time);
        text += (text.empty() ? "" : ", ") + std::string("19 in 20 within ") +
                year_time_text(*volume.year->flow_time_p95.value, unit, look);
    }
    if (text.empty()) {
        return {};
    }
    Lines lines;
    for (const std::string& part :
         wrap("A single year: " + text + "; one year in ten is worse, one better.",
              page_width(look) - 2)) {
        Line line;
        lines.push_back(line.to(2).add(part));
    }
    return lines;
}

} // namespace plimsoll
