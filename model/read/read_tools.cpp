#include "model/read/read_tools.hpp"

#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

namespace plimsoll {

namespace {

void read_units(const Entry& tool, const Entry& units, Reading& reading) {
    Faults& faults = reading.faults;
    const std::size_t before = faults.errors();
    if (find_team(reading.operation, tool.key) >= 0) {
        faults.error(tool.key_place,
                     fmt::format("`{}` is a team already, and a tool with `units` stands beside "
                                 "the teams in every result",
                                 tool.key),
                     "give one of them another name");
        return;
    }
    Team team;
    team.name = tool.key;
    team.label = read_label(tool.value, faults);
    team.units = true;
    team.tool = true;
    team.calendar = reading.operation.calendar;
    if (const Entry* calendar = find_entry(tool.value, "calendar")) {
        team.calendar = read_calendar(*calendar, faults).value_or(team.calendar);
    }
    constexpr std::int64_t most_units = 1'000'000;
    Members members;
    members.count = read_count(units, 1, most_units, faults).value_or(1);
    members.calendar = team.calendar;
    team.members.push_back(std::move(members));
    reading.operation.teams.push_back(std::move(team));
    reading.team_is_sound.push_back(faults.errors() == before);
}

} // namespace

void read_tools(const Entry& tools, Reading& reading) {
    const Node* map = map_of(tools, "{crm: {}}", reading.faults);
    if (map == nullptr) {
        return;
    }
    for (const Entry& tool : map->entries) {
        check_name(tool.key, tool.key_place, reading.faults);
        reading.faults.given("tool", tool.key, tool.key_place);
        reading.tools.push_back(tool.key);
        if (!tool.value.is_map()) {
            if (!tool.value.is_nothing()) {
                map_of(tool, "{}", reading.faults);
            }
            continue;
        }
        check_keys(tool.value, Section::tool, reading.faults);
        read_mechanisms(tool.value, {MechanismPlace::Level::tool, {}, tool.key}, reading);
        read_label(tool.value, reading.faults);
        const Entry* calendar = find_entry(tool.value, "calendar");
        if (const Entry* units = find_entry(tool.value, "units")) {
            read_units(tool, *units, reading);
        } else if (calendar != nullptr) {
            reading.faults.error(calendar->key_place,
                                 fmt::format("`{}` is there for everybody at once: it has no hours "
                                             "that anybody waits for",
                                             tool.key),
                                 "`units: 1` says of how many a step holds one");
        }
    }
}

int find_tool(const Operation& operation, std::string_view name) {
    const int found = find_team(operation, name);
    return found >= 0 && operation.teams[static_cast<std::size_t>(found)].tool ? found : -1;
}

} // namespace plimsoll
