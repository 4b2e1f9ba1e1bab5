// Who works on a step, and how long.
#include "model/read_work.hpp"

#include "model/language.hpp"
#include "model/mechanisms.hpp"
#include "model/reading.hpp"
#include "model/shift_overlap.hpp"
#include "model/suggestion.hpp"
#include "model/value.hpp"
#include "model/workflow_graph.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

namespace plimsoll {

namespace {

/// Squared coefficients of variation of one number alone (SCIENCE.md 1.0).
constexpr double manual_variation = 1;
constexpr double automated_squared_variation = 0.1;

std::optional<int> read_team_name(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    if (entry.value.is_list()) {
        faults.error(entry.value.place,
                     "a choice between several teams is not simulated in this version",
                     "name one team");
        return std::nullopt;
    }
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    const int team = find_team(reading.operation, *text);
    if (team < 0 && reading.teams_are_known) {
        faults.error(entry.value.place, fmt::format("there is no team called `{}`", *text),
                     did_you_mean_one_of(*text, team_names(reading.operation), "teams"));
    }
    return team < 0 ? std::nullopt : std::optional<int>(team);
}

void read_with(const Entry& entry, Step& step, Reading& reading, bool& sound) {
    Faults& faults = reading.faults;
    if (entry.value.is_map()) {
        faults.error(entry.value.place,
                     "shares and numbers in `with` are not simulated in this version",
                     "a list of teams, one of each: `with: [rooms]`");
        sound = false;
        return;
    }
    std::vector<Node> names =
        entry.value.is_list() ? entry.value.items : std::vector<Node>{entry.value};
    for (const Node& name : names) {
        const std::optional<int> team = read_team_name({entry.key, entry.key_place, name}, reading);
        if (!team) {
            sound = false;
            continue;
        }
        const bool twice = std::any_of(step.needs.begin(), step.needs.end(),
                                       [&](const Need& need) { return need.team == *team; });
        if (twice) {
            faults.error(name.place, fmt::format("`{}` is on this step already", name.text),
                         "several people of a team are written `people: 2`");
            sound = false;
        } else {
            step.needs.push_back({*team, 1});
        }
    }
}

/// Whether the people a step needs exist and ever meet; says at most one thing.
void check_people(const Step& step, const Entry& entry, const Node& map, const Reading& reading,
                  Faults& faults) {
    const std::vector<Team>& teams = reading.operation.teams;
    for (const Need& need : step.needs) {
        const Team& team = teams[static_cast<std::size_t>(need.team)];
        if (!reading.team_is_sound[static_cast<std::size_t>(need.team)]) {
            return; // what is wrong is said there
        }
        if (team.unlimited) {
            continue;
        }
        std::int64_t everyone = 0;
        for (const Members& members : team.members) {
            everyone += members.count;
        }
        const Entry* people = find_entry(map, "people");
        const Place place = people != nullptr ? people->value.place : entry.key_place;
        if (need.people > everyone) {
            faults.error(place, fmt::format("`{}` needs {} of `{}`, which has {}", entry.key,
                                            need.people, team.name, everyone));
            return;
        }
        if (need.people > 1 && most_on_shift(team) < need.people) {
            faults.error(
                place,
                fmt::format("`{}` needs {} of `{}` at once, and never are so many there together",
                            entry.key, need.people, team.name),
                "see their calendars");
            return;
        }
    }
    if (step.needs.size() > 1 && !ever_together(step.needs, teams)) {
        std::vector<std::string> names;
        for (const Need& need : step.needs) {
            names.push_back(teams[static_cast<std::size_t>(need.team)].name);
        }
        const Entry* with = find_entry(map, "with");
        faults.error(
            with != nullptr ? with->value.place : entry.key_place,
            fmt::format("{} have no common hour: `{}` could never start", listed(names), entry.key),
            "see their calendars");
    }
}

/// What is missing to `team`, `effort` and `delay`; says at most one thing. True when all is there.
bool check_work_is_whole(const Entry& entry, Faults& faults) {
    const Node& map = entry.value;
    const Entry* team = find_entry(map, "team");
    const Entry* effort = find_entry(map, "effort");
    const Entry* people = find_entry(map, "people");
    const Entry* with = find_entry(map, "with");
    for (const Entry* needless : {effort, people, with}) {
        if (team == nullptr && needless != nullptr) {
            faults.error(
                needless->key_place,
                fmt::format("who does `{}`? it has `{}` but no `team`", entry.key, needless->key),
                "add `team:`");
            return false;
        }
    }
    if (team != nullptr && effort == nullptr && find_entry(map, "delay") == nullptr) {
        faults.error(team->key_place, fmt::format("how long does `{}` take?", entry.key),
                     "add `effort: 20min`");
        return false;
    }
    if (effort == nullptr && (people != nullptr || with != nullptr)) {
        faults.error((people != nullptr ? people : with)->key_place,
                     fmt::format("`{}` has no `effort`: nobody works on it", entry.key),
                     "add `effort: 20min`");
        return false;
    }
    return true;
}

} // namespace

void read_work(const Entry& entry, bool keys_are_sound, Step& step, Reading& reading) {
    Faults& faults = reading.faults;
    const Node& map = entry.value;
    const Entry* team = find_entry(map, "team");
    const Entry* effort = find_entry(map, "effort");
    const Entry* delay = find_entry(map, "delay");
    const Entry* people = find_entry(map, "people");
    const Entry* with = find_entry(map, "with");
    std::optional<int> own;
    // A misspelt key is said; what it leaves missing is not said again.
    bool sound = keys_are_sound && check_work_is_whole(entry, faults);
    if (team != nullptr) {
        own = read_team_name(*team, reading);
        sound = sound && own.has_value();
    }
    const Calendar& calendar =
        own ? reading.operation.teams[static_cast<std::size_t>(*own)].calendar
            : reading.operation.calendar;
    if (own && effort != nullptr) {
        step.needs.push_back({*own, 1});
    }
    if (people != nullptr) {
        const std::optional<std::int64_t> count = read_count(*people, 1, 1'000'000, faults);
        sound = sound && count;
        if (!step.needs.empty()) {
            step.needs.front().people = count.value_or(1);
        }
    }
    if (effort != nullptr) {
        const Entry* manual = find_entry(map, "manual");
        const bool automated = manual != nullptr && manual->value.text == "0%";
        const SingleNumber single{automated ? std::sqrt(automated_squared_variation)
                                            : manual_variation};
        const std::optional<ReadLaw> law = read_law(*effort, calendar, single, faults);
        if (law && law->wall_clock) {
            faults.error(effort->value.place,
                         "effort is working time, and `cd` counts nights and weekends",
                         "working days are `d`");
        } else if (law && !step.needs.empty()) {
            step.effort = law->law;
            (automated ? reading.single_number_automated : reading.single_number_manual) |=
                law->single_number;
            reading.typical_and_slow |= law->typical_and_slow;
        }
    }
    if (with != nullptr && team != nullptr && effort != nullptr) {
        read_with(*with, step, reading, sound);
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
    if (sound && !step.needs.empty()) {
        check_people(step, entry, map, reading, faults);
    }
    if (!step.effort) {
        step.needs.clear();
    }
}

} // namespace plimsoll
