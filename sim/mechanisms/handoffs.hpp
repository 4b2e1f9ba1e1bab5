// M5: work that passes from one team to another is noticed late, goes to the wrong desk, and is not
// clear.
//
//     on its way ... (sim/mechanisms/handoff_transits.hpp) | there | waits in its queue
//     first in it, somebody free | question | answer (both clarification) | waits again | work
#pragma once

#include "sim/mechanisms/at_place.hpp"
#include "sim/mechanisms/handoff_transits.hpp"
#include "sim/mechanisms/mechanism.hpp"

#include <memory>

namespace plimsoll {

class Handoffs {
public:
    static constexpr int number = HandoffTransits::mechanism;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Handoffs(const Plan& plan)
        : compiled_(plan.mechanism<PlanHandoffs>()), transits_(compiled_) {}

    template <class Engine>
    void decided(Engine& engine, std::uint32_t case_index, int step) {
        if (compiled_ != nullptr) {
            transits_.decided(engine, case_index, step);
        }
    }
    template <class Engine>
    void cleared(Engine& engine, std::uint32_t case_index, int step) {
        if (compiled_ != nullptr) {
            transits_.cleared(engine, case_index, step);
        }
    }
    template <class Engine>
    bool holds_when_begun(Engine& engine, std::uint32_t index, const Moment& cause, bool called) {
        return compiled_ != nullptr && transits_.holds(engine, index, cause, called);
    }
    template <class Engine>
    Microseconds latency_between(Engine& engine, std::uint32_t case_index, int from, int to,
                                 std::uint32_t visit) {
        return compiled_ != nullptr ? transits_.latency(engine, case_index, from, to, visit) : 0;
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        if (timer.kind == Timer::Kind::own) {
            transits_.rung(engine, timer);
        } else {
            end_hold(engine, timer.index); // nobody answers: it was one more wait
        }
    }

    /// The first visit of a step is about to start: is it clear what is to be done?
    template <class Engine>
    bool holds_at_start(Engine& engine, std::uint32_t index) {
        return compiled_ != nullptr && engine.items[index].batch == nobody && asks(engine, index);
    }
    /// Of a batch each is asked about before it joins the others.
    template <class Engine>
    bool holds_when_ready(Engine& engine, std::uint32_t index) {
        return compiled_ != nullptr && engine.plan.step(engine.items[index].step).batch >= 0 &&
               asks(engine, index);
    }
    template <class Engine>
    void side_done(Engine& engine, std::uint32_t index) {
        const SideTag tag = HandoffTransits::tag_of(engine.items[index].tag);
        if (tag.kind == SideTag::triage) {
            transits_.triage_done(engine, tag.of);
            return;
        }
        Asking& asking = asking_of(tag.of);
        asking.item = nobody;
        const auto team = static_cast<std::size_t>(asking.handed_by);
        if (tag.kind == SideTag::answer) {
            end_hold(engine, tag.of);
        } else if (compiled_->answers[team] != 0) {
            asking.item =
                transits_.ask_for(engine, engine.items[tag.of].case_index, asking.handed_by,
                                  asking.length, {SideTag::answer, tag.of});
        } else {
            const WorkItem& item = engine.items[tag.of];
            const PlanHandoffs::Receiving& step = compiled_->receiving(item.step);
            const RandomWords words = HandoffTransits::words_of(engine, item.case_index, item.step,
                                                                item.visit, answer_draw);
            set_timer_of(engine, number, tag.of,
                         engine.clock.after(engine.plan.team(step.team).clock, engine.clock.now(),
                                            step.wait.draw(uniform(words[0], words[1]))),
                         0);
        }
    }
    template <class Engine>
    void withdrawn(Engine& engine, std::uint32_t index) {
        if (compiled_ == nullptr) {
            return;
        }
        if (asking_of(index).item != nobody) {
            withdraw_side_work(engine, std::exchange(asking_of(index).item, nobody));
        }
        transits_.withdraw(engine, index);
    }
    template <class Engine>
    void left(Engine& engine, const Case& subject, int outcome) {
        if (compiled_ == nullptr) {
            return;
        }
        const std::uint32_t case_index = engine.cases.index_of(subject);
        const HandoffTransits::Counts counts = transits_.leave(engine, case_index);
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        if (engine.clock.window_has_begun() && workflow.completes(outcome)) {
            ++completed_;
            handed_over_ += counts.handed_over;
            bounced_ += counts.bounced;
            asked_ += questions_of(case_index).asked;
        }
        questions_of(case_index) = {};
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ != nullptr) {
            const auto each = static_cast<double>(completed_);
            engine.ledger.publish({"handoffs_per_case", static_cast<double>(handed_over_), each});
            engine.ledger.publish({"bounces_per_case", static_cast<double>(bounced_), each});
            engine.ledger.publish({"questions_per_case", static_cast<double>(asked_), each});
        }
    }

private:
    using SideTag = HandoffTransits::SideTag;
    /// A visit that asks.
    struct Asking {
        int handed_by = -1;
        Microseconds length = 0;     ///< of the question, and of the answer
        std::uint32_t item = nobody; ///< the one of them that it waits for
    };
    struct Questions {
        std::vector<int> about; ///< steps that were clear or asked about
        std::int64_t asked = 0;
    };
    // Draws of DrawKind::handoff at the step that asks.
    static constexpr std::uint32_t question_draw = 0;
    static constexpr std::uint32_t answer_draw = 1;

    Asking& asking_of(std::uint32_t index) { return at_place(asking_, index); }
    Questions& questions_of(std::uint32_t case_index) { return at_place(questions_, case_index); }

    /// Somebody of the step's team asks those who handed over, if it is unclear.
    template <class Engine>
    bool asks(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        if (item.is_rework || item.is_later_part || item.is_automated) {
            return false;
        }
        const int handed_by = transits_.handed_by(item.part_of != nobody ? item.part_of : index);
        const PlanHandoffs::Receiving& step = compiled_->receiving(item.step);
        Questions& own = questions_of(item.case_index);
        if (handed_by < 0 || step.unclear == 0 || compiled_->asks(step.team) < 0 ||
            std::find(own.about.begin(), own.about.end(), item.step) != own.about.end()) {
            return false;
        }
        own.about.push_back(item.step);
        const RandomWords words = HandoffTransits::words_of(engine, item.case_index, item.step,
                                                            item.visit, question_draw);
        if (uniform(words[0], words[1]) >= step.unclear) {
            return false;
        }
        ++own.asked;
        const std::uint32_t case_index = item.case_index;
        Asking& asking = asking_of(index);
        asking.handed_by = handed_by;
        asking.length = step.question.draw(uniform(words[2], words[3]));
        put_on_hold(engine, index, ElapsedCategory::clarification);
        asking.item = transits_.ask_for(engine, case_index, step.team, asking.length,
                                        {SideTag::question, index});
        return true;
    }

    const PlanHandoffs* compiled_;
    HandoffTransits transits_;
    std::vector<Asking> asking_;       ///< by item
    std::vector<Questions> questions_; ///< by case
    std::int64_t completed_ = 0;       ///< in the window; the next are theirs
    std::int64_t handed_over_ = 0;
    std::int64_t bounced_ = 0;
    std::int64_t asked_ = 0;
};

} // namespace plimsoll
