#include "scenarios/formulas/case_moments.hpp"

#include <algorithm>
#include <cmath>

namespace plimsoll {

namespace {

/// What is still to come after this step was done by this exit, or skipped.
WorkMoments after(const PlanStep& step, int exit, const std::vector<WorkMoments>& from) {
    for (const Follower& follower : step.followers) {
        if (follower.exit < 0 || follower.exit == exit) {
            return from[static_cast<std::size_t>(follower.step)];
        }
    }
    return {};
}

void add(WorkMoments& sum, double share, const WorkMoments& part) {
    sum.mean += share * part.mean;
    sum.square += share * part.square;
}

/// What a case gathers from a step on, given what it gathers from each step on.
WorkMoments onwards(const CaseClass& cases, std::size_t number, const WorkMoments& visit,
                    const std::vector<WorkMoments>& from) {
    const PlanStep& step = cases.steps[number];
    WorkMoments rest;
    double stays = 1;
    for (const int rework : step.reworks) {
        const double chance = declared(cases, static_cast<std::size_t>(rework)).chance;
        const int to = cases.reworks[static_cast<std::size_t>(rework)].to;
        add(rest, chance, from[static_cast<std::size_t>(to)]);
        stays -= chance;
    }
    const auto& exits = cases.source->steps[number].exits;
    for (std::size_t exit = 0; exit < exits.size(); ++exit) {
        add(rest, stays * exits[exit].share, after(step, static_cast<int>(exit), from));
    }
    if (exits.empty()) {
        add(rest, stays, after(step, -1, from));
    }
    // Independent of each other: E (V + R)^2 = E V^2 + 2 E V E R + E R^2.
    WorkMoments all;
    add(all, step.chance,
        {visit.mean + rest.mean, visit.square + 2 * visit.mean * rest.mean + rest.square});
    if (step.chance < 1) {
        add(all, 1 - step.chance, after(step, step.skip_exit, from));
    }
    return all;
}

/// From the last step to the first, again and again until nothing changes: once where there are no
/// reworks.
std::optional<WorkMoments> moments_in_line(const CaseClass& cases,
                                           const std::vector<WorkMoments>& visits) {
    constexpr int most_rounds = 2000;
    constexpr double unchanged = 1e-14;
    std::vector<WorkMoments> from(cases.steps.size());
    for (int round = 0; round < most_rounds; ++round) {
        bool changes = false;
        for (auto number = cases.order.rbegin(); number != cases.order.rend(); ++number) {
            const auto step = static_cast<std::size_t>(*number);
            const WorkMoments now = onwards(cases, step, visits[step], from);
            changes = changes || std::abs(now.square - from[step].square) > unchanged * now.square;
            from[step] = now;
        }
        if (!changes) {
            return from[static_cast<std::size_t>(cases.order.front())];
        }
    }
    return std::nullopt;
}

/// Whether what is done again does not depend on what was done before.
bool repeats_alike(const CaseClass& cases) {
    for (std::size_t i = 0; i < cases.reworks.size(); ++i) {
        const Rework& rework = declared(cases, i);
        if (rework.at_most >= 0 || rework.effort_share != 1) {
            return false;
        }
    }
    return cases.reworks.empty() ||
           std::none_of(cases.steps.begin(), cases.steps.end(),
                        [](const PlanStep& step) { return step.chance < 1; });
}

/// Whether every rework sends back steps that are surely done again, none of them its own and
/// another's.
bool loops_stand_alone(const CaseClass& cases) {
    std::vector<char> sent_back(cases.steps.size(), 0);
    for (const PlanRework& rework : cases.reworks) {
        for (const int number : rework.stretch) {
            const auto step = static_cast<std::size_t>(number);
            const bool chooses = !cases.source->steps[step].exits.empty() && number != rework.from;
            if (sent_back[step] != 0 || cases.steps[step].chance < 1 || chooses) {
                return false;
            }
            sent_back[step] = 1;
        }
    }
    return true;
}

/// How often a rework fires after one another: its mean and variance.
struct ReworkCount {
    double mean = 0;
    double variance = 0;
};

ReworkCount times_of(double chance, std::int64_t at_most) {
    // E N = sum of P(N >= j), E N^2 = sum of (2 j - 1) P(N >= j).
    constexpr double nothing = 1e-18;
    double mean = 0;
    double square = 0;
    double reached = 1;
    for (std::int64_t j = 1; j <= at_most && reached > nothing; ++j) {
        reached *= chance;
        mean += reached;
        square += static_cast<double>(2 * j - 1) * reached;
    }
    return {mean, square - mean * mean};
}

/// What all passes of a rework after the first bring.
struct Again {
    double mean = 0;
    double variance = 0;
};

Again again_of(const CaseClass& cases, std::size_t number, const std::vector<WorkMoments>& visits) {
    const Rework& rework = declared(cases, number);
    double mean = 0;
    double variance = 0;
    for (const int step : cases.reworks[number].stretch) {
        const WorkMoments& visit = visits[static_cast<std::size_t>(step)];
        mean += rework.effort_share * visit.mean;
        variance +=
            rework.effort_share * rework.effort_share * (visit.square - visit.mean * visit.mean);
    }
    const ReworkCount times = times_of(rework.chance, cases.reworks[number].at_most);
    return {times.mean * mean, times.mean * variance + times.variance * mean * mean};
}

std::optional<WorkMoments> moments_by_ways(const CaseClass& cases,
                                           const std::vector<WorkMoments>& visits) {
    std::vector<Again> again;
    for (std::size_t i = 0; i < cases.reworks.size(); ++i) {
        again.push_back(again_of(cases, i, visits));
    }
    bool exact = true;
    WorkMoments sum;
    const bool all = for_each_way(cases, std::nullopt, [&](const Way& way) {
        double mean = 0;
        double variance = 0;
        for (std::size_t step = 0; step < visits.size(); ++step) {
            if (way.done[step] != 0) {
                mean += visits[step].mean;
                variance += visits[step].square - visits[step].mean * visits[step].mean;
            }
        }
        for (std::size_t i = 0; i < again.size(); ++i) {
            const PlanRework& rework = cases.reworks[i];
            if (way.done[static_cast<std::size_t>(rework.from)] == 0) {
                continue;
            }
            mean += again[i].mean;
            variance += again[i].variance;
            exact =
                exact && std::all_of(rework.stretch.begin(), rework.stretch.end(), [&](int step) {
                    return way.done[static_cast<std::size_t>(step)] != 0;
                });
        }
        add(sum, way.chance, {mean, mean * mean + variance});
    });
    return all && exact ? std::optional(sum) : std::nullopt;
}

} // namespace

std::optional<WorkMoments> moments_of_sum(const CaseClass& cases,
                                          const std::vector<WorkMoments>& visits) {
    if (!runs_side_by_side(cases) && repeats_alike(cases)) {
        return moments_in_line(cases, visits);
    }
    return loops_stand_alone(cases) ? moments_by_ways(cases, visits) : std::nullopt;
}

} // namespace plimsoll
