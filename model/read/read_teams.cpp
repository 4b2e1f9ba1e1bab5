#include "model/check/reading.hpp"
#include "model/eligibility.hpp"
#include "model/read/language.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/read_presence.hpp"
#include "model/read/read_waiting.hpp"
#include "model/text/calendar_text.hpp"
#include "model/text/suggestion.hpp"
#include "model/text/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

namespace {

constexpr std::int64_t most_people = 1'000'000;

/// How much of a calendar this operation gets.
struct Available {
    double share = 1;    ///< of every day
    bool weekly = false; ///< instead: `per_week`, evenly over the open days
    std::string text;    ///< the duration of `20h per week`: `d` depends on the calendar
    Place place;
    bool given = false;
};

std::optional<Available> read_available(const Entry& entry, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return std::nullopt;
    }
    Available available;
    available.given = true;
    available.place = entry.value.place;
    if (const std::optional<double> share = share_from_text(*text)) {
        if (*share > 1 || *share <= 0) {
            faults.error(entry.value.place, "`available` is more than 0% and at most 100%");
            return std::nullopt;
        }
        available.share = *share;
        return available;
    }
    const std::size_t per = text->rfind(" per week");
    if (per == std::string::npos || per + 9 != text->size()) {
        faults.error(
            entry.value.place,
            fmt::format("`{}` does not say how much of the time they are available", *text),
            "write it like `20h per week` or `50%`");
        return std::nullopt;
    }
    available.weekly = true;
    available.text = text->substr(0, per);
    return available;
}

std::string day_name(int weekday) {
    static const std::array<std::string, 7> names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};
    return names[static_cast<std::size_t>(weekday)];
}

/// The calendar after `available` has taken its part; nothing when that is impossible.
std::optional<Calendar> part_of(const Calendar& calendar, const Available& available,
                                Faults& faults) {
    if (!available.given) {
        return calendar;
    }
    if (!available.weekly) {
        return first_share_of_each_day(calendar, available.share);
    }
    Problem problem;
    const std::optional<DurationText> weekly =
        parse_duration(available.text, working_time(calendar), problem);
    if (!weekly || weekly->units.calendar_days || !(weekly->microseconds > 0)) {
        faults.error(available.place,
                     problem.message.empty() ? "this is no working time in a week"
                                             : problem.message,
                     "write it like `20h per week` or `50%`");
        return std::nullopt;
    }
    const Microseconds per_day =
        static_cast<Microseconds>(std::floor(weekly->microseconds / open_days(calendar) + 0.5));
    std::array<Microseconds, 7> open{};
    for (const Span& span : calendar.spans) {
        open[static_cast<std::size_t>(span.weekday)] += span.to - span.from;
    }
    for (std::size_t weekday = 0; weekday < 7; ++weekday) {
        if (open[weekday] > 0 && open[weekday] < per_day) {
            const auto hours = [](Microseconds time) {
                return number_to_text(
                    std::floor(static_cast<double>(time) / static_cast<double>(hour) * 100 + 0.5) /
                    100);
            };
            faults.error(available.place,
                         fmt::format("{} is too short: `{} per week` over {} open days is {} h a "
                                     "day, and it has {} h",
                                     day_name(static_cast<int>(weekday)), available.text,
                                     open_days(calendar), hours(per_day), hours(open[weekday])),
                         "make the calendar longer or the share smaller");
            return std::nullopt;
        }
    }
    return first_hours_of_each_day(calendar, per_day);
}

/// What a team gives to its members unless they say otherwise.
struct Defaults {
    Calendar calendar;
    Available available;
    double cost_per_hour = 0;
};

void read_head_count(const Entry& people, const Defaults& defaults, const Calendar& calendar,
                     Team& team, Faults& faults) {
    const std::string* text = text_of(people, faults);
    if (text == nullptr) {
        return;
    }
    if (*text == "unlimited") {
        team.unlimited = true;
        team.paid_when_working = true;
        return;
    }
    const std::optional<double> number = number_from_text(*text);
    if (!number || *number < 0 || *number > static_cast<double>(most_people)) {
        faults.error(people.value.place, fmt::format("`{}` is not a number of people", *text),
                     "write it like `6`, `4.5` or `unlimited`");
        return;
    }
    if (*number == 0) {
        faults.error(people.value.place, fmt::format("nobody is in `{}`", team.name),
                     "take the team out, or give it somebody");
        return;
    }
    const double whole = std::floor(*number);
    Members members;
    members.calendar = calendar;
    members.cost_per_hour = defaults.cost_per_hour;
    if (whole > 0) {
        members.count = static_cast<std::int64_t>(whole);
        team.members.push_back(members);
    }
    if (*number > whole) {
        // MODEL.md ruling 9: the part person is there the first part of every day.
        members.count = 1;
        members.calendar = first_share_of_each_day(calendar, *number - whole);
        if (members.calendar.spans.empty()) {
            faults.error(people.value.place, "the last one's part of a person is too small");
            return;
        }
        team.members.push_back(members);
    }
}

/// `skills: [german, tax]`, or one.
std::vector<std::string> read_skills(const Entry& entry, Faults& faults) {
    std::vector<std::string> skills;
    const std::vector<Node> one{entry.value};
    for (const Node& item : entry.value.is_list() ? entry.value.items : one) {
        const Entry skill{entry.key, entry.key_place, item};
        const std::string* text = text_of(skill, faults);
        if (text == nullptr || !check_name(*text, item.place, faults)) {
            continue;
        }
        if (std::find(skills.begin(), skills.end(), *text) != skills.end()) {
            faults.error(item.place, fmt::format("`{}` is named twice", *text));
        }
        skills.push_back(*text);
    }
    return skills;
}

void read_member(const Entry& entry, const Defaults& defaults, Team& team, Reading& reading) {
    Faults& faults = reading.faults;
    Members members;
    members.name = entry.key;
    check_name(entry.key, entry.key_place, faults);
    Calendar calendar = defaults.calendar;
    Available available = defaults.available;
    members.cost_per_hour = defaults.cost_per_hour;
    if (entry.value.is_map()) {
        const Node& map = entry.value;
        check_keys(map, Section::member, faults);
        read_mechanisms(map, {MechanismPlace::Level::member, team.name, entry.key}, reading);
        members.label = read_label(map, faults);
        if (const Entry* count = find_entry(map, "count")) {
            members.count = read_count(*count, 1, most_people, faults).value_or(1);
        }
        if (const Entry* own = find_entry(map, "calendar")) {
            calendar = read_calendar(*own, faults).value_or(calendar);
        }
        if (const Entry* part = find_entry(map, "available")) {
            available = read_available(*part, faults).value_or(Available{});
        }
        if (const Entry* cost = find_entry(map, "cost")) {
            members.cost_per_hour = read_money(*cost, "per hour", faults).value_or(0);
        }
        if (const Entry* skills = find_entry(map, "skills")) {
            members.skills = read_skills(*skills, faults);
        }
        members.presence = read_presence(map, calendar, reading);
        if (const Entry* speed = find_entry(map, "speed")) {
            members.speed = read_share(*speed, faults, 100).value_or(1);
            if (!(members.speed > 0)) {
                faults.error(speed->value.place,
                             fmt::format("`{}` would never finish anything", entry.key),
                             "a speed is more than 0%");
                members.speed = 1;
            }
        }
    } else if (!entry.value.is_nothing() && !entry.value.faulty) {
        faults.error(entry.value.place,
                     fmt::format("`{}` is a member of `{}`: what is `{}`?", entry.key, team.name,
                                 entry.value.is_list() ? "this list" : entry.value.text),
                     "write it like `{count: 8}`, or `{}` for one person");
        return;
    }
    if (const std::optional<Calendar> part = part_of(calendar, available, faults)) {
        members.calendar = *part;
        team.members.push_back(std::move(members));
    }
}

void read_people(const Entry& people, const Defaults& defaults, Team& team, Reading& reading) {
    Faults& faults = reading.faults;
    const bool named = people.value.is_map();
    std::optional<Calendar> calendar;
    if (!named) {
        calendar = part_of(defaults.calendar, defaults.available, faults);
        if (calendar) {
            read_head_count(people, defaults, *calendar, team, faults);
        }
        return;
    }
    constexpr std::size_t most_named = 1000;
    if (people.value.entries.size() > most_named) {
        faults.error(people.key_place, fmt::format("more than {} members have a name", most_named),
                     "`count` puts those together who are alike");
        return;
    }
    for (const Entry& entry : people.value.entries) {
        if (entry.key.empty()) {
            // An overlay's `people: +2` on named members: so many unnamed full ones more.
            calendar = part_of(defaults.calendar, defaults.available, faults);
            if (calendar) {
                read_head_count({"people", entry.key_place, entry.value}, defaults, *calendar, team,
                                faults);
            }
        } else {
            read_member(entry, defaults, team, reading);
        }
    }
    if (people.value.entries.empty()) {
        faults.error(people.value.place, fmt::format("nobody is in `{}`", team.name),
                     "take the team out, or give it somebody");
    }
}

void read_units(const Entry& units, const Defaults& defaults, Team& team, Faults& faults) {
    team.units = true;
    Members members;
    const std::optional<std::int64_t> count = read_count(units, 1, most_people, faults);
    const std::optional<Calendar> calendar = part_of(defaults.calendar, defaults.available, faults);
    if (count && calendar) {
        members.count = *count;
        members.calendar = *calendar;
        members.cost_per_hour = defaults.cost_per_hour;
        team.members.push_back(std::move(members));
    }
}

void read_order(const Entry& entry, Team& team, Faults& faults) {
    const std::string* text = text_of(entry, faults);
    if (text == nullptr) {
        return;
    }
    const std::vector<std::string> orders = {"fifo", "priority", "due", "shortest"};
    const auto found = std::find(orders.begin(), orders.end(), *text);
    if (found == orders.end()) {
        const std::string meant = did_you_mean(*text, orders);
        faults.error(entry.value.place, fmt::format("there is no order `{}`", *text),
                     meant.empty() ? "the orders are " + listed(orders) : meant);
        return;
    }
    team.order = static_cast<Order>(found - orders.begin());
}

/// Units that work by themselves (M12) may be paid by the piece: noted, not simulated.
void read_team_cost(const Entry& cost, bool units, Team& team, Reading& reading) {
    const std::string each = " each";
    const std::string& text = cost.value.text;
    const bool by_the_piece = units && text.size() > each.size() &&
                              text.compare(text.size() - each.size(), each.size(), each) == 0;
    if (!by_the_piece) {
        team.cost_per_hour = read_money(cost, "per hour", reading.faults).value_or(0);
    } else if (read_money(cost, "each", reading.faults)) {
        reading.operation.assumptions.push_back({fmt::format("teams.{}.cost", path_step(team.name)),
                                                 text, "D", stated_in_the_model, false});
    }
}

/// `helps: {tier1: 60%}`.
void read_helps(const Entry& entry, Team& team, Reading& reading) {
    Faults& faults = reading.faults;
    const Node* map = map_of(entry, "{tier1: 60%}", faults);
    if (map == nullptr) {
        return;
    }
    for (const Entry& one : map->entries) {
        const int helped = find_team(reading.operation, one.key);
        const std::optional<double> speed = read_share(one, faults, 100);
        if (helped < 0) {
            faults.no_such("team", one.key, one.key_place,
                           did_you_mean_one_of(one.key, team_names(reading.operation), "teams"));
        } else if (one.key == team.name) {
            faults.error(one.key_place, fmt::format("`{}` cannot help itself", team.name),
                         "name another team");
        } else if (speed && !(*speed > 0)) {
            faults.error(
                one.value.place,
                fmt::format("`{}` would never finish anything for `{}`", team.name, one.key),
                "a speed is more than 0%");
        } else if (speed) {
            team.helps.push_back({helped, *speed});
        }
    }
}

Team read_team(const Entry& entry, Reading& reading) {
    Faults& faults = reading.faults;
    Team team;
    team.name = entry.key;
    team.calendar = reading.operation.calendar;
    check_name(entry.key, entry.key_place, faults);
    const Node* map = map_of(entry, "{people: 6}", faults);
    if (map == nullptr) {
        return team;
    }
    const std::size_t before = faults.errors();
    check_keys(*map, Section::team, faults);
    const bool keys_are_sound = faults.errors() == before;
    read_mechanisms(*map, {MechanismPlace::Level::team, {}, team.name}, reading);
    team.label = read_label(*map, faults);
    Defaults defaults;
    if (const Entry* calendar = find_entry(*map, "calendar")) {
        team.calendar = read_calendar(*calendar, faults).value_or(team.calendar);
    }
    defaults.calendar = team.calendar;
    if (const Entry* available = find_entry(*map, "available")) {
        defaults.available = read_available(*available, faults).value_or(Available{});
    }
    if (const Entry* cost = find_entry(*map, "cost")) {
        read_team_cost(*cost, find_entry(*map, "units") != nullptr, team, reading);
    }
    defaults.cost_per_hour = team.cost_per_hour;
    if (const Entry* outside = find_entry(*map, "outside")) {
        team.outside = read_yes_no(*outside, faults).value_or(false);
        team.paid_when_working = team.outside; // no idle pay for a supplier
    }
    if (const Entry* order = find_entry(*map, "order")) {
        read_order(*order, team, faults);
    }
    if (const Entry* paid = find_entry(*map, "paid")) {
        const std::string* text = text_of(*paid, faults);
        if (text != nullptr && *text != "when working") {
            faults.error(paid->value.place, fmt::format("`paid: {}` means nothing", *text),
                         "`paid: when working`, or leave it out: paid for every available hour");
        }
        team.paid_when_working = true;
    }
    const Entry* people = find_entry(*map, "people");
    const Entry* units = find_entry(*map, "units");
    if (people != nullptr && units != nullptr) {
        faults.error(units->key_place, fmt::format("`{}` has `people` and `units`", team.name),
                     "a team is people, or things of which there are so many");
    } else if (people != nullptr) {
        read_people(*people, defaults, team, reading);
    } else if (units != nullptr) {
        read_units(*units, defaults, team, faults);
    } else if (keys_are_sound) {
        faults.error(entry.key_place, fmt::format("how many people are in `{}`?", team.name),
                     "add `people: 1`");
    }
    team.wip = read_limit(*map, everyone_in(team), true, faults);
    if (const Entry* helps = find_entry(*map, "helps")) {
        read_helps(*helps, team, reading);
    }
    return team;
}

} // namespace

std::vector<std::string> team_names(const Operation& operation) {
    std::vector<std::string> names;
    for (const Team& team : operation.teams) {
        if (!team.tool) {
            names.push_back(team.name);
        }
    }
    return names;
}

int find_team(const Operation& operation, std::string_view name) {
    const auto found = std::find_if(operation.teams.begin(), operation.teams.end(),
                                    [&](const Team& team) { return team.name == name; });
    return found == operation.teams.end() ? -1 : static_cast<int>(found - operation.teams.begin());
}

void read_teams(const Entry& teams, Reading& reading) {
    const Node* map = map_of(teams, "{delivery: {people: 6}}", reading.faults);
    if (map == nullptr) {
        return;
    }
    reading.teams_are_known = true;
    constexpr std::size_t most_teams = 1000;
    if (map->entries.size() > most_teams) {
        reading.faults.error(teams.key_place,
                             fmt::format("there are more than {} teams", most_teams));
        return;
    }
    // Every team has its place before any is read: a mechanism may name one that stands further
    // down.
    for (const Entry& entry : map->entries) {
        reading.faults.given("team", entry.key, entry.key_place);
        Team named;
        named.name = entry.key;
        named.calendar = reading.operation.calendar;
        reading.operation.teams.push_back(std::move(named));
    }
    for (std::size_t i = 0; i < map->entries.size(); ++i) {
        const std::size_t before = reading.faults.errors();
        reading.operation.teams[i] = read_team(map->entries[i], reading);
        reading.team_is_sound.push_back(reading.faults.errors() == before);
    }
}

} // namespace plimsoll
