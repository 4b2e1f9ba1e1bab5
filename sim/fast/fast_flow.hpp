// How a plain case goes from step to step. Part of sim/fast/fast_simulation.hpp.
#pragma once

#include "sim/fast/fast_simulation.hpp"

namespace plimsoll {

/// The luck of a visit, and what its step's law makes of it.
template <template <class> class Events>
FastDraw FastSimulation<Events>::draw_visit(const FastCase& subject, const FastStep& step) const {
    RandomWords words{};
    if (step.draws) {
        words = words_of(subject.client, subject.number, subject.visit, step.number, 0);
    }
    return {(std::uint64_t{words[2]} << 32U) | words[3],
            step.team >= 0 ? step.effort->draw(uniform(words[0], words[1])) : 0};
}

/// The first visits of a case that belongs to no client. The numbers of such cases are known, so
/// that those of several are drawn at a time, and no event waits for the draw it depends on.
template <template <class> class Events>
void FastSimulation<Events>::draw_first_visits(std::uint32_t case_index) {
    const FastCase& subject = cases_[case_index];
    Ahead& ahead = ahead_[subject.workflow];
    const std::size_t width = ahead.steps.size();
    if (subject.number - ahead.first >= random_block_size) {
        ahead.first = subject.number;
        for (std::size_t k = 0; k < width; ++k) {
            const FastStep& step = steps_[ahead.steps[k]];
            RandomBlock block(
                counter_of(0, subject.number, step.number, 0, DrawKind::step_service, 0));
            philox_block(block, key_);
            std::array<double, random_block_size> efforts{};
            for (std::size_t i = 0; i < random_block_size; ++i) {
                efforts[i] = uniform(block.words[0][i], block.words[1][i]);
            }
            step.effort->quantiles(efforts);
            for (std::size_t i = 0; i < random_block_size; ++i) {
                ahead.draws[i * width + k] = {(std::uint64_t{block.words[2][i]} << 32U) |
                                                  block.words[3][i],
                                              Sampler::rounded(efforts[i])};
            }
        }
    }
    std::copy_n(
        ahead.draws.begin() + static_cast<std::ptrdiff_t>((subject.number - ahead.first) * width),
        width, first_draws_.begin() + static_cast<std::ptrdiff_t>(case_index * most_ahead_));
}

/// Takes a case on from the beginning of a step, or the end of its delay, until it has to wait.
template <template <class> class Events>
void FastSimulation<Events>::walk(std::uint32_t case_index, int number, bool called) {
    FastCase& subject = cases_[case_index];
    bool is_past_delay = subject.stage == Stage::delay;
    while (number >= 0) {
        const FastStep& step = steps_[number];
        if (!is_past_delay) {
            subject.step = number;
            subject.came = now_;
            subject.visit =
                step.repeats ? passes_of(case_index, number).visits++ : std::uint16_t{0};
            const FastDraw luck =
                step.ahead >= 0 && subject.client == 0 && subject.visit == 0
                    ? first_draws_[case_index * most_ahead_ + static_cast<std::size_t>(step.ahead)]
                    : draw_visit(subject, step);
            subject.choice = luck.choice;
            if (!step.is_certain && !called &&
                choice_uniform(subject.choice, chance_meaning) >= step.plan->chance) {
                ++work_of_instant_;
                number = follower(*step.plan, plan_.workflow(step.workflow).first_step,
                                  step.plan->skip_exit);
                continue;
            }
            subject.is_rework = step.repeats && passes_of(case_index, number).done_before;
            subject.effort = luck.effort;
            if (step.has_delay && !draining_) {
                const RandomWords words =
                    words_of(subject.client, subject.number, subject.visit, step.number, 1);
                const Microseconds delay = step.plan->delay.draw(uniform(words[0], words[1]));
                subject.stage = Stage::delay;
                subject.in_delays += delay;
                events_.set(first_delay_ + case_index, now_ + delay);
                return;
            }
        }
        is_past_delay = false;
        if (step.team >= 0 && !draining_) {
            wait_for(case_index, step.team);
            return;
        }
        if (step.team >= 0) {
            // Nobody will do it: what it asks for, at the speed that its team has on average.
            const double speed = plan_.team(step.team).mean_speed;
            const Microseconds asked = scaled(subject.effort, multiplier_of(case_index) / speed);
            reference_.ask(subject.reference, step.team, static_cast<double>(asked));
            if (subject.arrived_in_window) {
                *step.demanded += asked;
            }
        }
        if (!draining_) {
            remember(subject, {0, 0, step.plan->cost_each, step.counter, false, nobody});
        }
        ++record_.steps;
        ++work_of_instant_;
        called = false;
        number = after(case_index, called);
    }
    if (number == case_done) {
        if (is_alone_) {
            leave(case_index, 0);
        } else {
            done_.push_back(case_index);
        }
    }
}

/// A visit is done: the step that follows, and whether a rework calls for it.
template <template <class> class Events>
int FastSimulation<Events>::after(std::uint32_t case_index, bool& called) {
    const FastStep& step = steps_[cases_[case_index].step];
    if (!draining_) {
        tally_at_step(cases_[case_index], now_);
    }
    if (step.repeats) {
        passes_of(case_index, cases_[case_index].step).done_before = true;
    }
    return step.chooses ? choose(case_index, called) : step.next;
}

/// MODEL.md ruling 1: one draw over the reworks, one over the exits, then the followers.
template <template <class> class Events>
int FastSimulation<Events>::choose(std::uint32_t case_index, bool& called) {
    const FastCase& subject = cases_[case_index];
    const PlanWorkflow& workflow = plan_.workflow(subject.workflow);
    const PlanStep& step = plan_.step(subject.step);
    if (!step.reworks.empty()) {
        const double drawn = choice_uniform(subject.choice, rework_meaning);
        for (const int number : step.reworks) {
            const PlanRework& rework = workflow.reworks[number];
            if (drawn >= rework.threshold) {
                continue;
            }
            std::int64_t& fired =
                fired_[case_index * most_reworks_ + static_cast<std::size_t>(number)];
            if (fired < rework.at_most) {
                ++fired;
                for (const int again : rework.stretch) {
                    passes_of(case_index, workflow.first_step + again).last_rework = number;
                }
                called = true;
                return workflow.first_step + rework.to;
            }
            break;
        }
    }
    int exit = -1;
    if (!step.exit_thresholds.empty()) {
        const double drawn = choice_uniform(subject.choice, exit_meaning);
        exit = 0;
        while (drawn >= step.exit_thresholds[exit]) {
            ++exit;
        }
        const auto place = static_cast<std::size_t>(subject.step - workflow.first_step);
        const int outcome = workflow.outcome_of_exit[place][exit];
        if (outcome >= 0) {
            leave(case_index, outcome);
            return case_left;
        }
    }
    return follower(step, workflow.first_step, exit);
}

template <template <class> class Events>
int FastSimulation<Events>::follower(const PlanStep& step, int first_step, int exit) const {
    for (const Follower& one : step.followers) {
        if (one.exit < 0 || one.exit == exit) {
            return first_step + one.step;
        }
    }
    return case_done;
}

/// By how much the drawn effort is stretched, whoever does it.
template <template <class> class Events>
double FastSimulation<Events>::multiplier_of(std::uint32_t case_index) {
    const FastCase& subject = cases_[case_index];
    if (!subject.is_rework) {
        return 1;
    }
    const int last = passes_of(case_index, subject.step).last_rework;
    return plan_.workflow(subject.workflow).reworks[last].effort_share;
}

} // namespace plimsoll
