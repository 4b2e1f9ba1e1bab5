// What is handed over is on its way: M5's hand-offs and wrong desks (sim/mechanisms/handoffs.hpp).
//
//     done | on its way (handoff) | wrong desk: triage (clarification) | on its way | ... | there
//
// What goes over an arc is on its way by itself, side by side with what comes over others into the
// same step; the step begins when all of it is there. Its ledger goes on from what came last.
#pragma once

#include "sim/engine/pool.hpp"
#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/at_place.hpp"
#include "sim/plan/plan.hpp"
#include "sim/random/philox.hpp"

#include <algorithm>
#include <cassert>
#include <utility>
#include <vector>

namespace plimsoll {

/// What M5 makes of a plan.
struct PlanHandoffs : PlanMechanism {
    /// How work comes to a step.
    struct Receiving {
        int team = -1; ///< as declared; -1: it takes nobody's work, and is looked through
        Sampler wait;
        bool has_wait = false;
        double unclear = 0;
        double misrouted = 0;
        Sampler question;
    };
    std::vector<Receiving> steps; ///< as Plan::steps
    /// By team: the hidden step of its questions, answers and triage; -1: nobody can be asked.
    std::vector<int> asked_at;
    std::vector<char> answers; ///< by team: it is not outside

    const Receiving& receiving(int step) const { return steps[static_cast<std::size_t>(step)]; }
    int asks(int team) const { return asked_at[static_cast<std::size_t>(team)]; }
};

/// What is on its way, of all cases.
class HandoffTransits {
public:
    static constexpr int mechanism = 5;
    static constexpr Microseconds triage = 5 * minute;
    static constexpr int most_bounces = 3;

    /// Side work of M5, and what it is about: a transit, or a visit.
    struct SideTag {
        enum Kind : std::uint32_t { triage, question, answer };
        Kind kind = triage;
        std::uint32_t of = 0; ///< the transit, or the visit
    };
    static SideTag tag_of(std::uint64_t tag) {
        return {static_cast<SideTag::Kind>(tag >> 32U), static_cast<std::uint32_t>(tag)};
    }

    /// Of a case so far.
    struct Counts {
        std::int64_t handed_over = 0;
        std::int64_t bounced = 0;
    };

    explicit HandoffTransits(const PlanHandoffs* compiled) : compiled_(compiled) {}

    /// What leads to a join is on its way before the join can begin.
    template <class Engine>
    void decided(Engine& engine, std::uint32_t case_index, int step) {
        const Case& subject = engine.cases[case_index];
        drop(engine, case_index, [&](const Transit& one) { return one.to == step; });
        if (!engine.plan.workflow(subject.workflow).remembers) {
            return;
        }
        const StepMemory& memory = subject.memory_of(step);
        if (memory.state == StepMemory::State::dead) {
            return;
        }
        const int first_step = subject.first_step;
        for (const Follower& follower : engine.plan.step(first_step + step).followers) {
            const std::vector<Arc>& arcs = engine.plan.step(first_step + follower.step).arcs;
            for (std::size_t i = 0; arcs.size() > 1 && i < arcs.size(); ++i) {
                if (arcs[i].from == step && memory.takes(arcs[i])) {
                    send(engine, case_index, follower.step, static_cast<int>(i), step,
                         engine.cases[case_index].memory_of(step).decided);
                }
            }
        }
    }
    template <class Engine>
    void cleared(Engine& engine, std::uint32_t case_index, int step) {
        drop(engine, case_index,
             [&](const Transit& one) { return one.to == step || one.from == step; });
    }

    /// Puts a visit that has begun on hold until all that leads to it is there.
    template <class Engine>
    bool holds(Engine& engine, std::uint32_t index, const Moment& cause, bool called) {
        const WorkItem& item = engine.items[index];
        const std::uint32_t case_index = item.case_index;
        Visit& visit = visit_of(index);
        assert(visit.arcs.empty());
        visit = {};
        if (receiving(item.step).team < 0 || item.is_automated) {
            return false;
        }
        visit.begun = engine.clock.now();
        for (const Incoming& arc : arcs_into(engine, item, cause, called)) {
            const std::uint32_t transit = find_or_send(engine, case_index, item.step, arc, index);
            visit.arcs.push_back({arc, transit, arc.moment.time});
        }
        return !settle(engine, index);
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        const auto number = static_cast<std::uint32_t>(timer.tag);
        if (transits_[number].generation == static_cast<std::uint32_t>(timer.tag >> 32U)) {
            arrive(engine, number, engine.clock.now());
        }
    }
    template <class Engine>
    void triage_done(Engine& engine, std::uint32_t number) {
        Transit& transit = transits_[number];
        transit.triage = nobody;
        charge(engine, transit, ElapsedCategory::clarification, engine.clock.now());
        go(engine, number, engine.clock.now());
    }
    /// A visit that is on hold is taken back.
    template <class Engine>
    void withdraw(Engine& engine, std::uint32_t index) {
        for (const Arrival& arc : std::exchange(visit_of(index).arcs, {})) {
            if (arc.transit != nobody) {
                end(engine, arc.transit);
            }
        }
    }
    /// A case leaves.
    template <class Engine>
    Counts leave(Engine& engine, std::uint32_t case_index) {
        drop(engine, case_index, [](const Transit&) { return true; });
        PerCase& own = case_of(case_index);
        own.side_items = 0;
        return std::exchange(own.counts, {});
    }

    /// How long a repair is on its way from one step to another: wrong desks send it on at once.
    template <class Engine>
    Microseconds latency(Engine& engine, std::uint32_t case_index, int from, int to,
                         std::uint32_t visit) const {
        const PlanHandoffs::Receiving& step = receiving(to);
        Microseconds when = engine.clock.now();
        if (step.team < 0 || !step.has_wait || receiving(from).team == step.team) {
            return 0;
        }
        for (std::uint32_t draw = 0; draw <= most_bounces; ++draw) {
            const RandomWords words =
                words_of(engine, case_index, to, visit, first_repair_draw + draw);
            when = engine.clock.after(engine.plan.team(step.team).clock, when,
                                      step.wait.draw(uniform(words[0], words[1])));
            if (uniform(words[2], words[3]) >= step.misrouted) {
                break;
            }
        }
        return when - engine.clock.now();
    }

    /// The team that handed the visit over last; -1: nobody did.
    int handed_by(std::uint32_t index) { return visit_of(index).handed_by; }
    /// Side work of this team for a case.
    template <class Engine>
    std::uint32_t ask_for(Engine& engine, std::uint32_t case_index, int team, Microseconds effort,
                          SideTag tag) {
        SideWork work;
        work.case_index = case_index;
        work.step = compiled_->asks(team);
        work.visit = case_of(case_index).side_items++;
        work.effort = effort;
        work.line = WorkCategory::clarification;
        work.mechanism = mechanism;
        work.tag = (std::uint64_t{tag.kind} << 32U) | tag.of;
        return begin_side_work(engine, work);
    }

    /// Its luck in one of M5's draws at a step.
    template <class Engine>
    static RandomWords words_of(const Engine& engine, std::uint32_t case_index, int step,
                                std::uint32_t visit, std::uint32_t draw) {
        const Case& subject = engine.cases[case_index];
        return philox(counter_of(subject.client, subject.number,
                                 static_cast<std::uint32_t>(engine.plan.step(step).number), visit,
                                 DrawKind::handoff, draw),
                      engine.key);
    }

private:
    /// An arc that is taken, and what it brings.
    struct Incoming {
        int arc = 0; ///< of the step's arcs, then of the workflow's reworks
        int from = 0;
        Moment moment;
    };
    struct Arrival {
        Incoming arc;
        std::uint32_t transit = nobody; ///< otherwise it is there
        Microseconds time = 0;
    };
    /// What is on its way over an arc.
    struct Transit {
        std::uint32_t case_index = 0;
        int to = 0; ///< steps of the workflow
        int from = 0;
        int arc = 0;
        std::uint32_t visit = 0; ///< tells it from earlier ones over this arc
        std::uint32_t generation = 0;
        std::uint32_t item = nobody; ///< the visit that waits for it, once its step has begun
        std::uint32_t triage = nobody;
        std::int64_t bounces = 0;
        Microseconds since = 0;    ///< its ledger is booked until then
        Microseconds arrived = -1; ///< -1: not yet
        Elapsed elapsed;
    };
    struct Visit {
        int handed_by = -1;
        Microseconds begun = 0;
        std::vector<Arrival> arcs; ///< while something is on its way
    };
    struct PerCase {
        std::vector<std::uint32_t> transits;
        std::uint32_t side_items = 0;
        Counts counts;
    };
    static constexpr std::uint32_t first_repair_draw = 4;
    static constexpr std::uint32_t first_arc_draw = 8; ///< an arc's by its number above it

    const PlanHandoffs::Receiving& receiving(int step) const { return compiled_->receiving(step); }
    Visit& visit_of(std::uint32_t index) { return at_place(visits_, index); }
    PerCase& case_of(std::uint32_t case_index) { return at_place(cases_, case_index); }

    /// The team that does not do this step and did the last work before it; -1: none.
    template <class Engine>
    int team_before(const Engine& engine, std::uint32_t case_index, int step,
                    const Moment& moment) const {
        if (moment.worked_at < 0) {
            return -1;
        }
        const int first = engine.cases[case_index].first_step;
        const int team = receiving(first + moment.worked_at).team;
        return team == receiving(first + step).team ? -1 : team;
    }
    template <class Engine>
    std::vector<Incoming> arcs_into(const Engine& engine, const WorkItem& item, const Moment& cause,
                                    bool called) const {
        const Case& subject = engine.cases[item.case_index];
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        const int step = item.step - subject.first_step;
        const std::vector<Arc>& arcs = engine.plan.step(item.step).arcs;
        if (called) {
            const int rework = workflow.repeats
                                   ? subject.passes[static_cast<std::size_t>(step)].last_rework
                                   : subject.memory_of(step).last_rework;
            const Moment& from = workflow.remembers ? subject.memory_of(step).decided : cause;
            return {{static_cast<int>(arcs.size()) + rework, from.step, from}};
        }
        if (!workflow.remembers) {
            return {{0, cause.step, cause}};
        }
        std::vector<Incoming> found;
        for (std::size_t i = 0; i < arcs.size(); ++i) {
            const StepMemory& before = subject.memory_of(arcs[i].from);
            if (before.takes(arcs[i])) {
                found.push_back({static_cast<int>(i), arcs[i].from, before.decided});
            }
        }
        return found;
    }

    template <class Engine>
    std::uint32_t find_or_send(Engine& engine, std::uint32_t case_index, int step,
                               const Incoming& arc, std::uint32_t item) {
        const int to = step - engine.cases[case_index].first_step;
        for (const std::uint32_t one : case_of(case_index).transits) {
            if (transits_[one].to == to && transits_[one].arc == arc.arc &&
                transits_[one].item == nobody) {
                transits_[one].item = item;
                return one;
            }
        }
        const std::uint32_t sent =
            send(engine, case_index, to, arc.arc, arc.from, arc.moment, item);
        return sent;
    }
    /// Lets what an arc brings go on its way; nobody where it is there at once.
    template <class Engine>
    std::uint32_t send(Engine& engine, std::uint32_t case_index, int to, int arc, int from,
                       const Moment& moment, std::uint32_t item = nobody) {
        Case& subject = engine.cases[case_index];
        const PlanHandoffs::Receiving& step = receiving(subject.first_step + to);
        const bool nobody_waits =
            step.team < 0 || team_before(engine, case_index, to, moment) < 0 ||
            (!step.has_wait && step.misrouted == 0) ||
            (item != nobody ? engine.items[item].is_automated
                            : is_automated_visit(engine, case_index, subject.first_step + to,
                                                 subject.memory_of(to).visits));
        if (nobody_waits) {
            return nobody;
        }
        const std::uint32_t sent = transits_.take();
        Transit& transit = transits_[sent];
        transit.case_index = case_index;
        transit.to = to;
        transit.from = from;
        transit.arc = arc;
        transit.item = item;
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        const auto place = static_cast<std::size_t>(from);
        transit.visit = workflow.remembers ? subject.memory_of(from).visits
                        : workflow.repeats ? subject.passes[place].visits
                                           : 0;
        transit.triage = nobody;
        transit.bounces = 0;
        transit.arrived = -1;
        transit.elapsed = moment.elapsed;
        transit.since = moment.time;
        ++subject.in_hands;
        case_of(case_index).transits.push_back(sent);
        go(engine, sent, moment.time);
        return sent;
    }
    template <class Engine>
    RandomWords words_of(const Engine& engine, const Transit& transit) const {
        return words_of(engine, transit.case_index,
                        engine.cases[transit.case_index].first_step + transit.to, transit.visit,
                        first_arc_draw + static_cast<std::uint32_t>(transit.arc) * 4 +
                            static_cast<std::uint32_t>(transit.bounces));
    }
    template <class Engine>
    void charge(Engine& engine, Transit& transit, ElapsedCategory line, Microseconds until) {
        engine.cases[transit.case_index].charge_any(transit.elapsed, line,
                                                    engine.clock.elapsed_at(until) -
                                                        engine.clock.elapsed_at(transit.since));
        transit.since = until;
    }
    /// It is noticed after a while, on the calendar of those who receive it.
    template <class Engine>
    void go(Engine& engine, std::uint32_t sent, Microseconds from) {
        const Transit& transit = transits_[sent];
        const Case& subject = engine.cases[transit.case_index];
        const PlanHandoffs::Receiving& step = receiving(subject.first_step + transit.to);
        const RandomWords words = words_of(engine, transit);
        const Microseconds when =
            step.has_wait ? engine.clock.after(engine.plan.team(step.team).clock, from,
                                               step.wait.draw(uniform(words[0], words[1])))
                          : from;
        if (when <= engine.clock.now()) {
            arrive(engine, sent, when);
            return;
        }
        set_own_timer(engine, mechanism, transit.case_index,
                      engine.plan.step(subject.first_step + transit.to).number, when,
                      (std::uint64_t{transit.generation} << 32U) | sent);
    }
    /// Somebody has it: those whom it is for, or the wrong desk.
    template <class Engine>
    void arrive(Engine& engine, std::uint32_t sent, Microseconds when) {
        Transit& transit = transits_[sent];
        charge(engine, transit, ElapsedCategory::handoff, when);
        const PlanHandoffs::Receiving& step =
            receiving(engine.cases[transit.case_index].first_step + transit.to);
        const RandomWords words = words_of(engine, transit);
        if (transit.bounces < most_bounces && uniform(words[2], words[3]) < step.misrouted) {
            ++transit.bounces;
            if (compiled_->asks(step.team) < 0) {
                go(engine, sent, when);
                return;
            }
            const std::uint32_t side =
                ask_for(engine, transit.case_index, step.team, triage, {SideTag::triage, sent});
            transits_[sent].triage = side;
            return;
        }
        transit.arrived = when;
        if (transit.item != nobody &&
            engine.items[transit.item].stage == WorkItem::Stage::on_hold) {
            const std::uint32_t item = transit.item;
            if (settle(engine, item)) {
                end_hold(engine, item);
            }
        }
    }
    /// Whether all that leads to the visit is there; its ledger then goes on from what came last.
    /// Otherwise it is on hold.
    template <class Engine>
    bool settle(Engine& engine, std::uint32_t index) {
        Visit& visit = visit_of(index);
        for (Arrival& arc : visit.arcs) {
            if (arc.transit != nobody) {
                if (transits_[arc.transit].arrived < 0) {
                    if (engine.items[index].stage != WorkItem::Stage::on_hold) {
                        put_on_hold(engine, index, ElapsedCategory::handoff);
                    }
                    return false;
                }
                arc.time = transits_[arc.transit].arrived;
            }
        }
        WorkItem& item = engine.items[index];
        const Arrival* last = nullptr;
        const Arrival* last_handed = nullptr;
        const auto comes_later = [](const Arrival& one, const Arrival* other) {
            return other == nullptr || one.time > other->time ||
                   (one.time == other->time && one.arc.from > other->arc.from);
        };
        PerCase& own = case_of(item.case_index);
        const int to = item.step - engine.cases[item.case_index].first_step;
        for (const Arrival& arc : visit.arcs) {
            const bool is_handed = team_before(engine, item.case_index, to, arc.arc.moment) >= 0;
            own.counts.handed_over += is_handed ? 1 : 0;
            own.counts.bounced += arc.transit != nobody ? transits_[arc.transit].bounces : 0;
            last = comes_later(arc, last) ? &arc : last;
            last_handed = is_handed && comes_later(arc, last_handed) ? &arc : last_handed;
        }
        if (last_handed != nullptr) {
            visit.handed_by = team_before(engine, item.case_index, to, last_handed->arc.moment);
        }
        if (visit.begun < engine.clock.now()) {
            item.elapsed = transits_[last->transit].elapsed;
            item.hold_since = engine.clock.now();
        }
        settle_join_wait(engine, item, visit);
        for (const Arrival& arc : std::exchange(visit.arcs, {})) {
            if (arc.transit != nobody) {
                end(engine, arc.transit);
            }
        }
        return true;
    }
    /// What came over earlier arcs of a join has waited for the last.
    template <class Engine>
    static void settle_join_wait(Engine& engine, WorkItem& item, const Visit& visit) {
        const Case& subject = engine.cases[item.case_index];
        if (visit.arcs.size() < 2) {
            return;
        }
        const StepMemory& memory = subject.memory_of(item.step - subject.first_step);
        item.join_wait = 0;
        for (const Arrival& arc : visit.arcs) {
            item.join_wait += engine.clock.elapsed() -
                              engine.clock.elapsed_at(std::max(arc.time, memory.cleared));
        }
    }
    /// Nothing of it is left.
    template <class Engine>
    void end(Engine& engine, std::uint32_t number_of) {
        Transit& transit = transits_[number_of];
        ++transit.generation;
        if (transit.triage != nobody) {
            withdraw_side_work(engine, std::exchange(transit.triage, nobody));
        }
        const std::uint32_t case_index = transits_[number_of].case_index;
        std::erase(case_of(case_index).transits, number_of);
        transits_.give_back(number_of);
        --engine.cases[case_index].in_hands; // its case is open, or about to be looked at
    }
    /// Takes back what is on its way to a step that has not begun.
    template <class Engine, class Which>
    void drop(Engine& engine, std::uint32_t case_index, Which which) {
        const std::vector<std::uint32_t> all = case_of(case_index).transits;
        for (const std::uint32_t one : all) {
            if (transits_[one].item == nobody && which(transits_[one])) {
                end(engine, one);
            }
        }
    }

    const PlanHandoffs* compiled_;
    Pool<Transit> transits_;
    std::vector<Visit> visits_; ///< by item
    std::vector<PerCase> cases_;
};

} // namespace plimsoll
