// What the formulas ask of a workflow: how often a case does each step, along which arcs it goes,
// and in which ways it may go.
#pragma once

#include "sim/plan/plan.hpp"

#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <vector>

namespace plimsoll {

/// The cases of a workflow that are all of one kind.
struct CaseClass {
    std::size_t workflow = 0;
    const Workflow* source = nullptr; ///< the workflow, or its variant for this kind
    std::span<const PlanStep> steps;
    std::span<const PlanRework> reworks;
    std::vector<int> order; ///< steps, each after those above it
    double per_hour = 0;
    double arrival_variation = 1; ///< of the intervals between its cases, from one source
    double sources = 1;           ///< so many alike
};

CaseClass case_class(const PlanWorkflow& workflow, std::size_t number, std::size_t variant,
                     const Operation& operation, const Plan& plan);

/// Whether a case may be at two steps at once.
bool runs_side_by_side(const CaseClass& cases);

/// The rework this one stands for in the model.
const Rework& declared(const CaseClass& cases, std::size_t rework);

/// The chance of a rework that, without a limit, fires as often on average: with at_most n and
/// chance r it fires r + r^2 + ... + r^n times a passage.
double lasting_chance(const Rework& rework);

/// One way that a case may go from where it begins until nothing more can start, reworks aside.
struct Way {
    double chance = 1;
    std::vector<char> done;    ///< by step
    std::vector<char> skipped; ///< by step: its `chance` did not come up
    std::vector<int> exit;     ///< by step; -1: by none
    bool ends = false;         ///< it takes an exit that ends the case

    bool comes_by(std::size_t step) const { return done[step] != 0 || skipped[step] != 0; }
    bool takes(const Arc& arc) const {
        const auto from = static_cast<std::size_t>(arc.from);
        return comes_by(from) && (arc.exit < 0 || arc.exit == exit[from]);
    }
};

/// The steps of a way that nothing follows.
std::vector<int> last_steps(const CaseClass& cases, const Way& way);

/// Every way of a whole case or, given a rework, of its stretch from the step that is done again to
/// the one that sent it back. False: there are more than can be looked at.
bool for_each_way(const CaseClass& cases, std::optional<std::size_t> rework,
                  const std::function<void(const Way&)>& look);

/// What one case does on average.
struct Visits {
    std::vector<double> done;              ///< by step
    std::vector<double> skipped;           ///< by step
    std::vector<std::vector<double>> arcs; ///< by step and its arcs: arrivals; 1 for all of a join
    std::vector<double> fired;             ///< by rework
    std::vector<double> effort,
        effort_squared; ///< by step: mean share of a fresh draw, of its square
};

/// By the traffic equations, reworks as routing (Jackson 1957). Exact where a case is at one step
/// at a time, and sent back only to where it surely has been, and no rework has a limit or shortens
/// work; elsewhere where every rework's stretch
/// leads back to the step that sent it. Nothing: there are too many ways, or the equations have no
/// solution.
std::optional<Visits> visits_of(const CaseClass& cases);

} // namespace plimsoll
