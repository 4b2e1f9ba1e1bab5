#include "reports/terminal/preview_line.hpp"

#include "reports/terminal/figure_text.hpp"

namespace plimsoll {

Lines preview_lines(const Result& result, const TerminalLook& look) {
    if (!result.preview || result.volumes.empty()) {
        return {};
    }
    const Preview& preview = *result.preview;
    const VolumeFigures& volume = result.volumes.front();
    const bool simulated = volume.has_times() && volume.flow_time.mean.value;
    if (!preview.flow_time.value && !simulated) {
        return {};
    }
    const TimeUnit unit = time_unit(result.operation.calendar, volume.flow_time);
    std::string text = "No mean by formula, because " + printable(preview.because, look);
    if (preview.flow_time.value) {
        text = "Mean by formula " + time_text(*preview.flow_time.value, unit);
        if (!preview.valid) {
            text += ": does not hold here, because " + printable(preview.because, look);
        } else if (simulated) {
            text += ", simulated " + time_text(volume.flow_time.mean.value->mean, unit);
        }
    }
    text += '.';
    Lines lines;
    for (const std::string& part : wrap(text, page_width(look) - 2)) {
        Line line;
        lines.push_back(line.to(2).add(part, Style::dim));
    }
    return lines;
}

} // namespace plimsoll
