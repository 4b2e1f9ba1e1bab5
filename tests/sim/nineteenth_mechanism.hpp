// A mechanism that nobody needs, to try the seams that the eighteen use: every third visit that is
// about to be ready waits an hour, then a colleague of its team is asked for ten minutes; every
// fourth that is done lets nothing follow for half an hour; and every visit takes a minute more, on
// a line of its own.
#pragma once

#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/plan/compile_needs.hpp"

#include <map>
#include <memory>
#include <vector>

namespace plimsoll {

class EveryThird {
public:
    static constexpr int number = 19;
    static constexpr Microseconds wait = hour;
    static constexpr Microseconds question = 10 * minute;
    static constexpr Microseconds afterwards = 30 * minute;
    static constexpr Microseconds more = minute;

    /// Under any other name of the operation it is off.
    static bool is_in_force(const Operation& operation) { return operation.name == "Asking"; }

    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks) {
        auto compiled = std::make_shared<Compiled>();
        for (int team = 0; team < static_cast<int>(plan.teams.size()); ++team) {
            compiled->questions.push_back(
                plan.team(team).unlimited ? -1
                                          : add_side_step(team, ahead, operation, plan, clocks));
        }
        plan.lines.add(ElapsedCategory::handoff);
        plan.lines.add(ElapsedCategory::clarification);
        plan.lines.add(ElapsedCategory::retry);
        plan.lines.add(WorkCategory::clarification);
        plan.lines.add(WorkCategory::switching);
        return compiled;
    }

    explicit EveryThird(const Plan& plan) : compiled_(plan.mechanism<Compiled>()) {}

    template <class Engine>
    bool holds_when_ready(Engine& engine, std::uint32_t index) {
        const PlanStep& step = engine.plan.step(engine.items[index].step);
        if (compiled_ == nullptr || !step.takes_work || ++seen_ % 3 != 0) {
            return false;
        }
        put_on_hold(engine, index, ElapsedCategory::handoff);
        set_timer_of(engine, number, index, engine.clock.now() + wait, 0);
        ++held_;
        return true;
    }
    /// And every fourth that is done lets nothing follow for half an hour.
    template <class Engine>
    bool holds_when_done(Engine& engine, std::uint32_t index) {
        if (compiled_ == nullptr || ++done_ % 4 != 0) {
            return false;
        }
        put_on_hold(engine, index, ElapsedCategory::retry);
        set_timer_of(engine, number, index, engine.clock.now() + afterwards, after_it);
        return true;
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        if (timer.tag == after_it) {
            end_hold(engine, timer.index);
            return;
        }
        const WorkItem& item = engine.items[timer.index];
        const PlanStep& step = engine.plan.step(item.step);
        const int team = engine.plan.queue(step.need).lead;
        const int asked_at = compiled_->questions[static_cast<std::size_t>(team)];
        if (asked_at < 0) {
            end_hold(engine, timer.index);
            return;
        }
        book_hold(engine, timer.index, ElapsedCategory::clarification);
        SideWork work;
        work.case_index = item.case_index;
        work.step = asked_at;
        work.visit = static_cast<std::uint32_t>(asked_++);
        work.effort = question;
        work.line = WorkCategory::clarification;
        work.mechanism = number;
        work.tag = timer.index;
        questions_[timer.index] = begin_side_work(engine, work);
    }
    template <class Engine>
    void side_done(Engine& engine, std::uint32_t index) {
        const auto asking = static_cast<std::uint32_t>(engine.items[index].tag);
        questions_.erase(asking);
        ++answered_;
        end_hold(engine, asking);
    }
    template <class Engine>
    void withdrawn(Engine& engine, std::uint32_t index) {
        const auto question_of = questions_.find(index);
        if (question_of != questions_.end()) {
            withdraw_side_work(engine, question_of->second);
            questions_.erase(question_of);
        }
    }
    template <class Engine>
    void add_effort(Engine&, const WorkItem& item, Microseconds, std::vector<EffortPart>& parts) {
        if (compiled_ != nullptr && !item.side) {
            parts.push_back({WorkCategory::switching, more});
        }
    }
    template <class Engine>
    void left(Engine&, const Case&, int) {
        ++left_;
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ != nullptr) {
            engine.ledger.publish(
                {"answers_per_case", static_cast<double>(answered_), static_cast<double>(left_)});
            engine.ledger.publish(
                {"holds_per_case", static_cast<double>(held_), static_cast<double>(left_)});
        }
    }

private:
    struct Compiled : PlanMechanism {
        std::vector<int> questions; ///< by team: the hidden step; -1: nobody can be asked
    };

    const Compiled* compiled_;
    static constexpr std::uint64_t after_it = 1;

    std::int64_t seen_ = 0;
    std::int64_t done_ = 0;
    std::int64_t held_ = 0;
    std::int64_t asked_ = 0;
    std::int64_t answered_ = 0;
    std::int64_t left_ = 0;
    std::map<std::uint32_t, std::uint32_t> questions_; ///< by the visit that waits
};

} // namespace plimsoll
