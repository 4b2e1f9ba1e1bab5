#include "reports/terminal/opening.hpp"

namespace plimsoll {

Lines opening(const Result& result, const TerminalLook& look) {
    std::string headline;
    std::string rest;
    for (const Finding& finding : result.findings) {
        if (finding.id == "not_simulated" || finding.id == "nine_in_ten" ||
            finding.is_question()) { // said at the end
            continue;
        }
        std::string& paragraph = finding.id == "headline" ? headline : rest;
        if (!paragraph.empty()) {
            paragraph += ' ';
        }
        paragraph += printable(finding.text, look);
    }
    Lines lines;
    for (const std::string& text : wrap(headline, page_width(look))) {
        Line line;
        lines.push_back(line.add(text, Style::bold));
    }
    for (const std::string& text : wrap(rest, page_width(look))) {
        Line line;
        lines.push_back(line.add(text));
    }
    return lines;
}

} // namespace plimsoll
