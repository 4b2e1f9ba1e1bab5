// What a client, or a review, finds wrong after a case has left: a repair passes some of its steps
// again, and is no case (M4's rulings 7; the finding is in sim/mechanisms/defects.hpp).
//
//     left | found | the step that went wrong again (70%) | noticed by the next | the next (50%)
//     ...
//
// One step after the other, in file order; each waits in the step's own queue.
#pragma once

#include "sim/engine/pool.hpp"
#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/at_place.hpp"
#include "sim/plan/plan.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/visit_draws.hpp"

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace plimsoll {

struct PlanRepairs {
    struct OfWorkflow {
        double client_finds = 0;
        bool at_once = true; ///< otherwise after a while
        Sampler after;       ///< on the operation's clock
        double origin_share = 1;
        double later_share = 1;
    };
    std::vector<std::vector<OfWorkflow>> workflows; ///< [workflow][variant]
    // As Plan::steps of workflows:
    std::vector<int> hidden;              ///< the step's work in a repair, or -1
    std::vector<std::vector<int>> passed; ///< it and the steps with work below it, of Plan::steps

    const OfWorkflow& of(const Case& subject) const {
        return workflows[static_cast<std::size_t>(subject.workflow)]
                        [static_cast<std::size_t>(subject.variant)];
    }
};

class Repairs {
public:
    static constexpr int mechanism = 4;

    explicit Repairs(const PlanRepairs* compiled) : compiled_(compiled) {}

    /// A repair that is expected: the number of a place, and which of those that stood there.
    struct Ticket {
        std::uint32_t number = nobody;
        std::uint32_t serial = 0;
    };

    void opened(std::uint32_t case_index) { ordinal_of(case_index) = 0; }
    /// A case has left, and its client will find a defect of this step after a while.
    template <class Engine>
    Ticket expect(Engine& engine, std::uint32_t case_index, int origin, double luck) {
        const PlanRepairs::OfWorkflow& workflow = compiled_->of(engine.cases[case_index]);
        return begin_at(engine, case_index, origin,
                        workflow.at_once
                            ? engine.clock.now()
                            : engine.clock.after(0, engine.clock.now(), workflow.after.draw(luck)));
    }
    /// Whether nobody has begun it yet.
    bool is_expected(Ticket ticket) const {
        return ticket.number != nobody && repairs_[ticket.number].serial == ticket.serial &&
               repairs_[ticket.number].is_open;
    }
    /// It is found now: begins the repair that was expected, or one that was not.
    template <class Engine>
    void begin_now(Engine& engine, std::uint32_t case_index, int origin, Ticket expected) {
        if (is_expected(expected)) {
            wait_until(engine, expected.number, engine.clock.now());
        } else {
            begin_at(engine, case_index, origin, engine.clock.now());
        }
    }
    /// It is noticed, by whoever does the next step of it.
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        const auto number = static_cast<std::uint32_t>(timer.tag);
        if (static_cast<std::uint32_t>(timer.tag >> 32U) == repairs_[number].serial) {
            begin_step(engine, number);
        }
    }
    template <class Engine>
    void step_done(Engine& engine, std::uint32_t index) {
        const auto number = static_cast<std::uint32_t>(engine.items[index].tag);
        Repair& repair = repairs_[number];
        repair.in_hand = false;
        if (++repair.next == repair.steps.size()) {
            end(engine, number);
            return;
        }
        const Microseconds latency =
            latency_of_repair(engine, repair.case_index, repair.steps[repair.next - 1],
                              repair.steps[repair.next], first_visit + repair.ordinal);
        wait_until(engine, number, engine.clock.now() + latency);
    }
    /// The window ends: what nobody has begun of them is asked for all the same.
    template <class Engine>
    void demand_rest(Engine& engine) {
        for (const Repair& repair : repairs_) {
            // What stands in a queue is asked for as any side work is.
            const std::size_t first = repair.next + (repair.in_hand ? 1 : 0);
            for (std::size_t i = first; repair.is_open && i < repair.steps.size(); ++i) {
                demand(engine, repair, i);
            }
        }
    }
    /// The same for a case that leaves after the window's end.
    template <class Engine>
    void demand_all(Engine& engine, std::uint32_t case_index, int origin) {
        const Repair repair = repair_of(engine, case_index, origin);
        for (std::size_t i = 0; i < repair.steps.size(); ++i) {
            demand(engine, repair, i);
        }
    }

private:
    struct Repair {
        std::uint32_t serial = 0; ///< tells its timer from one that is overtaken
        bool is_open = false;
        bool in_hand = false; ///< its next step stands in a queue, or is in work
        std::uint32_t case_index = 0;
        std::uint32_t ordinal = 0; ///< of its case
        int origin = 0;
        std::vector<int> steps; ///< of Plan::steps
        std::size_t next = 0;
    };
    static constexpr std::uint32_t first_visit = 60'000; ///< no visit of a case gets there

    template <class Engine>
    Ticket begin_at(Engine& engine, std::uint32_t case_index, int origin, Microseconds time) {
        Repair repair = repair_of(engine, case_index, origin);
        if (repair.steps.empty()) {
            return {};
        }
        ++engine.cases[case_index].in_hands;
        const std::uint32_t number = repairs_.take();
        repair.serial = repairs_[number].serial;
        repairs_[number] = std::move(repair);
        wait_until(engine, number, time);
        return {number, repairs_[number].serial};
    }
    /// The steps with work that the case had done, from this one on.
    template <class Engine>
    Repair repair_of(Engine& engine, std::uint32_t case_index, int origin) {
        const Case& subject = engine.cases[case_index];
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        Repair repair;
        repair.is_open = true;
        repair.case_index = case_index;
        repair.ordinal = ordinal_of(case_index)++;
        repair.origin = origin;
        for (const int step : compiled_->passed[static_cast<std::size_t>(origin)]) {
            const auto place = static_cast<std::size_t>(step - subject.first_step);
            if (workflow.remembers ? subject.memory[place].done_before
                                   : subject.passes[place].done_before) {
                repair.steps.push_back(step);
            }
        }
        return repair;
    }
    std::uint32_t& ordinal_of(std::uint32_t case_index) { return at_place(ordinals_, case_index); }
    template <class Engine>
    void wait_until(Engine& engine, std::uint32_t number, Microseconds time) {
        Repair& repair = repairs_[number];
        set_own_timer(engine, mechanism, repair.case_index,
                      engine.plan.step(repair.steps[repair.next]).number, time,
                      (std::uint64_t{++repair.serial} << 32U) | number);
    }
    template <class Engine>
    Microseconds effort_of(const Engine& engine, const Repair& repair, std::size_t place) const {
        const Case& subject = engine.cases[repair.case_index];
        const PlanStep& step = engine.plan.step(repair.steps[place]);
        const PlanRepairs::OfWorkflow& workflow = compiled_->of(subject);
        const RandomWords words = philox(
            counter_of(subject.client, subject.number, static_cast<std::uint32_t>(step.number),
                       first_visit + repair.ordinal, DrawKind::step_service, 0),
            engine.key);
        return scaled(step.effort.draw(uniform(words[0], words[1])),
                      repair.steps[place] == repair.origin ? workflow.origin_share
                                                           : workflow.later_share);
    }
    template <class Engine>
    void begin_step(Engine& engine, std::uint32_t number) {
        Repair& repair = repairs_[number];
        SideWork work;
        work.case_index = repair.case_index;
        work.step = compiled_->hidden[static_cast<std::size_t>(repair.steps[repair.next])];
        work.visit = repair.ordinal;
        work.effort = effort_of(engine, repair, repair.next);
        work.line = WorkCategory::rework;
        work.mechanism = mechanism;
        work.tag = number;
        repair.in_hand = true;
        ++repair.serial; // nobody expects it any more
        begin_side_work(engine, work);
    }
    template <class Engine>
    void demand(Engine& engine, const Repair& repair, std::size_t place) {
        WorkItem item;
        item.case_index = repair.case_index;
        item.step = compiled_->hidden[static_cast<std::size_t>(repair.steps[place])];
        item.need = engine.plan.step(item.step).need;
        item.side = true;
        item.effort = effort_of(engine, repair, place);
        tally_lost_demand(engine, item);
    }
    template <class Engine>
    void end(Engine& engine, std::uint32_t number) {
        const std::uint32_t case_index = repairs_[number].case_index;
        repairs_[number].is_open = false;
        repairs_.give_back(number);
        --engine.cases[case_index].in_hands;
        recycle_if_over(engine, case_index);
    }

    const PlanRepairs* compiled_;
    Pool<Repair> repairs_;
    std::vector<std::uint32_t> ordinals_; ///< by case: of its next repair
};

} // namespace plimsoll
