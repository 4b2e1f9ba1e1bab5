#include "oracle/written_flow.hpp"

namespace plimsoll {
namespace {

Distribution exactly(double minutes) {
    Distribution law;
    law.a = minutes * static_cast<double>(minute);
    return law;
}

} // namespace

Workflow workflow_of(std::vector<Step> steps) {
    Workflow workflow;
    workflow.name = "work";
    workflow.steps = std::move(steps);
    return workflow;
}

Step timed(const std::string& name, double minutes, std::vector<Arc> after) {
    Step step = milestone(name, std::move(after));
    step.needs = {{0, 1}};
    step.effort = exactly(minutes);
    return step;
}

Step milestone(const std::string& name, std::vector<Arc> after) {
    Step step;
    step.name = name;
    step.after = std::move(after);
    return step;
}

Step with_exits(Step step, std::vector<Exit> exits) {
    step.exits = std::move(exits);
    return step;
}

Step with_rework(Step step, Rework rework) {
    step.rework.push_back(rework);
    return step;
}

Step with_chance(Step step, double chance) {
    step.chance = chance;
    return step;
}

Step with_delay(Step step, double minutes) {
    step.delay = Delay{exactly(minutes), true, round_the_clock()};
    return step;
}

CaseLuck tell(const Workflow& workflow, const Told& told) {
    const auto look_up = [](const Told::Numbers& numbers) {
        return [numbers](int step, int visit) {
            const auto found = numbers.find({step, visit});
            return found == numbers.end() ? 0.999 : found->second;
        };
    };
    const std::vector<Step> steps = workflow.steps;
    CaseLuck luck;
    luck.effort = [steps](int s, int) {
        return static_cast<Microseconds>(steps.at(static_cast<std::size_t>(s)).effort->a);
    };
    luck.delay = [steps](int s, int) {
        return static_cast<Microseconds>(steps.at(static_cast<std::size_t>(s)).delay->length.a);
    };
    luck.exit_uniform = look_up(told.exits);
    luck.rework_uniform = look_up(told.reworks);
    luck.chance_uniform = look_up(told.chances);
    return luck;
}

} // namespace plimsoll
