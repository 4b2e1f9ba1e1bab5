#include "scenarios/held_up.hpp"

#include "model/plain_words.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

/// What stands outside each limit, integrated over all replications.
std::vector<int128> outside_limits(const Plan& plan, const Volume& volume) {
    std::vector<int128> outside(plan.limits.size(), 0);
    for (const Replication& record : volume.replications) {
        for (std::size_t limit = 0; limit < outside.size(); ++limit) {
            outside[limit] += record.outside[limit];
        }
    }
    return outside;
}

std::string held_by(const Operation& operation, const Plan& plan, int limit) {
    const std::string most =
        "at most " + std::to_string(plan.limits[static_cast<std::size_t>(limit)].most);
    for (std::size_t team = 0; team < plan.teams.size(); ++team) {
        if (plan.teams[team].limit == limit) {
            return "work is held because " + most + " may be at " +
                   shown_name(operation.teams[team].label, operation.teams[team].name) + " at once";
        }
    }
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const Workflow& workflow = operation.workflows[i];
        if (plan.workflows[i].limit == limit) {
            return "cases are held because " + most + " of " +
                   shown_name(workflow.label, workflow.name) + " may be open at once";
        }
        for (std::size_t step = 0; step < workflow.steps.size(); ++step) {
            const std::size_t place = static_cast<std::size_t>(plan.workflows[i].first_step) + step;
            if (plan.steps[place].limit == limit) {
                return "work is held because " + most + " may be at " +
                       shown_name(workflow.steps[step].label, workflow.steps[step].name) +
                       " at once";
            }
        }
    }
    return {};
}

} // namespace

bool most_wait(const Volume& volume) {
    int128 waiting = 0;
    int128 open = 0;
    for (const Replication& record : volume.replications) {
        for (const TeamSums& team : record.teams) {
            waiting += team.queue_length;
        }
        for (const int128 outside : record.outside) {
            waiting += outside;
        }
        for (const WorkflowSums& sums : record.workflows) {
            open += sums.in_progress;
        }
    }
    return 2 * waiting > open;
}

std::string why_it_grows(const Operation& operation, const Plan& plan, const Volume& volume) {
    const std::string growth = "open cases grow in number without end, though no team is full: ";
    const std::vector<int128> outside = outside_limits(plan, volume);
    int128 measured = 0;
    for (const Replication& record : volume.replications) {
        measured += record.open_time;
    }
    const auto most = std::max_element(outside.begin(), outside.end());
    if (most != outside.end() && *most > 0 && 2 * *most >= measured) {
        return growth + held_by(operation, plan, static_cast<int>(most - outside.begin()));
    }
    return growth +
           "work waits for somebody in particular, for several at once, or for others to go on";
}

} // namespace plimsoll
