#include "scenarios/formulas/known_limit.hpp"

#include "model/numeric/number_text.hpp"
#include "model/text/plain_words.hpp"
#include "scenarios/formulas/diaries.hpp"
#include "scenarios/formulas/relaxation_time.hpp"
#include "scenarios/result/teams_in_words.hpp"

#include <algorithm>
#include <set>

namespace plimsoll {

namespace {

std::string shown(const Team& team) {
    return shown_name(team.label, team.name);
}

std::vector<int> people_of(std::size_t team, const Plan& plan) {
    std::vector<int> people;
    for (std::size_t person = 0; person < plan.people.size(); ++person) {
        if (plan.people[person].team == static_cast<int>(team)) {
            people.push_back(static_cast<int>(person));
        }
    }
    return people;
}

/// The skill that exactly these of a team have; empty: none.
std::string skill_of(const std::vector<int>& people, std::size_t team, const Operation& operation,
                     const Plan& plan) {
    std::set<std::string> skills;
    for (const Members& members : operation.teams[team].members) {
        skills.insert(members.skills.begin(), members.skills.end());
    }
    for (const std::string& skill : skills) {
        std::vector<int> have;
        for (const int person : people_of(team, plan)) {
            const auto member = static_cast<std::size_t>(plan.person(person).member);
            const std::vector<std::string>& own = operation.teams[team].members[member].skills;
            if (std::find(own.begin(), own.end(), skill) != own.end()) {
                have.push_back(person);
            }
        }
        if (have == people) {
            return skill;
        }
    }
    return {};
}

/// Some of one team.
LimitCause cause_in_team(const std::vector<int>& people, std::size_t number,
                         const Operation& operation, const Plan& plan) {
    const Team& team = operation.teams[number];
    const std::vector<int> all = people_of(number, plan);
    if (people == all) {
        return {team.name, teams_are({shown(team)}) + " full"};
    }
    const PlanPerson& first = plan.person(people.front());
    const Members& members = team.members[static_cast<std::size_t>(first.member)];
    if (people.size() == 1 && members.count == 1 && !members.name.empty()) {
        return {team.name + "." + members.name,
                shown_name(members.label, members.name) + " of " + shown(team) + " is full"};
    }
    const std::string count =
        std::to_string(people.size()) + " of " + std::to_string(all.size()) + " people";
    const std::string skill = skill_of(people, number, operation, plan);
    if (!skill.empty()) {
        return {team.name + " (" + skill + ")",
                "those of " + shown(team) + " with " + skill + " (" + count +
                    (people.size() == 1 ? ") is full" : ") are full")};
    }
    return {team.name + " (" + count + ")",
            count + " of " + shown(team) + (people.size() == 1 ? " is full" : " are full")};
}

/// Those whose diaries are full: of appointments of one length the number can be said.
LimitCause cause_of_diaries(const std::vector<int>& pages, const Operation& operation,
                            const Plan& plan) {
    std::set<Microseconds> lengths;
    std::set<int> teams;
    std::size_t count = 0;
    for (const int page : pages) {
        const PlanPage& one = plan.page(page);
        const PlanGrid& grid = grid_of(plan, page);
        lengths.insert(grid.every);
        count += grid.times.size();
        teams.insert(plan.person(one.person).team);
    }
    const Team& team = operation.teams[static_cast<std::size_t>(*teams.begin())];
    std::vector<std::string> names;
    for (const int number : teams) {
        names.push_back(shown(operation.teams[static_cast<std::size_t>(number)]));
    }
    if (lengths.size() > 1) {
        return {team.name + " (hours for appointments)",
                "all hours for appointments of " + names_in_words(names) + " are taken"};
    }
    const std::string all = std::to_string(count) + " appointments a week";
    return {team.name + " (" + all + ")",
            "all " + all + " of " + names_in_words(names) + " are taken"};
}

LimitCause cause_of(const std::vector<int>& people, const Operation& operation, const Plan& plan) {
    std::vector<std::vector<int>> by_team(operation.teams.size());
    for (const int person : people) {
        by_team[static_cast<std::size_t>(plan.person(person).team)].push_back(person);
    }
    LimitCause all;
    std::vector<std::string> names;
    for (std::size_t team = 0; team < by_team.size(); ++team) {
        if (by_team[team].empty()) {
            continue;
        }
        const LimitCause one = cause_in_team(by_team[team], team, operation, plan);
        names.push_back(shown(operation.teams[team]));
        all.words = one.words;
        all.name += (all.name.empty() ? "" : ", ") + one.name;
    }
    if (names.size() > 1) {
        all.words = names_in_words(names) + " together are full";
    }
    return all;
}

bool are_whole_teams(const std::vector<int>& people, const Plan& plan) {
    std::set<int> teams;
    for (const int person : people) {
        teams.insert(plan.person(person).team);
    }
    return std::all_of(teams.begin(), teams.end(), [&](int team) {
        const std::vector<int> all = people_of(static_cast<std::size_t>(team), plan);
        return std::includes(people.begin(), people.end(), all.begin(), all.end());
    });
}

/// The longest mean work of a step that may be theirs, or their longest appointment.
double longest_piece(const Plan& plan, const std::vector<int>& people,
                     const std::vector<int>& pages) {
    double longest = 0;
    for (const int page : pages) {
        longest = std::max(longest, static_cast<double>(grid_of(plan, page).every));
    }
    for (const PlanStep& step : plan.steps) {
        if (pages.empty() && step.takes_work) {
            const int lead = plan.queue(step.need).lead;
            const bool theirs = std::any_of(people.begin(), people.end(), [&](int person) {
                return plan.person(person).team == lead;
            });
            longest = theirs ? std::max(longest, step.mean_work()) : longest;
        }
    }
    return longest;
}

} // namespace

KnownLimit::KnownLimit(const Operation& operation, const Plan& plan) {
    if (plan.has_mechanisms()) {
        return; // they ask for work that is no step, and do some of what is
    }
    asked_ = asked_works(operation, plan);
    at_most_ = saturation_volume(asked_);
    is_exact_ = asked_.complete && asked_.hours_decide;
    if (at_most_) {
        const std::vector<int> pages = full_pages();
        cause_ = pages.empty() ? cause_of(at_most_->people, operation, plan)
                               : cause_of_diaries(pages, operation, plan);
        there_ = static_cast<double>(at_most_->people.size());
        const double capacity = capacity_of(asked_, at_most_->people);
        // How long the queue of a whole team remembers is known from its own load.
        const bool some_of_a_team = !pages.empty() || !are_whole_teams(at_most_->people, plan);
        each_ = some_of_a_team && capacity > 0
                    ? longest_piece(plan, at_most_->people, pages) / capacity
                    : 0;
    }
}

std::vector<int> KnownLimit::full_pages() const {
    std::vector<int> pages;
    const auto people = static_cast<int>(asked_.capacity.size() - asked_.diaries.size());
    for (const int one : at_most_ ? at_most_->people : std::vector<int>()) {
        if (one >= people) {
            const std::vector<int>& own = asked_.diaries[static_cast<std::size_t>(one - people)];
            pages.insert(pages.end(), own.begin(), own.end());
        }
    }
    std::sort(pages.begin(), pages.end());
    return pages;
}

std::optional<bool> KnownLimit::is_steady(std::int64_t clients) const {
    if (at_most_ && static_cast<double>(clients) >= at_most_->clients * (1 - 1e-9)) {
        return false;
    }
    return is_exact_ ? std::optional(true) : std::nullopt;
}

Microseconds KnownLimit::memory_at(std::int64_t clients) const {
    constexpr double nearly = 0.9;
    const double load =
        at_most_ && at_most_->clients > 0 ? static_cast<double>(clients) / at_most_->clients : 0;
    return load < nearly || load >= 1 ? 0 : relaxation_time(each_, load);
}

double KnownLimit::needed(double clients) const {
    const double capacity = at_most_ ? capacity_of(asked_, at_most_->people) : 0;
    return capacity > 0 ? asked_of(asked_, at_most_->people, clients) / capacity * there_ : 0;
}

} // namespace plimsoll
