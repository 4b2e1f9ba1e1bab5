#include "model/read/read_people.hpp"

#include "model/check/person_relation.hpp"
#include "model/check/workflow_graph.hpp"
#include "model/eligibility.hpp"
#include "model/read/language.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

using StepNames = std::map<std::string, int, std::less<>>;

std::vector<std::string> step_names(const Workflow& workflow) {
    std::vector<std::string> names;
    for (const Step& step : workflow.steps) {
        names.push_back(step.name);
    }
    return names;
}

/// Whether somebody in particular may be asked for here; says why not.
bool has_people_in_particular(const Entry& entry, const Step& step, const Reading& reading) {
    if (step.needs.empty()) {
        reading.faults.error(entry.key_place,
                             fmt::format("nobody works at `{}`: `{}` has nothing to choose from",
                                         step.name, entry.key),
                             "add `team:` and `effort:`");
        return false;
    }
    for (const int team : teams_of(step)) {
        if (team_at(team, reading).unlimited) {
            reading.faults.error(entry.key_place,
                                 fmt::format("`{}` is unlimited: nobody in it is anybody in "
                                             "particular",
                                             team_at(team, reading).name),
                                 "give it `people:` with names");
            return false;
        }
    }
    return true;
}

/// The step that `same as STEP` or `not STEP` names, or -1 after a fault.
int read_other_step(const Entry& entry, const std::string& name, std::size_t index, bool itself,
                    const StepNames& names, const Workflow& workflow, Reading& reading) {
    Faults& faults = reading.faults;
    const auto found = names.find(name);
    if (found == names.end()) {
        faults.no_such("step", name, entry.value.place,
                       did_you_mean_one_of(name, step_names(workflow), "steps"));
        return -1;
    }
    const auto other = static_cast<std::size_t>(found->second);
    const Step& step = workflow.steps[index];
    const Step& before = workflow.steps[other];
    if (other == index && !itself) {
        faults.error(entry.value.place,
                     fmt::format("`{}` cannot be done by somebody else than itself", step.name),
                     "name the step before it");
    } else if (before.needs.empty() && !reading.work_is_sound[other]) {
        return -1; // what is wrong is said there
    } else if (before.needs.empty()) {
        faults.error(entry.value.place, fmt::format("nobody does `{}`: it takes no work", name),
                     "name a step that a team does");
    } else if (other != index && !lies_above(workflow, other, index)) {
        faults.error(
            entry.value.place,
            fmt::format("`{}` does not come before `{}`: nobody has done it then", name, step.name),
            fmt::format("`after: {}` puts it before", name));
    } else {
        return found->second;
    }
    return -1;
}

std::optional<PersonRule> read_person_text(const Entry& entry, std::size_t index,
                                           const StepNames& names, const Workflow& workflow,
                                           Reading& reading) {
    const std::string* text = text_of(entry, reading.faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    PersonRule rule;
    constexpr std::string_view same = "same as ";
    constexpr std::string_view other = "not ";
    if (*text == "of the client") {
        rule.kind = PersonRule::Kind::of_client;
        return rule;
    }
    const bool is_same = text->compare(0, same.size(), same) == 0;
    const bool is_other = text->compare(0, other.size(), other) == 0;
    if (!is_same && !is_other) {
        reading.faults.error(entry.value.place, fmt::format("`person: {}` means nothing", *text),
                             "write `same as STEP`, `not STEP` or `of the client`");
        return std::nullopt;
    }
    rule.kind = is_same ? PersonRule::Kind::same_as : PersonRule::Kind::other_than;
    rule.step = read_other_step(entry, text->substr(is_same ? same.size() : other.size()), index,
                                is_same, names, workflow, reading);
    return rule.step < 0 ? std::nullopt : std::optional<PersonRule>(rule);
}

/// `{same as: brief, or any after: 1d}`.
std::optional<PersonRule> read_person_map(const Entry& entry, std::size_t index,
                                          const StepNames& names, const Workflow& workflow,
                                          Reading& reading) {
    Faults& faults = reading.faults;
    const std::size_t before = faults.errors();
    check_keys(entry.value, Section::person, faults);
    if (faults.errors() > before) {
        return std::nullopt;
    }
    const Entry* same = find_entry(entry.value, "same as");
    const Entry* any = find_entry(entry.value, "or any after");
    if (same == nullptr || any == nullptr) {
        faults.error(entry.value.place,
                     same == nullptr ? "`person` does not say who" : "when may anybody do it?",
                     "as in `{same as: brief, or any after: 1d}`");
        return std::nullopt;
    }
    const std::string* name = text_of(*same, faults);
    if (name == nullptr) {
        return std::nullopt;
    }
    PersonRule rule;
    rule.step = read_other_step(*same, *name, index, true, names, workflow, reading);
    const Team& team = team_at(workflow.steps[index].needs.front().team, reading);
    const Calendar days = team.outside ? round_the_clock() : team.calendar;
    const std::optional<ReadDuration> wait = read_duration(*any, days, faults);
    if (rule.step < 0 || !wait) {
        return std::nullopt;
    }
    Delay delay;
    delay.length.law = Law::exact;
    delay.length.a = static_cast<double>(wait->length);
    delay.wall_clock = wait->wall_clock || team.outside;
    delay.calendar = team.calendar;
    rule.any_after = delay;
    return rule;
}

} // namespace

std::optional<int> read_team_name(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    const int team = find_team(reading.operation, *text);
    if (team >= 0 && team_at(team, reading).tool) {
        faults.error(entry.value.place, fmt::format("`{}` is a tool", *text),
                     fmt::format("a step on it is written `tool: {}`", *text));
        return std::nullopt;
    }
    if (team < 0 && reading.teams_are_known) {
        faults.no_such("team", *text, entry.value.place,
                       did_you_mean_one_of(*text, team_names(reading.operation), "teams"));
    }
    return team < 0 ? std::nullopt : std::optional<int>(team);
}

std::vector<int> read_own_teams(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    if (!entry.value.is_list()) {
        const std::optional<int> team = read_team_name(entry, reading);
        return team ? std::vector<int>{*team} : std::vector<int>{};
    }
    constexpr std::size_t most_teams = 100;
    if (entry.value.items.empty() || entry.value.items.size() > most_teams) {
        faults.error(entry.value.place,
                     entry.value.items.empty() ? "no team is named"
                                               : "more teams are named than a case can choose from",
                     "as in `team: [tier1, tier2]`: the first that has somebody free");
        return {};
    }
    std::vector<int> teams;
    bool sound = true;
    for (const Node& item : entry.value.items) {
        const std::optional<int> team = read_team_name({entry.key, entry.key_place, item}, reading);
        sound = sound && team;
        if (!team) {
            continue;
        }
        if (std::find(teams.begin(), teams.end(), *team) != teams.end()) {
            faults.error(item.place, fmt::format("`{}` is named twice", item.text));
            sound = false;
        } else if (entry.value.items.size() > 1 && team_at(*team, reading).wip) {
            faults.error(item.place,
                         fmt::format("`{}` has a `wip`, and this work waits for other teams, too",
                                     item.text),
                         "put `wip` on the step");
            sound = false;
        }
        teams.push_back(*team);
    }
    return sound ? teams : std::vector<int>{};
}

void read_skill(const Entry& entry, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    const std::string* text = text_of(entry, faults);
    if (text == nullptr || !has_people_in_particular(entry, step, reading)) {
        return;
    }
    step.skill = *text;
    std::vector<std::string> known;
    std::int64_t most = 0;
    for (const int team : teams_of(step)) {
        if (!reading.team_is_sound[static_cast<std::size_t>(team)]) {
            return; // what is wrong is said there
        }
        std::int64_t here = 0;
        for (const Members& members : team_at(team, reading).members) {
            here += has_skill(members, step) ? members.count : 0;
            for (const std::string& skill : members.skills) {
                if (std::find(known.begin(), known.end(), skill) == known.end()) {
                    known.push_back(skill);
                }
            }
        }
        most = std::max(most, here);
    }
    const std::string& team = team_at(step.needs.front().team, reading).name;
    if (most == 0) {
        const std::string meant = did_you_mean(*text, known);
        faults.error(entry.value.place,
                     fmt::format("nobody in `{}` has the skill `{}`", team, *text),
                     !meant.empty()  ? meant
                     : known.empty() ? fmt::format("give it to a member: `skills: [{}]`", *text)
                                     : "they have " + listed(known));
    } else if (most < step.needs.front().people) {
        faults.error(entry.value.place,
                     fmt::format("`{}` needs {} with the skill `{}` at once, and there are {}",
                                 step.name, step.needs.front().people, *text, most));
    }
}

bool is_effort_by_person(const Entry& effort) {
    return effort.value.is_map() && !effort.value.faulty;
}

std::optional<Distribution>
read_effort_by_person(const Entry& effort, Step& step, Reading& reading,
                      const std::function<std::optional<Distribution>(const Entry&)>& read_one) {
    Faults& faults = reading.faults;
    std::vector<std::string> names;
    std::size_t everybody = 0;
    for (const int team : teams_of(step)) {
        for (const Members& members : team_at(team, reading).members) {
            ++everybody;
            if (!members.name.empty() && has_skill(members, step) &&
                std::find(names.begin(), names.end(), members.name) == names.end()) {
                names.push_back(members.name);
            }
        }
    }
    std::optional<Distribution> otherwise;
    std::optional<Distribution> first;
    bool sound = true;
    for (const Entry& entry : effort.value.entries) {
        const bool is_rest = entry.key == "otherwise";
        if (!is_rest && std::find(names.begin(), names.end(), entry.key) == names.end()) {
            faults.error(entry.key_place,
                         fmt::format("nobody called `{}` does `{}`", entry.key, step.name),
                         names.empty() ? fmt::format("`{}` has no members by name",
                                                     team_at(step.needs.front().team, reading).name)
                                       : did_you_mean_one_of(entry.key, names, "members"));
            sound = false;
            continue;
        }
        const std::optional<Distribution> law = read_one(entry);
        sound = sound && law;
        if (law && is_rest) {
            otherwise = law;
        } else if (law) {
            first = first ? first : law;
            step.effort_of.push_back({entry.key, *law});
        }
    }
    if (sound && !otherwise && step.effort_of.size() < everybody) {
        faults.error(effort.value.place,
                     fmt::format("`effort` has no value for the others who do `{}`", step.name),
                     "add `otherwise:` for those who are not named");
        sound = false;
    }
    return sound ? (otherwise ? otherwise : first) : std::nullopt;
}

void read_person_rules(const Node& steps, const StepNames& names, Workflow& workflow,
                       Reading& reading) {
    for (std::size_t i = 0; i < steps.entries.size(); ++i) {
        const Entry* entry = find_entry(steps.entries[i].value, "person");
        Step& step = workflow.steps[i];
        if (entry == nullptr || entry->value.faulty || !reading.work_is_sound[i] ||
            !has_people_in_particular(*entry, step, reading)) {
            continue;
        }
        if (step.batch) {
            reading.faults.error(entry->key_place,
                                 fmt::format("`{}` is done in batches, by the same people for all "
                                             "in one: `person` cannot choose for each",
                                             step.name),
                                 "leave one of them out");
            continue;
        }
        const std::size_t before = reading.faults.errors();
        std::optional<PersonRule> rule =
            entry->value.is_map() ? read_person_map(*entry, i, names, workflow, reading)
                                  : read_person_text(*entry, i, names, workflow, reading);
        const Step* other = rule && rule->step >= 0
                                ? &workflow.steps[static_cast<std::size_t>(rule->step)]
                                : nullptr;
        if (rule && are_few_groups(*entry, step, other, *rule, reading) && other != nullptr) {
            check_relation(*entry, step, *other, *rule, reading);
        }
        if (rule && rule->kind == PersonRule::Kind::of_client && !step.or_teams.empty()) {
            reading.faults.error(entry->value.place,
                                 "a client has its person in one team, and here are several",
                                 "name one team");
        }
        if (reading.faults.errors() == before) {
            step.person = std::move(rule);
        }
    }
}

} // namespace plimsoll
