// What one replication leaves behind: integer sums, counts and sketches, and nothing that was
// averaged.
//
// Means, intervals, pairs and limits are computed from these records, in index order, one floor up;
// so a run may be cut into work units that finish in any order, anywhere, and still gives the same
// bytes.
#pragma once

#include "model/calendar.hpp"
#include "model/numeric/table.hpp"
#include "sim/plan/ledger_lines.hpp"
#include "sim/record/sketch.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace plimsoll {

/// Sums of times need 128 bits: ten million cases of 1,000 hours overflow 64.
__extension__ using int128 = __int128;

/// Visits of one cell (Plan::cells), of cases that left in the window.
struct VisitSums {
    std::int64_t visits = 0;
    std::int64_t gave_up = 0; ///< not among the visits, but in all figures of the wait
    std::int64_t waited = 0;  ///< of both, those that waited at all
    /// Not among either: visits that this team took part in and another came free last for. They
    /// waited for nobody of this one.
    std::int64_t beside = 0;
    int128 wait = 0;   ///< ready until start of work
    int128 queue = 0;  ///< the part of it in which somebody was on shift
    int128 held = 0;   ///< for the team, whether somebody was on shift or not: queue and off duty
    int128 effort = 0; ///< working time of each person
    Microseconds effort_min = 0;
    Microseconds effort_max = 0;
    int128 join_wait = 0; ///< what earlier arcs waited, summed over arcs
    double cost = 0;
    std::int64_t due = 0; ///< with a time to start, whether it started or not
    std::int64_t met = 0; ///< started within it
    Sketch waits;

    void add_wait(Microseconds duration, bool keep) {
        waited += duration > 0 ? 1 : 0;
        wait += duration;
        if (keep) {
            waits.add(duration);
        }
    }
    /// Of a visit that is not counted yet.
    void add_effort(Microseconds duration) {
        effort_min = visits == 0 ? duration : std::min(effort_min, duration);
        effort_max = std::max(effort_max, duration);
        effort += duration;
    }
    bool operator==(const VisitSums&) const = default;
};

/// Of Plan::promises: what was promised in time, and what was.
struct PromiseSums {
    std::int64_t due = 0;
    std::int64_t met = 0;

    void add(bool in_time) {
        ++due;
        met += in_time ? 1 : 0;
    }
    bool operator==(const PromiseSums&) const = default;
};

/// One year of a replication (sim/record/year_tally.hpp).
struct YearSums {
    std::vector<PromiseSums> promises;
    std::vector<PromiseSums> cases;    ///< by workflow: those with a due
    std::vector<double> flow_time_p95; ///< by workflow, then of all; -1 where nobody left

    bool operator==(const YearSums&) const = default;
};

struct TeamSums {
    std::int64_t turned_away = 0; ///< found it full
    int128 queue_length = 0;      ///< items waiting, integrated over the operation's open time
    int128 booked_ahead = 0; ///< items that have waited their lead, and wait for their appointment
    int128 in_service = 0;   ///< items in work
    int128 busy = 0;         ///< people at work
    std::array<int128, work_categories> worked{}; ///< person-time, in people's own hours
    int128 available = 0;
    Table<int128>
        demanded; ///< by workflow: person-time asked for by cases that arrived in the window
    Table<int128> leaving; ///< of it, for work that may leave; empty where there is none

    bool operator==(const TeamSums&) const = default;
};

/// Cases that left by one outcome.
struct OutcomeSums {
    std::int64_t left = 0;
    int128 flow_time = 0;
    Sketch flow_times;

    bool operator==(const OutcomeSums&) const = default;
};

struct WorkflowSums {
    std::int64_t arrived = 0;
    std::int64_t left = 0;      ///< with a flow time: all but those turned away
    std::int64_t completed = 0; ///< done, or by an exit: neither turned away nor given up
    int128 in_progress = 0;     ///< open cases, integrated over the operation's open time
    int128 flow_time = 0;
    int128 flow_time_wall = 0;
    std::array<int128, elapsed_categories> elapsed{};
    std::int64_t due = 0; ///< arrived and due in the window
    std::int64_t met = 0;
    double cost = 0;
    Table<std::int64_t> outcomes; ///< cases that left, by outcome; may be shorter than there are
    Sketch flow_times;
    Sketch flow_times_wall;
    Table<OutcomeSums> by_outcome; ///< where a workflow has several; not for each kind

    bool operator==(const WorkflowSums&) const = default;
};

/// A visit of the simulated event log: work that was started, or a step that took nobody's time.
struct LogRow {
    int workflow = 0;
    std::uint32_t client = 0;
    std::uint32_t number = 0;
    int step = 0;  ///< in Plan::steps
    int need = -1; ///< of Plan::needs: whom it took; -1: nobody
    std::uint32_t visit = 0;
    std::vector<int> people; ///< indices into Plan::people; empty for unlimited teams
    Microseconds ready = 0;  ///< wall clock, as are the next two
    Microseconds start = 0;
    Microseconds end = 0;
    Microseconds queue = 0; ///< the waiting that was for a busy team, in the operation's open time
    Microseconds off_duty = 0;

    bool operator==(const LogRow&) const = default;
};

/// A case that left, in the simulated event log.
struct LeftRow {
    int workflow = 0;
    std::uint32_t client = 0;
    std::uint32_t number = 0;
    int outcome = 0; ///< within the workflow; 0 is `done`
    Microseconds arrival = 0;
    Microseconds end = 0;

    bool operator==(const LeftRow&) const = default;
};

/// Cases that can never go on, in one place, and what they wait for there.
struct Stall {
    /// people: of a team; place: within a limit; others: to make a batch; called: a called case
    enum class For { nothing, people, place, others, called };
    int workflow = 0;
    int step = -1; ///< PlanStep::number; -1: before the workflow
    For waits_for = For::nothing;
    int what = -1; ///< the team, of Plan::limits, or the workflow called
    /// Where the cases stand that hold it and can never go on: workflow, PlanStep::number.
    std::vector<std::pair<int, int>> held_at;
    std::int64_t cases = 0;

    bool operator==(const Stall&) const = default;
};

/// What a mechanism counts by itself, published under the name it gives: so much for each of so
/// many.
struct OwnSum {
    std::string name; ///< as in `questions_per_case`
    double sum = 0;
    double each = 0;

    bool operator==(const OwnSum&) const = default;
};

struct Replication {
    Microseconds open_time = 0; ///< the operation's open time in the window
    Table<VisitSums> counters;
    /// By PlanStep::number: cases that are there, whatever for, integrated over the operation's
    /// open time.
    Table<int128> at_step;
    Table<TeamSums> teams;
    Table<std::array<Microseconds, work_categories>> people_worked;
    Table<Microseconds> people_available;
    /// Of these hours those that an earlier team of the same person pays; empty where nobody is in
    /// two teams.
    Table<Microseconds> people_paid_elsewhere;
    Table<WorkflowSums> workflows;
    /// By workflow: each kind of client, then each kind of case; empty where there are none.
    Table<Table<WorkflowSums>> kinds;
    Table<PromiseSums> promises;
    /// Of Plan::limits: items and cases that wait because it is full, integrated over the
    /// operation's open time.
    Table<int128> blocked;
    Table<std::int64_t> appointments_asked; ///< by Plan::appointments: visits of cases that arrived
    Table<std::int64_t> appointments_offered; ///< by Plan::pages, in the window
    double earned = 0;    ///< with Plan::has_money: what the cases that left in the window bring in
    double penalties = 0; ///< for cases that fell due in the window and were not in time
    double spent = 0;     ///< in the window, on what a step costs each time
    std::vector<Microseconds>
        in_progress_for; ///< open time with 0, 1, 2, ... cases; the last: or more
    std::vector<int128> in_progress_series; ///< open cases integrated over each series_step
    double reference_workload = 0; ///< mean workload of the reference queue, in microseconds
    std::int64_t steps = 0;        ///< visits started, for speed figures
    std::int64_t open_cases = 0;   ///< at the end of the window
    std::int64_t stalled = 0;      ///< of them, those that can never go on
    std::vector<Stall> stalls;     ///< the same by place
    bool overflowed = false;       ///< stopped because more cases were open than fit
    bool interrupted = false;
    std::vector<OwnSum> own;     ///< of mechanisms in force, the same names in every replication
    std::vector<YearSums> years; ///< if asked for
    std::vector<LogRow> log;     ///< if asked for
    std::vector<LeftRow> left;   ///< if asked for

    bool operator==(const Replication&) const = default;
};

} // namespace plimsoll
