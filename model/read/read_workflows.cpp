// Workflows: demand, due, priority, steps.
#include "model/check/reading.hpp"
#include "model/check/standstill.hpp"
#include "model/eligibility.hpp"
#include "model/read/kinds.hpp"
#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/read_calls.hpp"
#include "model/read/read_due.hpp"
#include "model/read/read_execution.hpp"
#include "model/read/read_money.hpp"
#include "model/read/read_waiting.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

/// Kinds differ in values, not in the way their cases take.
void check_variants_alike(const Workflow& first, const std::vector<Workflow>& variants,
                          const Entry& entry, Faults& faults) {
    for (const Workflow& variant : variants) {
        bool alike = variant.steps.size() == first.steps.size() && variant.wip == first.wip;
        for (std::size_t i = 0; alike && i < first.steps.size(); ++i) {
            const Step& one = first.steps[i];
            const Step& other = variant.steps[i];
            alike = one.after == other.after && one.exits.size() == other.exits.size() &&
                    one.rework.size() == other.rework.size() && one.wip == other.wip;
            for (std::size_t k = 0; alike && k < one.exits.size(); ++k) {
                alike = one.exits[k].name == other.exits[k].name;
            }
            for (std::size_t k = 0; alike && k < one.rework.size(); ++k) {
                alike = one.rework[k].to == other.rework[k].to;
            }
        }
        if (!alike && faults.errors() == 0) {
            faults.error(entry.key_place,
                         fmt::format("the way through `{}` differs by kind", first.name),
                         "`after`, `wip`, and the names of exits are the same for all kinds; "
                         "`chance` or the shares of exits may differ");
        }
    }
}

/// A case that is always open and is turned away is followed by the next at the same instant, which
/// is turned away, and so on.
void refuse_endless_turning_away(const Workflow& workflow, const Place& place, Reading& reading) {
    if (workflow.demand.kind != Demand::Kind::always_open) {
        return;
    }
    const auto refuse = [&](const std::optional<Limit>& limit, const std::string& name) {
        const bool turns_away = limit && limit->full == Limit::Full::turn_away &&
                                limit->most < workflow.demand.open_cases;
        if (turns_away) {
            reading.faults.error(
                place,
                fmt::format("{} cases are always open, but {} find room at `{}`: the next would be "
                            "turned away again and again",
                            workflow.demand.open_cases, limit->most, name),
                fmt::format("let them wait (`full: wait`), or keep {} open", limit->most));
        }
        return turns_away;
    };
    if (refuse(workflow.wip, workflow.name)) {
        return;
    }
    for (const Step& step : workflow.steps) {
        if (refuse(step.wip, step.name)) {
            return;
        }
        for (const Need& need : step.needs) {
            const Team& team = reading.operation.teams[static_cast<std::size_t>(need.team)];
            if (team.wip && team.wip->full == Limit::Full::turn_away) {
                reading.faults.error(place,
                                     fmt::format("a case that `{}` turns away would be followed by "
                                                 "the next at once, and so on without end",
                                                 team.name),
                                     "let them wait there (`full: wait`)");
                return;
            }
        }
    }
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
    read_mechanisms(*map, {MechanismPlace::Level::workflow, {}, workflow.name}, reading);
    workflow.label = read_label(*map, faults);
    workflow.wip = read_limit(*map, 0, false, faults);
    if (const Entry* demand = find_entry(*map, "demand")) {
        workflow.demand = read_demand(*demand, workflows, reading).value_or(Demand{});
    } else if (keys_are_sound) {
        faults.error(entry.key_place, fmt::format("how often does `{}` come?", workflow.name),
                     "add `demand: 1 per client per month`");
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
    if (const Entry* demand = find_entry(*map, "demand")) {
        refuse_endless_turning_away(workflow, demand->key_place, reading);
    }
    if (const Entry* due = find_entry(*map, "due")) {
        workflow.due = read_due(*due, workflow, reading);
    }
    if (const Entry* value = find_entry(*map, "value")) {
        workflow.value = read_value(*value, workflow, faults);
    }
    if (const Entry* penalty = find_entry(*map, "penalty")) {
        workflow.penalty = read_penalty(*penalty, faults);
    }
    return workflow;
}

/// Whether `priority`, of one step or of all, counts somewhere; true as well where nobody works.
bool priority_counts(const std::vector<const Workflow*>& kinds, std::optional<std::size_t> of_step,
                     const Operation& operation) {
    bool somebody = false;
    for (const Workflow* kind : kinds) {
        for (std::size_t i = 0; i < kind->steps.size(); ++i) {
            if (of_step && *of_step != i) {
                continue;
            }
            std::vector<int> teams = teams_of(kind->steps[i]);
            for (const Need& need : kind->steps[i].needs) {
                teams.push_back(need.team);
            }
            for (const int team : teams) {
                somebody = true;
                if (operation.teams[static_cast<std::size_t>(team)].order == Order::priority) {
                    return true;
                }
            }
        }
    }
    return !somebody;
}

/// A priority that no team heeds, whatever the kind.
void warn_of_priorities(const Entry& entry, const std::vector<const Workflow*>& kinds,
                        Reading& reading) {
    if (std::find(reading.team_is_sound.begin(), reading.team_is_sound.end(), false) !=
        reading.team_is_sound.end()) {
        return; // its order may be what is wrong
    }
    const Workflow& first = *kinds.front();
    const Entry* given = find_entry(entry.value, "priority");
    if (given != nullptr && !priority_counts(kinds, std::nullopt, reading.operation)) {
        reading.faults.warning(
            given->key_place,
            fmt::format("no team of `{}` takes its work in order of priority", first.name),
            "`order: priority` on a team makes it count");
    }
    const Entry* steps = find_entry(entry.value, "steps");
    for (std::size_t i = 0; steps != nullptr && i < first.steps.size(); ++i) {
        const Step& step = first.steps[i];
        const Entry* own = find_entry(steps->value.entries[i].value, "priority");
        if (own != nullptr && !step.needs.empty() &&
            !priority_counts(kinds, i, reading.operation)) {
            const std::string& team =
                reading.operation.teams[static_cast<std::size_t>(step.needs.front().team)].name;
            reading.faults.warning(
                own->key_place,
                fmt::format("`{}` does not take its work in order of priority", team),
                fmt::format("`order: priority` on `{}` makes it count", team));
        }
    }
}

/// What shows only when every kind is read.
void check_all_kinds(const Entry& entry, const Workflow& workflow, bool graphs_are_sound,
                     std::size_t errors_before, Reading& reading) {
    std::vector<const Workflow*> kinds;
    for (const Workflow& variant : workflow.variants) {
        kinds.push_back(&variant);
    }
    if (kinds.empty()) {
        kinds.push_back(&workflow);
    }
    const bool alike = std::all_of(kinds.begin(), kinds.end(), [&](const Workflow* kind) {
        return kind->steps.size() == workflow.steps.size();
    });
    if (graphs_are_sound && alike) {
        check_steps_are_reached(kinds, reading.step_places, reading.faults);
    }
    if (alike && reading.faults.errors() == errors_before) {
        warn_of_priorities(entry, kinds, reading);
    }
}

std::vector<std::string> names_of(const std::vector<Kind>& kinds) {
    std::vector<std::string> names;
    for (const Kind& kind : kinds) {
        names.push_back(kind.name);
    }
    return names;
}

/// A workflow, once for every kind of client and of case (model/read/kinds.hpp).
Workflow read_kinds_of_workflow(const Entry& entry, const Node& workflows, Reading& reading) {
    const std::size_t errors_before = reading.faults.errors();
    const Entry* given = entry.value.is_map() ? find_entry(entry.value, "kinds") : nullptr;
    const std::vector<Kind> of_cases =
        given != nullptr ? read_kinds(*given, reading.faults) : std::vector<Kind>{};
    const std::vector<Kind>& of_clients = reading.operation.client_kinds;
    std::vector<std::string> all = names_of(of_clients);
    for (const Kind& kind : of_cases) {
        if (std::find(all.begin(), all.end(), kind.name) != all.end()) {
            reading.faults.error(given->key_place,
                                 fmt::format("`{}` is a kind of client already", kind.name));
        }
        all.push_back(kind.name);
    }
    if (all.empty()) {
        const Workflow workflow = read_workflow(entry, workflows, reading);
        check_all_kinds(entry, workflow, !reading.step_places.empty(), errors_before, reading);
        return workflow;
    }
    constexpr std::size_t most_variants = 1000;
    if (std::max<std::size_t>(1, of_clients.size()) * std::max<std::size_t>(1, of_cases.size()) >
        most_variants) {
        reading.faults.error(entry.key_place,
                             "kinds of clients and of cases combine in more than a "
                             "thousand ways");
        return {};
    }
    std::vector<std::string> members;
    for (const Team& team : reading.operation.teams) {
        for (const Members& of_team : team.members) {
            members.push_back(of_team.name);
        }
    }
    std::vector<Workflow> variants;
    bool graphs_are_sound = true;
    const std::size_t first_value = reading.operation.mechanisms.size();
    const std::size_t first_assumption = reading.operation.assumptions.size();
    for (std::size_t client = 0; client < std::max<std::size_t>(1, of_clients.size()); ++client) {
        for (std::size_t of = 0; of < std::max<std::size_t>(1, of_cases.size()); ++of) {
            std::vector<std::string> chosen;
            if (!of_clients.empty()) {
                chosen.push_back(of_clients[client].name);
            }
            if (!of_cases.empty()) {
                chosen.push_back(of_cases[of].name);
            }
            const Entry resolved{
                entry.key, entry.key_place,
                workflow_for_kinds(entry.value, chosen, all, members, reading.faults)};
            reading.variant = static_cast<int>(variants.size());
            variants.push_back(read_workflow(resolved, workflows, reading));
            graphs_are_sound = graphs_are_sound && !reading.step_places.empty();
        }
    }
    reading.variant = -1;
    join_variants_alike(reading.operation, first_value, first_assumption,
                        static_cast<int>(variants.size()));
    Workflow workflow = variants.front();
    check_variants_alike(workflow, variants, entry, reading.faults);
    workflow.kinds = of_cases;
    workflow.variants = std::move(variants);
    check_all_kinds(entry, workflow, graphs_are_sound, errors_before, reading);
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
        reading.workflows.push_back(entry.key);
    }
    for (const Entry& entry : map->entries) {
        reading.operation.workflows.push_back(read_kinds_of_workflow(entry, *map, reading));
        check_penalty(entry, reading.operation.workflows.back(), reading.faults);
    }
    const std::size_t before = reading.faults.errors();
    check_calls(*map, reading);
    if (reading.faults.errors() == before) {
        check_standstills(*map, reading); // which follows calls to their end
    }
}

} // namespace plimsoll
