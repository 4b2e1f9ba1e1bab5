#include "model/eligibility.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

const Members& members_of(const Worker& worker, const std::vector<Team>& teams) {
    return teams[static_cast<std::size_t>(worker.team)]
        .members[static_cast<std::size_t>(worker.member)];
}

} // namespace

std::vector<int> teams_of(const Step& step) {
    std::vector<int> teams;
    if (!step.needs.empty()) {
        teams.push_back(step.needs.front().team);
        teams.insert(teams.end(), step.or_teams.begin(), step.or_teams.end());
    }
    return teams;
}

Step escalated(const Step& step) {
    Step other = step;
    Need& own = other.needs.front();
    own.team = step.patience->then_team;
    other.or_teams.clear();
    for (std::size_t i = 1; i < step.needs.size(); ++i) {
        own.people += step.needs[i].team == own.team ? step.needs[i].people : 0;
    }
    const int team = own.team;
    other.needs.erase(std::remove_if(other.needs.begin() + 1, other.needs.end(),
                                     [team](const Need& part) { return part.team == team; }),
                      other.needs.end());
    return other;
}

std::int64_t everyone_in(const Team& team) {
    std::int64_t people = 0;
    for (const Members& members : team.members) {
        people += members.count;
    }
    return people;
}

bool has_skill(const Members& members, const Step& step) {
    return step.skill.empty() || std::find(members.skills.begin(), members.skills.end(),
                                           step.skill) != members.skills.end();
}

std::vector<Worker> who_may_do(const Step& step, const std::vector<Team>& teams) {
    std::vector<Worker> all;
    for (const int team : teams_of(step)) {
        const std::vector<Members>& members = teams[static_cast<std::size_t>(team)].members;
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (has_skill(members[i], step)) {
                all.push_back({team, static_cast<int>(i)});
            }
        }
    }
    return all;
}

std::int64_t most_visits(const Step& step, int number) {
    constexpr std::int64_t very_many = 1000;
    const bool by_the_same = step.person && step.person->kind == PersonRule::Kind::same_as &&
                             step.person->step == number && !step.person->any_after;
    const bool in_turn = step.times && (step.times->apart || step.slot);
    if (!step.times || (in_turn && by_the_same)) {
        return 1;
    }
    const Distribution& count = step.times->count;
    return count.law == Law::exact
               ? std::clamp<std::int64_t>(static_cast<std::int64_t>(count.a + count.shift + 0.5), 1,
                                          very_many)
               : very_many;
}

bool are_one_person(const Worker& one, const Worker& other, const std::vector<Team>& teams) {
    if (one.team == other.team) {
        return one == other;
    }
    const Members& first = members_of(one, teams);
    const Members& second = members_of(other, teams);
    return !first.name.empty() && first.name == second.name && first.count == 1 &&
           second.count == 1;
}

} // namespace plimsoll
