// How one case flows through its workflow, written a second time: slowly, and straight from the
// text.
//
// This is the reference that the engine is tested against (MODEL.md rulings 1-4, and ruling 13's
// elapsed ledger along the case's path). It keeps a state for each step and nothing else, and reads
// everything anew whenever it asks: which arcs are open, what is dead, what is held. People are
// unlimited and always there, so nobody queues.
//
//     idle --> delayed --> waiting --> working --> done (by an exit)      decided
//       |  `--------------> ^   ^                  skipped (by chance)   decided
//       |                 until the instant is over       |
//       `<------------ a rework clears it ----------------'
//     dead = idle, and every arc into it is dead: read, never stored
//
// Where the text leaves room, this is how it is read:
//  (a) A rework that is spent (at_most reached) or has chance 0 draws nothing again: it holds no
//  join. (b) "The choice that killed it", for a step that is dead through a chain: every choice
//  that killed
//      one of its arcs; a rework that may redraw any of them holds. A skip is such a choice, too.
//      Deadness itself is read without holds: a hold keeps a join from starting, it makes nothing
//      alive.
//  (c) "Below" includes the step itself: a rework of the join or below it does not hold, nor one of
//      the arc's dead source or below it. A source that is done by another exit is not a dead step.
//  (d) "Under way": the step, or one above it, is in its delay or in work. Work that a rework threw
//      away is not its step's any more; a step that is sent back but waits for steps above it is
//      not under way yet (the steps that it waits for are, or start in the same instant). As the
//      definition stands, a step that is done already, beside a stretch that is redone above it,
//      holds until that is done, although it will not draw (`steps_already_done_may_hold`).
//  (e) A step of the stretch that was skipped draws its chance again; only X's is not drawn.
//  (f) A step skipped by chance leaves by the first of its exits that an arc names; if none does,
//  it
//      takes no exit: plain arcs are taken, nothing ends.
//  (g) X that is in its delay "waits": that serves both. X that is sent back runs whether or not an
//      arc into it is taken, as soon as no step above it is undecided and alive
//      (`SentBackWaitsFor`). A later rework that clears X as one of the others takes that back: X
//      then starts as they do.
//  (h) "Done before" is counted as done, or sent back from: work thrown away and skips are not. A
//      step's share is that of the latest rework that cleared it.
//  (i) Within an instant, events go one after the other in file order, and what may start is ready
//      after each of them, side by side; steps without effort and delay complete before the next
//      event (`ZeroTime`); the end of a delay is an event like a completion. Work begins when the
//      instant has no events left: who is served is decided among all who are ready by then, so
//      what the instant withdraws never began.
//  (j) Work thrown away keeps the case open until it is finished ("nothing of the case runs").
//  (k) join_wait: for each taken arc, from its step's decision (or from when the join was last
//      cleared, if later) until the join is ready; booked when its work begins; 0 for X sent back.
//  (l) The event that let a join start after a hold: of the completions of that instant that the
//  hold
//      looked at and those that decided an arc, the last in file order; if there is none (a rework
//      withdrew what was under way), the last of all that instant's.
#pragma once

#include "model/operation.hpp"

#include <functional>
#include <string>
#include <vector>

namespace plimsoll {

/// What chance decides for one case, by step and visit. Visits are numbered from 0 for each step,
/// in the order in which it becomes ready or is skipped; a visit that is withdrawn keeps its
/// number.
struct CaseLuck {
    std::function<Microseconds(int step, int visit)> effort; ///< before a rework's share
    std::function<Microseconds(int step, int visit)> delay;
    std::function<double(int step, int visit)> chance_uniform; ///< done if below the step's chance
    std::function<double(int step, int visit)>
        exit_uniform; ///< cumulative; the last takes the rest
    std::function<double(int step, int visit)>
        rework_uniform; ///< cumulative; a spent rework keeps its slot
};

/// Readings that could have gone the other way, to be turned when a difference is looked into.
struct Readings {
    enum class ZeroTime { at_once, in_file_order };
    enum class SentBackWaitsFor { steps_above, arcs_into_it };
    enum class DelayEnds { in_file_order, after_completions };
    ZeroTime zero_time = ZeroTime::at_once;
    SentBackWaitsFor sent_back_waits_for = SentBackWaitsFor::steps_above;
    DelayEnds delay_ends = DelayEnds::after_completions;
    bool thrown_away_work_keeps_case_open = true;
    bool steps_already_done_may_hold = true;
};

/// Where a case's time went, in microseconds.
struct FlowLedger {
    Microseconds touch = 0;
    Microseconds external = 0;

    bool operator==(const FlowLedger&) const = default;
};

/// The fate of one visit.
struct VisitRecord {
    enum class Fate { done, sent_back, skipped, withdrawn, thrown_away, unfinished };
    int step = 0;
    int visit = 0;
    Fate fate =
        Fate::unfinished; ///< unfinished: still in delay or work when an exit ended the case
    bool begun = false;   ///< its work began
    bool forced = false;  ///< sent back to, so that its arcs did not matter
    int arcs_open = 0;    ///< when it became ready or was skipped
    int arcs_taken = 0;
    Microseconds ready = 0;
    Microseconds end = -1;   ///< of its work; -1: it has not ended when the case ends
    Microseconds effort = 0; ///< after a rework's share
};

/// What became of a case.
struct CaseFlow {
    std::string outcome; ///< `done` or an exit's name; empty: the guard stopped it
    Microseconds end = 0;
    FlowLedger elapsed;                  ///< sums to end - arrival
    std::vector<int> visits;             ///< by step: visits whose work began
    std::vector<int> skipped;            ///< by step
    std::vector<Microseconds> worked;    ///< by step: all work begun, which is finished and paid
    std::vector<Microseconds> join_wait; ///< by step, over the visits that began
    std::vector<std::vector<Microseconds>>
        completions;                  ///< by step: ends of work, but what was thrown away
    std::vector<VisitRecord> records; ///< in the order of readiness
    std::vector<std::string> trace;   ///< what happened, a line an event
    int events = 0;
};

/// Follows one case from its arrival to its end. Needs are ignored: whatever is ready starts.
/// More than `most_events` leave the outcome empty. Throws std::logic_error if a ledger does not
/// sum to now - arrival.
CaseFlow follow_case(const Workflow& workflow, Microseconds arrival, const CaseLuck& luck,
                     const Readings& readings = {}, int most_events = 100'000);

} // namespace plimsoll
