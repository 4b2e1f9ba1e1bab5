// A case, and a visit of a case at a step: the two things that move through an operation.
#pragma once

#include "model/numeric/table.hpp"
#include "sim/plan/plan.hpp"
#include "sim/record/replication.hpp"

#include <cstdint>
#include <vector>

namespace plimsoll {

inline constexpr std::uint32_t nobody = 0xFFFFFFFFU;

/// A part of the work whose people are the same throughout: those whose share is at least this.
struct WorkStretch {
    double share = 1;
    Microseconds from = 0;
    Microseconds to = 0;
    int clock = 0; ///< open when all of them are on shift
};

/// Time enters a case's ledger on a line that every plan may book.
inline void charge(Elapsed& ledger, ElapsedCategory line, Microseconds time) {
    ledger.usual[static_cast<std::size_t>(line)] += time;
}

/// Between two instants of work: in its people's time, in the operation's, and in both.
struct WorkTimes {
    Microseconds worked = 0;
    Microseconds elapsed = 0;
    Microseconds touched = 0;
};

/// So long somebody of a team was free and on shift, and of that one particular person on shift.
struct OthersFree {
    Microseconds free = 0;
    Microseconds on_duty = 0;
};

/// A part of the time that a visit's work takes, by line of the hours.
struct EffortPart {
    WorkCategory line = WorkCategory::direct;
    Microseconds time = 0;
};

/// A visit under way: in its delay, waiting for people, or in work.
struct WorkItem {
    /// forming: waits for others to make a batch; batched: another item of its batch stands in the
    /// queue for it; whole: made of other visits; calling: waits for a case of another workflow;
    /// between: two pieces of it; aside: begun, and waits to go on; blocked: where it would wait is
    /// full; held: done, but what follows it is blocked; on_hold: a mechanism lets it wait
    enum class Stage : std::uint8_t {
        none,
        delay,
        blocked,
        forming,
        batched,
        waiting,
        work,
        parent,
        calling,
        between,
        suspended,
        held,
        on_hold
    };
    // What every visit is asked for stands together.
    Stage stage = Stage::none;
    bool is_void =
        false; ///< cleared by a rework, or its case has ended: it is finished, nothing follows
    bool is_rework = false;     ///< its hours belong to the ledger's rework line
    bool is_later_part = false; ///< not the first: its time to start is nobody's promise
    bool is_escalated = false;  ///< it waits for those to whom its patience sends it
    std::uint32_t case_index = 0;
    int step = 0;  ///< in Plan::steps
    int need = -1; ///< whose people it waits for
    std::uint32_t visit = 0;
    std::uint32_t generation = 0; ///< tells an item from the next in its place
    std::int64_t urgency = 0;     ///< the order's key; 0 where the time it became ready decides
    Microseconds came = -1; ///< to its step, elapsed; -1: it is there no more, or as another's part
    Microseconds ready = 0;
    Microseconds queued_since = 0; ///< in the queue where it now waits
    Microseconds waited = 0;       ///< in all, when its work starts
    Microseconds queued = 0;       ///< of its wait, for somebody who was on shift
    Microseconds held = 0;         ///< for its people, on shift or not, before its work starts
    Microseconds effort = 0;       ///< drawn, before any multiplier
    Microseconds join_wait = 0;
    Microseconds start = 0;
    Microseconds end = 0;
    std::vector<std::uint32_t> people;
    std::uint64_t choice = 0;      ///< the visit's random bits for exits and reworks
    Elapsed elapsed{};             ///< the ledger at `ready`, later at `end`
    int work_clock = 0;            ///< open when all its people are on shift
    std::uint64_t queue_place = 0; ///< in the queue's heap
    std::uint64_t ready_place = 0; ///< in its ring

    // What only some work says (sim/plan/features.hpp).
    std::uint32_t batch = nobody;    ///< it is part of, once that has formed
    std::uint32_t part_of = nobody;  ///< the visit of its step that this one is a part of
    std::uint32_t upstream = nobody; ///< the item that is held because this one is blocked
    std::int32_t holds = 0;          ///< blocked items that came from here
    bool keeps_people = false;       ///< while it is held
    bool has_passed_place = false;   ///< to one that it brought: others wait outside by themselves
    bool uses_kept = false;          ///< those whom its case keeps
    bool has_called = false;         ///< its step's call has been made
    bool is_released = false;        ///< but ends of it that were overtaken still stand in the list
    bool comes = true;               ///< to its appointment
    bool has_capacity = false;       ///< counts against the limits of its step and teams
    int asks_at = -1;                ///< the limit at which it asks for a place while it waits
    int capacity_need = -1;          ///< in whose limits it counts
    std::uint32_t void_events = 0;   ///< ends of it that were overtaken
    std::uint32_t counted_at = 0;    ///< its place among the case's visits, once it is in work
    std::uint32_t bookings = 0;      ///< appointments taken
    Microseconds rest = 0;           ///< of its work, while it is aside
    Microseconds work_in_all = 0;    ///< in the time of those who stay to the end
    Microseconds suspended_since = 0;
    Microseconds later = 0;              ///< of its work, in pieces that are not ready yet
    Microseconds next_piece = 0;         ///< when the next is
    double cost_per_hour = 0;            ///< of its people
    Microseconds kept_expected = 0;      ///< when those whom its case keeps are on shift again
    OthersFree account;                  ///< of the team when it came into its queue
    std::vector<WorkStretch> stretches;  ///< where some leave before the end
    std::vector<std::uint32_t> begun_by; ///< who go on with it, while it is aside or between pieces

    // What only mechanisms say (sim/engine/side_work.hpp, sim/engine/hold.hpp).
    /// Where a mechanism may hold a visit: when it comes to its step, before any delay; when it is
    /// ready; when its people are about to start; in its work; when it is done.
    enum class HoldPoint : std::uint8_t { begun, ready, start, work, done };
    bool side = false;         ///< no step of its case
    bool is_automated = false; ///< nobody does it (M3)
    int fallback_need = -1;    ///< who does what a program could not (M12); -1: it is none
    bool is_called = false;    ///< a rework sent back to it: it has come over no arc
    HoldPoint hold_point = HoldPoint::begun;
    int mechanism = 0;        ///< whose side work it is
    int asked = 0;            ///< so many mechanisms have been asked whether they hold it here
    int came_over = -1;       ///< the step that led to this one
    int came_from = -1;       ///< the step with work before this one (Moment::worked_at)
    Microseconds on_hold = 0; ///< since it became ready, elapsed: no wait for its people
    std::uint64_t tag = 0;    ///< for its mechanism
    WorkCategory line = WorkCategory::direct; ///< of the hours, of side work
    ElapsedCategory hold_line = ElapsedCategory::external;
    Microseconds hold_since = 0;
    bool returned = false;  ///< begun, and back in the queue: whoever may do it goes on with it
    double begun_speed = 1; ///< of those who have
    Microseconds blocked_before = 0; ///< of its queue when it came (sim/engine/blocked_time.hpp)
    std::vector<EffortPart> parts;   ///< of the time worked; the first is its own line's
};

/// Calls `add` with each line that time worked on an item belongs to, and how much of it: in
/// proportion to its parts, to the microsecond; without any, all of it on `line`.
template <class Add>
void on_lines(const WorkItem& item, std::size_t line, Microseconds worked, Add add) {
    if (item.parts.empty()) {
        add(line, worked);
        return;
    }
    int128 whole = 0;
    for (const EffortPart& part : item.parts) {
        whole += part.time;
    }
    int128 until_here = 0;
    Microseconds given = 0;
    for (const EffortPart& part : item.parts) {
        until_here += part.time;
        const auto share =
            whole > 0 ? static_cast<Microseconds>(int128{worked} * until_here / whole) : 0;
        add(static_cast<std::size_t>(part.line), share - given);
        given = share;
    }
}

/// Of whom a case is; client_kind -1: by the client, or drawn.
struct Origin {
    int workflow = 0;
    std::uint32_t client = 0;
    int client_kind = -1;
    std::uint32_t caller = nobody; ///< the item that waits for it
};

/// A step of a case that has to be judged.
struct JoinCheck {
    std::uint32_t case_index = 0;
    int step = 0;
};

/// What a mechanism asks for (sim/engine/side_work.hpp).
struct SideWork {
    std::uint32_t case_index = 0;
    int step = 0;            ///< hidden, in Plan::steps
    std::uint32_t visit = 0; ///< tells it from the case's other work at that step
    Microseconds effort = 0; ///< at full speed
    WorkCategory line = WorkCategory::direct;
    int mechanism = 0;     ///< whose it is: the n of Mn
    std::uint64_t tag = 0; ///< for its mechanism
};

/// Items that wait for others to make a batch.
struct Forming {
    std::vector<std::uint32_t> items; ///< in the order in which they came
    std::uint32_t generation = 0;     ///< tells its timer from earlier ones
};

/// Items that are worked on together.
struct FormedBatch {
    std::vector<std::uint32_t> items; ///< in the order of names
    std::uint32_t leader = nobody;    ///< who stands in the queue, and has the people
    Microseconds effort = 0;          ///< beside the items' own
};

/// The visits that a visit is made of.
struct MultiInstance {
    std::int64_t to_begin = 0;
    std::int64_t begun = 0;
    std::vector<std::uint32_t> under_way;
};

/// An event of a case that may let others start: when, in which step of the workflow, with what on
/// the ledger.
struct Moment {
    Microseconds time = -1;
    int step = -1;
    int worked_at = -1; ///< the last step with work on the way here; only mechanisms ask for it
    Elapsed elapsed{};

    /// Ruling 13: of several at one instant the last in file order counts.
    bool is_before(const Moment& other) const {
        return time != other.time ? time < other.time : step < other.step;
    }
};

/// What a case remembers of a step, where joins or reworks need it.
struct StepMemory {
    enum class State : std::uint8_t { blank, under_way, done, skipped, dead };
    State state = State::blank;
    bool done_before = false; ///< at least once: a later visit is rework
    bool called = false;      ///< a rework wants it done again
    bool held = false;        ///< waits for the end of the instant to be judged
    std::int16_t exit = -1;   ///< taken when done or skipped
    std::uint16_t visits = 0; ///< started or skipped, or withdrawn while they waited
    std::int32_t last_rework = -1;
    std::uint32_t item = nobody; ///< its visit under way
    Microseconds cleared = 0;    ///< by the latest rework that did
    Moment decided;              ///< done, skipped, what killed it, or what sent back to it

    bool is_decided() const {
        return state == State::done || state == State::skipped || state == State::dead;
    }
    /// Whether the arc, which comes from this step, is taken; dead. Otherwise it is open.
    bool takes(const Arc& arc) const {
        return (state == State::done || state == State::skipped) &&
               (arc.exit < 0 || arc.exit == exit);
    }
    bool kills(const Arc& arc) const { return is_decided() && !takes(arc); }
};

/// The little that a case remembers of a step where one visit follows the other, with reworks.
struct StepPasses {
    std::uint16_t visits = 0; ///< started or skipped
    bool done_before = false; ///< at least once: a later visit is rework
    std::int32_t last_rework = -1;
};

/// A visit as the statistics will count it, if its case leaves in the window.
struct CountedVisit {
    int counter = 0;
    bool worked = false;
    bool gave_up = false; ///< it waited, and was not served
    Microseconds wait = 0;
    Microseconds queue = 0;
    Microseconds effort = 0;
    Microseconds join_wait = 0;
    double cost = 0;
    int promise = -1;         ///< of Plan::promises, if it has a time to start
    bool in_time = false;     ///< it started within it
    bool turned_away = false; ///< only for its promise: it counts nowhere else
    Microseconds held = 0;    ///< by the team: queue and off duty before its start
    int joint_need = -1;      ///< of Plan::needs, where others than the cell's team took part
    int kept_team = -1;       ///< whose people, kept by its case, took part
};

/// Those who stay with a case over several steps.
struct Retained {
    int team = -1; ///< -1: nobody
    int until = -1;
    bool in_use = false;
    bool to_go = false;     ///< as soon as they are not in use
    bool has_place = false; ///< it counts against the limit of their team
    Microseconds since = 0;
    std::size_t visit = 0; ///< of the case: whose cost theirs is
    std::vector<std::uint32_t> people;
};

/// Who did a step.
struct DoneBy {
    std::uint32_t visit = nobody; ///< that they did, or the one that theirs are parts of
    std::vector<int> people;      ///< places in Plan::people, in the order in which they took it
};

struct Case {
    // What every case is asked for stands together.
    int workflow = 0;
    int variant = 0;
    int first_step = 0; ///< of its variant, in Plan::steps
    int client_kind = 0;
    int case_kind = 0;
    std::uint32_t client = 0;
    std::uint32_t number = 0;
    bool open = false;
    bool arrived_in_window = false;
    bool waits_for_verdict = false; ///< listed for the end of the instant
    bool begun = true;              ///< otherwise it waits until its workflow has room
    bool is_odd = false;   ///< marks of a mechanism: its work is on the ledger's edge line,
    bool is_novel = false; ///< or it is the first of its kind
    int live = 0;          ///< visits that keep it from being done
    int in_hands = 0;      ///< items that point to it; it is recycled when there are none
    Microseconds arrival = 0;
    Microseconds arrival_elapsed = 0;
    std::uint64_t reference = 0; ///< its number in the reference queue
    Microseconds due = -1;       ///< a reading of the due's clock; -1: none
    std::vector<CountedVisit> visits;
    Table<StepMemory> memory; ///< one a step, where the workflow remembers
    Table<StepPasses> passes; ///< one a step, where it repeats
    std::vector<int> held;    ///< steps to judge at the end of the instant
    Moment last;              ///< its last completion, or ending exit
    // Only where there is a due (sim/engine/due.hpp):
    int pauses = 0; ///< visits under way that pause it
    Microseconds paused_at = 0;
    Microseconds reached = -1; ///< when the milestone was

    Table<std::int64_t> fired;   ///< one a rework
    std::vector<Moment> moments; ///< of its last instant, where there are reworks
    Table<BitSet> killers;       ///< one a step: reworks that may draw again what killed it
    BitSet under_way;
    std::vector<int> sent_back_to; ///< steps, by what a mechanism found
    int brought_about = 0;         ///< draws for what followed from it elsewhere
    bool has_capacity = false; ///< counts against its workflow's limit; without one always false
    std::uint32_t caller = nobody; ///< the item that waits for it
    std::uint32_t caller_generation = 0;
    Retained retained;
    Table<DoneBy> done_by; ///< one a step, where that matters

    /// Lines that only mechanisms book, as they stood at some moment of the case (Elapsed::more -
    /// 1).
    std::vector<std::array<Microseconds, elapsed_categories - usual_elapsed_categories>> more;

    /// What is on a line of one of its ledgers.
    Microseconds on_line(const Elapsed& ledger, std::size_t line) const {
        return line < usual_elapsed_categories ? ledger.usual[line]
               : ledger.more == 0              ? 0
                                  : more[ledger.more - 1][line - usual_elapsed_categories];
    }
    /// Time enters one of its ledgers, on any line. Other ledgers of the case that began alike keep
    /// what they had.
    void charge_any(Elapsed& ledger, ElapsedCategory category, Microseconds time) {
        const auto line = static_cast<std::size_t>(category);
        if (line < usual_elapsed_categories) {
            charge(ledger, category, time);
        } else if (time != 0) {
            more.push_back(ledger.more == 0 ? decltype(more)::value_type{} : more[ledger.more - 1]);
            ledger.more = static_cast<std::uint32_t>(more.size());
            more.back()[line - usual_elapsed_categories] += time;
        }
    }

    StepMemory& memory_of(int step) { return memory[step]; }
    const StepMemory& memory_of(int step) const { return memory[step]; }
};

} // namespace plimsoll
