#include "scenarios/findings/plausible.hpp"

#include "model/client_demand.hpp"
#include "model/text/plain_words.hpp"
#include "scenarios/formulas/preview.hpp"
#include "scenarios/result/teams_in_words.hpp"
#include "scenarios/result/whole_number.hpp"
#include "sim/compile.hpp"
#include "sim/plan/plan.hpp"

#include <algorithm>

namespace plimsoll {

namespace {

constexpr double hardly_busy = 0.2;
constexpr double nearly_full = 0.85;
constexpr std::size_t most_named = 3;

std::string how_full(double share) {
    return share < 0.005 ? "less than 1%" : whole(100 * share) + "%";
}

bool has_cost(const Team& team) {
    return team.cost_per_hour > 0 ||
           std::any_of(team.members.begin(), team.members.end(),
                       [](const Members& members) { return members.cost_per_hour > 0; });
}

bool money_comes_in(const Operation& operation) {
    return !operation.client_prices.empty() ||
           std::any_of(operation.workflows.begin(), operation.workflows.end(),
                       [](const Workflow& workflow) { return workflow.value.has_value(); });
}

} // namespace

std::optional<Finding> fullness_question(const Operation& operation,
                                         const std::vector<std::pair<int, double>>& fullness,
                                         const std::string& evidence) {
    std::string teams;
    std::size_t named = 0;
    std::size_t more = 0;
    for (const auto& [number, share] : fullness) {
        const Team& team = operation.teams[static_cast<std::size_t>(number)];
        if (team.unlimited || team.outside || (share >= hardly_busy && share <= nearly_full)) {
            continue;
        }
        if (named == most_named) {
            ++more;
            continue;
        }
        teams +=
            (named == 0 ? "" : ", ") + shown_name(team.label, team.name) + " " + how_full(share);
        ++named;
    }
    if (named == 0) {
        return std::nullopt;
    }
    if (more > 0) {
        teams += " and " + std::to_string(more) + " more";
    }
    return Finding{"question",
                   "Is it so full today: " + teams +
                       "? If not, look first at that team's hours, its efforts and the demand.",
                   {evidence},
                   {}};
}

std::optional<Finding> no_cost(const Operation& operation) {
    std::vector<std::string> free;
    bool any_cost = money_comes_in(operation);
    for (const Team& team : operation.teams) {
        any_cost = any_cost || has_cost(team);
        if (!has_cost(team) && !team.outside && !team.units) {
            free.push_back(shown_name(team.label, team.name));
        }
    }
    if (!any_cost || free.empty()) {
        return std::nullopt;
    }
    std::string names;
    for (std::size_t i = 0; i < free.size(); ++i) {
        names += (i == 0 ? "" : i + 1 == free.size() ? " and " : ", ") + free[i];
    }
    return Finding{"no_cost",
                   "No `cost` is given for " + names +
                       ": what is said of money leaves their hours out.",
                   {"model.teams"},
                   {}};
}

std::optional<Finding> exit_like_a_step(const Operation& operation) {
    for (const Workflow& workflow : operation.workflows) {
        const auto is_followed = [&](std::size_t from, std::size_t exit) {
            return std::any_of(workflow.steps.begin(), workflow.steps.end(), [&](const Step& step) {
                return std::any_of(step.after.begin(), step.after.end(), [&](const Arc& arc) {
                    return arc.from == static_cast<int>(from) &&
                           (arc.exit < 0 || arc.exit == static_cast<int>(exit));
                });
            });
        };
        for (std::size_t from = 0; from < workflow.steps.size(); ++from) {
            const Step& step = workflow.steps[from];
            for (std::size_t exit = 0; exit < step.exits.size(); ++exit) {
                const std::string& name = step.exits[exit].name;
                const bool is_a_step =
                    std::any_of(workflow.steps.begin(), workflow.steps.end(),
                                [&](const Step& other) { return other.name == name; });
                if (is_a_step && name != step.name && !is_followed(from, exit)) {
                    return Finding{"exit_like_a_step",
                                   "Exit `" + name + "` of `" + workflow.name + "." + step.name +
                                       "` leads nowhere, and step `" + name +
                                       "` does not wait for it. Should that say `after: " +
                                       step.name + "." + name + "`?",
                                   {"model.workflows"},
                                   {}};
                }
            }
        }
    }
    return std::nullopt;
}

std::vector<Finding> questions(const Result& result) {
    std::vector<Finding> found;
    const bool one_volume_only = !clients_bring_work(result.operation);
    for (std::size_t i = 0; i < result.volumes.size(); ++i) {
        const VolumeFigures& volume = result.volumes[i];
        if (volume.horizon != Horizon::steady ||
            (volume.clients != result.operation.clients_today && !one_volume_only)) {
            continue;
        }
        std::vector<std::pair<int, double>> fullness;
        for (std::size_t team = 0; team < volume.teams.size(); ++team) {
            // What anybody can see; work that goes away leaves room.
            const TeamFigures& one = volume.teams[team];
            const Figure& full = volume.stable == Stable::yes ? one.utilisation : one.offered;
            if (full.value) {
                fullness.emplace_back(static_cast<int>(team), full.value->mean);
            }
        }
        if (auto finding = fullness_question(result.operation, fullness,
                                             "volumes." + std::to_string(i) + ".teams")) {
            found.push_back(std::move(*finding));
        }
    }
    if (auto finding = exit_like_a_step(result.operation)) {
        found.push_back(std::move(*finding));
    }
    if (auto finding = no_cost(result.operation)) {
        found.push_back(std::move(*finding));
    }
    return found;
}

std::vector<Finding> questions(const Operation& operation) {
    std::vector<Finding> found;
    const Plan plan = compile(operation);
    const Preview preview = preview_of(operation, plan, operation.clients_today, nullptr);
    std::vector<std::pair<int, double>> fullness;
    for (std::size_t team = 0; team < preview.teams.size(); ++team) {
        // Whose work others do is not known before it is simulated.
        const std::vector<Help>& helps = operation.teams[team].helps;
        const bool shares_work =
            !helps.empty() ||
            std::any_of(operation.teams.begin(), operation.teams.end(), [&](const Team& other) {
                return std::any_of(other.helps.begin(), other.helps.end(), [&](const Help& one) {
                    return one.team == static_cast<int>(team);
                });
            });
        if (preview.teams[team].utilisation.value && !shares_work) {
            fullness.emplace_back(static_cast<int>(team), *preview.teams[team].utilisation.value);
        }
    }
    if (auto finding = fullness_question(operation, fullness, "preview.teams")) {
        found.push_back(std::move(*finding));
    }
    if (auto finding = exit_like_a_step(operation)) {
        found.push_back(std::move(*finding));
    }
    if (auto finding = no_cost(operation)) {
        found.push_back(std::move(*finding));
    }
    return found;
}

} // namespace plimsoll
