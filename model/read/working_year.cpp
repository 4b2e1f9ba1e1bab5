#include "model/read/working_year.hpp"

#include "model/read/mechanisms.hpp"

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace plimsoll {

namespace {

using Level = MechanismPlace::Level;

/// Where `away` stands that holds for these.
Place place_of_away(const Node& root, const Team& team, const Members& members) {
    Place place = root.place;
    const auto look = [&place](const Node& node) {
        if (const Entry* away = find_entry(node, "away")) {
            place = away->key_place;
        }
    };
    look(root);
    const Entry* teams = find_entry(root, "teams");
    const Entry* own = teams != nullptr ? find_entry(teams->value, team.name) : nullptr;
    if (own != nullptr) {
        look(own->value);
        const Entry* people = find_entry(own->value, "people");
        const Entry* one = people != nullptr && !members.name.empty()
                               ? find_entry(people->value, members.name)
                               : nullptr;
        if (one != nullptr) {
            look(one->value);
        }
    }
    return place;
}

} // namespace

double working_days_of_year(const Calendar& calendar) {
    constexpr double weeks = 48;
    const Microseconds open = weekly_open_time(calendar);
    return open == week ? 365
                        : weeks * std::round(static_cast<double>(open) /
                                             static_cast<double>(working_day(calendar)));
}

void check_absence(const Node& root, Reading& reading) {
    const Operation& operation = reading.operation;
    for (const Team& team : operation.teams) {
        if (team.units || team.outside) {
            continue;
        }
        for (const Members& members : team.members) {
            const MechanismPlace at = members.name.empty()
                                          ? MechanismPlace{Level::team, {}, team.name}
                                          : MechanismPlace{Level::member, team.name, members.name};
            const double year = working_days_of_year(members.calendar);
            const MechanismValue* sick = mechanism_value(operation, "away.sick", at);
            const MechanismValue* vacation = mechanism_value(operation, "away.vacation", at);
            const double days = vacation != nullptr ? vacation->number : 0;
            if (sick != nullptr && sick->number >= year) {
                reading.faults.error(
                    place_of_away(root, team, members),
                    fmt::format(
                        "`{}` would be ill on {:.5g} days of a year that has {:.5g} working "
                        "days",
                        members.name.empty() ? team.name : members.name, sick->number, year),
                    "write it like `{sick: 3.6 days per year}`");
                return;
            }
            if (days > 0 && !(operation.dates && operation.dates->start_is_stated)) {
                reading.faults.error(place_of_away(root, team, members),
                                     "vacation lies on dates, and this model has none",
                                     "add `start: 2027-01-04`");
                return;
            }
            if (days > year) {
                reading.faults.error(
                    place_of_away(root, team, members),
                    fmt::format(
                        "{:.5g} days of vacation are more than the {:.5g} working days of a "
                        "year",
                        days, year),
                    "write it like `{vacation: 20 days per year}`");
                return;
            }
        }
    }
}

} // namespace plimsoll
