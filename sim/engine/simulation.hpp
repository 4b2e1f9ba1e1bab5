// The engine: one replication, event by event.
//
// An instant is worked off as a whole, so that nothing depends on the order in which equal times
// happen to come out of the event list:
//
//     pop every event of the instant, in the order of ties      (completions, delay ends, arrivals)
//       follow its consequences through steps that take no time
//     judge the joins that had to wait for the end of the instant, case by case, by one state
//     let the teams that changed take work, in file order
//     repeat while the instant has events
//
// What an engine knows is declared here. Its organs keep what is theirs to themselves: the clock,
// the agenda, pools of cases and items, dues, the staff, the ledger, diaries, joint work. The rest
// is functions that call each other in circles, as what they are about does; they take the engine
// first and stand in a file a noun (sim/engine/parts.hpp). Start reading in
// sim/engine/activity/loop.hpp.
//
// `Features` say what a plan may ask for (sim/plan/features.hpp); what it may not costs nothing.
// `Mechanisms` are told what happens, hold visits and add to them (sim/engine/hooks.hpp); an empty
// list compiles to nothing.
#pragma once

#include "model/numeric/table.hpp"
#include "sim/arrivals/arrivals.hpp"
#include "sim/engine/agenda.hpp"
#include "sim/engine/appointments.hpp"
#include "sim/engine/blocked_time.hpp"
#include "sim/engine/clock.hpp"
#include "sim/engine/due.hpp"
#include "sim/engine/event_log.hpp"
#include "sim/engine/joint_work.hpp"
#include "sim/engine/ledger.hpp"
#include "sim/engine/limit_state.hpp"
#include "sim/engine/pool.hpp"
#include "sim/engine/staff.hpp"
#include "sim/engine/team_state.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/engine/work_queue.hpp"
#include "sim/plan/features.hpp"
#include "sim/plan/plan.hpp"

#include <atomic>
#include <limits>
#include <map>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

namespace plimsoll {

/// One replication under way. Functions that take an `Engine` take one of these.
template <class Features, class... Mechanisms>
struct Simulation {
    static constexpr bool one_clock = Features::one_clock;
    static constexpr bool joint_work = Features::joint_work;
    static constexpr bool full_engine = Features::full_engine;
    /// They act on every visit; without the full engine they only listen.
    static constexpr bool has_mechanisms = full_engine && sizeof...(Mechanisms) > 0;

    /// Before its first instant (sim/engine/activity/loop.hpp: `run`).
    Simulation(const Plan& of_plan, const WorkUnit& of_unit, const std::atomic<bool>& stop_flag,
               Mechanisms... its_mechanisms);
    Simulation(const Simulation&) = delete; // its organs know each other
    Simulation& operator=(const Simulation&) = delete;

    /// The window is over: what is still open is only added up.
    bool draining() const { return ledger.is_closed(); }

    /// Calls `tell` with the log and every mechanism (sim/engine/hooks.hpp).
    template <class Tell>
    void notify([[maybe_unused]] Tell tell) {
        if (draining()) {
            return;
        }
        if constexpr (full_engine) {
            if (log) {
                tell(*log);
            }
        }
        (tell(std::get<Mechanisms>(mechanisms)), ...);
    }

    const Plan& plan;
    const WorkUnit unit;
    const std::atomic<bool>& stop;
    const RandomKey key;
    std::tuple<Mechanisms...> mechanisms;

    Clock<one_clock> clock;
    Agenda<EarlierAtTie<Simulation>> agenda;
    Pool<Case> cases;
    Pool<WorkItem> items;
    DueTimes<one_clock> due;
    Staff<Features> staff;
    BlockedTime<Features> blocked_time;
    Ledger<Features> ledger;
    Appointments appointments;
    JointWork<Simulation> joint;
    std::optional<EventLog> log; ///< if asked for; of the full engine

    // Where cases come from.
    std::vector<ArrivalStream> streams;
    Table<std::vector<std::uint32_t>> case_numbers; ///< [workflow][client]
    std::vector<int> client_kinds;                  ///< by client; empty: all alike
    std::int64_t arrivals_left = std::numeric_limits<std::int64_t>::max();

    // What the event at hand brings about.
    std::vector<JoinCheck> join_checks; ///< what it has called into question
    std::size_t next_join_check = 0;
    std::vector<std::uint32_t> at_once;  ///< items that take no time: a heap, the first on top
    std::vector<std::uint32_t> verdicts; ///< cases to look at at the end of the instant
    std::vector<std::uint32_t> verdicts_now;
    std::uint32_t upstream = nobody; ///< the item whose end is being worked off

    // Limits.
    Table<LimitState> limits;
    std::vector<int> freed_limits;
    bool may_have_ring = false;          ///< something became blocked where others may wait for it
    std::vector<std::uint32_t> finished; ///< items that may still be held
    bool people_are_held = false;

    // Work that is more than one visit of one case.
    Table<Forming> forming; ///< one a way to gather (Plan::batches)
    Pool<FormedBatch> batches;
    std::map<std::uint32_t, MultiInstance> multi_instances; ///< by the item that is whole
    std::vector<std::uint32_t> kept_given_back; ///< cases whose kept people nobody uses any more

    // Who works on what.
    Table<WorkQueue> queues; ///< one a need
    Table<TeamState> teams;
    std::vector<int> dirty_teams;
    std::vector<std::uint32_t> going_away; ///< at this instant: events of mechanisms
    std::vector<int> let_others_first;     ///< teams to look again when another has taken work
    Table<char> tried;                     ///< one a need, while a team takes work

    // Whether it will ever end.
    Microseconds last_change = 0; ///< when last more happened than that somebody came on shift
    std::uint64_t steps = 0;      ///< events and consequences, for a look at `stop` now and then
    std::uint64_t steps_before_instant = 0;
    std::uint64_t most_steps_of_instant = 2'000'000;
};

template <class Features, class... Mechanisms>
Simulation<Features, Mechanisms...>::Simulation(const Plan& of_plan, const WorkUnit& of_unit,
                                                const std::atomic<bool>& stop_flag,
                                                Mechanisms... its_mechanisms)
    : plan(of_plan), unit(of_unit), stop(stop_flag),
      key(replication_key(unit.seed, unit.replication)), mechanisms(std::move(its_mechanisms)...),
      clock(plan, unit), agenda(EarlierAtTie<Simulation>{this}), due(plan, clock),
      staff(plan, clock), blocked_time(plan, clock, staff.absences()),
      ledger(plan, unit, clock, due), appointments(plan), joint(*this) {
    if (unit.cases > 0) {
        arrivals_left = unit.cases;
    }
    prepare_sources(*this);
    prepare_teams(*this);
    prepare_limits(*this);
    if (unit.keep_log) {
        log.emplace();
    }
    forming.resize(plan.batches.size());
}

} // namespace plimsoll

#include "sim/engine/parts.hpp"
