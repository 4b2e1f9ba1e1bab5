#include "scenarios/figures/stalls.hpp"

#include "model/text/plain_words.hpp"
#include "scenarios/result/teams_in_words.hpp"
#include "scenarios/result/whole_number.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace plimsoll {

namespace {

using For = Stall::For;
using Spot = std::pair<int, int>; ///< workflow, PlanStep::number or -1

/// `workflow.step`, or the workflow before which it stands.
std::string spot_name(const Operation& operation, const Plan& plan, const Spot& spot) {
    const auto number = static_cast<std::size_t>(spot.first);
    const Workflow& workflow = operation.workflows[number];
    if (spot.second < 0) {
        return workflow.name;
    }
    const auto step = static_cast<std::size_t>(spot.second - plan.workflows[number].first_number);
    return workflow.name + "." + workflow.steps[step].name;
}

/// The same as a reader knows it.
std::string shown_spot(const Operation& operation, const Plan& plan, const Spot& spot) {
    const auto number = static_cast<std::size_t>(spot.first);
    const Workflow& workflow = operation.workflows[number];
    if (spot.second < 0) {
        return shown_name(workflow.label, workflow.name);
    }
    const auto place = static_cast<std::size_t>(spot.second - plan.workflows[number].first_number);
    const Step& step = workflow.steps[place];
    const std::string shown = shown_name(step.label, step.name);
    return operation.workflows.size() == 1
               ? shown
               : shown + " of " + shown_name(workflow.label, workflow.name);
}

/// The team, the workflow or the step that a limit belongs to: its path, and as a reader knows it.
std::pair<std::string, std::string> limited(const Operation& operation, const Plan& plan,
                                            int limit) {
    for (std::size_t team = 0; team < plan.declared_teams(); ++team) {
        if (plan.teams[team].limit == limit) {
            const Team& of = operation.teams[team];
            return {"teams." + of.name, shown_name(of.label, of.name)};
        }
    }
    for (std::size_t i = 0; i < plan.workflows.size(); ++i) {
        const Workflow& workflow = operation.workflows[i];
        if (plan.workflows[i].limit == limit) {
            return {"workflows." + workflow.name, shown_name(workflow.label, workflow.name)};
        }
        for (std::size_t step = 0; step < workflow.steps.size(); ++step) {
            const auto place = static_cast<std::size_t>(plan.workflows[i].first_step) + step;
            if (plan.steps[place].limit == limit) {
                const Step& of = workflow.steps[step];
                return {"workflows." + workflow.name + ".steps." + of.name,
                        shown_name(of.label, of.name)};
            }
        }
    }
    return {};
}

std::string cases_count(std::int64_t cases) {
    return whole(static_cast<double>(cases)) + (cases == 1 ? " case" : " cases");
}

/// "6 at Cut of P wait for N, which cases at Cut of Q keep".
std::string in_words(const Operation& operation, const Plan& plan, const Stall& stall) {
    const bool one = stall.cases == 1;
    std::string text = whole(static_cast<double>(stall.cases)) +
                       (stall.step < 0 ? " before " : " at ") +
                       shown_spot(operation, plan, {stall.workflow, stall.step});
    const std::string waits = one ? " waits for " : " wait for ";
    std::vector<std::string> holders;
    for (const Spot& spot : stall.held_at) {
        holders.push_back(shown_spot(operation, plan, spot));
    }
    const std::string held = holders.empty() ? "" : "cases at " + names_in_words(holders);
    switch (stall.waits_for) {
    case For::people: {
        const Team& team = operation.teams[static_cast<std::size_t>(stall.what)];
        text += waits + shown_name(team.label, team.name) +
                (held.empty() ? "" : ", which " + held + " keep");
        break;
    }
    case For::place:
        text += waits + "a place at " + limited(operation, plan, stall.what).second +
                (held.empty() ? "" : ", which " + held + " hold");
        break;
    case For::others:
        text += waits + "others to make a batch, and none can come";
        break;
    case For::called: {
        const Workflow& called = operation.workflows[static_cast<std::size_t>(stall.what)];
        text += waits + "the " + shown_name(called.label, called.name) +
                (one ? " that it has called" : " that they have called");
        break;
    }
    case For::nothing:
        text += one ? " waits for ever" : " wait for ever";
        break;
    }
    return text;
}

StalledPlace place_of(const Operation& operation, const Plan& plan, const Stall& stall) {
    StalledPlace place;
    place.name = spot_name(operation, plan, {stall.workflow, stall.step});
    place.cases = stall.cases;
    switch (stall.waits_for) {
    case For::people:
        place.waits_for = "teams." + operation.teams[static_cast<std::size_t>(stall.what)].name;
        break;
    case For::place:
        place.waits_for = limited(operation, plan, stall.what).first + ".wip";
        break;
    case For::others:
        place.waits_for = "batch";
        break;
    case For::called:
        place.waits_for =
            "workflows." + operation.workflows[static_cast<std::size_t>(stall.what)].name;
        break;
    case For::nothing:
        break;
    }
    for (const Spot& spot : stall.held_at) {
        place.held_at.push_back(spot_name(operation, plan, spot));
    }
    return place;
}

} // namespace

std::optional<StalledFigures> stalled_cases(const Operation& operation, const Plan& plan,
                                            const Volume& volume) {
    StalledFigures figures;
    std::map<std::tuple<int, int, For, int>, Stall> all;
    for (const Replication& record : volume.replications) {
        for (const WorkflowSums& sums : record.workflows) {
            figures.of += sums.arrived;
        }
        figures.cases += record.stalled;
        figures.replications += record.stalled > 0 ? 1 : 0;
        for (const Stall& stall : record.stalls) {
            const auto key =
                std::make_tuple(stall.workflow, stall.step, stall.waits_for, stall.what);
            Stall& sum = all.emplace(key, Stall{}).first->second;
            std::set<Spot> held_at(sum.held_at.begin(), sum.held_at.end());
            held_at.insert(stall.held_at.begin(), stall.held_at.end());
            const std::int64_t before = sum.cases;
            sum = stall;
            sum.cases += before;
            sum.held_at.assign(held_at.begin(), held_at.end());
        }
    }
    if (figures.cases == 0) {
        return std::nullopt;
    }
    figures.of = std::max(figures.of, figures.cases); // some came before the window
    std::vector<Stall> stalls;
    for (const auto& [key, stall] : all) {
        stalls.push_back(stall);
        figures.places.push_back(place_of(operation, plan, stall));
    }
    std::stable_sort(stalls.begin(), stalls.end(),
                     [](const Stall& a, const Stall& b) { return a.cases > b.cases; });
    constexpr std::size_t most_told = 4;
    std::int64_t untold = figures.cases;
    for (std::size_t i = 0; i < std::min(stalls.size(), most_told); ++i) {
        figures.why += (i == 0 ? "" : "; ") + in_words(operation, plan, stalls[i]);
        untold -= stalls[i].cases;
    }
    if (untold > 0) {
        figures.why += "; and " + cases_count(untold) + " elsewhere";
    }
    return figures;
}

std::string how_many_stalled(const StalledFigures& stalled) {
    return whole(static_cast<double>(stalled.cases)) + " of " + cases_count(stalled.of) +
           " can never go on";
}

std::optional<Finding> stalled_finding(const Result& result) {
    const auto first =
        std::find_if(result.volumes.begin(), result.volumes.end(),
                     [](const VolumeFigures& volume) { return volume.stalled.has_value(); });
    if (first == result.volumes.end()) {
        return std::nullopt;
    }
    const std::string place = std::to_string(first - result.volumes.begin());
    const bool alone = result.volumes.size() == 1;
    std::string text =
        alone ? "" : "At " + whole(static_cast<double>(first->clients)) + " clients ";
    if (!alone || first->horizon == Horizon::steady) {
        text += how_many_stalled(*first->stalled) + ": "; // otherwise the headline says it
    }
    text += first->stalled->why + ".";
    return Finding{"stalled", text, {"volumes." + place + ".stalled"}, {}};
}

} // namespace plimsoll
