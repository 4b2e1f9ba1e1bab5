// Workflows: demand, due, priority, steps.
#include "model/language.hpp"
#include "model/mechanisms.hpp"
#include "model/reading.hpp"
#include "model/value.hpp"

#include <fmt/format.h>

namespace plimsoll {

namespace {

std::optional<Due> read_due(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    const Entry* within = &entry;
    if (entry.value.is_map()) {
        const std::size_t before = faults.errors();
        check_keys(entry.value, Section::due, faults);
        within = find_entry(entry.value, "in");
        if (within == nullptr) {
            if (faults.errors() == before) {
                faults.error(entry.value.place, "`due` does not say within what time",
                             "as in `due: 10d`");
            }
            return std::nullopt;
        }
    }
    const std::optional<ReadDuration> duration =
        read_duration(*within, reading.operation.calendar, faults);
    if (!duration) {
        return std::nullopt;
    }
    if (duration->length <= 0) {
        faults.error(within->value.place, "nothing is ever done within no time",
                     "a due is more than 0");
        return std::nullopt;
    }
    return Due{duration->length, duration->wall_clock};
}

Workflow read_workflow(const Entry& entry, const Node& workflows, Reading& reading) {
    Faults& faults = reading.faults;
    Workflow workflow;
    workflow.name = entry.key;
    check_name(entry.key, entry.key_place, faults);
    const Node* map = map_of(entry, "{demand: 10 per hour, steps: {...}}", faults);
    if (map == nullptr) {
        return workflow;
    }
    const std::size_t before = faults.errors();
    check_keys(*map, Section::workflow, faults);
    const bool keys_are_sound = faults.errors() == before;
    read_mechanisms(*map, Section::workflow, fmt::format("workflows.{}", path_step(workflow.name)),
                    reading);
    workflow.label = read_label(*map, faults);
    if (const Entry* demand = find_entry(*map, "demand")) {
        workflow.demand = read_demand(*demand, workflows, reading).value_or(Demand{});
    } else if (keys_are_sound) {
        faults.error(entry.key_place, fmt::format("how often does `{}` come?", workflow.name),
                     "add `demand: 1 per client per month`");
    }
    if (const Entry* due = find_entry(*map, "due")) {
        workflow.due = read_due(*due, reading);
    }
    int priority = 5;
    if (const Entry* given = find_entry(*map, "priority")) {
        priority = static_cast<int>(read_count(*given, 1, 9, faults).value_or(5));
    }
    if (const Entry* steps = find_entry(*map, "steps")) {
        read_steps(*steps, workflow, priority, reading);
    } else if (keys_are_sound) {
        faults.error(entry.key_place, fmt::format("`{}` has no steps", workflow.name),
                     "add `steps:`");
    }
    if (const Entry* given = find_entry(*map, "priority")) {
        bool in_force = false;
        bool somebody = false;
        for (const Step& step : workflow.steps) {
            for (const Need& need : step.needs) {
                somebody = true;
                in_force = in_force ||
                           reading.operation.teams[static_cast<std::size_t>(need.team)].order ==
                               Order::priority;
            }
        }
        if (somebody && !in_force) {
            faults.warning(
                given->key_place,
                fmt::format("no team of `{}` takes its work in order of priority", workflow.name),
                "`order: priority` on a team makes it count");
        }
    }
    return workflow;
}

} // namespace

void read_workflows(const Entry& workflows, Reading& reading) {
    const Node* map =
        map_of(workflows, "{support: {demand: 10 per hour, steps: {...}}}", reading.faults);
    if (map == nullptr) {
        return;
    }
    if (map->entries.empty()) {
        reading.faults.error(workflows.key_place, "there is no workflow: nothing happens");
    }
    constexpr std::size_t most_workflows = 1000;
    if (map->entries.size() > most_workflows) {
        reading.faults.error(workflows.key_place,
                             fmt::format("there are more than {} workflows", most_workflows));
        return;
    }
    for (const Entry& entry : map->entries) {
        reading.operation.workflows.push_back(read_workflow(entry, *map, reading));
    }
}

} // namespace plimsoll
