#include "sim/mechanisms/absence.hpp"

#include "model/numeric/elementary.hpp"
#include "model/read/mechanism_places.hpp"
#include "model/read/mechanisms.hpp"
#include "model/read/working_year.hpp"
#include "sim/plan/compile_knows.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace plimsoll {

namespace {

using Level = MechanismPlace::Level;

MechanismPlace place_of(const Team& team, const Members& members) {
    return members.name.empty() ? MechanismPlace{Level::team, {}, team.name}
                                : MechanismPlace{Level::member, team.name, members.name};
}

bool are_people(const Team& team) {
    return !team.units && !team.outside && !team.unlimited;
}

double sick_days(const Operation& operation, const Team& team, const Members& members) {
    return are_people(team) ? mechanism_number(operation, "away.sick", place_of(team, members), 0)
                            : 0;
}

double vacation_days(const Operation& operation, const Team& team, const Members& members) {
    const bool has_dates = operation.dates && operation.dates->start_is_stated;
    return has_dates && are_people(team)
               ? mechanism_number(operation, "away.vacation", place_of(team, members), 0)
               : 0;
}

const MechanismValue* who_knows(const Operation& operation, const MechanismPlace& at,
                                const Step& step) {
    const MechanismValue* value = mechanism_value(operation, "knows", at);
    return value != nullptr && !value->names.empty() && !step.needs.empty() ? value : nullptr;
}

Knowing knowing_of(const Operation& operation, const MechanismPlace& at, const Step& step) {
    const std::string& team =
        operation.teams[static_cast<std::size_t>(step.needs.front().team)].name;
    const MechanismValue* runbook = mechanism_value(operation, "runbook", at, team);
    const MechanismValue* deputy = mechanism_value(operation, "deputy", at, team);
    const MechanismValue* speed = mechanism_value(operation, "cover.speed", at, team);
    Knowing knowing;
    knowing.who = mechanism_value(operation, "knows", at)->names;
    knowing.runbook = runbook != nullptr && runbook->number > 0;
    knowing.deputy = deputy != nullptr && !deputy->names.empty() ? deputy->names.front() : "";
    knowing.cover_speed = speed != nullptr ? speed->number : 1;
    return knowing;
}

/// `[Jan..May, Nov]`: by month, whether vacation may lie there.
std::vector<char> months_beside(const MechanismValue* not_in) {
    static constexpr std::string_view names = "JanFebMarAprMayJunJulAugSepOctNovDec";
    std::vector<char> may(12, 1);
    if (not_in == nullptr) {
        return may;
    }
    for (const std::string& stretch : not_in->names) {
        const std::size_t dots = stretch.find("..");
        const std::string last = dots == std::string::npos ? stretch : stretch.substr(dots + 2);
        const std::size_t to = names.find(last) / 3;
        std::size_t month = names.find(stretch.substr(0, 3)) / 3;
        may[month] = 0;
        while (month != to) {
            month = (month + 1) % 12;
            may[month] = 0;
        }
    }
    return may;
}

/// Whose absences are drawn: everybody once, under all names.
std::vector<PlanAbsence::Person> people_of_plan(const Operation& operation, const Plan& plan,
                                                Clocks& clocks) {
    std::map<int, PlanAbsence::Person> by_body;
    for (std::size_t place = 0; place < plan.people.size(); ++place) {
        const PlanPerson& who = plan.people[place];
        const PlanTeam& in = plan.team(who.team);
        const int number = in.reserved_of >= 0 ? in.reserved_of : who.team;
        const Team& team = operation.teams[static_cast<std::size_t>(number)];
        if (!are_people(team)) {
            continue;
        }
        const auto [found, is_new] = by_body.try_emplace(who.body);
        PlanAbsence::Person& person = found->second;
        if (is_new) {
            const Members& members = team.members[static_cast<std::size_t>(who.member)];
            const double sick = sick_days(operation, team, members);
            const double year = working_days_of_year(members.calendar);
            person.body = who.body;
            person.clock = who.clock;
            person.day_long = working_day(members.calendar);
            person.on_duty = sick > 0 ? year * Absence::spell_days / sick - Absence::spell_days : 0;
        } else if (person.clock != who.clock) {
            person.clock =
                clocks.number(WeekClock::either(plan.clock(person.clock), plan.clock(who.clock)));
        }
        person.names.push_back(static_cast<int>(place));
    }
    std::vector<PlanAbsence::Person> people;
    for (auto& [body, person] : by_body) {
        people.push_back(std::move(person));
    }
    return people;
}

PlanVacation vacation_of(const Operation& operation, const Plan& plan,
                         const std::vector<PlanAbsence::Person>& people) {
    PlanVacation vacation;
    vacation.most_away.assign(plan.teams.size(), 0);
    for (std::size_t i = 0; i < people.size(); ++i) {
        const PlanPerson& first = plan.person(people[i].names.front());
        const Team& team = operation.teams[static_cast<std::size_t>(first.team)];
        const Members& members = team.members[static_cast<std::size_t>(first.member)];
        PlanVacation::Person person;
        for (const int name : people[i].names) {
            const int number = plan.person(name).team;
            person.teams.push_back(number);
            ++vacation.most_away[static_cast<std::size_t>(number)];
        }
        const auto days = std::llround(vacation_days(operation, team, members));
        if (days > 0) {
            person.person = static_cast<int>(i);
            person.body = people[i].body;
            person.clock = people[i].clock;
            person.days = days;
            person.months =
                months_beside(mechanism_value(operation, "away.not", place_of(team, members)));
            vacation.people.push_back(std::move(person));
        }
    }
    for (std::int64_t& most : vacation.most_away) {
        most = std::max<std::int64_t>(1, most / 3);
    }
    return vacation;
}

} // namespace

bool Absence::is_in_force(const Operation& operation) {
    for (const Team& team : operation.teams) {
        for (const Members& members : team.members) {
            if (sick_days(operation, team, members) > 0 ||
                vacation_days(operation, team, members) > 0) {
                return true;
            }
        }
    }
    bool somebody_knows = false;
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        somebody_knows = somebody_knows || who_knows(operation, at, step) != nullptr;
    });
    return somebody_knows;
}

std::shared_ptr<const PlanMechanism> Absence::compile(const Operation& operation, Plan& plan,
                                                      Clocks& clocks) {
    auto compiled = std::make_shared<PlanAbsence>();
    std::size_t number = 0;
    for_each_step(operation, [&](const MechanismPlace& at, const Step& step) {
        compiled->cover_errors.push_back(mechanism_number(operation, "cover.errors", at, 1));
        if (who_knows(operation, at, step) != nullptr) {
            compile_knows(knowing_of(operation, at, step), operation, static_cast<int>(number),
                          plan, clocks);
        }
        ++number;
    });
    compiled->people = people_of_plan(operation, plan, clocks);
    compiled->vacation = vacation_of(operation, plan, compiled->people);
    plan.people_go_away = true;
    plan.stops_work = true;
    plan.lines.add(WorkCategory::absent);
    return compiled;
}

Microseconds Absence::exponential_days(double days, double luck, Microseconds day_long) {
    return std::max<Microseconds>(1, scaled(day_long, -days * logarithm(luck)));
}

} // namespace plimsoll
