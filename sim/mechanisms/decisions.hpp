// M8: what is off the playbook waits for somebody who decides, and goes ahead without where that
// takes too long.
//
//     work | on hold (decision): the request waits in its decider's queue, is decided | goes on
//     work | on hold (decision): the request waits until its deadline, leaves         | goes on
//
// Who decides does so in reserved hours only, and does no steps in them: a hidden team behind the
// operation's, of the same people in other hours (PlanTeam::reserved_of).
//
// The queue is known exactly (M/M/c with a deadline for the wait, by level crossing): with rate
// l = requests an hour, c deciders of m an hour each, a = l/m, d = cm - l and a deadline of D,
//
//     Z         = sum over k < c of a^k/k! + l a^(c-1)/(c-1)! ((1 - e^(-dD))/d + e^(-dD)/(cm))
//     P default = l a^(c-1)/(c-1)! e^(-dD)/(cm) / Z
//
// Jin and Levitt, The Virtual Design Team, Computational & Mathematical Organization Theory 2,
// 1996: exceptions go up, and who gets no answer decides alone, at a risk.
#pragma once

#include "sim/engine/pool.hpp"
#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/at_place.hpp"
#include "sim/mechanisms/durations.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/random/philox.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace plimsoll {

/// What M8 makes of a plan.
struct PlanDecisions : PlanMechanism {
    /// What a step asks.
    struct Asking {
        double share = 0;        ///< of its executions
        double odd_share = 0;    ///< of an odd case's first execution, instead
        bool asks_nobody = true; ///< it is the deciders' own work, or nobody's
        int decider = -1;
        Sampler take;
        bool has_deadline = false;
        Sampler deadline;
        double wrong = 0;
        double wrong_by_default = 0;
    };
    struct Decider {
        int team = 0;  ///< hidden
        int step = 0;  ///< hidden, of its decisions
        int clock = 0; ///< whenever one of its people is there, for decisions or for steps
    };
    std::vector<Asking> steps; ///< as Plan::steps
    std::vector<Decider> deciders;

    const Asking& asking(int step) const { return steps[static_cast<std::size_t>(step)]; }
};

class Decisions {
public:
    static constexpr int number = 8;

    static bool is_in_force(const Operation& operation);
    static Operation in_hours_of_steps(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Decisions(const Plan& plan)
        : compiled_(plan.mechanism<PlanDecisions>()),
          waiting_(compiled_ != nullptr ? compiled_->deciders.size() : 0) {}

    /// The work of an execution is done: does it need a decision?
    template <class Engine>
    bool holds_when_done(Engine& engine, std::uint32_t index) {
        if (compiled_ == nullptr) {
            return false;
        }
        const WorkItem& item = engine.items[index];
        const PlanDecisions::Asking& asks = compiled_->asking(item.step);
        if (asks.asks_nobody || item.is_automated) {
            return false;
        }
        // A case off the playbook is asked about once, one of a new kind for sure.
        const std::uint32_t case_index = item.case_index;
        const Case& subject = engine.cases[case_index];
        const bool is_first = (subject.is_odd || subject.is_novel) &&
                              std::exchange(at_place(has_worked_, case_index), char{1}) == 0;
        const double share = !is_first ? asks.share : subject.is_novel ? 1 : asks.odd_share;
        const RandomWords words = words_of(engine, index, ask_draw);
        if (uniform(words[0], words[1]) >= share) {
            return false;
        }
        const PlanDecisions::Decider& decider =
            compiled_->deciders[static_cast<std::size_t>(asks.decider)];
        SideWork work;
        work.case_index = case_index;
        work.step = decider.step;
        work.visit = at_place(asked_, case_index)++;
        work.effort = asks.take.draw(uniform(words[2], words[3]));
        work.line = WorkCategory::decisions;
        work.mechanism = number;
        work.tag = index;
        Microseconds until = -1;
        if (asks.has_deadline) {
            const RandomWords more = words_of(engine, index, deadline_draw);
            until = engine.clock.after(decider.clock, engine.clock.now(),
                                       asks.deadline.draw(uniform(more[0], more[1])));
        }
        put_on_hold(engine, index, ElapsedCategory::decision);
        const std::uint32_t request = begin_side_work(engine, work);
        at_place(requests_, request) = {asks.decider, engine.clock.elapsed()};
        at_place(request_of_, index) = request + 1;
        waiting_[static_cast<std::size_t>(asks.decider)].push_back(request);
        if (until >= 0) {
            set_timer_of(engine, number, request, until, 0);
        }
        return true;
    }

    /// A decision is begun.
    template <class Engine>
    void started(Engine& engine, const WorkItem& item) {
        if (compiled_ == nullptr || !item.side || item.mechanism != number) {
            return;
        }
        const std::uint32_t request = engine.items.index_of(item);
        waits_no_more(request);
        count_wait(engine, request, false);
    }
    /// Its deadline has come. Who can begin it at this instant does: whoever is free now begins
    /// when all timers have rung.
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        if (!can_begin_now(engine, timer.index)) {
            give_up_side_work(engine, timer.index); // unless it is in hand
        }
    }
    template <class Engine>
    void side_given_up(Engine& engine, std::uint32_t request) {
        waits_no_more(request);
        count_wait(engine, request, true);
        answer(engine, request, true);
    }
    template <class Engine>
    void side_done(Engine& engine, std::uint32_t request) {
        answer(engine, request, false);
    }
    /// A rework, or the end of its case: nobody needs to know any more.
    template <class Engine>
    void withdrawn(Engine& engine, std::uint32_t index) {
        if (compiled_ == nullptr || at_place(request_of_, index) == 0) {
            return;
        }
        const std::uint32_t request = std::exchange(at_place(request_of_, index), 0) - 1;
        waits_no_more(request);
        withdraw_side_work(engine, request);
    }
    template <class Engine>
    void left(Engine& engine, const Case& subject, int outcome) {
        if (compiled_ == nullptr) {
            return;
        }
        const std::int64_t asked =
            std::exchange(at_place(asked_, engine.cases.index_of(subject)), std::uint32_t{0});
        at_place(has_worked_, engine.cases.index_of(subject)) = 0;
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        if (engine.clock.window_has_begun() && workflow.completes(outcome)) {
            ++completed_;
            asked_by_completed_ += asked;
        }
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ == nullptr) {
            return;
        }
        const auto in_hours = [](Microseconds time) {
            return static_cast<double>(time) / static_cast<double>(hour);
        };
        const auto requests = static_cast<double>(requests_met_);
        engine.ledger.publish({"decisions_per_case", static_cast<double>(asked_by_completed_),
                               static_cast<double>(completed_)});
        engine.ledger.publish({"default_share", static_cast<double>(defaulted_), requests});
        waited_.publish(engine, "decision_wait");
        Microseconds busy = 0;
        Microseconds reserved = 0;
        for (const PlanDecisions::Decider& decider : compiled_->deciders) {
            for (const Shift& shift : engine.plan.team(decider.team).shifts) {
                for (const int person : shift.people) {
                    busy += time_worked(
                        engine.ledger.record().people_worked[static_cast<std::size_t>(person)]);
                    reserved += engine.clock.open_between(shift.clock, engine.clock.window_from(),
                                                          engine.clock.window_to()) -
                                engine.staff.absences().absent(static_cast<std::uint32_t>(person));
                }
            }
        }
        engine.ledger.publish({"decider_utilisation", in_hours(busy), in_hours(reserved)});
    }

private:
    struct Request {
        int decider = 0;
        Microseconds since = 0; ///< elapsed
    };
    // Draws of DrawKind::escalation at the step that asks. Whether a decision is wrong is one draw,
    // whoever takes it: the same luck against another chance.
    static constexpr std::uint32_t ask_draw = 0;
    static constexpr std::uint32_t wrong_draw = 1;
    static constexpr std::uint32_t deadline_draw = 2;

    template <class Engine>
    static RandomWords words_of(const Engine& engine, std::uint32_t index, std::uint32_t draw) {
        const WorkItem& item = engine.items[index];
        const Case& subject = engine.cases[item.case_index];
        return philox(counter_of(subject.client, subject.number,
                                 static_cast<std::uint32_t>(engine.plan.step(item.step).number),
                                 item.visit, DrawKind::escalation, draw),
                      engine.key);
    }

    void waits_no_more(std::uint32_t request) {
        std::vector<std::uint32_t>& all =
            waiting_[static_cast<std::size_t>(requests_[request].decider)];
        const auto found = std::find(all.begin(), all.end(), request);
        if (found != all.end()) {
            all.erase(found);
        }
    }
    /// Whether so many deciders are free and there that its turn has come.
    template <class Engine>
    bool can_begin_now(Engine& engine, std::uint32_t request) const {
        const auto decider = static_cast<std::size_t>(requests_[request].decider);
        std::int64_t free = engine.staff.free_on_shift(compiled_->deciders[decider].team);
        const std::vector<std::uint32_t>& all = waiting_[decider];
        for (std::size_t i = 0; free > 0 && i < all.size(); ++i) {
            free -= all[i] != request && served_before(engine, all[i], request) ? 1 : 0;
        }
        return free > 0;
    }
    template <class Engine>
    void count_wait(Engine& engine, std::uint32_t request, bool defaulted) {
        if (engine.clock.window_has_begun()) {
            ++requests_met_;
            defaulted_ += defaulted ? 1 : 0;
            waited_.add(engine.clock.elapsed() - requests_[request].since);
        }
    }
    /// The visit that asked goes on, with a decision or without.
    template <class Engine>
    void answer(Engine& engine, std::uint32_t request, bool defaulted) {
        const auto index = static_cast<std::uint32_t>(engine.items[request].tag);
        at_place(request_of_, index) = 0;
        const PlanDecisions::Asking& asked = compiled_->asking(engine.items[index].step);
        const RandomWords words = words_of(engine, index, wrong_draw);
        if (uniform(words[0], words[1]) < (defaulted ? asked.wrong_by_default : asked.wrong)) {
            plant_defect(engine, index);
        }
        end_hold(engine, index);
    }

    const PlanDecisions* compiled_;
    std::vector<std::vector<std::uint32_t>> waiting_; ///< by decider: requests nobody has begun
    std::vector<Request> requests_;                   ///< by item
    std::vector<std::uint32_t> request_of_;           ///< by visit: 1 + the request, 0: none
    std::vector<std::uint32_t> asked_;                ///< by case: how often it has
    std::vector<char> has_worked_;                    ///< by odd case: its first execution is done
    std::int64_t completed_ = 0;                      ///< in the window; the next are theirs
    std::int64_t asked_by_completed_ = 0;
    std::int64_t requests_met_ = 0; ///< begun or defaulted in the window; the next are theirs
    std::int64_t defaulted_ = 0;
    Durations waited_;
};

} // namespace plimsoll
