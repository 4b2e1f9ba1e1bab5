// M4: work plants errors, later steps find some of them and send the case back, the client finds
// some of the rest.
//
//     do plants | check finds it | do again (70%) | check again (50%) | ... | left
//     do plants | nobody finds it | left | the client finds it | a repair
//     (sim/mechanisms/repairs.hpp)
//
// With e the chance to plant one and d to find it, `do -> check` has 1 / (1 - e d) executions of
// each a case, and leaves e (1 - d) / (1 - e d) with it.
//
// Panko, What We Know About Spreadsheet Errors, Journal of End User Computing 10(2), 1998: who
// looks for errors finds 60% of them.
#pragma once

#include "sim/mechanisms/at_place.hpp"
#include "sim/mechanisms/durations.hpp"
#include "sim/mechanisms/mechanism.hpp"
#include "sim/mechanisms/repairs.hpp"
#include "sim/random/philox.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace plimsoll {

struct PlanDefects : PlanMechanism {
    struct AtStep {
        double plants = 0;        ///< chance of an execution by people
        double finds = 0;         ///< chance, of each defect that it looks for
        bool needs_people = true; ///< otherwise it is a check, whoever does it
    };
    std::vector<AtStep> steps; ///< as Plan::steps of workflows
    /// By variant: the number of the way back between two steps, or -1: [from * steps + to].
    std::vector<std::vector<std::vector<int>>> ways;
    double review_finds = 0; ///< chance, of each that a case has left with
    PlanRepairs repairs;

    const AtStep& at(int step) const { return steps[static_cast<std::size_t>(step)]; }
};

class Defects {
public:
    static constexpr int number = Repairs::mechanism;
    static constexpr int most_sent_back = 20;

    static bool is_in_force(const Operation& operation);
    static std::shared_ptr<const PlanMechanism> compile(const Operation& operation, Plan& plan,
                                                        Clocks& clocks);

    explicit Defects(const Plan& plan)
        : compiled_(plan.mechanism<PlanDefects>()),
          repairs_(compiled_ != nullptr ? &compiled_->repairs : nullptr) {}

    template <class Engine>
    void opened(Engine&, std::uint32_t case_index) {
        if (compiled_ != nullptr) {
            case_of(case_index) = {};
            at_place(left_with_, case_index).clear();
            repairs_.opened(case_index);
        }
    }
    /// M4.4: at the end of its work each execution by people may plant one.
    template <class Engine>
    void executed(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        if (compiled_ == nullptr || item.is_automated || !engine.plan.step(item.step).takes_work) {
            return;
        }
        const double planted = compiled_->at(item.step).plants;
        if (planted == 0) {
            return;
        }
        const RandomWords words =
            words_of(engine, item.case_index, item.step, item.visit, DrawKind::defect, 0);
        if (uniform(words[0], words[1]) < planted * error_factor_of(engine, item)) {
            plant(engine, index);
        }
    }
    template <class Engine>
    void defect_planted(Engine& engine, std::uint32_t index) {
        if (compiled_ != nullptr) {
            plant(engine, index);
        }
    }
    /// M4.5, M4.6: what a step that is done finds of what is above it; the way back it takes.
    template <class Engine>
    int found(Engine& engine, std::uint32_t case_index, int step, bool by_people) {
        if (compiled_ == nullptr) {
            return -1;
        }
        PerCase& own = case_of(case_index);
        const Case& subject = engine.cases[case_index];
        const PlanDefects::AtStep& finder = compiled_->at(subject.first_step + step);
        if (own.carried.empty() || finder.finds == 0 || (finder.needs_people && !by_people) ||
            own.sent_back == most_sent_back) {
            return -1;
        }
        const std::uint32_t look = own.looks++;
        const int steps = engine.plan.workflow(subject.workflow).steps;
        const std::vector<int>& ways = compiled_->ways[static_cast<std::size_t>(subject.workflow)]
                                                      [static_cast<std::size_t>(subject.variant)];
        int topmost = -1;
        for (Defect& defect : own.carried) {
            const auto way = static_cast<std::size_t>(step * steps + defect.origin);
            if (ways[way] < 0) {
                continue;
            }
            const RandomWords words =
                words_of(engine, case_index, subject.first_step + step, look, DrawKind::detection,
                         first_look_draw + defect.number);
            defect.is_found = uniform(words[0], words[1]) < finder.finds;
            if (defect.is_found && (topmost < 0 || defect.origin < topmost)) {
                topmost = defect.origin;
            }
        }
        if (topmost < 0) {
            return -1;
        }
        ++own.sent_back;
        std::erase_if(own.carried, [&](const Defect& defect) {
            const bool counts = defect.is_found && defect.origin == topmost;
            if (counts) {
                ++own.found_inside;
                count_lag(engine, defect);
            }
            return counts;
        });
        for (Defect& defect : own.carried) {
            defect.is_found = false;
        }
        return ways[static_cast<std::size_t>(step * steps + topmost)];
    }
    /// What is done again has no old mistakes.
    template <class Engine>
    void sent_back(Engine&, std::uint32_t case_index, const PlanRework& way) {
        if (compiled_ == nullptr) {
            return;
        }
        PerCase& own = case_of(case_index);
        own.cleared += static_cast<std::int64_t>(std::erase_if(own.carried, [&](const Defect& one) {
            return std::binary_search(way.stretch.begin(), way.stretch.end(), one.origin);
        }));
    }
    /// M4.7: the client finds some of what it still carries.
    template <class Engine>
    void left(Engine& engine, const Case& subject, int outcome) {
        if (compiled_ == nullptr) {
            return;
        }
        const std::uint32_t case_index = engine.cases.index_of(subject);
        const PlanWorkflow& workflow = engine.plan.workflow(subject.workflow);
        const PerCase own = std::exchange(case_of(case_index), {});
        const bool counts = engine.clock.window_has_begun() && workflow.completes(outcome);
        if (counts) {
            ++completed_;
            planted_ += own.planted;
            found_inside_ += own.found_inside;
            cleared_ += own.cleared;
        }
        for (const Defect& defect : own.carried) {
            LeftWith left_with{defect, counts};
            const RandomWords words = client_words(engine, case_index, defect);
            left_with.by_client = uniform(words[0], words[1]) < client_finds(engine, case_index);
            if (left_with.by_client) {
                left_with.repair =
                    repairs_.expect(engine, case_index, subject.first_step + defect.origin,
                                    uniform(words[2], words[3]));
            }
            found_by_client_ += counts && left_with.by_client ? 1 : 0;
            repaired_ += counts && left_with.by_client ? 1 : 0;
            never_found_ += counts && !left_with.by_client ? 1 : 0;
            at_place(left_with_, case_index).push_back(left_with);
        }
    }
    /// M15.33: who looks at a case that has left finds some before its client does.
    template <class Engine>
    void reviewed(Engine& engine, std::uint32_t case_index) {
        if (compiled_ == nullptr) {
            return;
        }
        const int first_step = engine.cases[case_index].first_step;
        for (LeftWith& one : std::exchange(at_place(left_with_, case_index), {})) {
            const RandomWords words = words_of(engine, case_index, first_step + one.defect.origin,
                                               one.defect.number, DrawKind::detection, review_draw);
            if (uniform(words[0], words[1]) >= compiled_->review_finds ||
                (one.by_client && !repairs_.is_expected(one.repair))) {
                continue;
            }
            repairs_.begin_now(engine, case_index, first_step + one.defect.origin, one.repair);
            count_lag(engine, one.defect);
            if (one.counts) {
                ++found_inside_;
                --(one.by_client ? found_by_client_ : never_found_);
                repaired_ += one.by_client ? 0 : 1;
            }
        }
    }
    /// It would have been repaired after the end: who does that is asked for it all the same.
    template <class Engine>
    void drained(Engine& engine, std::uint32_t case_index) {
        if (compiled_ == nullptr) {
            return;
        }
        const PerCase own = std::exchange(case_of(case_index), {});
        for (const Defect& defect : own.carried) {
            const RandomWords words = client_words(engine, case_index, defect);
            if (uniform(words[0], words[1]) < client_finds(engine, case_index)) {
                repairs_.demand_all(engine, case_index,
                                    engine.cases[case_index].first_step + defect.origin);
            }
        }
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        repairs_.rung(engine, timer);
    }
    template <class Engine>
    void side_done(Engine& engine, std::uint32_t index) {
        repairs_.step_done(engine, index);
    }
    template <class Engine>
    void publish(Engine& engine) {
        if (compiled_ == nullptr) {
            return;
        }
        const auto each = static_cast<double>(completed_);
        const auto of_cases = [&](const char* name, std::int64_t sum) {
            engine.ledger.publish({name, static_cast<double>(sum), each});
        };
        of_cases("defects.planted_per_case", planted_);
        of_cases("defects.found_inside", found_inside_);
        of_cases("defects.found_by_client", found_by_client_);
        of_cases("defects.never_found", never_found_);
        of_cases("defects.cleared", cleared_);
        lag_.publish(engine, "defects.lag");
        of_cases("returns_per_case", repaired_);
        repairs_.demand_rest(engine);
    }

private:
    struct Defect {
        int origin = 0; ///< the step of the workflow
        std::uint32_t number = 0;
        bool is_found = false;    ///< at the look that is under way
        Microseconds planted = 0; ///< elapsed
    };
    struct PerCase {
        std::vector<Defect> carried;
        std::uint32_t looks = 0;
        int sent_back = 0;
        std::int64_t planted = 0;
        std::int64_t found_inside = 0;
        std::int64_t cleared = 0;
    };
    /// A defect that a case has left with.
    struct LeftWith {
        Defect defect;
        bool counts = false; ///< its case was completed in the window
        bool by_client = false;
        Repairs::Ticket repair{};
    };
    // Draws of DrawKind::detection.
    static constexpr std::uint32_t client_draw = 0;
    static constexpr std::uint32_t first_look_draw = 1;
    static constexpr std::uint32_t review_draw = 0x800000;

    PerCase& case_of(std::uint32_t case_index) { return at_place(cases_, case_index); }
    template <class Engine>
    static RandomWords words_of(const Engine& engine, std::uint32_t case_index, int step,
                                std::uint32_t visit, DrawKind kind, std::uint32_t draw) {
        const Case& subject = engine.cases[case_index];
        return philox(counter_of(subject.client, subject.number,
                                 static_cast<std::uint32_t>(engine.plan.step(step).number), visit,
                                 kind, draw),
                      engine.key);
    }
    template <class Engine>
    RandomWords client_words(const Engine& engine, std::uint32_t case_index,
                             const Defect& defect) const {
        return words_of(engine, case_index, engine.cases[case_index].first_step + defect.origin,
                        defect.number, DrawKind::detection, client_draw);
    }
    template <class Engine>
    double client_finds(const Engine& engine, std::uint32_t case_index) const {
        return compiled_->repairs.of(engine.cases[case_index]).client_finds;
    }
    template <class Engine>
    void plant(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        PerCase& own = case_of(item.case_index);
        Defect defect;
        defect.origin = item.step - engine.cases[item.case_index].first_step;
        defect.number = static_cast<std::uint32_t>(own.planted++);
        defect.planted = engine.clock.elapsed();
        own.carried.push_back(defect);
    }
    template <class Engine>
    void count_lag(Engine& engine, const Defect& defect) {
        if (!engine.draining() && engine.clock.window_has_begun()) {
            lag_.add(engine.clock.elapsed() - defect.planted);
        }
    }

    const PlanDefects* compiled_;
    Repairs repairs_;
    std::vector<PerCase> cases_;
    std::vector<std::vector<LeftWith>> left_with_; ///< by case
    std::int64_t completed_ = 0;                   ///< in the window; the next are theirs
    std::int64_t planted_ = 0;
    std::int64_t found_inside_ = 0;
    std::int64_t found_by_client_ = 0;
    std::int64_t never_found_ = 0;
    std::int64_t cleared_ = 0;
    std::int64_t repaired_ = 0;
    Durations lag_; ///< of those found inside in the window
};

} // namespace plimsoll
