#include "scenarios/formulas/case_class.hpp"

#include "model/numeric/elementary.hpp"
#include "scenarios/statistics/linear_equations.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr std::size_t most_ways = 500;
constexpr std::size_t most_looked_at = 400'000; ///< ways, or reworks, times steps
constexpr std::size_t most_reworks = 100;

std::vector<int> order_of(std::span<const PlanStep> steps) {
    std::vector<int> order;
    std::vector<std::size_t> open(steps.size());
    for (std::size_t step = 0; step < steps.size(); ++step) {
        open[step] = steps[step].arcs.size();
        if (open[step] == 0) {
            order.push_back(static_cast<int>(step));
        }
    }
    for (std::size_t next = 0; next < order.size(); ++next) {
        for (const Follower& follower : steps[static_cast<std::size_t>(order[next])].followers) {
            if (--open[static_cast<std::size_t>(follower.step)] == 0) {
                order.push_back(follower.step);
            }
        }
    }
    return order;
}

double share_of_exit(const CaseClass& cases, std::size_t step, int exit) {
    return cases.source->steps[step].exits[static_cast<std::size_t>(exit)].share;
}

/// The choices of a way in the order in which they come, so that the next way can be found.
class Choices {
public:
    /// One of `options`, by its place.
    std::size_t next(std::size_t options) {
        if (at_ == taken_.size()) {
            taken_.push_back({0, options});
        }
        return taken_[at_++].first;
    }
    /// Moves on to the next way; false after the last.
    bool advance() {
        at_ = 0;
        while (!taken_.empty() && taken_.back().first + 1 == taken_.back().second) {
            taken_.pop_back();
        }
        if (taken_.empty()) {
            return false;
        }
        ++taken_.back().first;
        return true;
    }

private:
    std::vector<std::pair<std::size_t, std::size_t>> taken_;
    std::size_t at_ = 0;
};

/// What a step that is reached may do: be skipped, or be done and left by an exit.
struct Option {
    double chance;
    bool skipped;
    int exit;
};

std::vector<Option> options_of(const CaseClass& cases, std::size_t step, bool surely) {
    const PlanStep& plan = cases.steps[step];
    const double done = surely ? 1 : plan.chance;
    std::vector<Option> options;
    if (done < 1) {
        options.push_back({1 - done, true, plan.skip_exit});
    }
    for (std::size_t exit = 0; exit < plan.exit_thresholds.size(); ++exit) {
        const double share = share_of_exit(cases, step, static_cast<int>(exit));
        if (done * share > 0) {
            options.push_back({done * share, false, static_cast<int>(exit)});
        }
    }
    if (plan.exit_thresholds.empty() && done > 0) {
        options.push_back({done, false, -1});
    }
    return options;
}

bool ends_by(const PlanStep& step, int exit) {
    return exit >= 0 && !step.plain_followed &&
           step.exit_followed[static_cast<std::size_t>(exit)] == 0;
}

struct Pass {
    std::vector<double> done, skipped;
    std::vector<std::vector<double>> arcs;

    explicit Pass(const CaseClass& cases) : done(cases.steps.size()), skipped(cases.steps.size()) {
        for (const PlanStep& step : cases.steps) {
            arcs.emplace_back(step.arcs.size(), 0.0);
        }
    }
};

/// One step at a time: what goes on from a step goes by one arc.
Pass pass_in_line(const CaseClass& cases, int again_from) {
    Pass pass(cases);
    for (const int number : cases.order) {
        const auto step = static_cast<std::size_t>(number);
        const PlanStep& plan = cases.steps[step];
        double reached = again_from < 0 && plan.arcs.empty() ? 1 : 0;
        for (std::size_t i = 0; i < plan.arcs.size(); ++i) {
            const Arc& arc = plan.arcs[i];
            const auto from = static_cast<std::size_t>(arc.from);
            double stays = 1;
            for (const int rework : cases.steps[from].reworks) {
                stays -= lasting_chance(declared(cases, static_cast<std::size_t>(rework)));
            }
            const double share = arc.exit < 0 ? 1 : share_of_exit(cases, from, arc.exit);
            const bool skips = arc.exit < 0 || arc.exit == cases.steps[from].skip_exit;
            pass.arcs[step][i] = pass.done[from] * stays * share + (skips ? pass.skipped[from] : 0);
            reached += pass.arcs[step][i];
        }
        pass.done[step] = reached * plan.chance + (number == again_from ? 1 : 0);
        pass.skipped[step] = reached * (1 - plan.chance);
    }
    return pass;
}

std::optional<Pass> pass_side_by_side(const CaseClass& cases, std::optional<std::size_t> rework) {
    Pass pass(cases);
    const bool all = for_each_way(cases, rework, [&](const Way& way) {
        for (std::size_t step = 0; step < cases.steps.size(); ++step) {
            if (!way.comes_by(step)) {
                continue;
            }
            (way.done[step] != 0 ? pass.done : pass.skipped)[step] += way.chance;
            const std::vector<Arc>& arcs = cases.steps[step].arcs;
            const auto taken = static_cast<double>(std::count_if(
                arcs.begin(), arcs.end(), [&](const Arc& arc) { return way.takes(arc); }));
            for (std::size_t i = 0; i < arcs.size(); ++i) {
                if (way.takes(arcs[i])) {
                    pass.arcs[step][i] += way.chance / taken;
                }
            }
        }
    });
    return all ? std::optional(std::move(pass)) : std::nullopt;
}

/// How often each rework fires in a case: F_k = r_k (visits without reworks + sum_j F_j visits of
/// pass j) at the step it is drawn at.
std::optional<std::vector<double>> fired_of(const CaseClass& cases, const Pass& first,
                                            const std::vector<Pass>& again) {
    const std::size_t count = again.size();
    LinearEquations equations(count);
    for (std::size_t k = 0; k < count; ++k) {
        const auto at = static_cast<std::size_t>(cases.reworks[k].from);
        const double chance = lasting_chance(declared(cases, k));
        equations.right[k] = chance * first.done[at];
        equations.at(k, k) = 1;
        for (std::size_t j = 0; j < count; ++j) {
            equations.at(k, j) -= chance * again[j].done[at];
        }
    }
    std::optional<std::vector<double>> fired = solve(equations);
    if (!fired || std::any_of(fired->begin(), fired->end(),
                              [](double times) { return times < 0 || times > 1e9; })) {
        return std::nullopt;
    }
    return fired;
}

} // namespace

CaseClass case_class(const PlanWorkflow& workflow, std::size_t number, std::size_t variant,
                     const Operation& operation, const Plan& plan) {
    CaseClass cases;
    cases.workflow = number;
    const Workflow& source = operation.workflows[number];
    cases.source = source.variants.empty() ? &source : &source.variants[variant];
    const auto steps = static_cast<std::size_t>(workflow.steps);
    const auto reworks = static_cast<std::size_t>(workflow.rework_count);
    cases.steps =
        std::span(plan.steps)
            .subspan(static_cast<std::size_t>(workflow.first_step) + variant * steps, steps);
    cases.reworks = std::span(workflow.reworks).subspan(variant * reworks, reworks);
    cases.order = order_of(cases.steps);
    return cases;
}

bool runs_side_by_side(const CaseClass& cases) {
    std::size_t starts = 0;
    for (const PlanStep& step : cases.steps) {
        starts += step.arcs.empty() ? 1 : 0;
        std::vector<std::size_t> by_exit(step.exit_followed.size(), 0);
        std::size_t plain = 0;
        for (const Follower& follower : step.followers) {
            (follower.exit < 0 ? plain : by_exit[static_cast<std::size_t>(follower.exit)]) += 1;
        }
        const std::size_t most =
            by_exit.empty() ? 0 : *std::max_element(by_exit.begin(), by_exit.end());
        if (plain + most > 1) {
            return true;
        }
    }
    return starts > 1;
}

const Rework& declared(const CaseClass& cases, std::size_t rework) {
    const auto from = static_cast<std::size_t>(cases.reworks[rework].from);
    const std::vector<int>& drawn = cases.steps[from].reworks;
    const auto place = std::find(drawn.begin(), drawn.end(), static_cast<int>(rework));
    return cases.source->steps[from].rework[static_cast<std::size_t>(place - drawn.begin())];
}

double lasting_chance(const Rework& rework) {
    if (rework.at_most < 0) {
        return rework.chance;
    }
    const auto most = static_cast<double>(rework.at_most);
    const double fires =
        rework.chance >= 1 ? most
                           : rework.chance * (1 - power(rework.chance, most)) / (1 - rework.chance);
    return fires / (1 + fires);
}

std::vector<int> last_steps(const CaseClass& cases, const Way& way) {
    std::vector<char> goes_on(cases.steps.size(), 0);
    for (std::size_t step = 0; step < cases.steps.size(); ++step) {
        for (const Arc& arc : cases.steps[step].arcs) {
            if (way.comes_by(step) && way.takes(arc)) {
                goes_on[static_cast<std::size_t>(arc.from)] = 1;
            }
        }
    }
    std::vector<int> last;
    for (std::size_t step = 0; step < cases.steps.size(); ++step) {
        if (way.comes_by(step) && goes_on[step] == 0) {
            last.push_back(static_cast<int>(step));
        }
    }
    return last;
}

bool for_each_way(const CaseClass& cases, std::optional<std::size_t> rework,
                  const std::function<void(const Way&)>& look) {
    const std::size_t count = cases.steps.size();
    std::vector<char> considered(count, rework ? 0 : 1);
    if (rework) {
        for (const int step : cases.reworks[*rework].stretch) {
            considered[static_cast<std::size_t>(step)] = 1;
        }
    }
    const int begin = rework ? cases.reworks[*rework].to : -1;
    Choices choices;
    std::size_t looked_at = 0;
    do {
        if (++looked_at > most_ways || looked_at * count > most_looked_at + count) {
            return false;
        }
        Way way;
        way.done.assign(count, 0);
        way.skipped.assign(count, 0);
        way.exit.assign(count, -1);
        for (const int number : cases.order) {
            const auto step = static_cast<std::size_t>(number);
            const PlanStep& plan = cases.steps[step];
            const bool reached = considered[step] != 0 &&
                                 (number == begin || (!rework && plan.arcs.empty()) ||
                                  std::any_of(plan.arcs.begin(), plan.arcs.end(),
                                              [&](const Arc& arc) { return way.takes(arc); }));
            if (!reached) {
                continue;
            }
            const std::vector<Option> options = options_of(cases, step, number == begin);
            const Option& option = options[options.size() > 1 ? choices.next(options.size()) : 0];
            way.chance *= option.chance;
            way.exit[step] = option.exit;
            (option.skipped ? way.skipped : way.done)[step] = 1;
            way.ends = way.ends || (!option.skipped && ends_by(plan, option.exit));
        }
        look(way);
    } while (choices.advance());
    return true;
}

std::optional<Visits> visits_of(const CaseClass& cases) {
    const std::size_t reworks = cases.reworks.size();
    if (reworks > most_reworks || reworks * cases.steps.size() > most_looked_at) {
        return std::nullopt;
    }
    const bool side_by_side = runs_side_by_side(cases);
    std::vector<Pass> passes;
    for (std::size_t i = 0; i <= reworks; ++i) {
        const std::optional<std::size_t> rework = i == 0 ? std::nullopt : std::optional(i - 1);
        std::optional<Pass> pass =
            side_by_side ? pass_side_by_side(cases, rework)
                         : pass_in_line(cases, rework ? cases.reworks[*rework].to : -1);
        if (!pass) {
            return std::nullopt;
        }
        passes.push_back(std::move(*pass));
    }
    const Pass first = std::move(passes.front());
    passes.erase(passes.begin());
    const auto fired = fired_of(cases, first, passes);
    if (!fired) {
        return std::nullopt;
    }
    const std::size_t count = cases.steps.size();
    Visits visits{first.done, first.skipped, first.arcs, *fired, {}, {}};
    std::vector<double> again(count, 0);
    std::vector<double> again_effort(count, 0);
    std::vector<double> again_squared(count, 0);
    for (std::size_t k = 0; k < reworks; ++k) {
        const double times = (*fired)[k];
        const double share = declared(cases, k).effort_share;
        for (std::size_t step = 0; step < count; ++step) {
            visits.done[step] += times * passes[k].done[step];
            visits.skipped[step] += times * passes[k].skipped[step];
            for (std::size_t i = 0; i < visits.arcs[step].size(); ++i) {
                visits.arcs[step][i] += times * passes[k].arcs[step][i];
            }
        }
        for (const int number : cases.reworks[k].stretch) {
            const auto step = static_cast<std::size_t>(number);
            const double visited = times * passes[k].done[step];
            again[step] += visited;
            again_effort[step] += visited * share;
            again_squared[step] += visited * share * share;
        }
    }
    for (std::size_t step = 0; step < count; ++step) {
        const double fresh = std::max(0.0, visits.done[step] - again[step]);
        const double all = fresh + again[step];
        visits.effort.push_back(all > 0 ? (fresh + again_effort[step]) / all : 1);
        visits.effort_squared.push_back(all > 0 ? (fresh + again_squared[step]) / all : 1);
    }
    return visits;
}

} // namespace plimsoll
