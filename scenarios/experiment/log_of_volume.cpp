#include "scenarios/experiment/log_of_volume.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

namespace plimsoll {

namespace {

using CaseKey = std::tuple<int, std::uint32_t, std::uint32_t>;

/// `delivery anna`, `delivery junior 2`, `delivery 3`: a person's team, name and number, unique.
std::vector<std::string> people_names(const Operation& operation) {
    std::vector<std::string> names;
    for (const Team& team : operation.teams) {
        std::int64_t unnamed = 0;
        for (const Members& members : team.members) {
            for (std::int64_t i = 1; i <= members.count; ++i) {
                names.push_back(members.name.empty()
                                    ? fmt::format("{} {}", team.name, ++unnamed)
                                    : fmt::format("{} {}{}", team.name, members.name,
                                                  members.count > 1 ? fmt::format(" {}", i) : ""));
            }
        }
    }
    return names;
}

/// Who worked on it: people by their index in the plan, unlimited teams after them.
std::vector<int> resources_of(const LogRow& row, const Plan& plan) {
    std::vector<int> resources = row.people;
    if (row.need < 0) {
        return resources;
    }
    for (const Need& need : plan.queue(row.need).teams) {
        if (plan.team(need.team).unlimited) {
            resources.push_back(static_cast<int>(plan.declared_people()) + need.team);
        }
    }
    return resources;
}

} // namespace

LoggedVisits logged_visits(const Operation& operation, const Plan& plan, const Volume& volume) {
    LoggedVisits log;
    log.resources = people_names(operation);
    for (const Team& team : operation.teams) {
        log.resources.push_back(team.name);
    }
    const Replication& record = volume.replications.front();
    const Microseconds from = plan.wall.at_open(volume.measurement.warm_up);
    std::set<CaseKey> counted;
    for (const LeftRow& left : record.left) {
        // The window as the engine counts it: (from, to], from 0 on [0, to].
        if (left.end > from || from == 0) {
            counted.emplace(left.workflow, left.client, left.number);
        }
    }
    for (const LogRow& row : record.log) {
        if (counted.count({row.workflow, row.client, row.number}) == 0) {
            continue;
        }
        LoggedVisit visit;
        visit.workflow = row.workflow;
        visit.step = plan.step(row.step).number - plan.workflow(row.workflow).first_number;
        visit.client = row.client;
        visit.number = row.number + 1;
        visit.resources = resources_of(row, plan);
        visit.enabled = row.ready;
        visit.start = row.start;
        visit.end = row.end;
        visit.waited_in_queue = row.queue > 0;
        visit.waited_off_duty = row.off_duty > 0;
        log.visits.push_back(std::move(visit));
    }
    std::stable_sort(log.visits.begin(), log.visits.end(),
                     [](const LoggedVisit& a, const LoggedVisit& b) { return a.start < b.start; });
    return log;
}

} // namespace plimsoll
