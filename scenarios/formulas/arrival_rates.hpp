// How often cases come: known beforehand where nothing but time brings them, a guess elsewhere.
#pragma once

#include "sim/plan/plan.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace plimsoll {

/// More cases in an hour than this come too close together to be told apart by whole microseconds.
inline constexpr double most_cases_an_hour = 1e8;

/// Cases in an open hour of the operation: so many whatever the volume, and so many of each client.
struct ArrivalRate {
    double fixed = 0;
    double per_client = 0;
};

/// What a demand brings by itself in the long run, of the clients that it is of; nothing where that
/// depends on how other cases fare, or where others bring its cases about.
std::optional<ArrivalRate> arrival_rate(const Plan& plan, const PlanDemand& demand);

/// Cases of a workflow that arrive in an open hour of the operation; nothing where that depends on
/// how other cases fare.
std::optional<double> known_arrivals_per_hour(const Plan& plan, std::size_t workflow,
                                              std::int64_t clients);

/// The same over many years, of what comes at dates, too.
std::optional<double> steady_arrivals_per_hour(const Plan& plan, std::size_t workflow,
                                               std::int64_t clients);

/// [source][workflow]: so many cases of the second follow from one of the first.
using Followers = std::vector<std::vector<double>>;

/// The declared number of cases that follow from each event, times the chance of the exit at its
/// step, whether or not cases come to that step: a guess, for lack of `followers`.
Followers guessed_followers(const Plan& plan);

/// About how many cases of each workflow arrive in an open hour, those that others bring about
/// included; a guess where the number of open cases is fixed.
std::vector<double> expected_arrivals(const Plan& plan, std::int64_t clients,
                                      const Followers& followers);

/// The same of all workflows: good enough to choose how long to simulate.
double expected_arrivals_per_hour(const Plan& plan, std::int64_t clients);

/// About how many visits a case takes, of all workflows: each step once.
double visits_of_a_case(const Plan& plan, std::int64_t clients);

/// Hours that a case takes when it waits for nobody, its steps one after another and each once.
double hours_of_a_case(const Plan& plan, const PlanWorkflow& workflow);

/// How a workflow's cases divide among the kinds of clients; a single 1 where there are none.
std::vector<double> shares_of_client_kinds(const Plan& plan, std::size_t workflow);

/// Whether the number of open cases, or of clients, is fixed, so that no more come than are done.
bool is_closed(const PlanWorkflow& workflow);

/// Whether a team has work that waits for ever, and work that goes away (PlanStep::may_leave).
struct TeamWork {
    bool stays = false;
    bool leaves = false;
};
TeamWork work_of(const Plan& plan, std::size_t team);

/// Whether work that is too much for this team goes away instead of piling up: it gives up, is
/// turned away, or comes from a fixed number of cases or clients.
bool absorbs_overload(const Plan& plan, std::size_t team);

} // namespace plimsoll
