#include "scenarios/formulas/preview.hpp"

#include "model/numeric/number_text.hpp"
#include "model/text/plain_words.hpp"
#include "scenarios/formulas/arrival_rates.hpp"
#include "scenarios/formulas/preview_network.hpp"
#include "scenarios/formulas/preview_validity.hpp"
#include "scenarios/result/teams_in_words.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace plimsoll {

namespace {

constexpr double fullest_trusted = 0.9;
constexpr double most_variation = 4;
constexpr double most_difference = 0.2;
constexpr std::size_t most_teams = 400; ///< so that the equations take milliseconds

using Words = std::vector<std::string>;

std::string percent(double share) {
    return number_to_text(std::floor(share * 100 + 0.5)) + "%";
}

std::string difference_in_words(double difference, double simulated) {
    const double share = simulated > 0 ? std::abs(difference) / simulated : difference > 0 ? 1 : 0;
    return percent(share) + (difference > 0 ? " above" : " below") + " the simulation";
}

std::string name_of(const Team& team) {
    return shown_name(team.label, team.name);
}

/// The number of open cases does not follow from demand, so neither does anything else.
bool is_closed(const Plan& plan) {
    return std::any_of(plan.workflows.begin(), plan.workflows.end(),
                       [](const PlanWorkflow& workflow) {
                           return std::any_of(workflow.demands.begin(), workflow.demands.end(),
                                              [](const PlanDemand& demand) {
                                                  return demand.kind == Demand::Kind::always_open ||
                                                         demand.kind == Demand::Kind::idle_client;
                                              });
                       });
}

/// Where each team is full: its load is what it is without clients, and as much more for each.
void set_saturation(Preview& preview, std::vector<ClassTraffic>& traffic, const Plan& plan,
                    const Followers& followers) {
    constexpr std::int64_t many = 1000;
    arrive(traffic, plan, 0, followers);
    const std::vector<double> without = offered_by_formula(traffic, plan);
    arrive(traffic, plan, many, followers);
    const std::vector<double> offered = offered_by_formula(traffic, plan);
    for (std::size_t team = 0; team < preview.teams.size(); ++team) {
        Computed& saturation = preview.teams[team].saturation;
        const double each = (offered[team] - without[team]) / static_cast<double>(many);
        if (plan.teams[team].unlimited) {
            saturation.why = "an unlimited team is never full";
        } else if (offered[team] <= 0) {
            saturation.why = "no work comes to it";
        } else if (!(each > 1e-12 * offered[team])) {
            saturation.why = "its work does not grow with clients";
        } else if (without[team] >= 1) {
            saturation.why = "it is full without any client";
        } else {
            saturation.value = (1 - without[team]) / each;
        }
    }
}

/// Teams, waits and the mean flow time. What keeps the flow time from being computed is returned;
/// why it is not to be trusted is added to `doubts`.
std::string compute(Preview& preview, const Operation& operation, const Plan& plan, Words& doubts) {
    std::optional<std::vector<ClassTraffic>> traffic = traffic_of(operation, plan);
    if (!traffic || plan.declared_teams() > most_teams) {
        return "the operation is too large or too intricate for the formulas";
    }
    const std::optional<Followers> followers = followers_of(*traffic, plan);
    if (!followers) {
        return "cases follow from others that give up or are turned away, and no formula knows how "
               "many those are";
    }
    set_saturation(preview, *traffic, plan, *followers);
    arrive(*traffic, plan, preview.clients, *followers);
    const std::vector<double> offered = offered_by_formula(*traffic, plan);
    std::vector<std::string> full;
    for (std::size_t team = 0; team < offered.size(); ++team) {
        const std::string name = name_of(operation.teams[team]);
        if (plan.teams[team].unlimited) {
            preview.teams[team].utilisation.why = "an unlimited team has no utilisation";
            continue;
        }
        preview.teams[team].utilisation.value = std::min(1.0, offered[team]);
        if (offered[team] >= 1) {
            full.push_back(name);
        } else if (offered[team] >= fullest_trusted) {
            doubts.push_back(teams_are({name}) + " " + percent(offered[team]) + " full");
        }
    }
    if (!full.empty()) {
        return "more is asked of " + names_in_words(full) + " than there are hours for";
    }
    const auto stations = figures_of(network_of(*traffic, plan));
    if (!stations) {
        return "the equations have no solution";
    }
    for (std::size_t team = 0; team < stations->size(); ++team) {
        const StationFigures& station = (*stations)[team];
        const std::string name = name_of(operation.teams[team]);
        preview.teams[team].wait.value = station.wait;
        if (offered[team] > 0 && station.service_variation > most_variation) {
            doubts.push_back("the work of " + name + " varies too much");
        }
        if (offered[team] > 0 && station.arrival_variation > most_variation) {
            doubts.push_back("work comes to " + name + " too unevenly");
        }
    }
    double cases = 0;
    double hours = 0;
    for (const ClassTraffic& one : *traffic) {
        if (one.cases.per_hour <= 0) {
            continue;
        }
        if (one.cases.arrival_variation > most_variation) {
            const Workflow& workflow = operation.workflows[one.cases.workflow];
            doubts.push_back("cases of " + shown_name(workflow.label, workflow.name) +
                             " come too unevenly");
        }
        const auto time = mean_case_time(one.cases, one.visits, step_times(one, plan, *stations));
        if (!time) {
            return "the operation is too intricate for the formulas";
        }
        cases += one.cases.per_hour;
        hours += one.cases.per_hour * *time;
    }
    if (cases <= 0) {
        return "no case comes";
    }
    if (!std::isfinite(hours / cases)) {
        return "the equations have no solution";
    }
    preview.flow_time.value = hours / cases;
    return "";
}

std::string joined(const Words& reasons) {
    std::string text;
    for (const std::string& reason : reasons) {
        text += (text.empty() ? "" : "; ") + reason;
    }
    return text;
}

} // namespace

Preview preview_of(const Operation& operation, const Plan& plan, std::int64_t clients,
                   const VolumeFigures* simulated) {
    Preview preview;
    preview.clients = clients;
    for (const Team& team : operation.teams) {
        preview.teams.push_back({team.name, {}, {}, {}});
    }
    Words doubts;
    const std::string obstacle =
        is_closed(plan) ? "the number of open cases is fixed, not the rate at which they come"
                        : compute(preview, operation, plan, doubts);
    if (!preview.flow_time.value) {
        preview.flow_time.why = obstacle;
        preview.because = obstacle;
        preview.why = "There is no mean time by formula, because " + obstacle + ".";
        for (TeamPreview& team : preview.teams) {
            team.wait.why = obstacle;
            if (team.utilisation.why.empty() && !team.utilisation.value) {
                team.utilisation.why = obstacle;
            }
            if (team.saturation.why.empty() && !team.saturation.value) {
                team.saturation.why = obstacle;
            }
        }
        return preview;
    }
    for (std::string& reason : preview_validity(operation, plan)) {
        doubts.push_back(std::move(reason));
    }
    std::string beside;
    if (simulated && !simulated->has_times()) {
        doubts.emplace_back("the simulation finds no steady state");
    } else if (simulated && simulated->flow_time.mean.value) {
        const double mean = simulated->flow_time.mean.value->mean;
        const double difference = *preview.flow_time.value - mean;
        beside = "it is " + difference_in_words(difference, mean);
        if (std::abs(difference) > most_difference * mean) {
            doubts.push_back(beside);
        }
    }
    preview.valid = doubts.empty();
    if (preview.valid) {
        preview.why = "No team is 90% full, nothing varies too much, and the formulas know "
                      "everything that the model says" +
                      (beside.empty() ? "" : "; " + beside) + ".";
    } else {
        preview.because = doubts.front();
        preview.why = "It does not hold here, because " + joined(doubts) + ".";
        if (!teams_at_other_hours(operation, plan).empty()) {
            preview.why += " What such a team can do is spread evenly over the operation's hours.";
        }
    }
    return preview;
}

Preview preview_beside(const Result& result, const Plan& plan, std::int64_t clients) {
    const auto simulated =
        std::find_if(result.volumes.begin(), result.volumes.end(),
                     [&](const VolumeFigures& volume) { return volume.clients == clients; });
    return preview_of(result.operation, plan, clients,
                      simulated == result.volumes.end() ? nullptr : &*simulated);
}

} // namespace plimsoll
