// M15: every open case is looked at now and then, and some that have left are looked at again.
//
//     came | U(0, 1) x every | touch | every | touch ... | left | perhaps a review
//
// Touches are asked for by the clock, so the load is open cases / every exactly. In the background
// they are done behind all steps: who is busy knows less and less of the state of the work. Chasing
// goes ahead of the steps, up to 30% of the team's hours since Monday.
//
// Age of a case: time since it was looked at last. Over time and open cases
//
//     P(age > x) = E(gap - x)+ / E gap
//
// of the gaps between looks (the excess of a renewal process; Cox, Renewal Theory, 1962, 5.1).
#pragma once

#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/at_place.hpp"
#include "sim/mechanisms/durations.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/visit_draws.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace plimsoll {

struct PlanStatus : PlanMechanism {
    struct OfWorkflow {
        bool has_status = false;
        Sampler every; ///< on the operation's clock
        double mean_every = 0;
        Sampler takes;
        bool chasing = false;
        int team = -1;
        int step = -1;       ///< hidden, behind
        int ahead_step = -1; ///< hidden, of chasing
        double review_share = 0;
        Sampler review_takes;
        int review_step = -1; ///< hidden
        double tolerance = 0; ///< cadences
    };
    std::vector<std::vector<OfWorkflow>> workflows; ///< [workflow][variant]

    const OfWorkflow& of(const Case& subject) const {
        return workflows[static_cast<std::size_t>(subject.workflow)]
                        [static_cast<std::size_t>(subject.variant)];
    }
};

/// How old what is known of open cases is: from the gaps between looks.
class StatusAges {
public:
    void add(Microseconds gap) {
        if (gap > 0) {
            gaps_.add(gap);
            sum_ += static_cast<double>(gap);
            squares_ += static_cast<double>(gap) * static_cast<double>(gap);
        }
    }
    void add(const StatusAges& other) {
        gaps_.merge(other.gaps_);
        sum_ += other.sum_;
        squares_ += other.squares_;
    }
    bool empty() const { return sum_ == 0; }
    double mean() const { return empty() ? 0 : squares_ / 2 / sum_; }
    /// The age that this share of the time, over open cases, does not exceed.
    double quantile(double share) const { return gaps_.age_quantile(share); }

private:
    Sketch gaps_;
    double sum_ = 0;
    double squares_ = 0;
};

class Status {
public:
    static constexpr int number = 15;
    static constexpr double most_chasing = 0.3; ///< of a team's hours since Monday

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Status(const Plan& plan) : compiled_(plan.mechanism<PlanStatus>()) {
        if (compiled_ != nullptr) {
            ages_.resize(compiled_->workflows.size());
            chased_.resize(plan.teams.size());
        }
    }

    template <class Engine>
    void opened(Engine& engine, std::uint32_t case_index) {
        if (compiled_ == nullptr) {
            return;
        }
        const Case& subject = engine.cases[case_index];
        const PlanStatus::OfWorkflow& workflow = compiled_->of(subject);
        PerCase& own = case_of(case_index);
        ++own.serial;
        own.touches = 0;
        own.item = nobody;
        own.looked_at = engine.clock.elapsed();
        if (workflow.has_status) {
            const RandomWords words = words_of(engine, subject, 0, first_draw);
            const Microseconds every = workflow.every.draw(uniform(words[2], words[3]));
            expect(engine, case_index, scaled(every, uniform(words[0], words[1])));
        }
    }
    /// The next touch falls due.
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        const auto case_index = static_cast<std::uint32_t>(timer.tag);
        PerCase& own = case_of(case_index);
        if (static_cast<std::uint32_t>(timer.tag >> 32U) != own.serial) {
            return; // its case has left
        }
        const Case& subject = engine.cases[case_index];
        const PlanStatus::OfWorkflow& workflow = compiled_->of(subject);
        const std::uint32_t touch = ++own.touches;
        const RandomWords words = words_of(engine, subject, touch, first_draw);
        expect(engine, case_index, workflow.every.draw(uniform(words[2], words[3])));
        if (own.item != nobody) {
            return; // one still waits: the next has its place
        }
        SideWork work;
        work.case_index = case_index;
        work.step =
            workflow.chasing && may_chase(engine, workflow) ? workflow.ahead_step : workflow.step;
        work.visit = touch;
        work.effort = workflow.takes.draw(uniform(words[0], words[1]));
        work.line = WorkCategory::status;
        work.mechanism = number;
        work.tag = own.serial;
        const std::uint32_t item = begin_side_work(engine, work);
        case_of(case_index).item = item;
    }
    template <class Engine>
    void started(Engine& engine, const WorkItem& item) {
        if (compiled_ == nullptr || !item.side || item.mechanism != number || item.tag == review) {
            return;
        }
        PerCase& own = case_of(item.case_index);
        if (own.item == engine.items.index_of(item)) {
            own.item = nobody;
        }
        const PlanStatus::OfWorkflow& workflow = compiled_->of(engine.cases[item.case_index]);
        if (item.step == workflow.ahead_step) {
            chased_in_week(engine, workflow.team).hours +=
                engine.clock.open_between(item.work_clock, item.start, item.end);
        }
    }
    template <class Engine>
    void side_done(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        if (item.tag == review) {
            tell_reviewed(engine, item.case_index);
            return;
        }
        PerCase& own = case_of(item.case_index);
        if (item.tag == own.serial) {
            look(engine, engine.cases[item.case_index], own);
        }
    }
    template <class Engine>
    void left(Engine& engine, const Case& subject, int) {
        if (compiled_ == nullptr) {
            return;
        }
        const std::uint32_t case_index = engine.cases.index_of(subject);
        const PlanStatus::OfWorkflow& workflow = compiled_->of(subject);
        PerCase& own = case_of(case_index);
        look(engine, subject, own);
        ++own.serial;
        if (own.item != nobody) {
            const std::uint32_t item = own.item;
            own.item = nobody;
            ++engine.cases[case_index].in_hands; // it is still being looked at
            withdraw_side_work(engine, item);
            --engine.cases[case_index].in_hands;
        }
        const RandomWords words = words_of(engine, engine.cases[case_index], 0, review_draw);
        if (uniform(words[0], words[1]) < workflow.review_share) {
            SideWork work;
            work.case_index = case_index;
            work.step = workflow.review_step;
            work.visit = 0;
            work.effort = workflow.review_takes.draw(uniform(words[2], words[3]));
            work.line = WorkCategory::status;
            work.mechanism = number;
            work.tag = review;
            begin_side_work(engine, work);
        }
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ == nullptr) {
            return;
        }
        StatusAges all;
        double of_tolerance = 0;
        for (const Case& subject : engine.cases) {
            if (subject.open) {
                look(engine, subject, case_of(engine.cases.index_of(subject)));
            }
        }
        for (std::size_t w = 0; w < ages_.size(); ++w) {
            all.add(ages_[w]);
            const PlanStatus::OfWorkflow& workflow = compiled_->workflows[w].front();
            if (!ages_[w].empty() && workflow.tolerance > 0) {
                of_tolerance =
                    std::max(of_tolerance,
                             ages_[w].quantile(.95) / (workflow.tolerance * workflow.mean_every));
            }
        }
        const auto in_hours = [&](double time) { return time / static_cast<double>(hour); };
        const double known = all.empty() ? 0 : 1;
        engine.ledger.publish({"status_age.mean", in_hours(all.mean()), known});
        for (const auto& [level, p] : Durations::levels) {
            engine.ledger.publish(
                {std::string("status_age") + level, in_hours(all.quantile(p)), known});
        }
        engine.ledger.publish({"status_age.of_tolerance", of_tolerance, known});
    }

private:
    struct PerCase {
        std::uint32_t serial = 0; ///< tells its touches from those of the next case in its place
        std::uint32_t touches = 0;
        std::uint32_t item = nobody; ///< the touch that waits
        Microseconds looked_at = 0;  ///< elapsed
    };
    struct Chased {
        Microseconds week = -1;
        Microseconds hours = 0;
    };
    static constexpr std::uint64_t review = ~std::uint64_t{0};
    // Draws of DrawKind::case_attributes, beyond those of what a case brings about.
    static constexpr std::uint32_t first_draw = 0x10000;
    static constexpr std::uint32_t review_draw = 0x10001;

    PerCase& case_of(std::uint32_t case_index) { return at_place(cases_, case_index); }
    template <class Engine>
    static RandomWords words_of(const Engine& engine, const Case& subject, std::uint32_t touch,
                                std::uint32_t draw) {
        return philox(counter_of(subject.client, subject.number,
                                 static_cast<std::uint32_t>(subject.workflow), touch,
                                 DrawKind::case_attributes, draw),
                      engine.key);
    }
    template <class Engine>
    void expect(Engine& engine, std::uint32_t case_index, Microseconds wait) {
        set_calendar_timer(engine, number, engine.clock.after(0, engine.clock.now(), wait),
                           (std::uint64_t{case_of(case_index).serial} << 32U) | case_index);
    }
    /// Somebody has looked at it, or nobody will any more: a gap has ended.
    template <class Engine>
    void look(Engine& engine, const Case& subject, PerCase& own) {
        if (engine.clock.window_has_begun() && compiled_->of(subject).has_status) {
            ages_[static_cast<std::size_t>(subject.workflow)].add(engine.clock.elapsed() -
                                                                  own.looked_at);
        }
        own.looked_at = engine.clock.elapsed();
    }
    template <class Engine>
    Chased& chased_in_week(Engine& engine, int team) {
        Chased& own = chased_[static_cast<std::size_t>(team)];
        const Microseconds this_week = engine.clock.now() / week;
        if (own.week != this_week) {
            own = {this_week, 0};
        }
        return own;
    }
    template <class Engine>
    bool may_chase(Engine& engine, const PlanStatus::OfWorkflow& workflow) {
        const Microseconds monday = engine.clock.now() / week * week;
        Microseconds there = 0;
        for (const Shift& shift : engine.plan.team(workflow.team).shifts) {
            there += engine.clock.open_between(shift.clock, monday, engine.clock.now()) *
                     static_cast<Microseconds>(shift.people.size());
        }
        return static_cast<double>(chased_in_week(engine, workflow.team).hours) <=
               most_chasing * static_cast<double>(there);
    }

    const PlanStatus* compiled_;
    std::vector<PerCase> cases_;
    std::vector<StatusAges> ages_; ///< by workflow
    std::vector<Chased> chased_;   ///< by team
};

} // namespace plimsoll
