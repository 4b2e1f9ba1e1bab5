// M6: people of a team spend a share of their time keeping each other informed, the more of them
// there are (sim/mechanisms/meeting_share.hpp).
//
// All their work takes longer by it, and of the time in which they have nothing to do they spend
// the same share: in all so many hours a week, whatever the volume. It stands behind all other
// mechanisms in the list: what they add takes longer, too.
#pragma once

#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/random/visit_draws.hpp"

#include <algorithm>
#include <memory>
#include <vector>

namespace plimsoll {

struct PlanMeetings : PlanMechanism {
    std::vector<double> share_of_team; ///< 0: none
};

class Meetings {
public:
    static constexpr int number = 6;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Meetings(const Plan& plan) : compiled_(plan.mechanism<PlanMeetings>()) {}

    template <class Engine>
    void add_effort(Engine& engine, const WorkItem& item, Microseconds worked,
                    std::vector<EffortPart>& parts) {
        stretch(engine, item, worked, parts);
    }
    template <class Engine>
    void add_on_resuming(Engine& engine, const WorkItem& item, std::vector<EffortPart>& parts) {
        stretch(engine, item, 0, parts);
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ == nullptr) {
            return;
        }
        for (std::size_t person = 0; person < engine.plan.people.size(); ++person) {
            const auto team = static_cast<std::size_t>(engine.plan.people[person].team);
            if (compiled_->share_of_team[team] > 0) {
                engine.ledger.spend_idle(person, WorkCategory::coordination,
                                         compiled_->share_of_team[team]);
            }
        }
    }

private:
    /// Of several people the largest share holds for all.
    template <class Engine>
    void stretch(Engine& engine, const WorkItem& item, Microseconds worked,
                 std::vector<EffortPart>& parts) {
        if (compiled_ == nullptr) {
            return;
        }
        double share = 0;
        for (const std::uint32_t person : item.people) {
            const auto team = static_cast<std::size_t>(engine.plan.people[person].team);
            share = std::max(share, compiled_->share_of_team[team]);
        }
        for (const EffortPart& part : parts) {
            worked += part.time;
        }
        if (share > 0 && worked > 0) {
            parts.push_back({WorkCategory::coordination, scaled(worked, share / (1 - share))});
        }
    }

    const PlanMeetings* compiled_;
};

} // namespace plimsoll
