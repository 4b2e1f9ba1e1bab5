// The compiled plan: an operation as flat arrays, ready to be simulated at any volume.
//
// Names are gone, units are microseconds, calendars are clocks that are told apart by number. A
// plan holds no volume: the same plan serves every number of clients.
#pragma once

#include "model/describe/promises.hpp"
#include "model/numeric/table.hpp"
#include "model/operation.hpp"
#include "sim/calendar/week_clock.hpp"
#include "sim/plan/bit_set.hpp"
#include "sim/plan/ledger_lines.hpp"
#include "sim/plan/plan_appointments.hpp"
#include "sim/random/sampler.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace plimsoll {

/// A follower of a step: by this exit, or -1 by whichever.
struct Follower {
    int step = 0; ///< within the workflow
    int exit = -1;
};

/// No rework fires more often in one case, whatever the model says: a visit's number has 16 bits in
/// the counter of its draws (sim/random/philox.hpp), so that later visits would repeat earlier
/// luck.
inline constexpr std::int64_t most_rounds = 65'000;

struct PlanRework {
    int from = 0; ///< the step it is drawn at
    int to = 0;
    double threshold =
        0; ///< it is drawn when the uniform lies below this and not below the one before
    double effort_share = 1;
    double first_share = 1;   ///< of effort, at `to`
    std::int64_t at_most = 0; ///< times in a case; most_rounds where the model sets no limit
    std::vector<int>
        stretch;  ///< every step on a way from `to` to `from`, both included, in file order
    BitSet above; ///< `from` and every step above it
    std::vector<int> above_target; ///< every step above `to`, in file order
    std::vector<int> beside; ///< steps below the stretch and not on it, a step after those above it
};

/// What goes before all other work of its people, whatever their order.
/// `ahead` and `behind` are side work's.
enum Precedence { interrupting, by_appointment, ahead, plain, behind };

struct PlanStep {
    int number = 0;          ///< in the file: of its draws and its figures, whatever the kind
    bool takes_work = false; ///< somebody's time; otherwise it ends when its delay does
    bool has_delay = false;
    bool draws = false;    ///< anything of its visit is random
    int need = -1;         ///< which set of people (Plan::needs), if it takes work
    int first_counter = 0; ///< of its visit statistics: one for each team of its need, at least one
    int priority = 5;
    Sampler effort;
    std::vector<std::pair<int, Sampler>> effort_of; ///< instead, by place in Plan::people
    int person_rule = -1;                           ///< of Plan::person_rules
    int keeps = -1;      ///< the team whose people stay with the case when it is done
    int keep_until = -1; ///< until this step of the workflow is done
    int kept_need = -1;  ///< whom it needs besides those that the case has kept; -1: keeps none
    int kept_rule = -1;  ///< the person rule for that
    Sampler delay;
    int delay_clock = 0; ///< the clock the delay runs on
    bool has_patience = false;
    bool patience_during_work = false;
    Sampler patience;
    int patience_clock = 0;
    int patience_exit = -1; ///< the exit by which it leaves; otherwise the case ends
    int patience_need = -1; ///< or the people it then waits for
    int patience_kept_need =
        -1; ///< besides those that the case has kept; -1: it keeps none of them
    bool may_leave =
        false;      ///< what waits here may go away, or to others (sim/plan/compile_leaving.hpp)
    int limit = -1; ///< of Plan::limits, on what is at this step
    int batch = -1; ///< of Plan::batches
    double share_of_batch = 0; ///< of the mean effort of a full batch, beside its own
    bool absorbed = false;  ///< side work that may be given up or put off: no load is offered by it
    bool has_times = false; ///< a visit of the step is made of several
    Sampler times;          ///< how many
    bool in_turn = false;   ///< one after another, so long apart; otherwise side by side
    Sampler apart;
    int apart_clock = 0;
    bool pauses_due = false;    ///< while a case is here, its due moves with the clock
    bool meets_due = false;     ///< its first completion does
    Microseconds response = -1; ///< within which a visit is to start; -1: nothing is promised
    int response_clock = 0;
    int response_promise = -1; ///< of Plan::promises
    int calls = -1;            ///< a case of this workflow, and waits for it
    Precedence precedence = plain;
    Microseconds pace = 0; ///< of a piece of its work; 0: all at once
    int appointment = -1;  ///< of Plan::appointments
    double no_show = 0;
    Sampler lead;
    int lead_clock = 0;
    double chance = 1;
    double cost_each = 0;
    Table<double> exit_thresholds; ///< cumulative; the last one is 1
    int skip_exit = -1; ///< the exit a skipped visit takes: the first that something follows
    std::vector<char> exit_followed;
    bool plain_followed = false;
    std::vector<Follower> followers; ///< in file order
    std::vector<Arc> arcs;           ///< into it
    std::vector<int> reworks;        ///< of the workflow's reworks, those drawn here
    BitSet redrawn_by; ///< reworks on whose stretch it lies: they may draw its choice again
    BitSet not_below;  ///< reworks whose step is neither this one nor below it

    /// Microseconds of each person's time that a case asks for here, every step done once.
    double mean_work() const;
};

/// Where work is gathered into batches: a step, for each need and each way to gather.
struct PlanBatch {
    int step = 0; ///< PlanStep::number
    int need = -1;
    Batch declared;
    bool has_wait = false;
    Sampler wait;
    int wait_clock = 0;
    bool has_effort = false;
    Sampler effort;
};

/// Cases that come at dates.
struct PlanDated {
    std::vector<DateRule> at;
    double cases = 0; ///< each time, of each client or altogether
    bool per_client = false;
    bool has_spread = false;
    bool spread_on_wall = false; ///< otherwise on the demand's clock
    Sampler spread;
    /// Beside `at`: a time of day comes once an open day of the demand's calendar, past midnight
    /// where that day's hours run on to it. By weekday of the date: how many days before it that
    /// day began, or -1: on none.
    std::vector<std::array<int, 7>> open_day_before;
    std::array<Microseconds, 7> opens_at{}; ///< the demand's calendar, by weekday; -1: it does not
    bool keeps_holidays = false;
};

/// Cases that a client's coming or going brings about.
struct PlanTurnover {
    double times = 1; ///< whole cases each time, and one more with the chance of what is left
    bool has_delay = false;
    Sampler delay;
    int delay_clock = 0;
};

/// How a workflow's cases come.
struct PlanDemand {
    Demand::Kind kind = Demand::Kind::rate;
    double mean_interval = 0; ///< microseconds of demand time, of one client or of the whole
    bool poisson = true;
    Sampler interval; ///< otherwise: `every`, or `between` scaled to mean_interval
    int clock = 0;
    int opening_clock = -1; ///< what comes while this is closed comes when it opens; -1: any time
    /// The pattern of a week, or of a date cycle, in demand time: pieces [from, next from) of open
    /// time at a relative strength.
    struct Piece {
        Microseconds open_from = 0;
        Microseconds demand_from = 0;
        double strength = 1;
    };
    std::vector<Piece> pieces;            ///< empty: flat
    Microseconds open_per_week = 0;       ///< without closed days
    Microseconds open_per_cycle = 0;      ///< after so much open time the pieces come back
    std::int64_t open_cases = 0;          ///< of `always_open`
    int client_kind = -1;                 ///< only of clients of this kind; -1: of all
    std::optional<PlanDated> dated;       ///< of `dated`
    std::optional<PlanTurnover> turnover; ///< of new and lost clients
};

/// A case of this workflow that something brings about.
struct PlanCause {
    int workflow = 0; ///< of the case that begins
    int step = -1;    ///< within this workflow; done, or left by `exit`
    int exit = -1;
    int outcome = -1; ///< with step -1: leaving by this outcome, or -1: by any
    double times = 1;
    bool has_delay = false;
    Sampler delay;
    int delay_clock = 0;
    int client_kind = -1; ///< only for clients of this kind; -1: all
};

/// By when a case is due.
struct PlanDue {
    bool exists = false;
    Microseconds within = 0;      ///< of the clock's open time
    int clock = 0;                ///< which a due is a reading of; with `by` the wall's
    Microseconds by = -1;         ///< a time of day, in which `open` is open or closes
    std::optional<DateRule> date; ///< or a day, to its end; with a time as `by`
    Microseconds if_before = -1;
    int open = 0;
    int promise = -1; ///< of Plan::promises
};

struct PlanWorkflow {
    /// Whether a case that leaves by this outcome is done, or ended by an exit.
    bool completes(int outcome) const {
        return outcome == 0 || (outcome != gave_up && outcome != turned_away);
    }
    bool may_send_back() const { return rework_count > 0 || !send_backs.empty(); }

    int first_step = 0; ///< in Plan::steps, where the steps of each variant stand one after another
    int steps = 0;
    int first_number = 0; ///< PlanStep::number of its first step
    int case_kinds = 1;
    std::vector<double> case_kind_thresholds; ///< cumulative; the last one is 1
    int limit = -1;                           ///< of Plan::limits, on open cases
    std::vector<PlanCause> causes;            ///< what its cases bring about
    std::vector<int> starts;                  ///< steps without arcs
    bool remembers = false; ///< joins or reworks of what runs side by side, or visits of several:
                            ///< the state of every step is kept for each case
    bool repeats = false;   ///< otherwise: reworks, so that it is kept how often a step was done
    bool holds = false;     ///< a dead arc may count as open (MODEL.md ruling 2)
    int rework_count = 0;
    Table<PlanRework> reworks; ///< rework_count of them for each variant
    /// Ways back that no step draws: a defect that is found takes them (M4). By variant; numbered
    /// on from rework_count.
    std::vector<std::vector<PlanRework>> send_backs;
    Table<PlanDemand> demands; ///< one, or one for each kind of client
    Table<PlanDue> due;        ///< by variant
    Table<double> values;      ///< [variant][outcome]; what a case brings in
    Table<double> penalties;   ///< by variant; for a case that is not in time
    int first_outcome = 0;     ///< outcome 0 of a workflow is `done`, then exits that end a case
    int outcomes = 1;
    int gave_up = -1;                  ///< the outcome of that name, where it may happen
    int turned_away = -1;              ///< as well
    bool follows_people = false;       ///< who did a step matters to some step
    bool keeps = false;                ///< some step keeps people
    Table<Table<int>> outcome_of_exit; ///< [step][exit] -> outcome, or -1
};

/// A set of people that steps need at the same time, and the queue of work that waits for them.
/// Work that different people may do waits in different queues: what holds for the head of a queue
/// holds for all of it.
struct PlanQueue {
    Table<Need> teams;             ///< with alternatives: all in whose queue it stands
    std::vector<int> alternatives; ///< needs of which one will do, the best first; empty: this one
    std::vector<int> helpers;      ///< teams that lend a hand by one of the alternatives
    std::vector<int> candidates;   ///< people of the first team who may do it; empty: all
    std::vector<int> required;     ///< those of them who must be among several
    double speed = 1;              ///< of the first team's people at this work
    int helps = -1;                ///< the team whose work it is, when the first one only helps
    bool one_person = false;       ///< one in particular: others may be free meanwhile
    bool by_name = false;          ///< some of its teams tell their people apart
    bool shares_people = false;    ///< somebody is in two of its teams
    bool has_shares = false;       ///< some of them leave before the work ends
    bool is_queue = false;         ///< work waits here, not in a choice
    std::int64_t people = 0;       ///< altogether, unlimited teams included
    int on_duty_clock = 0;         ///< the operation is open and every team has somebody on shift
    int lead = 0;                  ///< the step's own team: its order is the queue's
    bool knows = false;            ///< of who knows the step: others only in their place
    int covers = -1;               ///< the need in whose place it is, on days without its people
    Precedence precedence = plain;

    /// Anybody of one team, alone: whoever of it is free may do it.
    bool takes_anybody() const {
        return people == 1 && teams.size() == 1 && alternatives.empty() && !by_name;
    }
    /// Whether the part at `place` may take this person of its team.
    bool may_serve(std::size_t place, int person) const {
        return place > 0 || candidates.empty() ||
               std::binary_search(candidates.begin(), candidates.end(), person);
    }
    bool is_required(int person) const {
        return std::binary_search(required.begin(), required.end(), person);
    }
    /// Of so many seats of the first part that are still to be taken, those for somebody required:
    /// they are taken first.
    std::int64_t required_still(std::int64_t seats) const {
        const std::int64_t taken = teams.front().people - seats;
        return std::max<std::int64_t>(0, static_cast<std::int64_t>(required.size()) - taken);
    }
};

/// People of a team who share a clock, in file order.
struct Shift {
    int clock = 0;
    std::vector<int> people;
};

struct PlanPerson {
    int team = 0;
    int member = 0; ///< index of its Members in the team
    int clock = 0;
    double speed = 1;
    double cost_per_hour = 0;
    int body = 0;          ///< the first of Plan::people who is the same person
    std::vector<int> also; ///< the same person in other teams, at hours that overlap: not both work
    std::optional<WeekClock> paid_elsewhere; ///< its hours that an earlier team pays
};

/// Who of the team does a step, seen from the case (MODEL.md ruling 10).
struct PlanPersonRule {
    enum class Kind { same_as, of_client, other_than, returns };
    Kind kind = Kind::returns;
    int step = -1;                           ///< within the workflow: who did it decides
    std::int64_t seats = 1;                  ///< so many of the step's team do it
    std::vector<int> may;                    ///< bodies (PlanPerson::body) of who may do it, sorted
    std::map<std::vector<int>, int> only;    ///< by bodies: the queue for these, and anybody beside
    std::map<std::vector<int>, int> all_but; ///< the queue for the others
    std::vector<int> may_escalated; ///< bodies of who may do it once it is escalated, sorted
    std::map<std::vector<int>, int>
        escalated;               ///< then the queue for the others; -1: nobody is left
    std::vector<int> of_clients; ///< people, by the client's number modulo how many there are
    Microseconds any_after = -1; ///< then anybody may do it; -1: never
    int any_clock = 0;
};

/// Work of another team that a team takes when it has none of its own that could start.
struct Helped {
    int team = 0;
    std::vector<int> needs;
};

struct PlanTeam {
    bool unlimited = false;
    bool units = false;
    bool paid_when_working = false;
    bool is_interrupted = false; ///< some of its work takes people away from other work
    Order order = Order::fifo;
    int limit = -1; ///< of Plan::limits, on what waits for it or is in work
    int clock = 0;  ///< the team's own; an unlimited team works by it
    double cost_per_hour = 0;
    double mean_speed = 1; ///< of its people
    std::vector<Shift> shifts;
    std::vector<int> needs; ///< the queues its people serve
    std::vector<Helped> helped;
    bool by_name = false; ///< its people are told apart, not only counted
    int reserved_of = -1; ///< it is people of this team in other hours, which are not for its steps
};

/// A place where visits are counted: a step, seen by one of the teams that may have been the last
/// to come free. A step's figures are the sum of its cells, a team's the sum of its steps'.
struct VisitCounter {
    int step = 0; ///< PlanStep::number
    int team = -1;
};

/// What a mechanism has compiled of its keys into a plan (sim/mechanisms/mechanism.hpp).
struct PlanMechanism {
    virtual ~PlanMechanism() = default;
};

struct Plan {
    std::vector<WeekClock> clocks; ///< [0] the clock that elapsed time is measured on
    WeekClock wall;                ///< in one_clock plans: from the engine's time to the wall
    bool stops_work = false;       ///< work may end before the end that it started with
    bool keeps = false;            ///< some workflow keeps people with its cases
    bool people_go_away = false;   ///< though their calendars say that they are there
    bool has_precedence = false;   ///< some work goes before all other, whatever the order
    std::shared_ptr<const DateTable> dates; ///< where the operation knows dates
    Period comes_back = Period::never;      ///< the longest in which a date of it does
    bool one_clock = false;                 ///< everything runs in the operation's open time
    std::vector<PlanTeam> teams;    ///< the operation's, then hidden ones (PlanTeam::reserved_of)
    std::vector<PlanPerson> people; ///< as well
    std::vector<PlanQueue> needs;
    std::vector<PlanStep> steps;
    std::vector<PlanPersonRule> person_rules;
    std::vector<PlanWorkflow> workflows;
    std::vector<VisitCounter> counters;
    std::vector<Limit> limits;
    std::vector<PlanBatch> batches;
    LedgerLines lines;                                            ///< what may be booked
    std::vector<std::shared_ptr<const PlanMechanism>> mechanisms; ///< those in force

    /// Teams that have figures of their own: those of the operation.
    std::size_t declared_teams() const {
        std::size_t declared = teams.size();
        while (declared > 0 && teams[declared - 1].reserved_of >= 0) {
            --declared;
        }
        return declared;
    }
    std::size_t declared_people() const {
        std::size_t declared = people.size();
        while (declared > 0 && team(people[declared - 1].team).reserved_of >= 0) {
            --declared;
        }
        return declared;
    }

    /// The one question that decides what else may be taken for simple: an engine for fewer plans,
    /// a formula, a control variate.
    bool has_mechanisms() const { return !mechanisms.empty(); }
    /// What a mechanism has compiled; nullptr where it is not in force.
    template <class Compiled>
    const Compiled* mechanism() const {
        for (const auto& one : mechanisms) {
            if (const auto* compiled = dynamic_cast<const Compiled*>(one.get())) {
                return compiled;
            }
        }
        return nullptr;
    }
    std::vector<Promise> promises; ///< one by one, as promises_of lists them
    bool has_money = false;        ///< what comes in is declared: it is counted
    std::vector<PlanAppointment> appointments;
    std::vector<PlanGrid> grids;
    std::vector<PlanPage> pages;
    std::vector<double> client_kind_thresholds; ///< cumulative; empty: all alike
    int step_numbers = 0;                       ///< steps in the file
    int outcomes = 0;
    Microseconds working_day = 8 * hour; ///< of the operation, in open time

    // Each by its number, as the plan has it everywhere.
    const WeekClock& clock(int number) const { return clocks[static_cast<std::size_t>(number)]; }
    WeekClock& clock(int number) { return clocks[static_cast<std::size_t>(number)]; }
    const PlanTeam& team(int number) const { return teams[static_cast<std::size_t>(number)]; }
    PlanTeam& team(int number) { return teams[static_cast<std::size_t>(number)]; }
    const PlanPerson& person(int number) const { return people[static_cast<std::size_t>(number)]; }
    PlanPerson& person(int number) { return people[static_cast<std::size_t>(number)]; }
    const PlanQueue& queue(int number) const { return needs[static_cast<std::size_t>(number)]; }
    PlanQueue& queue(int number) { return needs[static_cast<std::size_t>(number)]; }
    const PlanStep& step(int number) const { return steps[static_cast<std::size_t>(number)]; }
    PlanStep& step(int number) { return steps[static_cast<std::size_t>(number)]; }
    const PlanPersonRule& person_rule(int number) const {
        return person_rules[static_cast<std::size_t>(number)];
    }
    PlanPersonRule& person_rule(int number) {
        return person_rules[static_cast<std::size_t>(number)];
    }
    const PlanWorkflow& workflow(int number) const {
        return workflows[static_cast<std::size_t>(number)];
    }
    PlanWorkflow& workflow(int number) { return workflows[static_cast<std::size_t>(number)]; }
    const VisitCounter& counter(int number) const {
        return counters[static_cast<std::size_t>(number)];
    }
    VisitCounter& counter(int number) { return counters[static_cast<std::size_t>(number)]; }
    const Limit& limit(int number) const { return limits[static_cast<std::size_t>(number)]; }
    Limit& limit(int number) { return limits[static_cast<std::size_t>(number)]; }
    const PlanBatch& batch(int number) const { return batches[static_cast<std::size_t>(number)]; }
    PlanBatch& batch(int number) { return batches[static_cast<std::size_t>(number)]; }
    const Promise& promise(int number) const { return promises[static_cast<std::size_t>(number)]; }
    Promise& promise(int number) { return promises[static_cast<std::size_t>(number)]; }
    const PlanAppointment& appointment(int number) const {
        return appointments[static_cast<std::size_t>(number)];
    }
    PlanAppointment& appointment(int number) {
        return appointments[static_cast<std::size_t>(number)];
    }
    const PlanGrid& grid(int number) const { return grids[static_cast<std::size_t>(number)]; }
    PlanGrid& grid(int number) { return grids[static_cast<std::size_t>(number)]; }
    const PlanPage& page(int number) const { return pages[static_cast<std::size_t>(number)]; }
    PlanPage& page(int number) { return pages[static_cast<std::size_t>(number)]; }
};

class Clocks;

/// Adds to a plan what mechanisms need, once teams and workflows are compiled.
using AddMechanisms = std::function<void(const Operation&, Plan&, Clocks&)>;

/// Compiles an operation; sim/compile.hpp gives it the mechanisms that are simulated.
/// `allow_one_clock`: run in open time where one calendar rules everybody, which is quicker and
/// gives the same figures.
Plan compile_plan(const Operation& operation, bool allow_one_clock, const AddMechanisms& add);

} // namespace plimsoll
