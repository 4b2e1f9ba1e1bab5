// Programs at work (M3): what their attempts do (M12), and what stops them (M18).
//
//     attempt (automated) | fails for a while | waits (retry) | attempt ... | done
//     attempt (automated) | fails for good | fallback: people do it (their queue is `fallback`)
//     attempt | crash | attempt anew, or lost for a week (blocked)
//
// With f_t to fail for a while, f_p for good and R retries a run has A = 1 + f_t + .. + f_t^R
// attempts, succeeds with (1 - f_t - f_p) A, and falls back with f_p A + f_t^(R+1). Waits between
// attempts are U(0, min(1 h, 1 min 2^k)): capped exponential back-off with full jitter (Brooker,
// Exponential Backoff and Jitter, AWS Architecture Blog, 2015).
#pragma once

#include "model/numeric/elementary.hpp"
#include "sim/engine/timer.hpp"
#include "sim/engine/work_item.hpp"
#include "sim/mechanisms/at_place.hpp"
#include "sim/plan/plan.hpp"
#include "sim/random/philox.hpp"
#include "sim/random/visit_draws.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace plimsoll {

struct PlanManualShare : PlanMechanism {
    struct AtStep {
        double manual = 1;
        double workaround = 0;
        bool has_duration = false;
        Sampler automated; ///< of an attempt, on the wall's clock

        double fails = 0;  ///< for a while
        double cannot = 0; ///< for good
        std::int64_t retries = 0;
        bool idempotent = true;
        bool alert = true;
        int fallback_need = -1; ///< who does what it cannot
        int clean_up_step = -1; ///< hidden; -1: nobody can
        double episodes = 0;    ///< in an open hour
        Sampler found_after;
        double crashes = 0; ///< in an open hour
        bool restart_safe = true;
    };
    std::vector<AtStep> steps; ///< as Plan::steps of workflows
    bool may_fail = false;     ///< some mechanism beside M3 acts

    /// How it is done at a step of a workflow; nullptr for side work.
    const AtStep* at(int step) const {
        const auto place = static_cast<std::size_t>(step);
        return place < steps.size() ? &steps[place] : nullptr;
    }
};

/// The automated executions of a replication.
class AutomationRuns {
public:
    static constexpr int mechanism = 3;
    static constexpr double odd_cannot = 0.5;   ///< more, of an odd case
    static constexpr double takes_effect = 0.3; ///< of failures for a while
    static constexpr double silent_share = 0.2; ///< of failures for good without an alert
    static constexpr double fallback_effort = 1.25;
    static constexpr double clean_up_effort = 0.5; ///< of a manual draw
    static constexpr double lost_share = 0.1;      ///< of what a crash stops

    explicit AutomationRuns(const PlanManualShare* compiled) : compiled_(compiled) {}

    /// When episodes and crashes come does not hang on the volume.
    template <class Engine>
    void begun(Engine& engine) {
        episodes_.resize(compiled_->steps.size());
        for (std::size_t step = 0; step < compiled_->steps.size(); ++step) {
            if (compiled_->steps[step].crashes > 0) {
                expect_crash(engine, step, 0);
            }
        }
    }
    /// A visit that nobody does is ready; whether it takes any time.
    template <class Engine>
    bool begin(Engine& engine, std::uint32_t index) {
        Run& run = run_of(index);
        run = {};
        const WorkItem& item = engine.items[index];
        if (!takes_time(*compiled_->at(item.step))) {
            return false;
        }
        put_on_hold(engine, index, ElapsedCategory::automated);
        running_.push_back(index);
        attempt(engine, index);
        return true;
    }
    template <class Engine>
    void rung(Engine& engine, const Timer& timer) {
        if (timer.kind == Timer::Kind::calendar) {
            crash(engine, static_cast<std::size_t>(timer.tag >> 32U),
                  static_cast<std::uint32_t>(timer.tag));
            return;
        }
        Run& run = run_of(timer.index);
        if (timer.tag != run.serial) {
            return; // a crash has overtaken it
        }
        if (run.in_attempt) {
            end_attempt(engine, timer.index);
        } else {
            book_hold(engine, timer.index, ElapsedCategory::automated);
            attempt(engine, timer.index);
        }
    }
    void withdrawn(std::uint32_t index) { std::erase(running_, index); }
    /// An automated execution is done: whether it was wrong all the same.
    template <class Engine>
    void executed(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        PerCase& own = case_of(item.case_index);
        ++own.executions;
        Run& run = run_of(index);
        if (run.is_silent) {
            plant_defect(engine, index);
        }
        if (in_episode(engine, item.step)) {
            ++own.in_episode;
            plant_defect(engine, index);
        }
        run = {};
    }
    void left(std::uint32_t case_index, bool counts) {
        PerCase& own = case_of(case_index);
        if (counts) {
            ++completed_;
            all_.executions += own.executions;
            all_.in_episode += own.in_episode;
            all_.fallbacks += own.fallbacks;
            all_.duplicates += own.duplicates;
        }
        own = {};
    }
    template <class Engine>
    void publish(Engine& engine) {
        const auto runs = static_cast<double>(all_.executions + all_.fallbacks);
        const auto each = static_cast<double>(completed_);
        engine.ledger.publish({"automation.executions_per_case", runs, each});
        engine.ledger.publish(
            {"automation.fallback_share", static_cast<double>(all_.fallbacks), runs});
        engine.ledger.publish(
            {"automation.duplicates_per_case", static_cast<double>(all_.duplicates), each});
        engine.ledger.publish(
            {"automation.episode_share", static_cast<double>(all_.in_episode), runs});
    }

private:
    struct Run {
        std::uint64_t serial = 0; ///< tells its timer from one that is overtaken
        std::uint32_t attempts = 0;
        std::int64_t failures = 0;
        bool in_attempt = false;
        bool is_silent = false; ///< it failed, and nobody knows
    };
    struct PerCase {
        std::int64_t executions = 0;
        std::int64_t in_episode = 0;
        std::int64_t fallbacks = 0;
        std::int64_t duplicates = 0;
        std::uint32_t clean_ups = 0;
    };
    struct Episode {
        Microseconds from = -1; ///< elapsed
        Microseconds to = -1;
        std::uint32_t ordinal = 0;
    };
    // Draws of DrawKind::retry: four an attempt.
    static constexpr std::uint32_t duration_draw = 0;
    static constexpr std::uint32_t outcome_draw = 1;
    static constexpr std::uint32_t wait_draw = 2;
    static constexpr std::uint32_t crash_draw = 3;
    static constexpr std::uint32_t draws_of_attempt = 4;
    static constexpr std::uint32_t clean_up_visit = 61'000; ///< no visit of a case gets there

    static bool takes_time(const PlanManualShare::AtStep& at) {
        return at.has_duration || at.fails > 0 || at.cannot > 0;
    }
    Run& run_of(std::uint32_t index) { return at_place(runs_, index); }
    PerCase& case_of(std::uint32_t case_index) { return at_place(cases_, case_index); }
    template <class Engine>
    RandomWords words_of(const Engine& engine, std::uint32_t index, std::uint32_t draw) {
        const WorkItem& item = engine.items[index];
        const Case& subject = engine.cases[item.case_index];
        return philox(counter_of(subject.client, subject.number,
                                 static_cast<std::uint32_t>(engine.plan.step(item.step).number),
                                 item.visit, DrawKind::retry,
                                 run_of(index).attempts * draws_of_attempt + draw),
                      engine.key);
    }
    template <class Engine>
    void ring_at(Engine& engine, std::uint32_t index, Microseconds time) {
        set_timer_of(engine, mechanism, index, time, ++run_of(index).serial);
    }
    template <class Engine>
    void attempt(Engine& engine, std::uint32_t index) {
        const PlanManualShare::AtStep& at = *compiled_->at(engine.items[index].step);
        const RandomWords words = words_of(engine, index, duration_draw);
        run_of(index).in_attempt = true;
        ring_at(engine, index,
                engine.clock.now() +
                    (at.has_duration ? at.automated.draw(uniform(words[0], words[1])) : 0));
    }
    template <class Engine>
    void end_attempt(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        const PlanManualShare::AtStep& at = *compiled_->at(item.step);
        const bool is_odd = engine.cases[item.case_index].is_odd;
        const double cannot =
            at.cannot > 0 ? std::min(1., at.cannot + (is_odd ? odd_cannot : 0)) : 0;
        const RandomWords words = words_of(engine, index, outcome_draw);
        const double drawn = uniform(words[0], words[1]);
        Run& run = run_of(index);
        run.in_attempt = false;
        if (drawn < cannot) {
            run.is_silent = !at.alert && uniform(words[2], words[3]) < silent_share;
            end(engine, index, !run.is_silent);
            return;
        }
        if (drawn >= cannot + at.fails) {
            end(engine, index, false);
            return;
        }
        if (!at.idempotent && uniform(words[2], words[3]) < takes_effect) {
            leave_duplicate(engine, index);
        }
        if (run.failures == at.retries) {
            end(engine, index, true);
            return;
        }
        const RandomWords more = words_of(engine, index, wait_draw);
        const Microseconds longest =
            run.failures < 6 ? minute << static_cast<unsigned>(run.failures) : hour;
        ++run_of(index).failures;
        const Microseconds wait = scaled(longest, uniform(more[0], more[1]));
        ++run_of(index).attempts;
        book_hold(engine, index, ElapsedCategory::retry);
        ring_at(engine, index, engine.clock.now() + wait);
    }
    /// It is done, or people do it.
    template <class Engine>
    void end(Engine& engine, std::uint32_t index, bool falls_back) {
        std::erase(running_, index);
        WorkItem& item = engine.items[index];
        if (falls_back) {
            ++case_of(item.case_index).fallbacks;
            item.is_automated = false;
            item.fallback_need = compiled_->at(item.step)->fallback_need;
            item.effort = scaled(item.effort, fallback_effort);
        }
        end_hold(engine, index);
    }
    /// M12.28: it has taken effect all the same, and will do so again.
    template <class Engine>
    void leave_duplicate(Engine& engine, std::uint32_t index) {
        const WorkItem& item = engine.items[index];
        const std::uint32_t case_index = item.case_index;
        const PlanManualShare::AtStep& at = *compiled_->at(item.step);
        PerCase& own = case_of(case_index);
        ++own.duplicates;
        if (at.clean_up_step < 0) {
            plant_defect(engine, index);
            return;
        }
        const Case& subject = engine.cases[case_index];
        const PlanStep& step = engine.plan.step(item.step);
        const RandomWords words = philox(
            counter_of(subject.client, subject.number, static_cast<std::uint32_t>(step.number),
                       clean_up_visit + own.clean_ups, DrawKind::step_service, 0),
            engine.key);
        SideWork work;
        work.case_index = case_index;
        work.step = at.clean_up_step;
        work.visit = own.clean_ups++;
        work.effort = scaled(step.effort.draw(uniform(words[0], words[1])), clean_up_effort);
        work.line = WorkCategory::duplicate;
        work.mechanism = mechanism;
        begin_side_work(engine, work);
    }

    /// Whether all that a program does at this step is wrong now.
    template <class Engine>
    bool in_episode(Engine& engine, int step) {
        const auto place = static_cast<std::size_t>(step);
        const PlanManualShare::AtStep& at = compiled_->steps[place];
        if (at.episodes == 0) {
            return false;
        }
        Episode& episode = episodes_[place];
        const Microseconds now = engine.clock.elapsed();
        while (episode.to < now) {
            const RandomWords words =
                philox(counter_of(0, episode.ordinal++,
                                  static_cast<std::uint32_t>(engine.plan.step(step).number), 0,
                                  DrawKind::retry, 0),
                       engine.key);
            const double apart = -logarithm(uniform(words[0], words[1])) / at.episodes;
            episode.from = std::max<Microseconds>(0, episode.to) +
                           static_cast<Microseconds>(apart * static_cast<double>(hour));
            episode.to = episode.from + at.found_after.draw(uniform(words[2], words[3]));
        }
        return now >= episode.from;
    }

    template <class Engine>
    void expect_crash(Engine& engine, std::size_t step, std::uint32_t ordinal) {
        const RandomWords words = philox(
            counter_of(0, ordinal,
                       static_cast<std::uint32_t>(engine.plan.step(static_cast<int>(step)).number),
                       0, DrawKind::crash, 0),
            engine.key);
        const double apart =
            -logarithm(uniform(words[0], words[1])) / compiled_->steps[step].crashes;
        set_calendar_timer(
            engine, mechanism,
            engine.clock.after(0, engine.clock.now(),
                               static_cast<Microseconds>(apart * static_cast<double>(hour))),
            (std::uint64_t{step} << 32U) | ordinal);
    }
    /// M18.36: what is in execution or between retries starts over, and some of it is lost.
    template <class Engine>
    void crash(Engine& engine, std::size_t step, std::uint32_t ordinal) {
        expect_crash(engine, step, ordinal + 1);
        const PlanManualShare::AtStep& at = compiled_->steps[step];
        if (at.restart_safe) {
            return;
        }
        const std::vector<std::uint32_t> stopped = running_;
        for (const std::uint32_t index : stopped) {
            if (engine.items[index].step != static_cast<int>(step)) {
                continue;
            }
            const RandomWords words = words_of(engine, index, crash_draw);
            if (run_of(index).in_attempt && !at.idempotent &&
                uniform(words[2], words[3]) < takes_effect) {
                leave_duplicate(engine, index);
            }
            Run& run = run_of(index);
            ++run.attempts;
            run.failures = 0;
            if (uniform(words[0], words[1]) < lost_share) {
                run.in_attempt = false;
                book_hold(engine, index, ElapsedCategory::blocked);
                ring_at(engine, index, engine.clock.now() + week);
            } else {
                book_hold(engine, index, ElapsedCategory::automated);
                attempt(engine, index);
            }
        }
    }

    const PlanManualShare* compiled_;
    std::vector<Run> runs_; ///< by item
    std::vector<std::uint32_t> running_;
    std::vector<PerCase> cases_;
    std::vector<Episode> episodes_; ///< by step
    PerCase all_;                   ///< of cases completed in the window
    std::int64_t completed_ = 0;
};

} // namespace plimsoll
