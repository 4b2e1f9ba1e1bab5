#include "model/read/reserved_hours.hpp"

#include "model/eligibility.hpp"
#include "model/numeric/number_text.hpp"
#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "model/shift_overlap.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace plimsoll {

namespace {

using Level = MechanismPlace::Level;

const Team& team_of(const Operation& operation, int team) {
    return operation.teams[static_cast<std::size_t>(team)];
}

/// What is said of these people's hours for decisions; nothing where they do not decide.
const MechanismValue* decides(const Operation& operation, const Team& team,
                              const Members& members) {
    if (team.units || team.unlimited) {
        return nullptr; // nobody in particular, whose hours could be reserved
    }
    const MechanismPlace at = members.name.empty()
                                  ? MechanismPlace{Level::team, {}, team.name}
                                  : MechanismPlace{Level::member, team.name, members.name};
    const MechanismValue* value = mechanism_value(operation, "decides", at);
    return value != nullptr && value->number > 0 ? value : nullptr;
}

bool decides(const Operation& operation, const Team& team) {
    return std::any_of(team.members.begin(), team.members.end(), [&](const Members& members) {
        return decides(operation, team, members) != nullptr;
    });
}

/// Evenly over the open days.
Microseconds reserved_each_day(const MechanismValue& weekly, const Calendar& calendar) {
    constexpr auto most = static_cast<double>(week); // more than any day has
    return static_cast<Microseconds>(
        std::floor(std::min(weekly.number / open_days(calendar), most) + 0.5));
}

/// What is left of a calendar without the hours of another. It stays one that holidays do not close
/// if it was.
Calendar without(const Calendar& calendar, const Calendar& taken) {
    Calendar left;
    left.always = calendar.always;
    for (const Span& span : calendar.spans) {
        std::vector<Span> parts{span};
        for (const Span& other : taken.spans) {
            for (const Microseconds shift : {-week, Microseconds{0}, week}) {
                const Microseconds from = other.from + shift;
                const Microseconds to = other.to + shift;
                std::vector<Span> next;
                for (const Span& part : parts) {
                    if (to <= part.from || part.to <= from) {
                        next.push_back(part);
                        continue;
                    }
                    if (part.from < from) {
                        next.push_back({part.from, from, part.weekday});
                    }
                    if (to < part.to) {
                        next.push_back({to, part.to, part.weekday});
                    }
                }
                parts = std::move(next);
            }
        }
        left.spans.insert(left.spans.end(), parts.begin(), parts.end());
    }
    return left;
}

const Node* map_below(const Node* map, std::string_view key) {
    const Entry* entry = map != nullptr && map->is_map() ? find_entry(*map, key) : nullptr;
    return entry != nullptr ? &entry->value : nullptr;
}

/// Where it is written of these people that they decide.
Place place_of_decides(const Node& root, const Team& team, const Members& members) {
    const Node* own = map_below(map_below(&root, "teams"), team.name);
    const Node* of_member = map_below(map_below(own, "people"), members.name);
    for (const Node* map : {of_member, own, &root}) {
        if (const Node* written = map_below(map, "decides")) {
            return written->place;
        }
    }
    return root.place;
}

std::string hours_text(Microseconds time) {
    return number_to_text(
        std::floor(static_cast<double>(time) / static_cast<double>(hour) * 100 + 0.5) / 100);
}

/// Whether each day of these people is as long as what is reserved of it.
bool check_days(const Members& members, Microseconds per_day, const Place& place, Faults& faults) {
    static const std::array<const char*, 7> names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};
    std::array<Microseconds, 7> open{};
    for (const Span& span : members.calendar.spans) {
        open[static_cast<std::size_t>(span.weekday)] += span.to - span.from;
    }
    for (std::size_t weekday = 0; weekday < open.size(); ++weekday) {
        if (open[weekday] > 0 && open[weekday] < per_day) {
            faults.error(place,
                         fmt::format("{} is too short: over {} open days {} h a day are reserved "
                                     "for decisions, and it has {} h",
                                     names[weekday], open_days(members.calendar),
                                     hours_text(per_day), hours_text(open[weekday])),
                         "reserve fewer hours");
            return false;
        }
    }
    return true;
}

/// Who has the hours for decisions that this step misses: somebody of its teams, or the same person
/// elsewhere.
Place place_of_missed(const Node& root, const Operation& operation, const Step& step) {
    std::vector<int> teams;
    for (const Need& need : step.needs) {
        teams.push_back(need.team);
    }
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        teams.push_back(static_cast<int>(team));
    }
    for (const int number : teams) {
        const Team& team = team_of(operation, number);
        for (const Members& members : team.members) {
            if (decides(operation, team, members) != nullptr) {
                return place_of_decides(root, team, members);
            }
        }
    }
    return root.place;
}

/// Whether somebody who may do it has hours for it.
bool has_somebody(const Step& step, const std::vector<Team>& teams) {
    const std::vector<Worker> workers = who_may_do(step, teams);
    return workers.empty() || std::any_of(workers.begin(), workers.end(), [&](const Worker& one) {
               return !teams[static_cast<std::size_t>(one.team)]
                           .members[static_cast<std::size_t>(one.member)]
                           .calendar.spans.empty();
           });
}

} // namespace

int deciding_team(const Operation& operation, const MechanismPlace& at) {
    const MechanismValue* by = mechanism_value(operation, "decisions.by", at);
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        const Team& one = operation.teams[team];
        const bool may = by == nullptr || by->names.empty() || by->names.front() == one.name;
        if (may && decides(operation, one)) {
            return static_cast<int>(team);
        }
    }
    return -1;
}

double share_escalated(const Operation& operation, const MechanismPlace& at, const Step& step) {
    if (step.needs.empty()) {
        return 0;
    }
    const int own = step.needs.front().team;
    const MechanismValue* share =
        mechanism_value(operation, "escalates", at, team_of(operation, own).name);
    if (share == nullptr || share->number <= 0) {
        return 0;
    }
    const int decider = deciding_team(operation, at);
    return decider < 0 || decider == own ? 0 : share->number;
}

std::vector<bool> teams_asked_to_decide(const Operation& operation) {
    std::vector<bool> asked(operation.teams.size(), false);
    const std::vector<MechanismValue>& all = operation.mechanisms;
    if (std::none_of(all.begin(), all.end(),
                     [](const MechanismValue& value) { return value.key == "decides"; })) {
        return asked; // as in most operations: nobody need be asked step by step
    }
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        if (share_escalated(operation, at, step) > 0) {
            asked[static_cast<std::size_t>(deciding_team(operation, at))] = true;
        }
    });
    return asked;
}

Calendar reserved_hours(const Operation& operation, const Team& team, const Members& members) {
    const MechanismValue* weekly = decides(operation, team, members);
    if (weekly == nullptr) {
        return {};
    }
    Calendar reserved =
        first_hours_of_each_day(members.calendar, reserved_each_day(*weekly, members.calendar));
    reserved.always = members.calendar.always;
    return reserved;
}

Operation without_reserved_hours(const Operation& operation) {
    Operation left = operation;
    const std::vector<bool> asked = teams_asked_to_decide(operation);
    for (std::size_t team = 0; team < operation.teams.size(); ++team) {
        const std::vector<Members>& all = operation.teams[team].members;
        for (std::size_t member = 0; asked[team] && member < all.size(); ++member) {
            const Calendar reserved = reserved_hours(operation, operation.teams[team], all[member]);
            if (reserved.spans.empty()) {
                continue;
            }
            // The same person in another team is at the desk for decisions then, too.
            const Worker one{static_cast<int>(team), static_cast<int>(member)};
            for (std::size_t other = 0; other < left.teams.size(); ++other) {
                std::vector<Members>& others = left.teams[other].members;
                for (std::size_t i = 0; i < others.size(); ++i) {
                    const Worker same{static_cast<int>(other), static_cast<int>(i)};
                    if (one == same || are_one_person(one, same, operation.teams)) {
                        others[i].calendar = without(others[i].calendar, reserved);
                    }
                }
            }
        }
    }
    return left;
}

void check_reserved_hours(const Node& root, Reading& reading) {
    const Operation& operation = reading.operation;
    const std::vector<bool> asked = teams_asked_to_decide(operation);
    if (std::find(asked.begin(), asked.end(), true) == asked.end()) {
        return;
    }
    for (std::size_t number = 0; number < operation.teams.size(); ++number) {
        const Team& team = operation.teams[number];
        for (const Members& members : team.members) {
            const MechanismValue* weekly = decides(operation, team, members);
            if (asked[number] && weekly != nullptr &&
                !check_days(members, reserved_each_day(*weekly, members.calendar),
                            place_of_decides(root, team, members), reading.faults)) {
                return;
            }
        }
    }
    const Operation left = without_reserved_hours(operation);
    for_each_step(operation, [&](const MechanismPlace&, const Step& step) {
        for (const Need& need : step.needs) {
            const Team& team = team_of(left, need.team);
            const auto name = [&] { return place_of_missed(root, operation, step); };
            if (team.unlimited) {
                continue;
            }
            const std::int64_t most = most_on_shift(team);
            if (most == 0) {
                reading.faults.error(
                    name(),
                    fmt::format("all hours of `{}` are reserved for decisions, and "
                                "it has to do `{}`",
                                team.name, step.name),
                    "reserve fewer hours, or let another team do it");
                return;
            }
            if (most < need.people) {
                reading.faults.error(
                    name(),
                    fmt::format("`{}` needs {} of `{}` at once, and never are so many there "
                                "together beside the hours that are reserved for decisions",
                                step.name, need.people, team.name),
                    "reserve fewer hours");
                return;
            }
        }
        if (!step.needs.empty() &&
            (!ever_together(step.needs, left.teams) || !has_somebody(step, left.teams))) {
            reading.faults.error(place_of_missed(root, operation, step),
                                 fmt::format("`{}` could never start: the hours that are left "
                                             "beside decisions have nothing in common",
                                             step.name),
                                 "reserve fewer hours");
        }
    });
}

} // namespace plimsoll
