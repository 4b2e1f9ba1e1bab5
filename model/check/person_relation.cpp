#include "model/check/person_relation.hpp"

#include "model/eligibility.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace plimsoll {

namespace {

/// Larger teams are nobody's colleagues by name: a queue for each would not pay.
constexpr std::int64_t most_followed = 2'000;

std::string person_name(const Worker& worker, const Reading& reading) {
    const Team& team = team_at(worker.team, reading);
    const std::string& name = team.members[static_cast<std::size_t>(worker.member)].name;
    return name.empty() ? fmt::format("one of `{}`", team.name) : fmt::format("`{}`", name);
}

std::int64_t count_of(const std::vector<Worker>& workers, const Reading& reading) {
    std::int64_t count = 0;
    for (const Worker& worker : workers) {
        count +=
            team_at(worker.team, reading).members[static_cast<std::size_t>(worker.member)].count;
    }
    return count;
}

bool may_do(const Worker& worker, const Step& step, const Reading& reading) {
    const std::vector<Worker> all = who_may_do(step, reading.operation.teams);
    return std::any_of(all.begin(), all.end(), [&](const Worker& other) {
        return are_one_person(worker, other, reading.operation.teams);
    });
}

std::vector<Worker> everybody_in(int team, const Reading& reading) {
    std::vector<Worker> all;
    for (std::size_t i = 0; i < team_at(team, reading).members.size(); ++i) {
        all.push_back({team, static_cast<int>(i)});
    }
    return all;
}

/// `same as`: all who may do some part of `before` must be able to do `step`, too.
void check_same(const Entry& entry, const Step& step, const Step& before, const Reading& reading) {
    const auto cannot = [&](const Worker& worker) { return !may_do(worker, step, reading); };
    for (std::size_t place = 1; place < before.needs.size(); ++place) {
        const int team = before.needs[place].team;
        const std::vector<Worker> part = everybody_in(team, reading);
        if (!team_at(team, reading).unlimited && std::none_of(part.begin(), part.end(), cannot)) {
            return;
        }
    }
    for (const int team : teams_of(before)) {
        if (team_at(team, reading).unlimited) {
            reading.faults.error(entry.value.place,
                                 fmt::format("`{}` is done by `{}`, which is unlimited: nobody in "
                                             "particular has done it",
                                             before.name, team_at(team, reading).name));
            return;
        }
    }
    const std::vector<Worker> own = who_may_do(before, reading.operation.teams);
    const auto found = std::find_if(own.begin(), own.end(), cannot);
    if (found != own.end()) {
        reading.faults.error(
            entry.value.place,
            fmt::format("{} may do `{}` and cannot do `{}`", person_name(*found, reading),
                        before.name, step.name),
            "the same person must be in both teams, under one name, and have the skill");
    }
}

/// How many of these may have done `before` when it is done, at most.
std::int64_t most_who_did(const Step& before, int number, const std::vector<Worker>& some,
                          const Reading& reading) {
    std::int64_t most = 0;
    for (std::size_t place = 0; place < before.needs.size(); ++place) {
        const std::vector<Worker> part = place == 0
                                             ? who_may_do(before, reading.operation.teams)
                                             : everybody_in(before.needs[place].team, reading);
        std::int64_t both = 0;
        for (const Worker& worker : some) {
            const bool may = std::any_of(part.begin(), part.end(), [&](const Worker& other) {
                return are_one_person(worker, other, reading.operation.teams);
            });
            both += may ? count_of({worker}, reading) : 0;
        }
        most += std::min(both, before.needs[place].people * most_visits(before, number));
    }
    return most;
}

/// `not`: whoever did `before` must leave as many as `step` needs.
void check_others(const Entry& entry, const Step& step, const Step& before, int number,
                  const Reading& reading) {
    const std::int64_t wanted = step.needs.front().people;
    std::int64_t most_left = 0;
    std::int64_t most_gone = 0;
    std::vector<Worker> best;
    for (const int team : teams_of(step)) {
        std::vector<Worker> here = who_may_do(step, reading.operation.teams);
        std::erase_if(here, [team](const Worker& worker) { return worker.team != team; });
        const std::int64_t all = count_of(here, reading);
        const std::int64_t gone = std::min(all, most_who_did(before, number, here, reading));
        if (best.empty() || all - gone > most_left) {
            most_left = all - gone;
            most_gone = gone;
            best = here;
        }
    }
    if (most_left >= wanted || best.empty()) {
        return;
    }
    const std::int64_t all = most_left + most_gone;
    if (all == 1 && wanted == 1) {
        reading.faults.error(entry.value.place,
                             fmt::format("`not {}` needs two people, and only {} may do `{}`",
                                         before.name, person_name(best.front(), reading),
                                         step.name),
                             "give the team a second member");
        return;
    }
    reading.faults.error(
        entry.value.place,
        fmt::format("`{}` needs {} who did not do `{}`: of the {} who may, {} may have done it",
                    step.name, wanted, before.name, all, most_gone),
        most_visits(before, number) > 1
            ? fmt::format("visits in turn (`apart: 0s`) with `person: same as {0}` are all by one",
                          before.name)
            : fmt::format("give the team {} more", wanted - most_left));
}

/// Groups of one to `most` of so many people, or one more than may be followed.
std::int64_t groups_of(std::int64_t people, std::int64_t most) {
    std::int64_t groups = 0;
    std::int64_t of_size = 1;
    for (std::int64_t size = 1; size <= std::min(people, most); ++size) {
        of_size = of_size * (people - size + 1) / size;
        groups += of_size;
        if (groups > most_followed) {
            return most_followed + 1;
        }
    }
    return groups;
}

/// Everybody who may do it, those who help included.
std::int64_t all_who_may_do(const Step& step, const Reading& reading) {
    const std::vector<int> teams = teams_of(step);
    std::int64_t all = count_of(who_may_do(step, reading.operation.teams), reading);
    for (std::size_t team = 0; team < reading.operation.teams.size(); ++team) {
        const std::vector<Help>& helps = reading.operation.teams[team].helps;
        const bool own =
            std::find(teams.begin(), teams.end(), static_cast<int>(team)) != teams.end();
        if (!own && std::any_of(helps.begin(), helps.end(), [&](const Help& help) {
                return std::find(teams.begin(), teams.end(), help.team) != teams.end();
            })) {
            all += count_of(everybody_in(static_cast<int>(team), reading), reading);
        }
    }
    return all;
}

} // namespace

bool are_few_groups(const Entry& entry, const Step& step, const Step* before,
                    const PersonRule& rule, const Reading& reading) {
    const std::int64_t seats = step.needs.front().people;
    const std::int64_t may = all_who_may_do(step, reading);
    std::int64_t most = groups_of(may, seats);
    if (before != nullptr && rule.kind == PersonRule::Kind::other_than) {
        const std::vector<Worker> here = who_may_do(step, reading.operation.teams);
        most = std::max(most, groups_of(may, most_who_did(*before, rule.step, here, reading)));
    }
    if (before != nullptr && rule.kind == PersonRule::Kind::same_as) {
        most = std::max(most,
                        groups_of(all_who_may_do(*before, reading), before->needs.front().people));
    }
    if (most <= most_followed) {
        return true;
    }
    reading.faults.error(
        entry.key_place,
        may > most_followed
            ? fmt::format("more than {} people may do `{}`", most_followed, step.name)
            : fmt::format("more than {} different groups of people may be asked to do `{}`",
                          most_followed, step.name),
        "`person` is for teams whose people are told apart");
    return false;
}

void check_relation(const Entry& entry, const Step& step, const Step& before,
                    const PersonRule& rule, const Reading& reading) {
    if (rule.kind == PersonRule::Kind::same_as) {
        check_same(entry, step, before, reading);
    } else {
        check_others(entry, step, before, rule.step, reading);
    }
}

} // namespace plimsoll
