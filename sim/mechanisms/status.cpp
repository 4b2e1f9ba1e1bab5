#include "sim/mechanisms/status.hpp"

#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "sim/plan/compile_needs.hpp"
#include "sim/random/moments.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

namespace plimsoll {

namespace {

std::optional<Distribution> law_at(const Operation& operation, std::string_view key,
                                   const MechanismPlace& at) {
    const MechanismValue* value = mechanism_value(operation, key, at);
    return value != nullptr ? value->law : std::nullopt;
}

/// Whose work it is: the team that is named, else that of the first step with one.
int team_of(const Operation& operation, const Workflow& workflow, std::string_view key,
            const MechanismPlace& at) {
    const MechanismValue* named = mechanism_value(operation, key, at);
    if (named != nullptr && !named->names.empty()) {
        return find_team(operation, named->names.front());
    }
    const auto first = std::find_if(workflow.steps.begin(), workflow.steps.end(),
                                    [](const Step& step) { return !step.needs.empty(); });
    return first != workflow.steps.end() ? first->needs.front().team : -1;
}

bool can_look(const Operation& operation, int team) {
    return team >= 0 && !operation.teams[static_cast<std::size_t>(team)].units;
}

PlanStatus::OfWorkflow status_of(const Operation& operation, const Workflow& workflow,
                                 const MechanismPlace& at) {
    PlanStatus::OfWorkflow found;
    const auto every = law_at(operation, "status.every", at);
    const auto takes = law_at(operation, "status.takes", at);
    found.team = team_of(operation, workflow, "status.by", at);
    if (every && takes && can_look(operation, found.team) && moments_of(*takes).mean > 0 &&
        moments_of(*every).mean > 0) {
        found.has_status = true;
        found.every = Sampler(*every);
        found.mean_every = moments_of(*every).mean;
        found.takes = Sampler(*takes);
        const MechanismValue* style = mechanism_value(operation, "status.style", at);
        found.chasing =
            style != nullptr && !style->names.empty() && style->names.front() == "chasing";
    }
    found.tolerance = mechanism_number(operation, "tolerance", at, 0);
    const auto review = law_at(operation, "review.takes", at);
    if (review && moments_of(*review).mean > 0 &&
        can_look(operation, team_of(operation, workflow, "review.by", at))) {
        found.review_share = mechanism_number(operation, "review.share", at, 0);
        found.review_takes = Sampler(*review);
    }
    return found;
}

} // namespace

bool Status::is_in_force(const Operation& operation) {
    bool is = false;
    for_each_kind(operation, [&](std::size_t, const Workflow& workflow, const MechanismPlace& at) {
        const PlanStatus::OfWorkflow found = status_of(operation, workflow, at);
        is = is || found.has_status || found.review_share > 0;
    });
    return is;
}

std::shared_ptr<const PlanMechanism> Status::compile(const Operation& operation, Plan& plan,
                                                     Clocks& clocks) {
    auto compiled = std::make_shared<PlanStatus>();
    compiled->workflows.resize(operation.workflows.size());
    constexpr Microseconds given_up_after = 20; // working days
    for_each_kind(
        operation, [&](std::size_t number_of, const Workflow& workflow, const MechanismPlace& at) {
            PlanStatus::OfWorkflow found = status_of(operation, workflow, at);
            if (found.has_status) {
                found.step = add_side_step(found.team, behind, operation, plan, clocks);
                plan.step(found.step).absorbed = true;
                if (found.chasing) {
                    found.ahead_step = add_side_step(found.team, ahead, operation, plan, clocks);
                }
            }
            if (found.review_share > 0) {
                found.review_step = add_side_step(team_of(operation, workflow, "review.by", at),
                                                  behind, operation, plan, clocks);
                PlanStep& step = plan.step(found.review_step);
                step.absorbed = true;
                step.has_patience = true;
                Distribution patience;
                patience.a = static_cast<double>(given_up_after * plan.working_day);
                step.patience = Sampler(patience);
                step.patience_clock = 0;
            }
            compiled->workflows[number_of].push_back(std::move(found));
        });
    plan.lines.add(WorkCategory::status);
    return compiled;
}

} // namespace plimsoll
