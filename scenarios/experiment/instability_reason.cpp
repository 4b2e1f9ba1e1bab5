#include "scenarios/experiment/instability_reason.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/result/teams_in_words.hpp"

#include <algorithm>
#include <optional>

namespace plimsoll {

namespace {

/// What stands outside each limit, integrated over all replications.
std::vector<int128> outside_limits(const Plan& plan, const Volume& volume) {
    std::vector<int128> outside(plan.limits.size(), 0);
    for (const Replication& record : volume.replications) {
        for (std::size_t limit = 0; limit < outside.size(); ++limit) {
            outside[limit] += record.blocked[limit];
        }
    }
    return outside;
}

/// A limit on what may be somewhere at once.
struct HeldPlace {
    std::string name;  ///< in the result
    std::string shown; ///< in a sentence
    bool of_cases = false;
};

HeldPlace place_of(const Operation& operation, const Plan& plan, int limit) {
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        if (plan.teams[team].limit == limit) {
            const Team& source = operation.teams[team];
            return {source.name, shown_name(source.label, source.name)};
        }
    }
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const Workflow& workflow = operation.workflows[i];
        if (plan.workflows[i].limit == limit) {
            return {workflow.name, shown_name(workflow.label, workflow.name), true};
        }
        for (std::size_t step = 0; step < workflow.steps.size(); ++step) {
            const std::size_t place = static_cast<std::size_t>(plan.workflows[i].first_step) + step;
            if (plan.steps[place].limit == limit) {
                const Step& source = workflow.steps[step];
                return {workflow.name + "." + source.name, shown_name(source.label, source.name)};
            }
        }
    }
    return {};
}

std::string held_by(const Operation& operation, const Plan& plan, int limit) {
    const HeldPlace place = place_of(operation, plan, limit);
    const std::string most = "at most " + std::to_string(plan.limit(limit).most);
    return place.of_cases
               ? "cases are held because " + most + " of " + place.shown + " may be open at once"
               : "work is held because " + most + " may be at " + place.shown + " at once";
}

/// The limit before which most is held, if that is half an item or case on average; or -1.
int most_held_by(const Plan& plan, const Volume& volume) {
    const std::vector<int128> outside = outside_limits(plan, volume);
    int128 measured = 0;
    for (const Replication& record : volume.replications) {
        measured += record.open_time;
    }
    const auto most = std::max_element(outside.begin(), outside.end());
    return most != outside.end() && *most > 0 && 2 * *most >= measured
               ? static_cast<int>(most - outside.begin())
               : -1;
}

/// The team in whose queue most waits.
std::size_t longest_queue(const Plan& plan, const Volume& volume) {
    std::vector<int128> waiting(plan.declared_teams(), 0);
    for (const Replication& record : volume.replications) {
        for (std::size_t team = 0; team < waiting.size(); ++team) {
            waiting[team] += record.teams[team].queue_length;
        }
    }
    return static_cast<std::size_t>(std::max_element(waiting.begin(), waiting.end()) -
                                    waiting.begin());
}

/// The team whose people work, or are kept, all the time that they have, if there is one.
std::optional<std::size_t> team_that_is_full(const Plan& plan, const Volume& volume) {
    constexpr double all = 0.97;
    std::optional<std::size_t> full;
    double most = all;
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        double worked = 0;
        double available = 0;
        for (const Replication& record : volume.replications) {
            for (const int128 part : record.teams[team].worked) {
                worked += static_cast<double>(part);
            }
            available += static_cast<double>(record.teams[team].available);
        }
        if (!plan.teams[team].unlimited && available > 0 && worked >= most * available) {
            most = worked / available;
            full = team;
        }
    }
    return full;
}

/// The teams that some work needs at the same time as this one, and whether it needs several people
/// of it.
std::vector<std::size_t> needed_with(const Plan& plan, std::size_t team) {
    std::vector<char> with(plan.declared_teams(), 0);
    for (const PlanQueue& need : plan.needs) {
        const bool has =
            std::any_of(need.teams.begin(), need.teams.end(), [team](const Need& part) {
                return static_cast<std::size_t>(part.team) == team;
            });
        if (has && need.people > 1 && need.alternatives.empty()) {
            for (const Need& part : need.teams) {
                with[static_cast<std::size_t>(part.team)] = 1;
            }
        }
    }
    std::vector<std::size_t> teams;
    for (std::size_t other = 0; other < with.size(); ++other) {
        if (with[other] != 0) {
            teams.push_back(other);
        }
    }
    return teams;
}

/// Whether some work of a team is for one in particular, or for those with a skill.
bool has_work_for_one(const Plan& plan, std::size_t team) {
    return std::any_of(plan.steps.begin(), plan.steps.end(), [&](const PlanStep& step) {
        if (!step.takes_work) {
            return false;
        }
        const PlanQueue& need = plan.queue(step.need);
        return need.lead == static_cast<int>(team) &&
               (step.person_rule >= 0 || !need.candidates.empty());
    });
}

/// Integrated over all replications: what stands in queues and before limits, and all open cases.
std::pair<int128, int128> waiting_and_open(const Volume& volume) {
    int128 waiting = 0;
    int128 open = 0;
    for (const Replication& record : volume.replications) {
        for (const TeamSums& team : record.teams) {
            waiting += team.queue_length;
        }
        for (const int128 outside : record.blocked) {
            waiting += outside;
        }
        for (const WorkflowSums& sums : record.workflows) {
            open += sums.in_progress;
        }
    }
    return {waiting, open};
}

/// Where most open cases stand in no queue, but wait for an appointment: whose.
std::optional<std::size_t> appointments_waited_for(const Plan& plan, const Volume& volume) {
    const auto [waiting, open] = waiting_and_open(volume);
    if (plan.appointments.empty() || 2 * waiting > open) {
        return std::nullopt;
    }
    std::optional<std::size_t> team;
    int128 most = 0;
    for (const PlanStep& step : plan.steps) {
        if (step.appointment < 0) {
            continue; // of side work nobody counts who is there
        }
        int128 here = 0;
        for (const Replication& record : volume.replications) {
            here += record.at_step[static_cast<std::size_t>(step.number)];
        }
        if (here > most) {
            most = here;
            team = static_cast<std::size_t>(plan.queue(step.need).lead);
        }
    }
    return team;
}

/// Whether what is let in by the limit nearly all waits itself, for several at once or for somebody
/// in particular: then more of it inside would wait there.
bool is_held_inside(const Plan& plan, const Volume& volume, int limit) {
    constexpr double nearly_all = 0.8;
    const std::size_t team = longest_queue(plan, volume);
    double waits = 0;
    double measured = 0;
    for (const Replication& record : volume.replications) {
        waits += static_cast<double>(record.teams[team].queue_length);
        measured += static_cast<double>(record.open_time);
    }
    const auto most = static_cast<double>(plan.limit(limit).most);
    return waits >= nearly_all * most * measured &&
           (!needed_with(plan, team).empty() || has_work_for_one(plan, team));
}

} // namespace

bool most_wait(const Plan& plan, const Volume& volume) {
    const auto [waiting, open] = waiting_and_open(volume);
    if (2 * waiting > open || plan.appointments.empty()) {
        return 2 * waiting > open;
    }
    // Who waits for a free appointment stands in no queue: more are open than are on their way.
    double on_their_way = 0;
    for (const Replication& record : volume.replications) {
        for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
            on_their_way += static_cast<double>(record.workflows[i].arrived) *
                            hours_of_a_case(plan, plan.workflows[i]);
        }
    }
    return 2 * on_their_way * static_cast<double>(hour) < static_cast<double>(open);
}

LimitCause growth_cause(const Operation& operation, const Plan& plan, const Volume& volume) {
    const int limit = most_held_by(plan, volume);
    if (limit >= 0 && !is_held_inside(plan, volume, limit)) {
        const HeldPlace place = place_of(operation, plan, limit);
        const std::string most = std::to_string(plan.limit(limit).most);
        const std::string places = most == "1" ? "1 place" : most + " places";
        const std::string name = place.name + " (" + places + ")";
        return {name, place.of_cases
                          ? "no more than " + most + " of " + place.shown + " may be open at once"
                          : (most == "1" ? "the only place of " : "all " + places + " of ") +
                                place.shown + (most == "1" ? " is taken" : " are taken")};
    }
    if (plan.teams.empty()) {
        return {};
    }
    if (const std::optional<std::size_t> full = team_that_is_full(plan, volume)) {
        const Team& source = operation.teams[*full];
        return {source.name, teams_are({shown_name(source.label, source.name)}) + " full"};
    }
    if (const std::optional<std::size_t> asked = appointments_waited_for(plan, volume)) {
        const Team& source = operation.teams[*asked];
        return {source.name + " (appointments)",
                "all appointments of " + shown_name(source.label, source.name) + " are taken"};
    }
    const std::size_t team = longest_queue(plan, volume);
    const Team& source = operation.teams[team];
    const std::string shown = shown_name(source.label, source.name);
    const std::vector<std::size_t> together = needed_with(plan, team);
    if (together.size() > 1) {
        std::string name;
        std::vector<std::string> names;
        for (const std::size_t other : together) {
            const Team& one = operation.teams[other];
            name += (name.empty() ? "" : ", ") + one.name;
            names.push_back(shown_name(one.label, one.name));
        }
        return {name, names_in_words(names) + " are not free together often enough"};
    }
    if (together.size() == 1) {
        return {source.name, "several of " + shown + " are not free together often enough"};
    }
    return {source.name, has_work_for_one(plan, team)
                             ? "work waits for somebody in particular at " + shown
                             : "work waits at " + shown + " for others to go on"};
}

std::string why_it_grows(const Operation& operation, const Plan& plan, const Volume& volume) {
    if (const std::optional<std::size_t> full = team_that_is_full(plan, volume)) {
        const Team& source = operation.teams[*full];
        return "open cases grow in number without end: " +
               teams_are({shown_name(source.label, source.name)}) + " full";
    }
    const std::string growth = "open cases grow in number without end, though no team is full: ";
    const int limit = most_held_by(plan, volume);
    return growth +
           (limit >= 0
                ? held_by(operation, plan, limit)
                : "work waits for somebody in particular, for several at once, or for others to go "
                  "on");
}

} // namespace plimsoll
