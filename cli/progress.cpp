#include "cli/progress.hpp"

#include "cli/console.hpp"
#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"
#include "reports/terminal/terminal_look.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace plimsoll {

namespace {

constexpr int bar_columns = 20;
// Too little is known of the pace before this share is done.
constexpr double share_for_an_estimate = 0.02;

std::string left_text(double seconds) {
    if (seconds < 90) {
        return fmt::format("{} s left", fixed(seconds, 0));
    }
    return fmt::format("{} min left", fixed(seconds / 60, 0));
}

} // namespace

ProgressLine::ProgressLine(std::string what, bool hidden)
    : what_(std::move(what)), visible_(!hidden && errors_are_terminal()),
      start_(std::chrono::steady_clock::now()), drawn_(start_) {}

ProgressLine::~ProgressLine() {
    erase();
}

void ProgressLine::show(const StudyProgress& progress) {
    last_ = progress;
    const auto now = std::chrono::steady_clock::now();
    if (!visible_ || now - drawn_ < std::chrono::milliseconds(100)) {
        return;
    }
    drawn_ = now;
    shown_ = true;
    // A line that wraps could not be written over: each would stay.
    print_message(fmt::format("\r{}\x1b[K", progress_text(what_, progress, seconds(),
                                                          locale_is_utf8(), error_columns() - 1)));
}

void ProgressLine::erase() {
    if (shown_) {
        print_message("\r\x1b[K");
    }
    shown_ = false;
}

double ProgressLine::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
}

std::string progress_text(const std::string& what, const StudyProgress& progress, double seconds,
                          bool unicode, int columns) {
    TerminalLook look;
    look.unicode = unicode;
    const Marks& marks = marks_of(look);
    const double share = std::clamp(progress.share_done, 0.0, 1.0);
    std::string bar = "  ";
    for (int i = 0; i < bar_columns; ++i) {
        bar += i < static_cast<int>(share * bar_columns) ? marks.carried : marks.piling_up;
    }
    const std::string volumes =
        progress.volumes_total > 1
            ? fmt::format("  {} of {} volumes", progress.volumes_done, progress.volumes_total)
            : "";
    const std::string left =
        share >= share_for_an_estimate ? "   " + left_text(seconds * (1 - share) / share) : "";
    const std::string found = progress.found.empty() ? "" : "   (" + progress.found + ")";
    const std::string percent = fmt::format("  {}%", static_cast<int>(share * 100));
    std::vector<std::string> texts{what + bar + volumes + left + found};
    if (!found.empty()) {
        // What was found goes before how long it takes.
        texts.insert(texts.end(),
                     {what + bar + left + found, what + bar + found, what + percent + found});
    }
    texts.insert(texts.end(), {what + bar + volumes + left, what + bar + left,
                               what + percent + left, what + percent});
    for (const std::string& text : texts) {
        if (column_count(text) <= columns) {
            return text;
        }
    }
    return cut_to_columns(what + percent, std::max(columns, 1), "");
}

} // namespace plimsoll
