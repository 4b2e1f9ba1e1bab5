#include "sim/mechanisms/defects.hpp"

#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "sim/plan/flow_structure.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace plimsoll {

namespace {

PlanDefects::AtStep defects_at(const Operation& operation, const MechanismPlace& at,
                               const Step& step) {
    PlanDefects::AtStep found;
    const bool by_people = is_work_of_people(operation, step);
    found.plants = by_people ? mechanism_number(operation, "errors", at, 0) : 0;
    if (mechanism_value(operation, "checks", at) != nullptr) {
        found.finds = mechanism_number(operation, "checks", at, 0);
        found.needs_people = false;
        return found;
    }
    const MechanismValue* detects = mechanism_value(operation, "detects", at);
    // G6: a step with a rework of its own says itself how often it sends back.
    const bool says_itself = detects != nullptr && !detects->stated && !step.rework.empty();
    found.finds = detects == nullptr || says_itself || !by_people ? 0 : detects->number;
    return found;
}

std::vector<PlanDefects::AtStep> defects_of(const Operation& operation) {
    std::vector<PlanDefects::AtStep> all;
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        all.push_back(defects_at(operation, at, step));
    });
    return all;
}

PlanRepairs::OfWorkflow repairs_of(const Operation& operation, const MechanismPlace& at) {
    PlanRepairs::OfWorkflow found;
    found.client_finds = mechanism_number(operation, "client_finds.chance", at, 0);
    const MechanismValue* after = mechanism_value(operation, "client_finds.after", at);
    found.at_once = after == nullptr || !after->law;
    found.after = found.at_once ? Sampler() : Sampler(*after->law);
    found.origin_share = mechanism_number(operation, "redo.origin", at, 1);
    found.later_share = mechanism_number(operation, "redo.later", at, 1);
    return found;
}

/// The step's work once more, outside the flow of cases, in the same queue.
int add_repair_step(int source, Plan& plan) {
    PlanStep step;
    step.number = plan.step_numbers;
    for (const PlanStep& other : plan.steps) {
        step.number = std::max(step.number, other.number + 1);
    }
    const PlanStep& of = plan.step(source);
    step.takes_work = true;
    step.need = of.need;
    step.priority = of.priority;
    step.precedence = of.precedence == ahead || of.precedence == behind ? plain : of.precedence;
    plan.steps.push_back(std::move(step));
    return static_cast<int>(plan.steps.size()) - 1;
}

} // namespace

bool Defects::is_in_force(const Operation& operation) {
    constexpr std::array keys{"errors", "checks", "detects", "client_finds.chance"};
    return std::any_of(
        operation.mechanisms.begin(), operation.mechanisms.end(), [&](const MechanismValue& value) {
            return value.number > 0 && std::find(keys.begin(), keys.end(), value.key) != keys.end();
        });
}

std::shared_ptr<const PlanMechanism> Defects::compile(const Operation& operation, Plan& plan,
                                                      Clocks&) {
    auto compiled = std::make_shared<PlanDefects>();
    compiled->steps = defects_of(operation);
    compiled->review_finds = typical_value("checks", operation).number;
    compiled->ways.resize(operation.workflows.size());
    compiled->repairs.workflows.resize(operation.workflows.size());
    for_each_kind(operation, [&](std::size_t number, const Workflow& kind,
                                 const MechanismPlace& at) {
        PlanWorkflow& workflow = plan.workflows[number];
        std::vector<PlanRepairs::OfWorkflow>& repairs = compiled->repairs.workflows[number];
        std::vector<std::vector<int>>& ways = compiled->ways[number];
        const auto count = static_cast<std::size_t>(workflow.steps);
        const std::size_t first =
            static_cast<std::size_t>(workflow.first_step) + repairs.size() * count;
        const auto steps = std::span<const PlanStep>(plan.steps).subspan(first, count);
        repairs.push_back(repairs_of(operation, at));
        compile_send_backs(
            kind,
            [&](int from, int to) {
                return compiled->steps[first + static_cast<std::size_t>(from)].finds > 0 &&
                       steps[static_cast<std::size_t>(to)].takes_work;
            },
            workflow, steps);
        std::vector<int>& numbers = ways.emplace_back(count * count, -1);
        int next = workflow.rework_count;
        for (PlanRework& way : workflow.send_backs.back()) {
            numbers[static_cast<std::size_t>(way.from) * count + static_cast<std::size_t>(way.to)] =
                next++;
            way.first_share = repairs.back().origin_share;
            way.effort_share = repairs.back().later_share;
        }
    });
    for (PlanWorkflow& workflow : plan.workflows) {
        workflow.repeats = !workflow.remembers; // what a case has done is known when it comes back
    }
    const std::size_t steps = compiled->steps.size();
    for (std::size_t step = 0; step < steps; ++step) {
        const auto number = static_cast<int>(step);
        compiled->repairs.hidden.push_back(
            plan.step(number).takes_work ? add_repair_step(number, plan) : -1);
    }
    for_each_kind(operation, [&, first = std::size_t{0}](std::size_t, const Workflow& kind,
                                                         const MechanismPlace&) mutable {
        for (const std::vector<int>& below : steps_from_each(kind)) {
            std::vector<int>& passed = compiled->repairs.passed.emplace_back();
            for (const int step : below) {
                const auto number = static_cast<int>(first) + step;
                if (plan.step(number).takes_work) {
                    passed.push_back(number);
                }
            }
        }
        first += kind.steps.size();
    });
    plan.lines.add(WorkCategory::rework);
    return compiled;
}

} // namespace plimsoll
