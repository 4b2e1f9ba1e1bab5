// M11: some cases are off the playbook, and the more clients there are the more of them; some are
// the first of their kind. Both take longer.
#pragma once

#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/random/philox.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace plimsoll {

struct PlanOddCases : PlanMechanism {
    struct OfWorkflow {
        double share = 0;        ///< at today's clients
        double growth = 0;       ///< of the logit, for each time the clients are e times as many
        double effort = 1;       ///< factor of an odd case's draws
        double errors = 1;       ///< and of the chance that its work is wrong
        double variety = 0;      ///< Heaps exponent; 0: nobody speaks of it
        double cases_a_year = 0; ///< altogether
        double of_a_client = 0;  ///< and for each client, a year
    };
    std::vector<std::vector<OfWorkflow>> workflows; ///< [workflow][variant]
    double today = 1;

    /// The share of odd cases at so many clients: logit p = logit p0 + x ln(clients / today).
    double odd_share(const OfWorkflow& workflow, std::int64_t clients) const;
    /// The share that is the first of its kind: beta N^(beta - 1) of N cases a year (Heaps' law;
    /// Lue, Zhang and Zhou 2010).
    double novel_share(const OfWorkflow& workflow, std::int64_t clients) const;
};

class OddCases {
public:
    static constexpr int number = 11;
    static constexpr double novel_effort = 2;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit OddCases(const Plan& plan) : compiled_(plan.mechanism<PlanOddCases>()) {}

    /// A case is odd, or not, whatever the volume: what is odd among few is odd among many.
    template <class Engine>
    void opened(Engine& engine, std::uint32_t case_index) {
        if (compiled_ == nullptr) {
            return;
        }
        Case& subject = engine.cases[case_index];
        const PlanOddCases::OfWorkflow& workflow = of(subject);
        const RandomWords words = philox(counter_of(subject.client, subject.number,
                                                    static_cast<std::uint32_t>(subject.workflow), 0,
                                                    DrawKind::case_attributes, mark_draw),
                                         engine.key);
        // What no client brings is as odd at any volume.
        const std::int64_t clients = subject.client > 0 ? engine.unit.clients : 0;
        subject.is_odd = uniform(words[0], words[1]) < compiled_->odd_share(workflow, clients);
        subject.is_novel =
            uniform(words[2], words[3]) < compiled_->novel_share(workflow, engine.unit.clients);
    }
    template <class Engine>
    double effort_multiplier(Engine& engine, const WorkItem& item) {
        if (compiled_ == nullptr) {
            return 1;
        }
        const Case& subject = engine.cases[item.case_index];
        return (subject.is_odd ? of(subject).effort : 1) * (subject.is_novel ? novel_effort : 1);
    }
    template <class Engine>
    double error_factor(Engine& engine, const WorkItem& item) const {
        const bool is_odd = compiled_ != nullptr && engine.cases[item.case_index].is_odd;
        return is_odd ? of(engine.cases[item.case_index]).errors : 1;
    }
    template <class Engine>
    void left(Engine& engine, const Case& subject, int) {
        if (compiled_ != nullptr && engine.clock.window_has_begun()) {
            ++left_;
            odd_ += subject.is_odd ? 1 : 0;
        }
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ != nullptr) {
            engine.ledger.publish(
                {"odd_share", static_cast<double>(odd_), static_cast<double>(left_)});
        }
    }

private:
    static constexpr std::uint32_t mark_draw = 1;

    const PlanOddCases::OfWorkflow& of(const Case& subject) const {
        return compiled_->workflows[static_cast<std::size_t>(subject.workflow)]
                                   [static_cast<std::size_t>(subject.variant)];
    }

    const PlanOddCases* compiled_;
    std::int64_t left_ = 0;
    std::int64_t odd_ = 0;
};

} // namespace plimsoll
