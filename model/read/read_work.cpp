// Who works on a step, and how long.
#include "model/read/read_work.hpp"

#include "model/check/reading.hpp"
#include "model/check/workflow_graph.hpp"
#include "model/eligibility.hpp"
#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/read_people.hpp"
#include "model/read/read_tools.hpp"
#include "model/shift_overlap.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace plimsoll {

namespace {

/// Squared coefficients of variation of one number alone (SCIENCE.md 1.0).
constexpr double manual_variation = 1;
constexpr double automated_squared_variation = 0.1;

/// One team beside the step's own.
void add_with(const Entry& name, const Need& need, Step& step, Reading& reading, bool& sound) {
    const bool twice =
        std::any_of(step.needs.begin(), step.needs.end(),
                    [&](const Need& other) { return other.team == need.team; }) ||
        std::find(step.or_teams.begin(), step.or_teams.end(), need.team) != step.or_teams.end();
    if (twice) {
        reading.faults.error(name.key_place, fmt::format("`{}` is on this step already", name.key),
                             "several people of a team are written `people: 2`");
        sound = false;
    } else {
        step.needs.push_back(need);
    }
}

/// `with: {rooms: 1, partners: 25%}`: so many for the whole work, or one for a share of it.
void read_with_map(const Node& map, Step& step, Reading& reading, bool& sound) {
    Faults& faults = reading.faults;
    if (map.entries.empty()) {
        faults.error(map.place, "no team is named", "as in `{rooms: 1, partners: 25%}`");
    }
    for (const Entry& entry : map.entries) {
        Node name;
        name.kind = Node::Kind::text;
        name.place = entry.key_place;
        name.text = entry.key;
        const std::optional<int> team = read_team_name({entry.key, entry.key_place, name}, reading);
        Need need;
        const std::size_t before = faults.errors();
        if (entry.value.is_text() && share_from_text(entry.value.text)) {
            need.share = read_share(entry, faults).value_or(1);
            if (!(need.share > 0)) {
                faults.error(entry.value.place, "nobody is needed for none of the work",
                             "take the team out");
            }
        } else {
            need.people = read_count(entry, 1, 1'000'000, faults).value_or(1);
        }
        sound = sound && team && faults.errors() == before;
        if (team) {
            need.team = *team;
            add_with(entry, need, step, reading, sound);
        }
    }
}

void read_with(const Entry& entry, Step& step, Reading& reading, bool& sound) {
    if (entry.value.is_map()) {
        read_with_map(entry.value, step, reading, sound);
        return;
    }
    std::vector<Node> names =
        entry.value.is_list() ? entry.value.items : std::vector<Node>{entry.value};
    for (const Node& name : names) {
        const std::optional<int> team = read_team_name({entry.key, entry.key_place, name}, reading);
        if (team) {
            add_with({name.text, name.place, name}, {*team, 1}, step, reading, sound);
        } else {
            sound = false;
        }
    }
}

} // namespace

bool check_people(const Step& step, const PeoplePlaces& places, const Reading& reading) {
    Faults& faults = reading.faults;
    const std::vector<Team>& teams = reading.operation.teams;
    for (const Need& need : step.needs) {
        const Team& team = teams[static_cast<std::size_t>(need.team)];
        if (!reading.team_is_sound[static_cast<std::size_t>(need.team)]) {
            return false; // what is wrong is said there
        }
        if (team.unlimited) {
            continue;
        }
        const std::int64_t everyone = everyone_in(team);
        if (need.people > everyone) {
            faults.error(places.people, fmt::format("`{}` needs {} of `{}`, which has {}",
                                                    step.name, need.people, team.name, everyone));
            return false;
        }
        if (need.people > 1 && most_on_shift(team) < need.people) {
            faults.error(
                places.people,
                fmt::format("`{}` needs {} of `{}` at once, and never are so many there together",
                            step.name, need.people, team.name),
                "see their calendars");
            return false;
        }
    }
    if (step.needs.size() > 1 && !ever_together(step.needs, teams)) {
        std::vector<std::string> names;
        for (const Need& need : step.needs) {
            names.push_back(teams[static_cast<std::size_t>(need.team)].name);
        }
        faults.error(
            places.with,
            fmt::format("{} have no common hour: `{}` could never start", listed(names), step.name),
            "see their calendars");
        return false;
    }
    return true;
}

namespace {

/// `batch: {effort: 30min}`: work of each batch.
bool has_effort_of_batch(const Node& map) {
    const Entry* batch = find_entry(map, "batch");
    return batch != nullptr && find_entry(batch->value, "effort") != nullptr;
}

/// What is missing to `team`, `effort` and `delay`; says at most one thing. True when all is there.
bool check_work_is_whole(const Entry& entry, bool on_a_tool, Faults& faults) {
    const Node& map = entry.value;
    const Entry* team = find_entry(map, "team");
    const Entry* effort = find_entry(map, "effort");
    const Entry* people = find_entry(map, "people");
    const Entry* with = find_entry(map, "with");
    for (const Entry* needless : {effort, people, with}) {
        const bool tool_works = needless == effort && on_a_tool;
        if (team == nullptr && needless != nullptr && !tool_works) {
            faults.error(
                needless->key_place,
                fmt::format("who does `{}`? it has `{}` but no `team`", entry.key, needless->key),
                "add `team:`");
            return false;
        }
    }
    const bool somebody_works = effort != nullptr || has_effort_of_batch(map);
    if (team != nullptr && !somebody_works && find_entry(map, "delay") == nullptr) {
        faults.error(team->key_place, fmt::format("how long does `{}` take?", entry.key),
                     "add `effort: 20min`");
        return false;
    }
    if (!somebody_works && (people != nullptr || with != nullptr)) {
        faults.error((people != nullptr ? people : with)->key_place,
                     fmt::format("`{}` has no `effort`: nobody works on it", entry.key),
                     "add `effort: 20min`");
        return false;
    }
    return true;
}

/// One effort, whoever it is for.
std::optional<Distribution> read_one_effort(const Entry& entry, const Node& map,
                                            const Calendar& calendar, Reading& reading) {
    const Entry* manual = find_entry(map, "manual");
    const bool automated = manual != nullptr && manual->value.text == "0%";
    const SingleNumber single{automated ? std::sqrt(automated_squared_variation)
                                        : manual_variation};
    const std::optional<ReadLaw> law = read_law(entry, calendar, single, reading.faults);
    if (!law) {
        return std::nullopt;
    }
    if (law->wall_clock) {
        reading.faults.error(entry.value.place,
                             "effort is working time, and `cd` counts nights and weekends",
                             "working days are `d`");
        return std::nullopt;
    }
    (automated ? reading.single_number_automated : reading.single_number_manual) |=
        law->single_number;
    reading.typical_and_slow |= law->typical_and_slow;
    return law->law;
}

std::optional<Distribution> read_effort(const Entry& entry, const Node& map,
                                        const Calendar& calendar, Step& step, Reading& reading) {
    if (!is_effort_by_person(entry)) {
        return read_one_effort(entry, map, calendar, reading);
    }
    if (step.needs.empty()) {
        return std::nullopt; // who does it is not known, and that is said
    }
    return read_effort_by_person(entry, step, reading, [&](const Entry& one) {
        return read_one_effort(one, map, calendar, reading);
    });
}

} // namespace

bool read_work(const Entry& entry, bool keys_are_sound, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    const std::size_t before = faults.errors();
    const Node& map = entry.value;
    const Entry* team = find_entry(map, "team");
    const Entry* effort = find_entry(map, "effort");
    const Entry* delay = find_entry(map, "delay");
    const Entry* people = find_entry(map, "people");
    const Entry* with = find_entry(map, "with");
    const bool somebody_works = effort != nullptr || has_effort_of_batch(map);
    std::optional<int> own;
    std::vector<int> others;
    // A misspelt key is said; what it leaves missing is not said again.
    const Entry* tool = find_entry(map, "tool");
    const int held = tool != nullptr ? find_tool(reading.operation, tool->value.text) : -1;
    bool sound = keys_are_sound && check_work_is_whole(entry, held >= 0, faults);
    if (team != nullptr) {
        others = read_own_teams(*team, reading);
        sound = sound && !others.empty();
        if (!others.empty()) {
            own = others.front();
            others.erase(others.begin());
        }
    } else if (held >= 0) {
        own = held; // it works by itself
    }
    const Calendar& calendar =
        own ? reading.operation.teams[static_cast<std::size_t>(*own)].calendar
            : reading.operation.calendar;
    if (own && somebody_works) {
        step.needs.push_back({*own, 1});
        step.or_teams = std::move(others);
    }
    if (people != nullptr) {
        const std::optional<std::int64_t> count = read_count(*people, 1, 1'000'000, faults);
        sound = sound && count;
        if (!step.needs.empty()) {
            step.needs.front().people = count.value_or(1);
        }
    }
    if (const Entry* skill = find_entry(map, "skill"); skill != nullptr && sound) {
        read_skill(*skill, step, reading);
    }
    if (effort != nullptr) {
        const std::optional<Distribution> law = read_effort(*effort, map, calendar, step, reading);
        if (law && !step.needs.empty()) {
            step.effort = law;
        }
    } else if (somebody_works && !step.needs.empty()) {
        step.effort = Distribution{}; // an item adds nothing to its batch
    }
    if (with != nullptr && team != nullptr && somebody_works) {
        read_with(*with, step, reading, sound);
    }
    if (held >= 0 && !step.needs.empty() && step.needs.front().team != held) {
        step.needs.push_back({held, 1});
    }
    if (delay != nullptr) {
        const bool outside = own && reading.operation.teams[static_cast<std::size_t>(*own)].outside;
        // An outside team's delay runs on the wall clock, where a day has 24 hours.
        const Calendar clock = outside ? round_the_clock() : calendar;
        if (const std::optional<ReadLaw> law = read_law(*delay, clock, {}, faults)) {
            step.delay = Delay{law->law, law->wall_clock || outside, calendar};
            reading.typical_and_slow |= law->typical_and_slow;
        }
    }
    const PeoplePlaces places{people != nullptr ? people->value.place : entry.key_place,
                              with != nullptr ? with->value.place : entry.key_place};
    for (const int choice : sound ? teams_of(step) : std::vector<int>{}) {
        Step one = step;
        one.needs.front().team = choice;
        if (!check_people(one, places, reading)) {
            break;
        }
    }
    if (!step.effort) {
        step.needs.clear();
        step.or_teams.clear();
    }
    return keys_are_sound && faults.errors() == before;
}

} // namespace plimsoll
