// M3: what people do of a step and what is automated, drawn at each execution (MODEL.md ruling 11),
// and what of people's work only makes up for something.
//
//     manual: 80%, automated: 30s      a visit waits for people, or is on hold (automated) for 30 s
//     workaround: 20%                  a fifth of an hour's work stands on the line `compensating`
#pragma once

#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/random/philox.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace plimsoll {

struct PlanManualShare : PlanMechanism {
    struct AtStep {
        double manual = 1;
        double workaround = 0;
        bool has_duration = false;
        Sampler automated; ///< on the wall's clock
    };
    std::vector<AtStep> steps; ///< as Plan::steps of workflows

    /// Whether that is a step of a workflow, and how it is done there.
    const AtStep* at(int step) const {
        const auto place = static_cast<std::size_t>(step);
        return place < steps.size() ? &steps[place] : nullptr;
    }
};

class ManualShare {
public:
    static constexpr int number = 3;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit ManualShare(const Plan& plan) : compiled_(plan.mechanism<PlanManualShare>()) {}

    template <class Engine>
    bool automates(Engine& engine, std::uint32_t case_index, int step, std::uint32_t visit) const {
        const PlanManualShare::AtStep* at = compiled_ != nullptr ? compiled_->at(step) : nullptr;
        if (at == nullptr || at->manual >= 1 || !engine.plan.step(step).takes_work) {
            return false;
        }
        const RandomWords words = words_of(engine, case_index, step, visit);
        return uniform(words[0], words[1]) >= at->manual;
    }
    /// Ruling 11: it occupies nobody, takes its time, and has its own line.
    template <class Engine>
    bool holds_when_ready(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        if (compiled_ == nullptr || !item.is_automated) {
            return false;
        }
        const PlanManualShare::AtStep& at = *compiled_->at(item.step);
        const RandomWords words = words_of(engine, item.case_index, item.step, item.visit);
        const Microseconds takes =
            at.has_duration ? at.automated.draw(uniform(words[2], words[3])) : 0;
        if (takes == 0) {
            return false;
        }
        put_on_hold(engine, index, ElapsedCategory::automated);
        set_timer_of(engine, number, index, engine.clock.now() + takes, 0);
        return true;
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        end_hold(engine, timer.index);
    }
    template <class Engine>
    double compensating_share(Engine&, const WorkItem& item) const {
        const PlanManualShare::AtStep* at =
            compiled_ != nullptr ? compiled_->at(item.step) : nullptr;
        return at != nullptr ? at->workaround : 0;
    }

private:
    static constexpr std::uint32_t manual_draw = 32; ///< of DrawKind::step_service

    template <class Engine>
    static RandomWords words_of(const Engine& engine, std::uint32_t case_index, int step,
                                std::uint32_t visit) {
        const Case& subject = engine.cases[case_index];
        return philox(counter_of(subject.client, subject.number,
                                 static_cast<std::uint32_t>(engine.plan.step(step).number), visit,
                                 DrawKind::step_service, manual_draw),
                      engine.key);
    }

    const PlanManualShare* compiled_;
};

} // namespace plimsoll
