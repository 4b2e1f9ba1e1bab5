// M7: who takes up other work than their last pays for it with some minutes.
//
//     fix for Abel | fix for Abel | fix for Bell | a question about Bell | fix for Bell
//     nothing      | nothing      | 2 min        | 2 min                 | 2 min
//     (the first)                   (client)       (step)                  (step)
//
// What was interrupted, and the next piece of what is done in pieces, is taken up for nothing by
// who has done nothing else meanwhile.
#pragma once

#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/random/philox.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

namespace plimsoll {

struct PlanSwitching : PlanMechanism {
    std::vector<Sampler> of_team;
    std::vector<char> pays; ///< by team
};

class Switching {
public:
    static constexpr int number = 7;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Switching(const Plan& plan)
        : compiled_(plan.mechanism<PlanSwitching>()), last_(plan.people.size()) {}

    template <class Engine>
    void add_effort(Engine& engine, const WorkItem& item, Microseconds,
                    std::vector<EffortPart>& parts) {
        pay(engine, item, parts);
    }
    template <class Engine>
    void add_on_resuming(Engine& engine, const WorkItem& item, std::vector<EffortPart>& parts) {
        pay(engine, item, parts);
    }

private:
    struct Last {
        int step = -1; ///< as in the file; -1: none yet
        std::uint32_t client = 0;
    };

    /// Of several people the largest addition holds for all.
    template <class Engine>
    void pay(Engine& engine, const WorkItem& item, std::vector<EffortPart>& parts) {
        if (compiled_ == nullptr) {
            return;
        }
        const Case& subject = engine.cases[item.case_index];
        const int step = engine.plan.step(item.step).number;
        Microseconds most = 0;
        for (const std::uint32_t person : item.people) {
            const PlanPerson& who = engine.plan.people[person];
            const auto team = static_cast<std::size_t>(who.team);
            Last& last = last_[static_cast<std::size_t>(who.body)];
            const bool is_other =
                last.step >= 0 && (last.step != step || last.client != subject.client);
            last = {step, subject.client};
            if (is_other && compiled_->pays[team] != 0) {
                const RandomWords words = philox(
                    counter_of(subject.client, subject.number, static_cast<std::uint32_t>(step),
                               item.visit, DrawKind::switching, person),
                    engine.key);
                most = std::max(most, compiled_->of_team[team].draw(uniform(words[0], words[1])));
            }
        }
        if (most > 0 && !item.returned) { // MECHANISMS 18
            parts.push_back({WorkCategory::switching, most});
        }
    }

    const PlanSwitching* compiled_;
    std::vector<Last> last_; ///< by body
};

} // namespace plimsoll
