// M3: what people do of a step and what is automated, drawn at each execution (MODEL.md ruling 11),
// and what of people's work only makes up for something. M12 and M18 say how what is automated
// fails (sim/mechanisms/automation_runs.hpp).
//
//     manual: 80%, automated: 30s      a visit waits for people, or is on hold (automated) for 30 s
//     workaround: 20%                  a fifth of an hour's work stands on the line `compensating`
#pragma once

#include "sim/mechanisms/automation_runs.hpp"
#include "sim/mechanisms/mechanism.hpp"

#include <cstdint>
#include <memory>

namespace plimsoll {

class ManualShare {
public:
    static constexpr int number = AutomationRuns::mechanism;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit ManualShare(const Plan& plan)
        : compiled_(plan.mechanism<PlanManualShare>()), runs_(compiled_) {}

    template <class Engine>
    void begin(Engine& engine) {
        if (compiled_ != nullptr) {
            runs_.begun(engine);
        }
    }
    template <class Engine>
    bool automates(Engine& engine, std::uint32_t case_index, int step, std::uint32_t visit) const {
        const PlanManualShare::AtStep* at = compiled_ != nullptr ? compiled_->at(step) : nullptr;
        if (at == nullptr || at->manual >= 1 || !engine.plan.step(step).takes_work) {
            return false;
        }
        const Case& subject = engine.cases[case_index];
        const RandomWords words =
            philox(counter_of(subject.client, subject.number,
                              static_cast<std::uint32_t>(engine.plan.step(step).number), visit,
                              DrawKind::step_service, manual_draw),
                   engine.key);
        return uniform(words[0], words[1]) >= at->manual;
    }
    /// Ruling 11: it occupies nobody, takes its time, and has its own line.
    template <class Engine>
    bool holds_when_ready(Engine& engine, std::uint32_t index) {
        return compiled_ != nullptr && engine.items[index].is_automated &&
               runs_.begin(engine, index);
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        runs_.rung(engine, timer);
    }
    template <class Engine>
    void withdrawn(Engine& engine, std::uint32_t index) {
        if (compiled_ != nullptr && engine.items[index].is_automated) {
            runs_.withdrawn(index);
        }
    }
    template <class Engine>
    void executed(Engine& engine, std::uint32_t index) {
        if (compiled_ != nullptr && engine.items[index].is_automated) {
            runs_.executed(engine, index);
        }
    }
    template <class Engine>
    void left(Engine& engine, const Case& subject, int outcome) {
        if (compiled_ == nullptr) {
            return;
        }
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        runs_.left(engine.cases.index_of(subject),
                   engine.clock.window_has_begun() && workflow.completes(outcome));
    }
    template <class Engine>
    double compensating_share(Engine&, const WorkItem& item) const {
        const PlanManualShare::AtStep* at =
            compiled_ != nullptr ? compiled_->at(item.step) : nullptr;
        return at != nullptr ? at->workaround : 0;
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ != nullptr && compiled_->may_fail) {
            runs_.publish(engine);
        }
    }

private:
    static constexpr std::uint32_t manual_draw = 32; ///< of DrawKind::step_service

    const PlanManualShare* compiled_;
    AutomationRuns runs_;
};

/// M12, whose keys M3 compiles: what is automated fails.
class AutomationFails {
public:
    static constexpr int number = 12;
    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation&, Plan&, Clocks&) {
        return std::make_shared<PlanMechanism>();
    }
    explicit AutomationFails(const Plan&) {}
};

/// M18, as well: what is automated stops.
class Crashes {
public:
    static constexpr int number = 18;
    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation&, Plan&, Clocks&) {
        return std::make_shared<PlanMechanism>();
    }
    explicit Crashes(const Plan&) {}
};

} // namespace plimsoll
