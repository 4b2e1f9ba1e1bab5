// The lines of the two ledgers (SCIENCE.md 0), each exclusive and exhaustive: where a case's flow
// time went, and what people's hours were spent on. Declared here once; figures and pages go over
// them.
#pragma once

#include "model/calendar.hpp"

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>

namespace plimsoll {

/// Lines of the elapsed-time ledger of a case: those that every plan may book, then those that only
/// mechanisms do.
enum class ElapsedCategory {
    touch,
    queue,
    off_duty,
    batch,
    external,
    blocked,
    automated,
    handoff,
    clarification,
    decision,
    retry,
    fallback
};
inline constexpr std::size_t elapsed_categories = 12;
inline constexpr std::size_t usual_elapsed_categories = 6;
inline constexpr std::array<const char*, elapsed_categories> elapsed_names{
    "touch",     "queue",   "off_duty",      "batch",    "external", "blocked",
    "automated", "handoff", "clarification", "decision", "retry",    "fallback"};
/// In which a page lists them.
inline constexpr std::array<ElapsedCategory, elapsed_categories> elapsed_order{
    ElapsedCategory::touch,    ElapsedCategory::automated, ElapsedCategory::queue,
    ElapsedCategory::off_duty, ElapsedCategory::handoff,   ElapsedCategory::clarification,
    ElapsedCategory::decision, ElapsedCategory::batch,     ElapsedCategory::retry,
    ElapsedCategory::fallback, ElapsedCategory::external,  ElapsedCategory::blocked};

/// The elapsed-time ledger of a case so far, in microseconds: it goes along with every visit. Lines
/// that only mechanisms book stand with the case (sim/engine/work_item.hpp), so that who has none
/// carries none.
struct Elapsed {
    std::array<Microseconds, usual_elapsed_categories> usual{};
    std::uint32_t more = 0; ///< which of the case's; 0: nothing is on them
};

/// Lines of the work-time ledger of a team. `idle`, the last of SCIENCE.md, is what is left of the
/// paid hours, and nobody books it.
enum class WorkCategory {
    direct,
    edge,
    compensating,
    rework,
    duplicate,
    rekey,
    clarification,
    coordination,
    decisions,
    status,
    training,
    switching,
    automation,
    absent
};
inline constexpr std::size_t work_categories = 14;
inline constexpr std::array<const char*, work_categories> work_names{
    "direct",   "edge",          "compensating", "rework",    "duplicate",
    "rekey",    "clarification", "coordination", "decisions", "status",
    "training", "switching",     "automation",   "absent"};

/// All lines of a ledger together.
template <class Sum, class Time, std::size_t lines>
Sum total_of(const std::array<Time, lines>& ledger) {
    Sum sum = 0;
    for (const Time line : ledger) {
        sum += line;
    }
    return sum;
}

/// All lines of the hours but those of who is away.
template <class Time>
Time time_worked(const std::array<Time, work_categories>& ledger) {
    return total_of<Time>(ledger) - ledger[static_cast<std::size_t>(WorkCategory::absent)];
}

/// The lines that a plan can book; others are not written.
struct LedgerLines {
    std::bitset<elapsed_categories> elapsed;
    std::bitset<work_categories> work;

    void add(ElapsedCategory line) { elapsed.set(static_cast<std::size_t>(line)); }
    void add(WorkCategory line) { work.set(static_cast<std::size_t>(line)); }
};

/// Those of a plan without mechanisms.
inline LedgerLines usual_lines(bool has_batches) {
    LedgerLines lines;
    for (const ElapsedCategory line :
         {ElapsedCategory::touch, ElapsedCategory::queue, ElapsedCategory::off_duty,
          ElapsedCategory::external, ElapsedCategory::blocked}) {
        lines.add(line);
    }
    if (has_batches) {
        lines.add(ElapsedCategory::batch);
    }
    lines.add(WorkCategory::direct);
    lines.add(WorkCategory::rework);
    return lines;
}

} // namespace plimsoll
