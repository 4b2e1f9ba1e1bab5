// Where one case stands: a state for each step, and what can be read from it.
//
// Nothing here is counted or remembered from one question to the next (MODEL.md ruling 2: "States
// are read, never counted"). The readings (a) to (g) of oracle/flow_oracle.hpp are made here.
#pragma once

#include "model/operation.hpp"
#include "oracle/flow_oracle.hpp"

#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace plimsoll {

enum class ArcState { open, taken, dead };

/// Something that may let a step start: when, in which step, with what on the ledger.
struct FlowMoment {
    Microseconds time = 0;
    int step = -1;
    FlowLedger ledger;
};

/// The latest; at one time, the last in file order; of one step, the last of the list.
FlowMoment last_of(const std::vector<FlowMoment>& moments);

struct StepState {
    enum class Mark { idle, delayed, waiting, working, done, skipped };
    Mark mark = Mark::idle;
    std::size_t record = 0; ///< of the visit, unless idle
    Microseconds until = 0; ///< end of the delay or the work
    bool takes_no_time = false;
    int exit = -1; ///< when decided
    FlowMoment decided;
    FlowLedger ledger; ///< at readiness; with the delay and the work as soon as they have begun
    Microseconds join_wait = 0;
    bool sent_back = false; ///< a rework's X, which has not started yet
    FlowMoment sent_back_by;
    Microseconds cleared = 0; ///< by the latest rework
    bool done_before = false;
    double share = 1;
    int next_visit = 0;

    bool is_decided() const { return mark == Mark::done || mark == Mark::skipped; }
    bool under_way() const {
        return mark == Mark::delayed || mark == Mark::waiting || mark == Mark::working;
    }
    bool ends_by_itself() const { return mark == Mark::delayed || mark == Mark::working; }
};

struct CaseState {
    std::vector<Step> steps;
    std::map<int, StepState> states;
    std::map<int, std::set<int>> above; ///< for each step, the steps from which a way leads to it
    std::map<std::pair<int, std::size_t>, std::int64_t> times_fired; ///< by step and rework

    explicit CaseState(const std::vector<Step>& steps_of_workflow);

    const Step& step(int s) const { return steps.at(static_cast<std::size_t>(s)); }
    StepState& state(int s) { return states.at(s); }
    const StepState& state(int s) const { return states.at(s); }

    bool is_above(int upper, int lower) const { return above.at(lower).count(upper) > 0; }
    bool is_at_or_below(int lower, int upper) const;

    /// On a way from `to` to `from`, ends included: what a rework from `from` to `to` clears.
    bool on_stretch(int s, int from, int to) const;

    /// Whether an arc names this exit; -1: whether there is a plain arc.
    bool exit_is_followed(int s, int exit) const;

    ArcState read(const Arc& arc) const;

    /// How many arcs into the step are in this state.
    int arcs(int s, ArcState wanted) const;

    /// Not decided, and every arc into it is dead. X sent back will run whatever its arcs are.
    bool is_dead(int s) const;

    /// The moment at which this arc, which is not open, was decided.
    FlowMoment decided_when(const Arc& arc) const;

    /// What the taken arcs into the join have waited until now.
    Microseconds waited_in_join(int join, Microseconds now) const;

    /// The steps whose choice killed this dead arc.
    std::set<int> killers(const Arc& arc) const;

    /// It draws nothing any more.
    bool spent(int s, std::size_t rework) const;

    /// The steps that could, if they came to their end, draw again a choice that killed an arc into
    /// this join.
    std::set<int> holders(int join) const;

    bool it_or_one_above_is_under_way(int s) const;

    /// Ready by its arcs; a hold apart.
    bool arcs_let_it_start(int s) const;

    /// Sent back, and nothing above it is still to come.
    bool may_start_again(int s, Readings::SentBackWaitsFor waits_for) const;
};

} // namespace plimsoll
