#include "sim/mechanisms/tools.hpp"

#include "model/numeric/elementary.hpp"
#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "sim/plan/compile_needs.hpp"
#include "sim/random/moments.hpp"
#include "sim/random/visit_draws.hpp"

#include <numeric>
#include <optional>
#include <string_view>

namespace plimsoll {

namespace {

using Level = MechanismPlace::Level;

bool takes_time(const MechanismValue* value) {
    return value != nullptr && value->law && moments_of(*value->law).mean > 0;
}

/// Tools and how they are joined, by number: those that steps are worked on in, in file order, then
/// the others that integrations name.
class ToolNumbers {
public:
    explicit ToolNumbers(const Operation& operation) {
        for_each_step(operation, [&](const MechanismPlace&, const Step& step) { add(step.tool); });
        used_ = names_.size();
        for (const Integration& one : operation.integrations) {
            add(one.from);
            add(one.to);
        }
        group_.resize(names_.size());
        std::iota(group_.begin(), group_.end(), 0);
        for (const Integration& one : operation.integrations) {
            const int from = group_[static_cast<std::size_t>(of(one.from))];
            std::replace(group_.begin(), group_.end(), group_[static_cast<std::size_t>(of(one.to))],
                         from);
        }
    }

    int of(std::string_view name) const {
        const auto found = std::find(names_.begin(), names_.end(), name);
        return found == names_.end() ? -1 : static_cast<int>(found - names_.begin());
    }
    std::size_t used() const { return used_; }
    const std::string& name(std::size_t number) const { return names_[number]; }
    int group(int number) const { return group_[static_cast<std::size_t>(number)]; }

private:
    void add(const std::string& name) {
        if (!name.empty() && of(name) < 0) {
            names_.push_back(name);
        }
    }

    std::vector<std::string> names_;
    std::vector<int> group_; ///< by tool: what integrations join has one number
    std::size_t used_ = 0;
};

PlanOutages plan_outages(const Operation& operation, const std::string& name) {
    const MechanismPlace at{Level::tool, {}, name};
    PlanOutages outages;
    outages.name = name;
    const MechanismValue* every = mechanism_value(operation, "fails.every", at);
    const MechanismValue* length = mechanism_value(operation, "fails.for", at);
    if (every == nullptr && length == nullptr) {
        return outages;
    }
    // Of one of the two the other is typical.
    const MechanismValue typical_every = typical_value("fails.every", operation);
    const MechanismValue typical_length = typical_value("fails.for", operation);
    every = every != nullptr ? every : &typical_every;
    length = length != nullptr ? length : &typical_length;
    outages.fails = takes_time(every) && takes_time(length);
    if (outages.fails) {
        outages.every = Sampler(*every->law);
        outages.length = Sampler(*length->law);
    }
    return outages;
}

PlanTools::OfStep tool_of_step(const Operation& operation, const ToolNumbers& tools,
                               const MechanismPlace& at, const Step& step) {
    PlanTools::OfStep found;
    found.tool = tools.of(step.tool);
    if (found.tool < 0 || !is_work_of_people(operation, step)) {
        return found;
    }
    const std::string& team =
        operation.teams[static_cast<std::size_t>(step.needs.front().team)].name;
    const MechanismValue* fields = mechanism_value(operation, "rekey.fields", at, team);
    const MechanismValue* each = mechanism_value(operation, "rekey.each", at, team);
    const MechanismValue* errors = mechanism_value(operation, "rekey.errors", at, team);
    found.fields = fields != nullptr ? fields->number : 0;
    found.each = each != nullptr && each->law ? Sampler(*each->law) : Sampler();
    found.wrong = errors != nullptr ? 1 - power(1 - errors->number, found.fields) : 0;
    found.copies = found.fields > 0 && (takes_time(each) || found.wrong > 0);
    return found;
}

/// How many groups its tools fall into.
std::size_t tool_groups_of(const Workflow& workflow, const ToolNumbers& tools) {
    std::vector<int> groups;
    for (const Workflow* kind : kinds_of(workflow)) {
        for (const Step& step : kind->steps) {
            const int tool = tools.of(step.tool);
            if (tool >= 0 &&
                std::find(groups.begin(), groups.end(), tools.group(tool)) == groups.end()) {
                groups.push_back(tools.group(tool));
            }
        }
    }
    return groups.size();
}

/// The team of its first step that people do; -1: nobody's.
int first_team_of(const Operation& operation, const Workflow& workflow) {
    for (const Workflow* kind : kinds_of(workflow)) {
        for (const Step& step : kind->steps) {
            if (!step.needs.empty() &&
                !operation.teams[static_cast<std::size_t>(step.needs.front().team)].units) {
                return step.needs.front().team;
            }
        }
    }
    return -1;
}

/// What is reconciled of a workflow: nothing where all its tools are joined, or no client brings
/// it.
std::optional<PlanReconciling> reconciling_of(const Operation& operation, std::size_t number,
                                              const ToolNumbers& tools) {
    const Workflow& workflow = operation.workflows[number];
    const MechanismValue* value =
        mechanism_value(operation, "reconcile", {Level::workflow, {}, workflow.name});
    const std::size_t groups = tool_groups_of(workflow, tools);
    const std::vector<const Workflow*> kinds = kinds_of(workflow);
    const bool per_client = std::any_of(kinds.begin(), kinds.end(), [](const Workflow* kind) {
        return kind->demand.kind == Demand::Kind::per_client ||
               kind->demand.kind == Demand::Kind::idle_client;
    });
    if (value == nullptr || groups < 2 || !per_client || first_team_of(operation, workflow) < 0) {
        return std::nullopt;
    }
    PlanReconciling found;
    found.workflow = static_cast<int>(number);
    found.more_groups = static_cast<double>(groups - 1);
    Distribution length;
    length.a = value->number;
    found.length = Sampler(value->law ? *value->law : length);
    if (!(found.length.quantile(0.5) > 0)) {
        return std::nullopt;
    }
    return found;
}

/// Whether what somebody does in one tool may follow what is done in another, and nothing joins
/// them.
bool has_boundary(const Operation& operation, const ToolNumbers& tools,
                  const PlanTools::OfStep& step, int workflow) {
    if (!step.copies) {
        return false;
    }
    for (const Workflow* kind : kinds_of(operation.workflows[static_cast<std::size_t>(workflow)])) {
        for (const Step& other : kind->steps) {
            const int tool = tools.of(other.tool);
            const bool joined =
                std::any_of(operation.integrations.begin(), operation.integrations.end(),
                            [&](const Integration& one) {
                                return tools.of(one.from) == tool && tools.of(one.to) == step.tool;
                            });
            if (tool >= 0 && tool != step.tool && !joined) {
                return true;
            }
        }
    }
    return false;
}

} // namespace

bool Tools::is_in_force(const Operation& operation) {
    const ToolNumbers tools(operation);
    bool acts = false;
    for (std::size_t tool = 0; tool < tools.used(); ++tool) {
        acts = acts || plan_outages(operation, tools.name(tool)).fails;
    }
    for (std::size_t i = 0; i < operation.workflows.size(); ++i) {
        acts = acts || reconciling_of(operation, i, tools).has_value();
    }
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        const auto workflow =
            std::find_if(operation.workflows.begin(), operation.workflows.end(),
                         [&](const Workflow& one) { return one.name == at.outer; });
        acts = acts || has_boundary(operation, tools, tool_of_step(operation, tools, at, step),
                                    static_cast<int>(workflow - operation.workflows.begin()));
    });
    return acts;
}

std::shared_ptr<const PlanMechanism> Tools::compile(const Operation& operation, Plan& plan,
                                                    Clocks& clocks) {
    auto compiled = std::make_shared<PlanTools>();
    const ToolNumbers tools(operation);
    compiled->joined.assign(tools.used(), std::vector<char>(tools.used()));
    for (std::size_t tool = 0; tool < tools.used(); ++tool) {
        compiled->tools.push_back(plan_outages(operation, tools.name(tool)));
        plan.stops_work = plan.stops_work || compiled->tools.back().fails;
    }
    for (const Integration& one : operation.integrations) {
        const auto from = static_cast<std::size_t>(tools.of(one.from));
        const auto to = static_cast<std::size_t>(tools.of(one.to));
        if (from < tools.used() && to < tools.used()) {
            compiled->joined[from][to] = 1;
        }
    }
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        compiled->steps.push_back(tool_of_step(operation, tools, at, step));
    });
    for (std::size_t number = 0; number < operation.workflows.size(); ++number) {
        std::optional<PlanReconciling> found = reconciling_of(operation, number, tools);
        if (!found) {
            continue;
        }
        found->step = add_side_step(first_team_of(operation, operation.workflows[number]), behind,
                                    operation, plan, clocks);
        plan.step(found->step).absorbed = true;
        for (const PlanDemand& demand : plan.workflow(found->workflow).demands) {
            if (demand.kind == Demand::Kind::per_client ||
                demand.kind == Demand::Kind::idle_client) {
                found->client_kinds.push_back(demand.client_kind);
            }
        }
        compiled->reconciled.push_back(std::move(*found));
    }
    compiled->month = scaled(hour, open_hours_of_a_year(operation.calendar) / 12);
    plan.lines.add(WorkCategory::rekey);
    return compiled;
}

} // namespace plimsoll
