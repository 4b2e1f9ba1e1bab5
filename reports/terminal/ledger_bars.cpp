// The two ledgers of one volume as bars: each is exclusive and exhaustive, so that its lines add up
// to the whole (SCIENCE.md 0).
#include "reports/terminal/one_volume.hpp"

#include "model/text/utf8.hpp"
#include "reports/terminal/figure_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>

namespace plimsoll {

namespace {

struct Spoken {
    const char* key;
    const char* words;
};

// The ledgers' keys in a reader's words; a key that is not here stands for itself.
constexpr std::array<Spoken, 14> hours_words{{{"direct", "the work itself"},
                                              {"edge", "odd cases"},
                                              {"compensating", "workarounds"},
                                              {"rework", "done again"},
                                              {"duplicate", "duplicates"},
                                              {"rekey", "typing over"},
                                              {"clarification", "questions"},
                                              {"coordination", "meetings"},
                                              {"decisions", "decisions"},
                                              {"status", "status reports"},
                                              {"training", "training"},
                                              {"switching", "switching"},
                                              {"automation", "tending automata"},
                                              {"idle", "waiting for work"}}};

constexpr std::array<Spoken, 11> elapsed_words{{{"touch", "being worked on"},
                                                {"automated", "automated"},
                                                {"queue", "queue"},
                                                {"off_duty", "team off shift"},
                                                {"handoff", "hand-offs"},
                                                {"clarification", "questions"},
                                                {"decision", "decisions"},
                                                {"batch", "batches"},
                                                {"retry", "retries"},
                                                {"fallback", "fallback"},
                                                {"external", "waiting outside"}}};

template <std::size_t count>
std::string words_of(const std::string& key, const std::array<Spoken, count>& spoken) {
    for (const Spoken& entry : spoken) {
        if (entry.key == key) {
            return entry.words;
        }
    }
    return key;
}

constexpr int name_start = 2;
constexpr int bar_start = 20;
constexpr int figure_columns = 24;

using Words = std::function<std::string(const std::string&)>;
using Amount = std::function<std::string(double)>;

Lines ledger(const std::string& name, const std::string& explanation,
             const std::vector<Named>& entries, const Words& words, const Amount& amount,
             const TerminalLook& look) {
    double total = 0;
    for (const Named& entry : entries) {
        if (entry.figure.value) {
            total += entry.figure.value->mean;
        }
    }
    if (!(total > 0)) {
        return {};
    }
    const int width = page_width(look);
    const int bar_columns = std::max(1, width - bar_start - figure_columns);
    Lines lines;
    lines.push_back(section_head(name, explanation, width));
    for (const Named& entry : entries) {
        if (!entry.figure.value || entry.figure.value->mean <= 0) {
            continue;
        }
        const double share = entry.figure.value->mean / total;
        Line line;
        line.to(name_start)
            .add(cut_to_columns(words(entry.key), bar_start - 4, marks_of(look).cut));
        line.to(bar_start);
        const int filled = std::max(1, static_cast<int>(std::floor(share * bar_columns + 0.5)));
        for (int i = 0; i < filled; ++i) {
            line.add(marks_of(look).carried,
                     entry.key == "touch" || entry.key == "direct" ? Style::blue : Style::dim);
        }
        line.right(amount(entry.figure.value->mean), width - 8);
        line.right(percent_text(share), width - 1, Style::dim);
        lines.push_back(line);
    }
    Line sum;
    sum.to(name_start).add("together", Style::bold);
    lines.push_back(sum.right(amount(total), width - 8, Style::bold));
    return lines;
}

} // namespace

Lines hours_ledger(const VolumeFigures& volume, const TerminalLook& look) {
    return ledger(
        "Where the hours go", "paid hours of people for each completed case", volume.work_hours,
        [](const std::string& key) { return words_of(key, hours_words); },
        [](double hours) { return fixed(hours, hours < 99.95 ? 2 : 0) + " h"; }, look);
}

Lines time_ledger(const VolumeFigures& volume, const Operation& operation,
                  const TerminalLook& look) {
    if (!volume.has_times() || !volume.flow_time.mean.value) {
        return {};
    }
    const TimeUnit unit = time_unit(operation.calendar, volume.flow_time);
    return ledger(
        "Where the time goes",
        "from arrival to the end of a case, mean, in " + std::string(unit.name), volume.elapsed,
        [](const std::string& key) { return words_of(key, elapsed_words); },
        [&](double hours) { return short_time_text(hours, unit); }, look);
}

} // namespace plimsoll
