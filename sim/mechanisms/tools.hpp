// M10: tools are down at times, and what is in one tool and not in the next is copied by hand.
//
//     work in the crm | on hold (blocked): the crm is down | waits for its people | the rest
//     work in the crm | work in billing, longer: 20 fields of 10 s, unless crm -> billing
//
// Where a workflow's tools fall into several groups that integrations join, somebody reconciles
// them each month for each client (sim/mechanisms/reconciling.hpp).
#pragma once

#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/at_place.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/mechanisms/outages.hpp"
#include "sim/mechanisms/reconciling.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/visit_draws.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace plimsoll {

/// What M10 makes of a plan.
struct PlanTools : PlanMechanism {
    struct OfStep {
        int tool = -1;       ///< -1: none, and boundaries are looked for through it
        bool copies = false; ///< somebody does it, who may have to
        double fields = 0;
        Sampler each;
        double wrong = 0; ///< share of boundaries at which something is copied wrong
    };
    std::vector<OfStep> steps; ///< as Plan::steps
    std::vector<PlanOutages> tools;
    std::vector<std::vector<char>> joined; ///< [from][to]: an integration does it
    std::vector<PlanReconciling> reconciled;
    Microseconds month = 0; ///< of the operation's clock
};

class Tools {
public:
    static constexpr int number = 10;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Tools(const Plan& plan) : compiled_(plan.mechanism<PlanTools>()) {
        if (compiled_ != nullptr) {
            for (std::size_t tool = 0; tool < compiled_->tools.size(); ++tool) {
                outages_.emplace_back(compiled_->tools[tool], static_cast<std::uint32_t>(tool));
            }
        }
    }

    template <class Engine>
    void begin(Engine& engine) {
        if (compiled_ != nullptr) {
            reconciling_.begin(engine, compiled_->reconciled, compiled_->month);
        }
    }
    template <class Engine>
    void opened(Engine&, std::uint32_t case_index) {
        if (compiled_ != nullptr) {
            at_place(cases_, case_index) = {};
        }
    }

    /// While its tool is down nothing starts. A batch starts and stops at once.
    template <class Engine>
    bool holds_at_start(Engine& engine, std::uint32_t index) {
        Outages* outages = outages_of(engine.items[index]);
        if (outages == nullptr || engine.items[index].batch != nobody ||
            !outages->is_down(engine)) {
            return false;
        }
        put_on_hold(engine, index, ElapsedCategory::blocked);
        wait_until_up(engine, index, *outages);
        return true;
    }
    /// What nobody does as little.
    template <class Engine>
    bool holds_when_ready(Engine& engine, std::uint32_t index) {
        Outages* outages = outages_of(engine.items[index]);
        if (outages == nullptr || !engine.items[index].is_automated || !outages->is_down(engine)) {
            return false;
        }
        put_on_hold(engine, index, ElapsedCategory::blocked);
        wait_until_up(engine, index, *outages);
        return true;
    }
    template <class Engine>
    bool holds_begun_work(Engine& engine, std::uint32_t index) {
        Outages* outages = outages_of(engine.items[index]);
        if (outages == nullptr || !outages->is_down(engine)) {
            return false;
        }
        put_begun_work_on_hold(engine, index, ElapsedCategory::blocked);
        wait_until_up(engine, index, *outages);
        return true;
    }
    template <class Engine>
    void started(Engine& engine, const WorkItem& item) {
        expect_outage(engine, item);
    }
    template <class Engine>
    void resumed(Engine& engine, const WorkItem& item) {
        expect_outage(engine, item);
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        if (timer.kind == Timer::Kind::calendar) {
            reconciling_.falls_due(engine, compiled_->reconciled, compiled_->month, timer.tag);
            return;
        }
        const WorkItem& item = engine.items[timer.index];
        if (timer.tag == up_again) {
            if (item.stage == WorkItem::Stage::on_hold &&
                std::exchange(at_place(is_held_, timer.index), char{0}) != 0) {
                end_hold(engine, timer.index);
            }
            return;
        }
        Outages* outages = outages_of(item);
        if (item.stage == WorkItem::Stage::work && item.end > engine.clock.now() &&
            outages->is_down(engine)) {
            put_begun_work_on_hold(engine, timer.index, ElapsedCategory::blocked);
            wait_until_up(engine, timer.index, *outages);
        }
    }

    /// What is copied into the tool first, of each of a batch.
    template <class Engine>
    void add_effort(Engine& engine, const WorkItem& item, Microseconds,
                    std::vector<EffortPart>& parts) {
        if (compiled_ == nullptr || item.side) {
            return;
        }
        Microseconds time = 0;
        if (item.batch == nobody) {
            time = time_to_copy(engine, engine.items.index_of(item));
        } else {
            for (const std::uint32_t one : engine.batches[item.batch].items) {
                time += time_to_copy(engine, one);
            }
        }
        if (time > 0) {
            parts.push_back({WorkCategory::rekey, time});
        }
    }
    template <class Engine>
    void finished(Engine& engine, const WorkItem& item) {
        if (compiled_ == nullptr || item.side || item.is_void ||
            !engine.cases[item.case_index].open) {
            return;
        }
        const auto step =
            static_cast<std::size_t>(item.step - engine.cases[item.case_index].first_step);
        std::vector<Passed>& passed = at_place(cases_, item.case_index).passed;
        passed.resize(std::max(passed.size(), step + 1));
        if (item.part_of == nobody) {
            passed[step] = {true, item.came_over};
        }
        const std::uint32_t index = engine.items.index_of(item);
        const int copied = std::exchange(at_place(copied_, index), 0);
        const double wrong = compiled_->steps[static_cast<std::size_t>(item.step)].wrong;
        if (copied == 0 || wrong == 0) {
            return;
        }
        const RandomWords words = words_of(engine, item, wrong_draw);
        double right = 1;
        for (int i = 0; i < copied; ++i) {
            right *= 1 - wrong;
        }
        if (uniform(words[0], words[1]) < 1 - right) {
            plant_defect(engine, index);
        }
    }
    template <class Engine>
    void side_done(Engine& engine, std::uint32_t index) {
        reconciling_.done(engine, index);
    }
    template <class Engine>
    void left(Engine& engine, const Case& subject, int outcome) {
        if (compiled_ == nullptr) {
            return;
        }
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        if (engine.clock.window_has_begun() && workflow.completes(outcome)) {
            ++completed_;
            copied_by_completed_ += at_place(cases_, engine.cases.index_of(subject)).copied;
        }
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ == nullptr) {
            return;
        }
        engine.ledger.publish({"rekeys_per_case", static_cast<double>(copied_by_completed_),
                               static_cast<double>(completed_)});
        for (std::size_t tool = 0; tool < outages_.size(); ++tool) {
            if (compiled_->tools[tool].fails) {
                engine.ledger.publish({"down_share." + compiled_->tools[tool].name,
                                       static_cast<double>(outages_[tool].time_down(engine)),
                                       static_cast<double>(engine.clock.window_length())});
            }
        }
    }

private:
    /// What a case has passed.
    struct Passed {
        bool is_done = false;
        int came_over = -1;
    };
    struct PerCase {
        std::vector<Passed> passed; ///< by step of the workflow
        std::int64_t copied = 0;    ///< boundaries
    };
    // Draws of DrawKind::tool_outage at the step that copies.
    static constexpr std::uint32_t each_draw = 1;
    static constexpr std::uint32_t wrong_draw = 2;
    // What a timer of a visit is for.
    static constexpr std::uint64_t goes_down = 0;
    static constexpr std::uint64_t up_again = 1;

    template <class Engine>
    static RandomWords words_of(const Engine& engine, const WorkItem& item, std::uint32_t draw) {
        const Case& subject = engine.cases[item.case_index];
        return philox(counter_of(subject.client, subject.number,
                                 static_cast<std::uint32_t>(engine.plan.step(item.step).number),
                                 item.visit, DrawKind::tool_outage, draw),
                      engine.key);
    }

    /// Of the tool of a visit; nullptr where it has none that fails.
    Outages* outages_of(const WorkItem& item) {
        if (compiled_ == nullptr || item.side) {
            return nullptr;
        }
        const int tool = compiled_->steps[static_cast<std::size_t>(item.step)].tool;
        return tool >= 0 && compiled_->tools[static_cast<std::size_t>(tool)].fails
                   ? &outages_[static_cast<std::size_t>(tool)]
                   : nullptr;
    }
    template <class Engine>
    void wait_until_up(Engine& engine, std::uint32_t index, Outages& outages) {
        at_place(is_held_, index) = 1;
        set_timer_of(engine, number, index, outages.up_at(), up_again);
    }
    /// Work that will be stopped by an outage before it ends.
    template <class Engine>
    void expect_outage(Engine& engine, const WorkItem& item) {
        Outages* outages = outages_of(item);
        if (outages == nullptr || &item != &leader_of(engine, item)) {
            return;
        }
        const Microseconds from = outages->next_down(engine);
        if (from < item.end) {
            set_timer_of(engine, number, engine.items.index_of(item), from, goes_down);
        }
    }

    template <class Engine>
    Microseconds time_to_copy(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        const PlanTools::OfStep& step = compiled_->steps[static_cast<std::size_t>(item.step)];
        at_place(copied_, index) = 0;
        if (step.tool < 0 || !step.copies || item.is_called || item.is_later_part) {
            return 0;
        }
        // The first of several visits of a step has come as the step has.
        const WorkItem& come = item.part_of != nobody ? engine.items[item.part_of] : item;
        const int boundaries = come.is_called ? 0 : boundaries_before(engine, come, step.tool);
        if (boundaries == 0) {
            return 0;
        }
        at_place(copied_, index) = boundaries;
        at_place(cases_, item.case_index).copied += boundaries;
        const RandomWords words = words_of(engine, item, each_draw);
        return scaled(step.each.draw(uniform(words[0], words[1])), step.fields * boundaries);
    }
    /// Distinct tools before a visit from which nothing comes by itself.
    template <class Engine>
    int boundaries_before(const Engine& engine, const WorkItem& item, int tool) {
        const Case& subject = engine.cases[item.case_index];
        std::vector<char> seen(compiled_->steps.size());
        std::vector<int> before;
        look_back(engine, item.case_index, item.step - subject.first_step, item.came_over, seen,
                  before);
        return static_cast<int>(std::count_if(before.begin(), before.end(), [&](int other) {
            return other != tool && compiled_->joined[static_cast<std::size_t>(other)]
                                                     [static_cast<std::size_t>(tool)] == 0;
        }));
    }
    /// Goes back over the arcs that this case has taken, through steps without tool and those that
    /// it skipped.
    template <class Engine>
    void look_back(const Engine& engine, std::uint32_t case_index, int step, int came_over,
                   std::vector<char>& seen, std::vector<int>& before) {
        const Case& subject = engine.cases[case_index];
        const std::vector<Passed>& passed = at_place(cases_, case_index).passed;
        const auto look_at = [&](int from) {
            if (from < 0 || std::exchange(seen[static_cast<std::size_t>(from)], char{1}) != 0) {
                return;
            }
            const auto place_of = static_cast<std::size_t>(from);
            const bool is_done = place_of < passed.size() && passed[place_of].is_done;
            const int tool =
                compiled_->steps[static_cast<std::size_t>(subject.first_step + from)].tool;
            if (tool < 0 || !is_done) {
                look_back(engine, case_index, from, is_done ? passed[place_of].came_over : -1, seen,
                          before);
            } else if (std::find(before.begin(), before.end(), tool) == before.end()) {
                before.push_back(tool);
            }
        };
        if (!engine.plan.workflow(subject.workflow).remembers) {
            look_at(came_over);
            return;
        }
        for (const Arc& arc : engine.plan.step(subject.first_step + step).arcs) {
            if (subject.memory_of(arc.from).takes(arc)) {
                look_at(arc.from);
            }
        }
    }

    const PlanTools* compiled_;
    std::vector<Outages> outages_; ///< by tool
    Reconciling reconciling_;
    std::vector<PerCase> cases_;
    std::vector<char> is_held_;  ///< by item: because its tool is down
    std::vector<int> copied_;    ///< by item: boundaries
    std::int64_t completed_ = 0; ///< in the window; the next are theirs
    std::int64_t copied_by_completed_ = 0;
};

} // namespace plimsoll
