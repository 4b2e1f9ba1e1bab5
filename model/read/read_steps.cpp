// The steps of a workflow: who works how long, after what, and what comes of it.
#include "model/check/reading.hpp"
#include "model/check/workflow_graph.hpp"
#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/read_due.hpp"
#include "model/read/read_execution.hpp"
#include "model/read/read_keep.hpp"
#include "model/read/read_people.hpp"
#include "model/read/read_waiting.hpp"
#include "model/read/read_work.hpp"
#include "model/shift_overlap.hpp"
#include "model/text/shares.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace plimsoll {

namespace {

using StepNames = std::map<std::string, int, std::less<>>;

void read_exits(const Entry& entry, Step& step, StepPlaces& places, Faults& faults) {
    const Node* map = map_of(entry, "{accepted: 70%, refused: rest}", faults);
    if (map == nullptr) {
        return;
    }
    static const std::vector<std::string> given_by_program = {"done", "gave up", "turned away",
                                                              "lost"};
    constexpr std::size_t most_exits = 1000;
    if (map->entries.empty() || map->entries.size() > most_exits) {
        faults.error(entry.value.place,
                     map->entries.empty() ? "there is no exit here"
                                          : "there are more than a thousand exits",
                     "as in `{accepted: 70%, refused: rest}`");
        return;
    }
    for (const Entry& exit : map->entries) {
        check_name(exit.key, exit.key_place, faults);
        if (std::find(given_by_program.begin(), given_by_program.end(), exit.key) !=
            given_by_program.end()) {
            faults.error(
                exit.key_place,
                fmt::format("no exit may be called `{}`: the program gives that outcome itself",
                            exit.key));
        }
        Exit read;
        read.name = exit.key;
        if (exit.value.is_map()) {
            check_keys(exit.value, Section::exit, faults);
            read.label = read_label(exit.value, faults);
        }
        step.exits.push_back(std::move(read));
        places.exits.push_back(exit.key_place);
    }
    const std::vector<double> shares =
        read_shares(map->entries, fmt::format("the exits of `{}`", step.name), faults);
    for (std::size_t i = 0; i < step.exits.size(); ++i) {
        // What is wrong with the shares is said; what follows the exits is not at fault.
        step.exits[i].share =
            shares.empty() ? 1 / static_cast<double>(step.exits.size()) : shares[i];
    }
}

std::vector<std::string> names_of(const Node& steps) {
    std::vector<std::string> names;
    for (const Entry& entry : steps.entries) {
        names.push_back(entry.key);
    }
    return names;
}

/// Where a name that is no step may come from: an exit of some step.
std::string exit_owner(const Workflow& workflow, std::string_view name) {
    for (const Step& step : workflow.steps) {
        for (const Exit& exit : step.exits) {
            if (exit.name == name) {
                return fmt::format("`{0}` is an exit of `{1}`: write `{1}.{0}`", name, step.name);
            }
        }
    }
    return {};
}

bool read_arc(const Node& item, std::size_t index, const Node& steps, const StepNames& names,
              Workflow& workflow, StepPlaces& places, Faults& faults) {
    Step& step = workflow.steps[index];
    if (item.faulty) {
        return false;
    }
    if (!item.is_text()) {
        faults.error(item.place, "`after` names steps",
                     "as in `after: a`, `after: [a, b]` or `after: a.exit`");
        return false;
    }
    const std::size_t dot = item.text.find('.');
    const std::string before = item.text.substr(0, dot);
    const auto found = names.find(before);
    if (found == names.end()) {
        const std::string meant = exit_owner(workflow, before);
        faults.no_such("step", before, item.place,
                       meant.empty() ? did_you_mean_one_of(before, names_of(steps), "steps")
                                     : meant);
        return false;
    }
    Arc arc{found->second, -1};
    if (dot != std::string::npos) {
        const std::string exit = item.text.substr(dot + 1);
        const std::vector<Exit>& exits = workflow.steps[static_cast<std::size_t>(arc.from)].exits;
        const auto taken =
            std::find_if(exits.begin(), exits.end(), [&](const Exit& e) { return e.name == exit; });
        if (taken == exits.end()) {
            std::vector<std::string> known;
            for (const Exit& e : exits) {
                known.push_back(e.name);
            }
            const std::string meant = did_you_mean(exit, known);
            faults.error(item.place, fmt::format("`{}` has no exit called `{}`", before, exit),
                         known.empty()   ? fmt::format("it has no exits: write `after: {}`", before)
                         : meant.empty() ? "its exits are " + listed(known)
                                         : meant);
            return false;
        }
        arc.exit = static_cast<int>(taken - exits.begin());
    }
    if (std::find(step.after.begin(), step.after.end(), arc) != step.after.end()) {
        faults.error(item.place, fmt::format("`{}` is named twice", item.text));
        return false;
    }
    step.after.push_back(arc);
    places.after.push_back(item.place);
    return true;
}

bool read_after(const Entry& entry, std::size_t index, const Node& steps, const StepNames& names,
                Workflow& workflow, StepPlaces& places, Faults& faults) {
    if (entry.value.is_map()) {
        const bool any = find_entry(entry.value, "any") != nullptr;
        faults.error(entry.value.place,
                     any ? "`after: {any: ...}` is not simulated in this version"
                         : "`after` names steps",
                     "as in `after: a`, `after: [a, b]` or `after: a.exit`");
        return false;
    }
    if (!entry.value.is_list()) {
        return read_arc(entry.value, index, steps, names, workflow, places, faults);
    }
    constexpr std::size_t most_arcs = 10'000;
    const bool sensible = !entry.value.items.empty() && entry.value.items.size() <= most_arcs;
    if (!sensible) {
        faults.error(entry.value.place,
                     entry.value.items.empty() ? "`after` names no step"
                                               : "`after` names more steps than there can be",
                     "leave it out: the step then starts with the case");
    }
    bool sound = sensible;
    for (const Node& item : sensible ? entry.value.items : std::vector<Node>{}) {
        sound = read_arc(item, index, steps, names, workflow, places, faults) && sound;
    }
    return sound;
}

bool read_one_rework(const Entry& entry, const Node& steps, const StepNames& names, Step& step,
                     StepPlaces& places, Faults& faults) {
    const Node* map = map_of(entry, "{to: setup, chance: 15%}", faults);
    if (map == nullptr) {
        return false;
    }
    const std::size_t before = faults.errors();
    check_keys(*map, Section::rework, faults);
    Rework rework;
    const Entry* to = find_entry(*map, "to");
    if (to == nullptr) {
        faults.error(map->place, "where does the work go back to?",
                     "as in `{to: setup, chance: 15%}`");
    } else if (const std::string* text = text_of(*to, faults)) {
        const auto found = names.find(*text);
        if (found == names.end()) {
            faults.no_such("step", *text, to->value.place,
                           did_you_mean_one_of(*text, names_of(steps), "steps"));
        } else {
            rework.to = found->second;
        }
    }
    if (const Entry* chance = find_entry(*map, "chance")) {
        rework.chance = read_share(*chance, faults).value_or(0);
    }
    if (const Entry* effort = find_entry(*map, "effort")) {
        rework.effort_share = read_share(*effort, faults, 100).value_or(1);
    }
    if (const Entry* at_most = find_entry(*map, "at_most")) {
        rework.at_most = read_count(*at_most, 0, 1'000'000, faults).value_or(-1);
    }
    step.rework.push_back(rework);
    places.rework_to.push_back(to != nullptr ? to->value.place : map->place);
    return faults.errors() == before;
}

bool read_rework(const Entry& entry, const Node& steps, const StepNames& names, Step& step,
                 StepPlaces& places, Faults& faults) {
    places.rework = entry.key_place;
    if (!entry.value.is_list()) {
        return read_one_rework(entry, steps, names, step, places, faults);
    }
    bool sound = true;
    for (const Node& item : entry.value.items) {
        sound = read_one_rework({entry.key, entry.key_place, item}, steps, names, step, places,
                                faults) &&
                sound;
    }
    return sound;
}

/// The clock that a step's delay and patience run on (MODEL.md ruling 4).
Delay delay_clock(const Step& step, const Node& map, const Reading& reading) {
    if (step.delay) {
        return {{}, step.delay->wall_clock, step.delay->calendar};
    }
    const Entry* team = find_entry(map, "team");
    const Node* name = team == nullptr ? nullptr
                       : team->value.is_list() && !team->value.items.empty()
                           ? &team->value.items.front()
                           : &team->value;
    const int own =
        name != nullptr && name->is_text() ? find_team(reading.operation, name->text) : -1;
    if (own < 0) {
        return {{}, false, reading.operation.calendar};
    }
    const Team& clock = reading.operation.teams[static_cast<std::size_t>(own)];
    return {{}, clock.outside, clock.calendar};
}

/// `patience: {then: STEP}` is an arc to that step, by an exit that is never drawn.
bool read_way_out(const Entry& then, std::size_t index, const Node& steps, const StepNames& names,
                  Workflow& workflow, std::vector<StepPlaces>& places, Faults& faults) {
    const std::string* text = text_of(then, faults);
    Step& step = workflow.steps[index];
    if (text == nullptr || !step.patience) {
        return false;
    }
    const auto found = names.find(*text);
    if (found == names.end()) {
        faults.no_such("step", *text, then.value.place,
                       did_you_mean_one_of(*text, names_of(steps), "steps"));
        return false;
    }
    step.patience->then_exit = static_cast<int>(step.exits.size());
    Exit exit;
    exit.name = "gave up";
    exit.of_patience = true;
    step.exits.push_back(std::move(exit));
    places[index].exits.push_back(then.value.place);
    const auto target = static_cast<std::size_t>(found->second);
    workflow.steps[target].after.push_back({static_cast<int>(index), step.patience->then_exit});
    places[target].after.push_back(then.value.place);
    return true;
}

void read_step(const Entry& entry, const std::string& workflow_name, Step& step, StepPlaces& places,
               Reading& reading) {
    Faults& faults = reading.faults;
    const Node& map = entry.value;
    const std::size_t before = faults.errors();
    check_keys(map, Section::step, faults);
    const bool keys_are_sound = faults.errors() == before;
    read_mechanisms(map, {MechanismPlace::Level::step, workflow_name, entry.key}, reading);
    step.label = read_label(map, faults);
    reading.work_is_sound.push_back(read_work(entry, keys_are_sound, step, reading));
    if (const Entry* exits = find_entry(map, "exits")) {
        read_exits(*exits, step, places, faults);
    }
    if (const Entry* chance = find_entry(map, "chance")) {
        step.chance = read_share(*chance, faults).value_or(1);
    }
    if (const Entry* priority = find_entry(map, "priority")) {
        step.priority = static_cast<int>(read_count(*priority, 1, 9, faults).value_or(5));
    }
    if (const Entry* cost = find_entry(map, "cost")) {
        step.cost_each = read_money(*cost, "each", faults).value_or(0);
    }
    if (const Entry* patience = find_entry(map, "patience")) {
        step.patience = read_patience(*patience, step, delay_clock(step, map, reading), reading);
    }
    step.wip = read_limit(map, 0, true, faults);
    read_execution(map, delay_clock(step, map, reading), step, reading);
    if (const Entry* due = find_entry(map, "due")) {
        step.response = read_response(*due, step, find_entry(map, "team") != nullptr, reading);
    }
    if (const Entry* tool = find_entry(map, "tool")) {
        const std::string* text = text_of(*tool, faults);
        step.tool = text != nullptr ? *text : "";
        if (text != nullptr && reading.tools_are_known &&
            std::find(reading.tools.begin(), reading.tools.end(), *text) == reading.tools.end()) {
            const std::string meant = did_you_mean(*text, reading.tools);
            faults.no_such("tool", *text, tool->value.place,
                           meant.empty() ? fmt::format("add it to `tools: {{{}: {{}}}}`", *text)
                                         : meant);
        }
    }
}

} // namespace

void read_steps(const Entry& entry, Workflow& workflow, int workflow_priority, Reading& reading) {
    Faults& faults = reading.faults;
    reading.step_places.clear();
    reading.work_is_sound.clear();
    const Node* map = map_of(entry, "{intake: {team: account, effort: 20min}}", faults);
    if (map == nullptr) {
        return;
    }
    constexpr std::size_t most_steps = 10'000;
    if (map->entries.empty() || map->entries.size() > most_steps) {
        faults.error(entry.key_place,
                     map->entries.empty()
                         ? fmt::format("`{}` has no steps", workflow.name)
                         : fmt::format("there are more than {} steps", most_steps));
        return;
    }
    StepNames names;
    std::vector<StepPlaces> places(map->entries.size());
    for (std::size_t i = 0; i < map->entries.size(); ++i) {
        const Entry& step = map->entries[i];
        faults.given("step", step.key, step.key_place);
        names.emplace(step.key, static_cast<int>(i));
        places[i].name = step.key_place;
        workflow.steps.emplace_back();
        workflow.steps.back().name = step.key;
        workflow.steps.back().priority = workflow_priority;
    }
    bool graph_is_sound = true;
    for (std::size_t i = 0; i < map->entries.size(); ++i) {
        const Entry& step = map->entries[i];
        check_name(step.key, step.key_place, faults);
        reading.work_is_sound.resize(i, true);
        if (step.value.is_map()) {
            read_step(step, workflow.name, workflow.steps[i], places[i], reading);
        } else if (!step.value.is_nothing()) {
            map_of(step, "{team: account, effort: 20min}", faults);
            graph_is_sound = false;
        }
    }
    reading.work_is_sound.resize(map->entries.size(), true);
    // Arcs once every step has its exits.
    for (std::size_t i = 0; i < map->entries.size(); ++i) {
        const Node& step = map->entries[i].value;
        if (const Entry* after = find_entry(step, "after")) {
            graph_is_sound =
                read_after(*after, i, *map, names, workflow, places[i], faults) && graph_is_sound;
        }
        if (const Entry* then = step_of_patience(step)) {
            graph_is_sound =
                read_way_out(*then, i, *map, names, workflow, places, faults) && graph_is_sound;
        }
        if (const Entry* rework = find_entry(step, "rework")) {
            graph_is_sound =
                read_rework(*rework, *map, names, workflow.steps[i], places[i], faults) &&
                graph_is_sound;
        }
    }
    if (graph_is_sound) {
        const std::size_t before = faults.errors();
        check_workflow_graph(workflow, places, faults);
        if (faults.errors() == before) {
            read_person_rules(*map, names, workflow, reading);
            read_keeps(*map, names, workflow, reading);
            reading.step_places = std::move(places);
        }
    }
    check_execution(*map, workflow, faults);
}

} // namespace plimsoll
