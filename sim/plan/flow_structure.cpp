#include "sim/plan/flow_structure.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace plimsoll {

namespace {

struct Heights {
    std::vector<BitSet> below;      ///< [s]: s and every step below it
    std::vector<std::size_t> order; ///< a step after those above it
};

/// Steps may stand in any order in the file; the graph has no cycle.
Heights heights_of(const Workflow& source) {
    const std::size_t count = source.steps.size();
    Heights heights;
    std::vector<BitSet>& below = heights.below;
    below.assign(count, BitSet(count));
    std::vector<std::size_t> open_arcs(count, 0);
    std::vector<std::vector<std::size_t>> above(count);
    for (std::size_t step = 0; step < count; ++step) {
        below[step].insert(step);
        for (const Arc& arc : source.steps[step].after) {
            above[step].push_back(static_cast<std::size_t>(arc.from));
            ++open_arcs[static_cast<std::size_t>(arc.from)];
        }
    }
    std::vector<std::size_t> last;
    for (std::size_t step = 0; step < count; ++step) {
        if (open_arcs[step] == 0) {
            last.push_back(step);
        }
    }
    while (!last.empty()) {
        const std::size_t step = last.back();
        last.pop_back();
        heights.order.push_back(step);
        for (const std::size_t before : above[step]) {
            below[before] |= below[step];
            if (--open_arcs[before] == 0) {
                last.push_back(before);
            }
        }
    }
    std::reverse(heights.order.begin(), heights.order.end());
    return heights;
}

PlanRework compile_rework(const Rework& source, std::size_t from, const Heights& heights) {
    const std::vector<BitSet>& below = heights.below;
    const std::size_t count = below.size();
    const auto to = static_cast<std::size_t>(source.to);
    PlanRework rework;
    rework.from = static_cast<int>(from);
    rework.to = source.to;
    rework.effort_share = source.effort_share;
    rework.first_share = source.effort_share;
    const bool limited = source.at_most >= 0 && source.at_most < most_rounds;
    rework.at_most = source.chance <= 0 ? 0 : limited ? source.at_most : most_rounds;
    rework.above = BitSet(count);
    for (std::size_t step = 0; step < count; ++step) {
        if (below[step].contains(from)) {
            rework.above.insert(step);
            if (below[to].contains(step)) {
                rework.stretch.push_back(static_cast<int>(step));
            }
        }
        if (step != to && below[step].contains(to)) {
            rework.above_target.push_back(static_cast<int>(step));
        }
    }
    // Everything below the stretch is below its first step.
    for (const std::size_t step : heights.order) {
        if (below[to].contains(step) && !rework.above.contains(step)) {
            rework.beside.push_back(static_cast<int>(step));
        }
    }
    return rework;
}

void compile_exits(const Step& source, PlanStep& step) {
    double sum = 0;
    for (const Exit& exit : source.exits) {
        if (!exit.of_patience) {
            sum += exit.share;
            step.exit_thresholds.push_back(sum);
        }
    }
    if (!step.exit_thresholds.empty()) {
        step.exit_thresholds.back() = 1;
    }
    step.exit_followed.assign(source.exits.size(), 0);
    for (const Follower& follower : step.followers) {
        if (follower.exit < 0) {
            step.plain_followed = true;
        } else {
            step.exit_followed[static_cast<std::size_t>(follower.exit)] = 1;
        }
    }
    const auto drawn_end =
        step.exit_followed.begin() + static_cast<std::ptrdiff_t>(step.exit_thresholds.size());
    const auto first = std::find(step.exit_followed.begin(), drawn_end, 1);
    step.skip_exit = first == drawn_end ? -1 : static_cast<int>(first - step.exit_followed.begin());
}

/// An exit that nothing follows, at a step without plain followers, ends the case: it is an
/// outcome. Equal names at several steps are one outcome.
void compile_outcomes(const std::vector<std::string>& names, const Workflow& source,
                      PlanWorkflow& workflow, std::span<const PlanStep> steps) {
    const auto number = [&](std::string_view name) {
        const auto found = std::find(names.begin(), names.end(), name);
        return found == names.end() ? -1 : static_cast<int>(found - names.begin());
    };
    workflow.outcome_of_exit.resize(steps.size());
    for (std::size_t step = 0; step < steps.size(); ++step) {
        for (std::size_t exit = 0; exit < source.steps[step].exits.size(); ++exit) {
            const bool ends = !steps[step].plain_followed && steps[step].exit_followed[exit] == 0;
            workflow.outcome_of_exit[step].push_back(
                ends ? number(source.steps[step].exits[exit].name) : -1);
        }
    }
    workflow.outcomes = static_cast<int>(names.size());
    workflow.gave_up = number("gave up");
    workflow.turned_away = number("turned away");
}

/// Whether some step of the workflow is so, for whatever kind.
template <class Test>
bool any_step(const Workflow& source, Test test) {
    return std::any_of(source.steps.begin(), source.steps.end(), test) ||
           std::any_of(source.variants.begin(), source.variants.end(),
                       [&](const Workflow& variant) {
                           return std::any_of(variant.steps.begin(), variant.steps.end(), test);
                       });
}

/// Whether a case of this workflow may be turned away.
bool turns_away(const Workflow& source, const Operation& operation) {
    const auto does = [](const std::optional<Limit>& limit) {
        return limit && limit->full == Limit::Full::turn_away;
    };
    const auto at_team = [&](int team) {
        return team >= 0 && does(operation.teams[static_cast<std::size_t>(team)].wip);
    };
    return does(source.wip) || any_step(source, [&](const Step& step) {
               return does(step.wip) || (step.patience && at_team(step.patience->then_team)) ||
                      std::any_of(step.needs.begin(), step.needs.end(),
                                  [&](const Need& need) { return at_team(need.team); });
           });
}

bool gives_up(const Workflow& source) {
    return any_step(source, [](const Step& step) {
        return step.patience && step.patience->then_exit < 0 && step.patience->then_team < 0;
    });
}

/// True when a case may have two visits under way at once.
bool runs_side_by_side(const PlanWorkflow& workflow, std::span<const PlanStep> steps) {
    if (workflow.starts.size() > 1) {
        return true;
    }
    for (const PlanStep& step : steps) {
        for (std::size_t i = 0; i < step.followers.size(); ++i) {
            for (std::size_t k = i + 1; k < step.followers.size(); ++k) {
                const int one = step.followers[i].exit;
                const int other = step.followers[k].exit;
                if (one < 0 || other < 0 || one == other) {
                    return true;
                }
            }
        }
    }
    return false;
}

/// Whether a rework leads to another way into a step that the case has come to before: what brought
/// it there then, beside the stretch, still counts.
bool lead_to_joins(std::span<const PlanRework> reworks, std::span<const PlanStep> steps) {
    const auto is_on = [](const PlanRework& rework, int step) {
        return std::find(rework.stretch.begin(), rework.stretch.end(), step) !=
               rework.stretch.end();
    };
    for (const PlanRework& rework : reworks) {
        for (const int step : rework.stretch) {
            const std::vector<Arc>& arcs = steps[static_cast<std::size_t>(step)].arcs;
            if (step != rework.to && std::any_of(arcs.begin(), arcs.end(), [&](const Arc& arc) {
                    return !is_on(rework, arc.from);
                })) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

std::vector<std::string> outcome_names(const Workflow& source, const Operation& operation) {
    std::vector<std::string> names{"done"};
    for (std::size_t step = 0; step < source.steps.size(); ++step) {
        for (std::size_t exit = 0; exit < source.steps[step].exits.size(); ++exit) {
            const bool followed =
                std::any_of(source.steps.begin(), source.steps.end(), [&](const Step& other) {
                    return std::any_of(other.after.begin(), other.after.end(), [&](const Arc& arc) {
                        return static_cast<std::size_t>(arc.from) == step &&
                               (arc.exit < 0 || static_cast<std::size_t>(arc.exit) == exit);
                    });
                });
            const std::string& name = source.steps[step].exits[exit].name;
            if (!followed && std::find(names.begin(), names.end(), name) == names.end()) {
                names.push_back(name);
            }
        }
    }
    if (std::any_of(source.variants.begin(), source.variants.end(), gives_up) || gives_up(source)) {
        names.emplace_back("gave up");
    }
    if (turns_away(source, operation)) {
        names.emplace_back("turned away");
    }
    return names;
}

void compile_flow(const Workflow& source, const std::vector<std::string>& outcomes,
                  PlanWorkflow& workflow, std::span<PlanStep> steps) {
    const std::size_t count = steps.size();
    const Heights heights = heights_of(source);
    bool joins = false;
    for (std::size_t step = 0; step < count; ++step) {
        steps[step].arcs = source.steps[step].after;
        if (steps[step].arcs.empty()) {
            workflow.starts.push_back(static_cast<int>(step));
        }
        joins = joins || steps[step].arcs.size() > 1;
        for (const Arc& arc : steps[step].arcs) {
            steps[static_cast<std::size_t>(arc.from)].followers.push_back(
                {static_cast<int>(step), arc.exit});
        }
    }
    for (std::size_t step = 0; step < count; ++step) {
        compile_exits(source.steps[step], steps[step]);
        double sum = 0;
        for (const Rework& rework : source.steps[step].rework) {
            sum += rework.chance;
            PlanRework compiled = compile_rework(rework, step, heights);
            compiled.threshold = sum;
            steps[step].reworks.push_back(static_cast<int>(workflow.reworks.size()));
            workflow.reworks.push_back(std::move(compiled));
        }
    }
    compile_outcomes(outcomes, source, workflow, steps);

    const std::size_t reworks = workflow.reworks.size();
    bool chooses = false;
    for (std::size_t step = 0; step < count; ++step) {
        steps[step].redrawn_by = BitSet(reworks);
        steps[step].not_below = BitSet(reworks);
        for (std::size_t r = 0; r < reworks; ++r) {
            const PlanRework& rework = workflow.reworks[r];
            if (std::find(rework.stretch.begin(), rework.stretch.end(), static_cast<int>(step)) !=
                rework.stretch.end()) {
                steps[step].redrawn_by.insert(r);
            }
            if (!heights.below[step].contains(static_cast<std::size_t>(rework.from))) {
                steps[step].not_below.insert(r);
            }
        }
        chooses = chooses || !source.steps[step].exits.empty();
    }
    // One visit at a time: whatever follows starts where the one before it ends, and nothing else
    // is under way that could decide an arc, or be taken back.
    workflow.remembers =
        lead_to_joins({workflow.reworks.data(), workflow.reworks.size()}, steps) ||
        (runs_side_by_side(workflow, steps) && (joins || reworks > 0 || workflow.outcomes > 1));
    workflow.holds = workflow.remembers && reworks > 0 && chooses;
}

std::vector<std::vector<int>> steps_from_each(const Workflow& source) {
    std::vector<std::vector<int>> all;
    for (const BitSet& below : heights_of(source).below) {
        std::vector<int>& steps = all.emplace_back();
        for (std::size_t step = 0; step < source.steps.size(); ++step) {
            if (below.contains(step)) {
                steps.push_back(static_cast<int>(step));
            }
        }
    }
    return all;
}

void compile_send_backs(const Workflow& source, const std::function<bool(int from, int to)>& may,
                        PlanWorkflow& workflow, std::span<const PlanStep> steps) {
    const Heights heights = heights_of(source);
    std::vector<PlanRework>& all = workflow.send_backs.emplace_back();
    const auto count = static_cast<int>(steps.size());
    for (int from = 0; from < count; ++from) {
        for (int to = 0; to < count; ++to) {
            const bool is_above =
                to != from && heights.below[static_cast<std::size_t>(to)].contains(
                                  static_cast<std::size_t>(from));
            if (is_above && may(from, to)) {
                Rework rework;
                rework.to = to;
                rework.chance = 1;
                all.push_back(compile_rework(rework, static_cast<std::size_t>(from), heights));
            }
        }
    }
    workflow.remembers = workflow.remembers || lead_to_joins(all, steps) ||
                         (runs_side_by_side(workflow, steps) && !all.empty());
    workflow.repeats =
        !workflow.remembers && (workflow.rework_count > 0 || !all.empty() || workflow.repeats);
}

} // namespace plimsoll
