#include "reports/terminal/terminal.hpp"

#include "reports/terminal/closing.hpp"
#include "reports/terminal/friction_block.hpp"
#include "reports/terminal/load_line.hpp"
#include "reports/terminal/moves_block.hpp"
#include "reports/terminal/one_volume.hpp"
#include "reports/terminal/opening.hpp"
#include "reports/terminal/preview_line.hpp"
#include "reports/terminal/team_strips.hpp"
#include "reports/terminal/volume_table.hpp"
#include "reports/terminal/year_lines.hpp"

namespace plimsoll {

namespace {

// Blocks with a blank line between them; empty ones leave no trace.
class Page {
public:
    void add(const Lines& block) {
        if (block.empty()) {
            return;
        }
        if (!lines_.empty()) {
            lines_.emplace_back();
        }
        lines_.insert(lines_.end(), block.begin(), block.end());
    }

    std::string text(bool colour) const { return text_of(lines_, colour); }

private:
    Lines lines_;
};

} // namespace

std::string sweep_page(const Result& result, const TerminalLook& look) {
    const SweepLayout layout = sweep_layout(result, look);
    Page page;
    if (result.interrupted) {
        // Half a line would be read as the whole: where it ends nobody has looked yet.
        page.add(volume_table(result, look));
        return page.text(look.colour);
    }
    page.add(opening(result, look));
    if (result.volumes.size() > 1) { // one volume makes no line
        if (result.limits) {
            page.add(load_line(result, layout, look));
            page.add(friction_block(result, look));
        }
        page.add(team_strips(result, layout, look));
    }
    page.add(volume_table(result, look));
    page.add(moves_block(result, look));
    page.add(next_commands(result, look));
    page.add(closing(result, look));
    return page.text(look.colour);
}

std::string run_page(const Result& result, const TerminalLook& look) {
    Page page;
    page.add(opening(result, look));
    for (const VolumeFigures& volume : result.volumes) {
        Lines cases = workflow_table(volume, result.operation, look);
        for (const Line& line : year_lines(volume, result.operation, look)) {
            cases.push_back(line);
        }
        for (const Line& line : preview_lines(result, look)) {
            cases.push_back(line);
        }
        page.add(cases);
        page.add(outcome_table(volume, result.operation, look));
        page.add(promise_table(volume, look));
        page.add(team_table(volume, result.operation, look));
        page.add(step_table(volume, result.operation, look));
        page.add(hours_ledger(volume, look));
        page.add(time_ledger(volume, result.operation, look));
        page.add(money_table(volume, result.operation, look));
    }
    page.add(next_commands(result, look));
    page.add(closing(result, look));
    return page.text(look.colour);
}

} // namespace plimsoll
