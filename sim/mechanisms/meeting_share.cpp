#include "sim/mechanisms/meeting_share.hpp"

#include "model/read/mechanisms.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace plimsoll {

namespace {

double hours_a_week(const Calendar& calendar) {
    return static_cast<double>(weekly_open_time(calendar)) / static_cast<double>(hour);
}

double number_of(const Operation& operation, const Team& team, const char* key, double otherwise) {
    const MechanismValue* value =
        mechanism_value(operation, key, {MechanismPlace::Level::team, {}, team.name});
    return value != nullptr ? value->number : otherwise;
}

} // namespace

double meeting_share(const TeamMeetings& team) {
    if (team.people <= 1 || team.week <= 0) {
        return 0;
    }
    const double groups = team.split > 0 ? std::ceil(team.people / team.split - 1e-9) : 1;
    const double in_each = team.people / groups;
    const double within = team.each * std::max(0., in_each - 1) / team.week;
    const double between = team.liaison * groups * (groups - 1) / (team.people * team.week);
    return std::min(team.at_most, within + between);
}

std::optional<TeamMeetings> meetings_of(const Operation& operation, const Team& team) {
    if (team.units || team.outside || team.unlimited) {
        return std::nullopt;
    }
    const double in_hours = static_cast<double>(hour);
    TeamMeetings found;
    found.each = number_of(operation, team, "meetings", 0) / in_hours;
    found.split = number_of(operation, team, "split", 0);
    found.liaison = number_of(operation, team, "liaison", 0) / in_hours;
    found.at_most = number_of(operation, team, "at_most", 1);
    found.week = 0;
    double unnamed = 0; // the most that one of them has in a week
    for (const Members& members : team.members) {
        const double week = hours_a_week(members.calendar);
        found.week = std::max(found.week, week);
        unnamed = members.name.empty() ? std::max(unnamed, week) : unnamed;
    }
    for (const Members& members : team.members) {
        const double part =
            members.name.empty() && unnamed > 0 ? hours_a_week(members.calendar) / unnamed : 1;
        found.people += static_cast<double>(members.count) * part;
    }
    if (meeting_share(found) <= 0) {
        return std::nullopt;
    }
    return found;
}

double most_productive_people(const TeamMeetings& team) {
    const double share = team.each / team.week;
    return share > 0 ? (1 + share) / (2 * share) : std::numeric_limits<double>::infinity();
}

} // namespace plimsoll
